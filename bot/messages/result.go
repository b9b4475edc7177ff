package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// ResultList is a page of the register of results, newest first.
func (v Voice) ResultList(committeeID int64, list []committee.Poll, words string, page, total, size int) bot.Message {
	if total == 0 {
		return bot.Message{Text: v.Say("result.empty", "Words", Plain(Cut(words, 60)))}
	}
	lines := []string{v.Say("result.head", "Count", total, "Words", Plain(Cut(words, 60)))}
	for _, p := range list {
		lines = append(lines, "- **"+Unbroken(p.Entry.String())+"** "+struck(p, v.Say("poll.result."+string(p.Result))+v.ofGroup(p)+", "+v.ended(p)+": "+Cut(Plain(p.Question), 90))+v.comesUp(p))
		if p.Voided != nil {
			lines = append(lines, "  "+v.voidLine(p))
		}
	}
	m := bot.Message{Key: "results." + ObjectKey(committeeID)}
	m.Text = strings.Join(append(lines, "", v.Say("result.hint", "Seq", list[0].Entry.Seq)), "\n")
	if pages := (total + size - 1) / size; pages > 1 {
		m.Text += "\n" + v.Say("result.page", "Page", page, "Pages", pages)
		m.Card = &bot.Card{Color: pollColor}
		for _, to := range []struct {
			id string
			at int
		}{{"back", page - 1}, {"next", page + 1}} {
			if to.at >= 1 && to.at <= pages {
				m.Card.Buttons = append(m.Card.Buttons, bot.Button{
					ID: to.id, Label: v.Say("result.button." + to.id), Style: bot.Default, Action: "result.list", Object: ObjectKey(committeeID),
					Value: strconv.Itoa(to.at) + " " + words,
				})
			}
		}
	}
	return m
}

// comesUp says when an entry comes up again.
func (v Voice) comesUp(p committee.Poll) string {
	if p.Review.IsZero() {
		return ""
	}
	return " – " + v.Say("result.review.on", "Day", v.Day(p.Review))
}
