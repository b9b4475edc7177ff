package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// OwedReview reminds chair and office of a result that is to be looked at again.
const OwedReview OwedKind = "review"

// reviewAt is when they are reminded on that day, by the committee's clock.
var reviewAt = calendar.Clock{Hour: 9}

// ReviewOn sets the day on which an entry of the register of results comes up
// again (Wiedervorlage); the zero Date takes it off. Only who may hold polls may
// do that, and only with polls that have an entry.
func (p Poll) ReviewOn(c Committee, by Person, day calendar.Date, now time.Time) (Poll, error) {
	if err := by.Demand(HoldPolls); err != nil {
		return p, err
	}
	today := calendar.DateOf(now, c.Location())
	switch {
	case p.Entry.Seq == 0:
		return p, Refuse(Conflict, "result.review.entry", "Number", p.Number)
	case p.Voided != nil:
		return p, Refuse(Conflict, "result.review.void", "Number", p.Entry)
	case day.IsZero():
	case !day.After(today):
		return p, Refuse(Invalid, "result.review.past", "Day", day, "Seq", p.Entry.Seq)
	case day.After(today.AddMonths(12 * 10)):
		return p, Refuse(Invalid, "result.review.far", "Day", day, "Seq", p.Entry.Seq)
	}
	p.Review = day
	return p, nil
}

// Reviewers are the messages that are owed for the day of p.Review.
func (p Poll) Reviewers(c Committee, people []Person) []Owed {
	if p.Review.IsZero() {
		return nil
	}
	var all []Owed
	for _, user := range pollHolders(people) {
		all = append(all, Owed{
			Committee: c.ID, Object: Object{PollObject, p.ID}, Kind: OwedReview, User: user,
			Due: p.Review.At(reviewAt, c.Location()), Grace: 7 * 24 * time.Hour,
		})
	}
	return all
}
