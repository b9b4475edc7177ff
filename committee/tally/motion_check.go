package tally

// check refuses numbers that cannot come from one vote.
func (m Motion) check() error {
	if err := m.Rule.Check(); err != nil {
		return err
	}
	if err := m.checkCounts(); err != nil {
		return err
	}
	if err := m.checkSeats(); err != nil {
		return err
	}
	switch m.Chair {
	case "", ChairYes, ChairNo, ChairAbstain, ChairNone:
		return nil
	default:
		return wrong("chair", "%q is not yes, no, abstain or none", m.Chair)
	}
}

func (m Motion) checkCounts() error {
	for _, c := range []struct {
		name  string
		count int
	}{
		{"yes", m.Yes},
		{"no", m.No},
		{"abstain", m.Abstain},
		{"invalid", m.Invalid},
		{"present", m.Present},
		{"seats", m.Seats},
		{"filled", m.Filled},
	} {
		if c.count < 0 || c.count > MaxVoters {
			return wrong(c.name, "%d is not between 0 and %d", c.count, MaxVoters)
		}
	}
	if m.Rule.Abstention == AbstentionForbidden && m.Abstain > 0 {
		return wrong("abstain", "the rule forbids abstentions, but there are %d", m.Abstain)
	}
	if votes := m.Yes + m.No + m.Abstain + m.Invalid; votes > m.Present {
		return wrong("present", "%d present cannot cast %d votes", m.Present, votes)
	}
	return nil
}

func (m Motion) checkSeats() error {
	if m.uses(Seats) && m.Seats == 0 && m.Present > 0 { // where none is left, nobody is there
		return wrong("seats", "the rule counts seats, but there are none")
	}
	if m.Seats > 0 && m.Present > m.Seats {
		return wrong("present", "%d present are more than %d seats", m.Present, m.Seats)
	}
	if !m.uses(FilledSeats) {
		return nil
	}
	if m.Filled < m.Present {
		return wrong("filled", "%d filled seats cannot have %d present", m.Filled, m.Present)
	}
	if m.Seats > 0 && m.Filled > m.Seats {
		return wrong("filled", "%d filled seats are more than %d seats", m.Filled, m.Seats)
	}
	return nil
}

func (m Motion) uses(b Base) bool {
	quorum := m.Rule.Quorum.Fraction != (Fraction{}) && m.Rule.Quorum.Base == b
	return quorum || m.Rule.Majority.Base == b
}
