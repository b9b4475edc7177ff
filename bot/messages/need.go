package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedCard is what all see of a need in the channel, with the button by which a
// seat says that it has the need too, and the one by which the office goes on with
// it. Of a guarded need it shows the title and the label only, and the numbers by
// which a bundle is found, for those say nothing of what is in it. Nor does it name who
// came with a guarded need that was bundled into an open one.
func (v Voice) NeedCard(n committee.Need) bot.Message {
	n = n.InChannel()
	card := &bot.Card{Title: v.needTitle(n), Text: strings.Join(v.needCardLines(n), "\n"), Color: closedColor}
	if n.Open() {
		card.Color, card.Buttons = needColor, []bot.Button{v.alsoButton(n), v.officeButton(n)}
	}
	return bot.Message{Card: card}
}

func (v Voice) needCardLines(n committee.Need) []string {
	if n.TLP.Guarded() {
		return append([]string{v.Say("need.line.guarded", "Label", n.TLP)}, v.bundleLines(n)...)
	}
	lines, standing := []string{v.needLine(n)}, v.needStanding(n, true)
	if n.Problem != "" {
		lines = append(lines, shorten(n.Problem, max(1, 2-len(standing))))
	}
	if n.Affected != "" && standing == nil {
		lines = append(lines, v.Say("need.affected", "Affected", Plain(Cut(visible(n.Affected), 70))))
	}
	if len(n.Owners) > 0 {
		lines = append(lines, v.needOwners(n))
	}
	if len(n.Parts) > 0 {
		lines = append(lines, v.holds(n))
	}
	lines = append(lines, standing...)
	if turn := v.needTurn(n); turn != "" {
		lines = append(lines, turn)
	}
	return lines
}

func (v Voice) alsoButton(n committee.Need) bot.Button {
	return bot.Button{ID: "also", Label: v.Say("need.button.also"), Style: bot.Primary, Action: "need.support", Object: ObjectKey(n.ID)}
}

func (v Voice) officeButton(n committee.Need) bot.Button {
	return bot.Button{ID: "office", Label: v.Say("need.button.office"), Style: bot.Default, Action: "need.office", Object: ObjectKey(n.ID)}
}

func (v Voice) needTitle(n committee.Need) string { return n.Number.String() + " · " + Plain(n.Title) }

// needLine says label, state and who reported it, in one line.
func (v Voice) needLine(n committee.Need) string {
	return v.Say("need.line", "Label", n.TLP, "State", v.needState(n), "By", needBy(n))
}

func needBy(n committee.Need) string {
	if n.Group == "" {
		return Plain(n.ByName)
	}
	return Plain(n.ByName) + " (" + Plain(n.Group) + ")"
}

// manyGroups is how many groups of owners a card names before it counts them.
const manyGroups = 6

// needOwners names the groups that have a need, and the organisations without a
// seat, in the order in which they said so, and counts the seats.
func (v Voice) needOwners(n committee.Need) string {
	var names []string
	seats := 0
	for _, o := range n.Owners {
		name := Plain(Cut(o.Body, 40))
		if o.Seat != 0 {
			name, seats = Plain(Cut(o.Group, 40)), seats+1
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if more := len(names) - manyGroups; more > 0 {
		names = append(names[:manyGroups], v.Say("need.owners.more", "Count", more))
	}
	if seats == 0 {
		return v.Say("need.organisations", "Names", strings.Join(names, ", "))
	}
	return v.Say("need.owners", "Groups", strings.Join(names, ", "), "Count", seats)
}

// NeedReceipt tells the reporter that the need has arrived, and what they can do.
func (v Voice) NeedReceipt(n committee.Need) bot.Message {
	key := "need.received"
	if n.TLP.Guarded() {
		key = "need.received.guarded"
	}
	return v.aboutNeed(key, n, "Label", n.TLP, "State", v.Say("need.state."+string(n.State)))
}

// NeedChanged tells who changed a need that it is done.
func (v Voice) NeedChanged(n committee.Need) bot.Message { return v.aboutNeed("need.changed", n) }

// NeedSupported tells a person that their seat is noted as one that has the need
// too, or that it was noted before; and who else has it. The button takes it back,
// unless the need was reported for the seat.
func (v Voice) NeedSupported(n committee.Need, seat committee.Seat, fresh bool) bot.Message {
	key := "need.supported.again"
	if fresh {
		key = "need.supported.new"
	}
	m := v.aboutNeed(key, n, "Seat", Plain(seat.Group)+": "+Plain(seat.Body))
	m.Text += "\n" + v.needOwners(n)
	if !slices.ContainsFunc(n.Owners, func(o committee.Owner) bool { return o.Seat == seat.ID && o.First }) {
		m.Card = &bot.Card{Buttons: []bot.Button{v.leaveButton(n)}}
	}
	return m
}

func (v Voice) aboutNeed(key string, n committee.Need, args ...any) bot.Message {
	return bot.Message{Text: v.Say(key, append(args, "Number", n.Number, "Title", Plain(n.Title))...)}
}
