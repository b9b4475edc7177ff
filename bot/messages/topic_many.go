package messages

import (
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Many is what was done with several topics at once, and what was not. Key says in
// which words.
type Many struct {
	Key  string
	Do   committee.Handling // "" for what is no handling
	Text string             // what was typed with it
	Done []committee.Topic
	Not  []NotDone
}

// NotDone is a topic as it was typed with which something was not done, and why.
type NotDone struct{ Typed, Why string }

// SameWhy reports whether nothing was done for the same reason with each.
func (m Many) SameWhy() bool {
	return !slices.ContainsFunc(m.Not, func(n NotDone) bool { return n.Why != m.Not[0].Why })
}

// TopicsDone says of each of several topics what came of it, and how a handling is
// undone. A text that was not stored with all of them comes back.
func (v Voice) TopicsDone(m Many) bot.Message {
	var said []string
	for i, t := range m.Done {
		if i == 0 {
			said = append(said, v.Say(m.Key))
		}
		said = append(said, "- "+v.Say(m.Key+".line", "Number", t.Number, "Title", Plain(t.Title), "State", v.topicState(t)))
	}
	red := slices.ContainsFunc(m.Done, func(t committee.Topic) bool { return t.TLP == committee.Red })
	if red && (m.Do.NeedsText() || m.Do != "" && m.Text != "") {
		said = append(said, v.Say("topic.many.red."+redText(m.Do)))
	}
	for i, n := range m.Not {
		if i == 0 {
			said = append(said, v.Say(m.Key+".not"))
		}
		said = append(said, "- **"+Plain(n.Typed)+":** "+strings.ReplaceAll(n.Why, "\n", " "))
	}
	if m.Text != "" && (red || len(m.Not) > 0) {
		key := "topic.many.back"
		if len(m.Done) == 0 {
			key = "typed.back"
		}
		said = append(said, v.Say(key, "Typed", Verbatim(Cut(m.Text, mostGivenBack)).block()))
	}
	if m.Do != "" && len(m.Done) > 0 {
		said = append(said, v.Say("topic.many.undo", "Numbers", v.numbersTyped(m.Done)))
	}
	return bot.Message{Text: strings.Join(said, "\n")}
}

// numbersTyped are the numbers of topics as short as they can be typed together.
func (v Voice) numbersTyped(ts []committee.Topic) string {
	short := !slices.ContainsFunc(ts, func(t committee.Topic) bool { return t.Number.Year != ts[0].ChangedAt.In(v.loc).Year() })
	typed := make([]string, len(ts))
	for i, t := range ts {
		typed[i] = t.Number.String()
		if short {
			typed[i] = strconv.Itoa(t.Number.Seq)
		}
	}
	return strings.Join(typed, ", ")
}
