package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// SearchPage is a page of what a search has found.
type SearchPage struct {
	Committee int64
	Text      string // what was looked for
	committee.Findings
	Offset, Size int
	Polls        map[int64]PollView // those among the hits, with their outcomes
}

// SearchResult shows a page of what was found, with buttons to the next and the
// previous one.
func (v Voice) SearchResult(p SearchPage) bot.Message {
	if len(p.Hits) == 0 {
		return bot.Message{Text: v.Say("search.end", "Text", Plain(p.Text))}
	}
	count := v.Say("search.count", "Count", p.Total)
	if len(p.Hits) < p.Total {
		count = v.Say("list.range", "From", p.Offset+1, "To", p.Offset+len(p.Hits), "Total", p.Total)
	}
	lines := []string{"**" + v.Say("search.head", "Text", Plain(p.Text)) + "** – " + count}
	for _, h := range p.Hits {
		lines = append(lines, v.hit(h, p.Polls[h.Object.ID]))
	}
	m := bot.Message{Text: strings.Join(append(lines, v.Say("search.hint")), "\n")}
	if buttons := v.searchButtons(p); len(buttons) > 0 {
		m.Card = &bot.Card{Buttons: buttons}
	}
	return m
}

func (v Voice) searchButtons(p SearchPage) []bot.Button {
	var buttons []bot.Button
	page := func(id, key string, offset int) bot.Button {
		return bot.Button{
			ID: id, Label: v.Say(key), Style: bot.Default, Action: "search.page", Object: ObjectKey(p.Committee), Value: strconv.Itoa(offset) + " " + p.Text,
		}
	}
	if p.Offset > 0 {
		buttons = append(buttons, page("back", "list.button.back", max(0, p.Offset-p.Size)))
	}
	if next := p.Offset + len(p.Hits); next < p.Total {
		buttons = append(buttons, page("more", "search.button.more", next))
	}
	return buttons
}

// SearchNothing says that nothing was found; near are objects with titles that
// are written almost like it.
func (v Voice) SearchNothing(text string, near []committee.Hit) bot.Message {
	lines := []string{v.Say("search.none", "Text", Plain(text))}
	if len(near) == 0 {
		lines = append(lines, v.Say("search.tips"))
	} else {
		lines = append(lines, v.Say("find.near"))
	}
	for _, h := range near {
		h.Excerpt = nil
		lines = append(lines, v.hit(h, PollView{}))
	}
	return bot.Message{Text: strings.Join(lines, "\n")}
}

// hit is one object in short lines: number and title, state, and the words that
// were found with what stands around them.
func (v Voice) hit(h committee.Hit, poll PollView) string {
	line := v.hitHead(h, poll)
	if h.TLP.Guarded() {
		line += " · " + h.TLP.String()
	}
	if text := pieces(h.Excerpt); text != "" {
		line += "\n  " + text
	}
	return line
}

func (v Voice) hitHead(h committee.Hit, poll PollView) string {
	if h.Object.Kind == committee.MeetingObject {
		return "- " + v.MeetingLine(h.Meeting)
	}
	if h.Object.Kind == committee.PollObject {
		return listed(h.Number, h.Title, v.pollFound(h.State, poll))
	}
	kind := string(h.Object.Kind)
	return listed(h.Number, h.Title, v.Say("search.kind."+kind), v.Say(kind+".state."+h.State))
}

// pollFound says how a poll stands: until when it is open, or how it came out.
func (v Voice) pollFound(state string, w PollView) string {
	switch {
	case committee.PollState(state) == committee.PollOpen && w.Poll.ID != 0:
		return v.Say("search.poll.until", "At", v.ends(w.Poll))
	case w.Poll.Voided != nil && w.Outcome != nil:
		return v.Say("result.void.found") + ": " + v.outcomeInBrief(w.Poll, *w.Outcome)
	case w.Outcome != nil:
		return v.Say("search.poll.closed") + ": " + v.outcomeInBrief(w.Poll, *w.Outcome)
	}
	return v.Say("search.poll." + state)
}

// pieces writes an excerpt in one line, with what was found in bold.
func pieces(excerpt []committee.Piece) string {
	var b strings.Builder
	for _, p := range excerpt {
		text := Plain(p.Text)
		if text == "" {
			b.WriteString(" ")
			continue
		}
		if p.Found {
			b.WriteString("**" + text + "**")
			continue
		}
		b.WriteString(spaced(p.Text, text))
	}
	return strings.TrimSpace(b.String())
}

// spaced gives a shown text the outer spaces that it had.
func spaced(typed, shown string) string {
	if strings.TrimLeft(typed, " \t\r\n") != typed {
		shown = " " + shown
	}
	if strings.TrimRight(typed, " \t\r\n") != typed {
		shown += " "
	}
	return shown
}
