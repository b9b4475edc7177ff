package messages

import (
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
