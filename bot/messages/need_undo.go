package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedLeap asks whether a need should leap over stations ahead, or go back. The
// button carries the version that was shown, and the reason that was typed; of a
// RED need it is given outside the bot and comes back.
func (v Voice) NeedLeap(n committee.Need, leap committee.Leap, s committee.NeedStep) bot.Message {
	key, to := "need.leap.ahead", v.Say("need.state."+string(s.To))
	if leap.Back {
		key = "need.leap.back"
	}
	why := s.Why
	m := v.aboutNeed(key, n, "State", v.Say("need.state."+string(n.State)), "To", to, "Over", v.and(named(leap.Over, "need.state.", v)))
	switch {
	case why == "":
	case n.TLP == committee.Red:
		m.Text, why = lines(m.Text, v.Say("need.red.why"), v.givenBack(why)), ""
	default:
		m.Text += "\n" + v.Say("need.news.why", "Why", Plain(why))
	}
	m.Card = &bot.Card{Buttons: []bot.Button{
		{ID: "leap", Label: v.Say("need.button.leap", "To", to), Style: bot.Primary, Action: "need.leap", Object: versioned(n), Value: string(s.To) + " " + why},
		{ID: "stay", Label: v.Say("need.button.stay"), Style: bot.Default, Action: "need.stay", Object: ObjectKey(n.ID)},
	}}
	return m
}

// NeedStays says that a need stays where it is.
func (v Voice) NeedStays(n committee.Need) bot.Message {
	return v.aboutNeed("need.leap.stay", n, "State", v.Say("need.state."+string(n.State)))
}

// withUndo adds the button that takes the step back that was just made.
func (v Voice) withUndo(m bot.Message, n committee.Need) bot.Message {
	m.Card = &bot.Card{Buttons: []bot.Button{
		{ID: "undo", Label: v.Say("need.button.undo"), Style: bot.Default, Action: "need.undo", Object: versioned(n)},
	}}
	return m
}

// NeedUndone tells who took a step back what the need is again.
func (v Voice) NeedUndone(n committee.Need) bot.Message {
	m := v.aboutNeed("need.undone", n, "State", v.Say("need.state."+string(n.State)))
	m.Text = lines(append([]string{m.Text, v.needTurn(n)}, v.needStanding(n, true)...)...)
	return m
}
