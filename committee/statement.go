package committee

import "time"

// statementDays is for how many days after a vote members can state something about
// it for the minutes: until then these are written and approved.
const statementDays = 42

// StatementsUntil is the last moment at which members can state something about a
// vote: six weeks after its end, at the same time of day in the committee's zone.
func (p Poll) StatementsUntil(zone *time.Location) time.Time {
	return p.ClosedAt.In(zone).AddDate(0, 0, statementDays)
}

// Statement is what a member wants to stand in the minutes about a vote
// (Protokollerklärung). Body is the member's seat in words.
type Statement struct {
	User, Name, Body string
	Words            string
	At               time.Time
}

// Declare makes a statement about a vote that has ended. Everybody whose seat was
// entitled may, and their substitutes; empty words take an earlier one back.
func (p Poll) Declare(c Committee, by Person, words string, now time.Time) (Statement, error) {
	switch {
	case !by.May(Vote) || !p.Entitled(by):
		return Statement{}, Refuse(Forbidden, "statement.seat", "Number", p.Number)
	case p.State != PollClosed:
		return Statement{}, Refuse(Conflict, "statement.open", "Number", p.Number, "At", Ending(p.ClosesAt))
	case now.After(p.StatementsUntil(c.Location())):
		return Statement{}, Refuse(Conflict, "statement.late", "Number", p.Number, "At", Ending(p.StatementsUntil(c.Location())))
	}
	words = clean(words)
	if err := bounds("words", words, "", 5, MaxText); err != nil {
		return Statement{}, err
	}
	if err := unclassified(words); err != nil {
		return Statement{}, err
	}
	return Statement{User: by.User, Name: by.Name, Body: by.Seat.Group + ", " + by.Seat.Body, Words: words, At: now}, nil
}
