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
