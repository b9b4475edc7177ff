package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// longestChange is how much of a text a history shows before and after a change.
const longestChange = 200

// Told is one entry of a history, in words.
type Told struct {
	When, Who string
	What      []string // without Markdown taken away
}

// NeedTold says in words what happened to a need, as far as p may read it.
func (v Voice) NeedTold(es []committee.NeedEvent, p committee.Person) []Told {
	return told(v, "need", es, func(e committee.NeedEvent) []committee.Change { return committee.NeedChanges(e, p) })
}

// TopicTold says in words what happened to a topic, as far as p may read it.
func (v Voice) TopicTold(es []committee.TopicEvent, p committee.Person) []Told {
	return told(v, "topic", es, func(e committee.TopicEvent) []committee.Change { return committee.TopicChanges(e, p) })
}

func told[T any](v Voice, register string, es []committee.Event[T], changes func(committee.Event[T]) []committee.Change) []Told {
	var all []Told
	for _, e := range es {
		cs := changes(e)
		if !e.Told(cs) {
			continue
		}
		entry := Told{When: v.Moment(e.At), Who: v.who(e.By, e.ByName)}
		if e.Before == nil {
			entry.What = []string{v.begun(register, e.Verb)}
		}
		if e.Verb == committee.UndoNeed || e.Verb == committee.UndoTopic {
			entry.What = append(entry.What, v.Say("history.undone"))
		}
		for _, c := range cs {
			entry.What = append(entry.What, v.changed(c))
		}
		all = append(all, entry)
	}
	return all
}

// begun says what an event did that changed nothing: the first one of an object,
// or an export.
func (v Voice) begun(register, verb string) string {
	if verb == "export" {
		return v.Say("history.export")
	}
	return v.Say("history.begun." + register)
}

func (v Voice) who(by, name string) string {
	switch {
	case by == "":
		return v.Say("history.bot")
	case name == "":
		return v.Say("history.unknown")
	}
	return name
}

// changed says one change: what it was, and what it is now.
func (v Voice) changed(c committee.Change) string {
	from, to := v.value(c.From), v.value(c.To)
	field := v.Say("history.field." + c.Field)
	switch {
	case from == "":
		return field + ": " + to
	case to == "":
		return v.Say("history.gone", "Field", field, "From", from)
	}
	return field + ": " + from + " → " + to
}

// value writes what something was or is.
func (v Voice) value(value any) string {
	switch x := value.(type) {
	case string:
		if x == "" {
			return ""
		}
		return v.Say("list.text", "Text", Cut(strings.Join(strings.Fields(visible(x)), " "), longestChange))
	case calendar.Date:
		if x.IsZero() {
			return ""
		}
		return v.Day(x)
	case committee.Number:
		if x.Seq == 0 {
			return ""
		}
		return x.String()
	case committee.GateVerdict:
		if x == "" {
			return ""
		}
		return v.Say("history.gate." + string(x))
	case committee.Removal:
		return v.Say("history.removed." + string(x))
	case committee.TopicKind:
		return v.Say("topic.kind." + string(x))
	}
	text, _ := v.readable(value).(string)
	return text
}

// HistoryOnAPage is how many entries a page of a history has.
const HistoryOnAPage = 15

// History is a page of what happened to an object, newest last. Page 0 is the
// last one.
func (v Voice) History(register string, n committee.Number, title, object string, all []Told, page int) bot.Message {
	pages := max(1, (len(all)+HistoryOnAPage-1)/HistoryOnAPage)
	if page < 1 || page > pages {
		page = pages
	}
	first := (page - 1) * HistoryOnAPage
	last := min(first+HistoryOnAPage, len(all))
	head := "#### " + v.Say("history.head", "Number", unbroken(n), "Title", Plain(title))
	if len(all) == 0 {
		return bot.Message{Text: head + "\n" + v.Say("history.empty")}
	}
	lines := []string{head}
	if pages > 1 {
		lines = append(lines, v.Say("list.range", "From", first+1, "To", last, "Total", len(all)))
	}
	for _, t := range all[first:last] {
		lines = append(lines, "- **"+t.When+"** · "+Plain(t.Who))
		for _, what := range t.What {
			lines = append(lines, "  "+Plain(what))
		}
	}
	m := bot.Message{Text: strings.Join(lines, "\n")}
	if r := []rune(m.Text); len(r) > longest {
		m.Text = string(r[:longest]) + "\n" + v.Say("cut")
	}
	button := func(id, label string, to int) bot.Button {
		return bot.Button{ID: id, Label: v.Say(label), Style: bot.Default, Action: register + ".history", Object: object, Value: strconv.Itoa(to)}
	}
	if page > 1 {
		m.Card = &bot.Card{Buttons: []bot.Button{button("older", "history.button.older", page-1)}}
	}
	if page < pages {
		if m.Card == nil {
			m.Card = &bot.Card{}
		}
		m.Card.Buttons = append(m.Card.Buttons, button("newer", "history.button.newer", page+1))
	}
	return m
}

// WithHistory adds the button that shows the history of an object.
func (v Voice) WithHistory(m bot.Message, register string, id int64) bot.Message {
	if m.Card == nil {
		m.Card = &bot.Card{}
	}
	m.Card.Buttons = append(m.Card.Buttons, bot.Button{
		ID: "history", Label: v.Say("history.button"), Style: bot.Default, Action: register + ".history", Object: ObjectKey(id), Value: "0",
	})
	return m
}
