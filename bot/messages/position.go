package messages

import (
	"slices"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PositionChanged tells a person what they have become in a committee, and what
// they are no longer. open is what runs for a seat that they have come to.
func (v Voice) PositionChanged(c committee.Committee, p committee.Person, x committee.PositionChange, open SeatWork) bot.Message {
	said := []string{"**" + Plain(c.Name) + "**"}
	for _, g := range x.Gained {
		said = append(said, v.position("gained", g))
	}
	for _, l := range x.Lost {
		said = append(said, v.position("lost", l))
	}
	said = append(said, v.seatWork(open)...)
	if p.Belongs() {
		said = append(said, v.Say("position.help"))
	}
	return bot.Message{Text: lines(append(said, v.Say("position.wrong"))...)}
}

// SeatWork is what runs in a committee for a seat that somebody has come to.
type SeatWork struct {
	Vote    []committee.Poll      // it has not voted
	Voted   []committee.Poll      // it has, and the new member may vote again
	Recused []committee.Poll      // a conflict of interest was declared for it
	Round   *committee.Assessment // it has not finished, nil for none
	Done    int                   // needs of the round that it has appraised
}

// seatWork lists what runs for a seat; nothing if nothing does.
func (v Voice) seatWork(w SeatWork) []string {
	var said []string
	for _, each := range []struct {
		key   string
		polls []committee.Poll
	}{{"position.open.vote", w.Vote}, {"position.open.voted", w.Voted}, {"position.open.recused", w.Recused}} {
		for _, p := range each.polls {
			said = append(said, "- "+v.Say(each.key, "Number", p.Number, "Question", Cut(Plain(p.Question), 90), "Until", v.ends(p), "Seq", p.Number.Seq))
		}
	}
	if w.Round != nil {
		all := len(w.Round.Standing())
		said = append(said, "- "+v.Say("mine.round", "Left", all-w.Done, "All", all, "Until", v.deadline(w.Round.ClosesAt)))
	}
	if len(said) == 0 {
		return nil
	}
	said[len(said)-1] += "\n" // else what follows belongs to the list
	return slices.Concat([]string{"\n" + v.Say("position.open")}, said)
}

// position says that somebody has become something, or is it no longer.
func (v Voice) position(change string, x committee.Position) string {
	kind := "role"
	if x.Sits() {
		kind = string(x.Role)
	}
	return v.Say("position."+change+"."+kind, "Role", v.Say("role."+string(x.Role)), "Group", Plain(x.Group), "Body", Plain(x.Body))
}
