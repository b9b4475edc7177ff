package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedCard is what all see of a need in the channel, with the button by which a
// seat says that it has the need too.
func (v Voice) NeedCard(n committee.Need) bot.Message {
	lines := []string{v.needLine(n)}
	if n.Problem != "" {
		lines = append(lines, shorten(n.Problem, 3))
	}
	if n.Affected != "" {
		lines = append(lines, v.Say("need.affected", "Affected", Plain(Cut(visible(n.Affected), 70))))
	}
	if len(n.Owners) > 0 {
		lines = append(lines, v.needOwners(n))
	}
	card := &bot.Card{Title: v.needTitle(n), Text: strings.Join(lines, "\n"), Color: closedColor}
	if n.Open() {
		card.Color, card.Buttons = needColor, []bot.Button{v.alsoButton(n)}
	}
	return bot.Message{Card: card}
}

func (v Voice) alsoButton(n committee.Need) bot.Button {
	return bot.Button{ID: "also", Label: v.Say("need.button.also"), Style: bot.Primary, Action: "need.support", Object: ObjectKey(n.ID)}
}

func (v Voice) needTitle(n committee.Need) string { return n.Number.String() + " · " + Plain(n.Title) }

// needLine says state and who reported it, in one line.
func (v Voice) needLine(n committee.Need) string {
	return v.Say("need.line", "State", v.Say("need.state."+string(n.State)), "By", needBy(n))
}

func needBy(n committee.Need) string {
	if n.Group == "" {
		return Plain(n.ByName)
	}
	return Plain(n.ByName) + " (" + Plain(n.Group) + ")"
}

// manyGroups is how many groups of owners a card names before it counts them.
const manyGroups = 6

// needOwners names the groups that have a need, in the order in which they said
// so, and counts the seats.
func (v Voice) needOwners(n committee.Need) string {
	var groups []string
	for _, o := range n.Owners {
		if g := Plain(Cut(o.Group, 40)); !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	if more := len(groups) - manyGroups; more > 0 {
		groups = append(groups[:manyGroups], v.Say("need.owners.more", "Count", more))
	}
	return v.Say("need.owners", "Groups", strings.Join(groups, ", "), "Count", len(n.Owners))
}

// NeedReceipt tells the reporter that the need has arrived, and what they can do.
func (v Voice) NeedReceipt(n committee.Need) bot.Message {
	return v.aboutNeed("need.received", n, "State", v.Say("need.state."+string(n.State)))
}

// NeedChanged tells who changed a need that it is done.
func (v Voice) NeedChanged(n committee.Need) bot.Message { return v.aboutNeed("need.changed", n) }

// NeedWithdrawn tells who withdrew a need that it is done.
func (v Voice) NeedWithdrawn(n committee.Need) bot.Message { return v.aboutNeed("need.withdrawn", n) }

// NeedSupported tells a person that their seat is noted as one that has the need
// too, or that it was noted before; and who else has it.
func (v Voice) NeedSupported(n committee.Need, seat committee.Seat, fresh bool) bot.Message {
	key := "need.supported.again"
	if fresh {
		key = "need.supported.new"
	}
	m := v.aboutNeed(key, n, "Seat", Plain(seat.Group)+": "+Plain(seat.Body))
	m.Text += "\n" + v.needOwners(n)
	return m
}

func (v Voice) aboutNeed(key string, n committee.Need, args ...any) bot.Message {
	return bot.Message{Text: v.Say(key, append(args, "Number", n.Number, "Title", Plain(n.Title))...)}
}
