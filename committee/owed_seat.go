package committee

import (
	"slices"
	"time"
)

// SeatWork is what the seats of a committee are waited for in: its open polls and
// its open rounds of assessment. The seats that may take part were fixed when each
// of them opened; who sits on them may change.
type SeatWork struct {
	Polls  []Poll
	Rounds []Assessment
}

// Seated are the people on a seat, as its member or its substitute, on which they
// were not before.
func Seated(before, after []Person) []Person {
	was := map[string]int64{}
	for _, p := range before {
		if p.Seat != nil {
			was[p.User] = p.Seat.ID
		}
	}
	return slices.DeleteFunc(slices.Clone(after), func(p Person) bool { return p.Seat == nil || p.Seat.ID == was[p.User] })
}

// Reminders are owed to people for what their seats may still take part in. What
// is due already is left out: the news of the seat says it.
func (w SeatWork) Reminders(c Committee, people []Person, now time.Time) []Owed {
	var all []Owed
	for _, who := range people {
		for _, p := range w.Polls {
			if p.Entitled(who) {
				all = append(all, PollReminders(c, p, who.User)...)
			}
		}
		for _, a := range w.Rounds {
			if o, due := AssessmentReminder(c, a, who.User); due && a.Entitled(who) {
				all = append(all, o)
			}
		}
	}
	return slices.DeleteFunc(all, func(o Owed) bool { return !o.Due.After(now) })
}

// ends is the end of what ends first of all that a person's seat may still take
// part in, or an instant if nothing ends before it.
func (w SeatWork) ends(who Person, latest time.Time) time.Time {
	for _, p := range w.Polls {
		if p.Entitled(who) && p.ClosesAt.Before(latest) {
			latest = p.ClosesAt
		}
	}
	for _, a := range w.Rounds {
		if a.Entitled(who) && a.ClosesAt.Before(latest) {
			latest = a.ClosesAt
		}
	}
	return latest
}
