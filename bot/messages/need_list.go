package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedList is a page of the needs that a filter lets through, with the ways to
// the other pages and filters.
func (v Voice) NeedList(ns []committee.Need, l NeedListing) bot.Message {
	card := listCard(v, needs, l)
	if l.Total == 0 && l.Filter.IsZero() {
		return bot.Message{Text: v.Say("need.list.empty"), Card: card}
	}
	lines := []string{listHead(v, needs, l)}
	for _, n := range ns {
		lines = append(lines, v.needListed(n))
		if l.Filter.Mine && n.State == committee.NeedQueried && n.Query != nil {
			lines = append(lines, "  "+v.Say("need.list.query", "Day", v.Day(n.Query.Due)))
		}
	}
	if l.Total == 0 {
		lines = append(lines, v.Say("list.nothing"))
	} else {
		lines = append(lines, v.Say("need.list.hint"))
	}
	return bot.Message{Text: strings.Join(lines, "\n"), Card: card}
}

// needListed says number and title, and below what the order goes by.
func (v Voice) needListed(n committee.Need) string {
	below := []string{v.Say("need.state." + string(n.State))}
	if n.Urgency != "" {
		below = append(below, v.Say("need.list.class", "Class", string(n.Urgency)))
	}
	if n.Scored {
		below = append(below, v.Say("need.list.score", "Score", v.points(n.Score)))
	}
	return listed(n.Number, n.Title, append(below, v.Say("need.owners.seats", "Count", len(n.Owners)))...)
}

// points writes a score with the decimal sign of the language.
func (v Voice) points(h committee.HalfPoints) string {
	if v.lang == "en" {
		return h.String()
	}
	return strings.Replace(h.String(), ".", ",", 1)
}
