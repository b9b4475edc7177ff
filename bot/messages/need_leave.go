package messages

import (
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

func (v Voice) leaveButton(n committee.Need) bot.Button {
	return bot.Button{ID: "leave", Label: v.Say("need.button.leave"), Style: bot.Default, Action: "need.leave", Object: ObjectKey(n.ID)}
}

// NeedLeft tells a person that it is taken back that their seat has the need, or that
// it was not noted; and who has it. The button says it again.
func (v Voice) NeedLeft(n committee.Need, seat committee.Seat, gone bool) bot.Message {
	key := "need.left.again"
	if gone {
		key = "need.left"
	}
	m := v.aboutNeed(key, n, "Seat", Plain(seat.Group)+": "+Plain(seat.Body))
	if len(n.Owners) > 0 {
		m.Text += "\n" + v.needOwners(n)
	}
	m.Card = &bot.Card{Buttons: []bot.Button{v.alsoButton(n)}}
	return m
}

// NeedWithdrawAsk asks whether a need should be withdrawn that others have too, and
// names them to who may read it. leave says that the person can also take back only
// that their own seat has it.
func (v Voice) NeedWithdrawAsk(n committee.Need, p committee.Person, leave bool) bot.Message {
	others := n.Others(p)
	names := v.Say("need.withdraw.others", "Count", len(others))
	if p.MaySee(n.TLP) {
		all := make([]string, len(others))
		for i, o := range others {
			all[i] = ownerName(o)
		}
		names = strings.Join(all, "; ")
	}
	m := v.aboutNeed("need.withdraw.ask", n, "Names", names, "Leave", leave)
	var buttons []bot.Button
	if leave {
		buttons = append(buttons, bot.Button{ID: "others", Label: v.Say("need.button.leave.others"), Style: bot.Primary, Action: "need.leave.others", Object: ObjectKey(n.ID)})
	}
	buttons = append(buttons, bot.Button{
		ID: "all", Label: v.Say("need.button.withdraw.all"), Style: bot.Danger, Action: "need.withdraw.all", Object: versioned(n), Value: strconv.Itoa(len(others)),
	})
	buttons = append(buttons, bot.Button{ID: "stay", Label: v.Say("need.button.stay"), Style: bot.Default, Action: "need.stay", Object: ObjectKey(n.ID)})
	m.Card = &bot.Card{Buttons: buttons}
	return m
}

// NeedWithdrawn tells who withdrew a need that it is done, who hears of it or cannot,
// and which open polls still ask about it.
func (v Voice) NeedWithdrawn(n committee.Need, p committee.Person, polls []committee.Poll) bot.Message {
	m := v.aboutNeed("need.withdrawn", n)
	said := []string{m.Text}
	if others := n.Others(p); len(others) > 0 {
		if slices.ContainsFunc(others, func(o committee.Owner) bool { return o.Seat != 0 }) {
			said = append(said, v.Say("need.withdrawn.told"))
		}
		said = append(said, v.untold(n)...)
	}
	m.Text = lines(append(said, v.asked(polls)...)...)
	return m
}
