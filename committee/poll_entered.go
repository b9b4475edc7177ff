package committee

import "time"

// OwedEntered tells the people of a seat that the office has entered a vote for
// it.
const OwedEntered OwedKind = "vote-entered"

// Enter decides on a vote that the office enters for a seat which has given it by
// telephone, say. It never takes the place of what the seat has cast itself, and
// there is none in a confidential poll, because the office would know it.
func (p Poll) Enter(who Person, e Elector, c Choice, before *Ballot, now time.Time) (Ballot, error) {
	if err := who.Demand(EnterVotes); err != nil {
		return Ballot{}, err
	}
	switch {
	case !p.OpenAt(now):
		return Ballot{}, Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	case !p.Tells(EnteredChoice, ToLead, nil):
		return Ballot{}, Refuse(Conflict, "poll.enter.confidential", "Number", p.Number)
	case p.IsRecused(e.Seat):
		return Ballot{}, Refuse(Conflict, "poll.enter.recused", "Body", e.Body)
	case before != nil && !before.Entered:
		return Ballot{}, Refuse(Conflict, "poll.enter.voted", "Body", e.Body)
	}
	if p.Kind == DatePoll && before != nil {
		c = c.overDays(before.Choice)
	}
	if err := p.checkChoice(c); err != nil {
		return Ballot{}, err
	}
	return Ballot{Seat: e.Seat, By: who.User, Entered: true, Builds: p.Kind == DatePoll, Choice: c, At: now}, nil
}

// entered is how many ballots the office has entered.
func entered(ballots []Ballot) int {
	n := 0
	for _, b := range ballots {
		if b.Entered {
			n++
		}
	}
	return n
}
