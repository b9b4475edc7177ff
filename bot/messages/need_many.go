package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// ManyNeeds is what was done with several needs at once, and what was not. Key says in
// which words: "left" or "withdrawn".
type ManyNeeds struct {
	Key   string
	Done  []committee.Need
	Not   []NotDone
	Polls []committee.Poll
}

// AddPolls adds open polls that still ask about a need, each once.
func (m *ManyNeeds) AddPolls(polls []committee.Poll) {
	for _, p := range polls {
		if !slices.ContainsFunc(m.Polls, func(o committee.Poll) bool { return o.ID == p.ID }) {
			m.Polls = append(m.Polls, p)
		}
	}
}

// SameWhy reports whether nothing was done for the same reason with each.
func (m ManyNeeds) SameWhy() bool { return Many{Not: m.Not}.SameWhy() }

// NeedsDone says of each of several needs what came of it, and which open polls still
// ask about one that is withdrawn.
func (v Voice) NeedsDone(m ManyNeeds) bot.Message {
	var said []string
	if len(m.Done) > 0 {
		said = append(said, v.Say("need.many."+m.Key))
	}
	for _, n := range m.Done {
		said = append(said, "- "+v.aboutNeed("need.many.line", n).Text)
	}
	if len(m.Not) > 0 {
		said = append(said, v.Say("need.many."+m.Key+".not"))
	}
	for _, n := range m.Not {
		said = append(said, "- **"+Plain(n.Typed)+":** "+strings.ReplaceAll(n.Why, "\n", " "))
	}
	if polls := v.asked(m.Polls); len(polls) > 0 {
		said = append(append(said, ""), polls...)
	}
	return bot.Message{Text: strings.Join(said, "\n")}
}
