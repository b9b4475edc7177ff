package messages

import (
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedSimilar asks whether a new need is the same as one that is there. What was
// typed is kept as the draft.
func (v Voice) NeedSimilar(draft int64, n committee.Need, like []committee.Need) bot.Message {
	lines := []string{v.Say("need.similar.head", "Title", Plain(n.Title), "Count", len(like))}
	card := &bot.Card{Color: needColor, Text: v.Say("need.similar.ask", "Count", len(like))}
	for i, l := range like {
		lines = append(lines, "- "+v.Say("need.similar.one.line", "Number", unbroken(l.Number), "Title", Plain(l.Title), "Groups", ownerGroups(l)))
		label := v.Say("need.similar.same")
		if len(like) > 1 {
			label = v.Say("need.similar.this", "Number", l.Number)
		}
		card.Buttons = append(card.Buttons, bot.Button{
			ID: "same" + strconv.Itoa(i), Label: label, Style: bot.Primary, Action: "need.same", Object: ObjectKey(draft), Value: ObjectKey(l.ID),
		})
	}
	card.Buttons = append(card.Buttons,
		bot.Button{ID: "anew", Label: v.Say("need.similar.anew"), Style: bot.Default, Action: "need.anew", Object: ObjectKey(draft)},
		bot.Button{ID: "redraft", Label: v.Say("need.similar.redraft"), Style: bot.Default, Action: "need.redraft", Object: ObjectKey(draft)})
	return bot.Message{Text: strings.Join(append(lines, v.Say("need.similar.kept")), "\n"), Card: card}
}

// InsteadOfDraft adds to what was noted about a need that nothing else was stored,
// gives back what the person had typed for one of their own, and says where they can
// add what is missing, unless it is not meant for all in the channel.
func (v Voice) InsteadOfDraft(m bot.Message, n committee.Need, d committee.NeedDraft) bot.Message {
	said := []string{m.Text, v.Say("need.similar.only")}
	if !n.TLP.Guarded() && !d.TLP.Guarded() {
		said = append(said, v.Say("need.similar.add", "Number", n.Number))
	}
	m.Text = lines(append(said, v.givenBack(v.draftText(d)))...)
	return m
}

// draftText is what somebody filled in, with the questions it answers.
func (v Voice) draftText(d committee.NeedDraft) string {
	said := []string{d.Title}
	for _, t := range needTexts(d) {
		if t.text != "" {
			said = append(said, v.Say("need.field."+t.name)+"\n"+t.text)
		}
	}
	return strings.Join(said, "\n\n")
}

// ownerGroups names whose need it is: the groups of its owners, or who reported it.
func ownerGroups(n committee.Need) string {
	var groups []string
	for _, o := range n.Owners {
		name := o.Group
		if name == "" {
			name = o.Body
		}
		if g := Plain(Cut(name, 40)); !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return Plain(n.ByName)
	}
	return strings.Join(groups[:min(len(groups), manyGroups)], ", ")
}
