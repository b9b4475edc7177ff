package committee

import "time"

// OwedUnanswered tells chair and office that a poll has ended in which nobody voted.
const OwedUnanswered OwedKind = "unanswered"

// Unanswered are the messages to chair, deputy and office that a poll has ended in
// which nobody voted, except to who has ended it. A quick vote needs none, since they
// are in the meeting, and a circulation that was objected to was answered. They wait
// until the quiet hours are over.
func Unanswered(c Committee, p Poll, people []Person, by string, now time.Time) []Owed {
	if p.Quick || p.Objected() {
		return nil
	}
	var all []Owed
	for _, user := range pollHolders(people) {
		if user == by {
			continue
		}
		all = append(all, Owed{
			Committee: c.ID, Object: p.Ref(), Kind: OwedUnanswered, User: user,
			Due: afterQuiet(c, now, now.AddDate(0, 1, 0)), Grace: 7 * 24 * time.Hour,
		})
	}
	return all
}
