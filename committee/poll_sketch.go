package committee

import (
	"slices"
	"strings"
	"time"
)

// PollSketch is a poll as somebody is still writing it: the texts as typed, so
// that nothing is lost that cannot be read yet, and the terms as chosen.
type PollSketch struct {
	Kind     PollKind `json:"kind"`
	Question string   `json:"question,omitempty"`
	Options  string   `json:"options,omitempty"` // one a line: words, days, or numbers of needs and topics
	Until    string   `json:"until,omitempty"`
	Terms
	At   time.Time `json:"at"`             // when it was last changed
	Form string    `json:"form,omitempty"` // names the form that it was last sent with, "" if nobody has sent one
	Left string    `json:"left,omitempty"` // what was written in the draft that it took the place of
}

// Read takes a word in front of the question that asks for a confidential poll as that.
func (s PollSketch) Read() PollSketch {
	if says, rest := SecrecyOf(s.Question); says == SaysConfidential {
		s.Question, s.Confidential, s.Interim = rest, true, false
	}
	return s
}

// Typed is what somebody has written in a sketch, a line each.
func (s PollSketch) Typed() string {
	var lines []string
	for _, text := range []string{s.Question, s.Text, s.Options, s.Until} {
		if strings.TrimSpace(text) != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// InPlaceOf is a sketch that somebody sends while they have another one, begun before:
// it takes nothing over from that, and remembers what was written there.
func (s PollSketch) InPlaceOf(begun PollSketch) PollSketch {
	switch {
	case begun.Form == "": // nobody has sent it, but what it took the place of is not seen yet
		s.Left = begun.Left
	case begun.Typed() != s.Typed():
		s.Left = begun.Typed()
	}
	return s
}

// SketchOf is a sketch of the same poll again, to be changed and opened as a new
// one. It has no end yet. day writes a day of a date poll the way its reader types it.
func SketchOf(p Poll, day func(PollOption) string, now time.Time) PollSketch {
	lines := make([]string, len(p.Options))
	for i, o := range p.Options {
		lines[i] = o.Label
		if o.Need != 0 || o.Topic != 0 {
			lines[i] = o.Key + " " + o.Label
		}
		if o.Day.Valid() {
			lines[i] = day(o)
		}
	}
	return PollSketch{Kind: p.Kind, Question: p.Question, Options: strings.Join(lines, "\n"), Terms: p.again(), At: now}
}

// InRegister reports whether the options of a sketch are lines that name needs.
func (s PollSketch) InRegister() bool { return s.Kind == PriorityPoll }

// entitled are the seats that may vote, and how many seats there are to take
// part by statute: all of the committee, or those of one group.
func (t Terms) entitled(c Committee, seats []Seat) ([]Seat, int) {
	if t.Voters == "" {
		return seats, max(c.Seats, len(seats))
	}
	own := slices.DeleteFunc(slices.Clone(seats), func(s Seat) bool { return s.Group != t.Voters })
	return own, len(own)
}

// checkVoters refuses a group that no seat belongs to and a preset that nobody knows.
func (t Terms) checkVoters(seats []Seat) *Error {
	switch {
	case t.Preset != "" && !t.Preset.Known(), t.Own != nil && t.Own.Check() != nil:
		return Refuse(Invalid, "poll.preset.unknown").At("preset")
	case t.Voters != "" && !slices.ContainsFunc(seats, func(s Seat) bool { return s.Group == t.Voters }):
		return Refuse(Invalid, "poll.voters.unknown", "Group", t.Voters).At("voters")
	}
	return nil
}

// reachable refuses a motion that too few seats can vote on by the rule that was chosen
// for it.
func (p Poll) reachable() error {
	chosen := p.Voters != "" || p.Preset != "" || p.Own != nil
	if p.Kind != MotionPoll || !chosen {
		return nil
	}
	m, err := p.motion(nil).Count()
	switch {
	case err != nil || m.Quorum.Needed <= p.Seats:
		return err
	case p.Voters != "":
		return Refuse(Invalid, "poll.voters.few", "Group", p.Voters, "Seats", p.Seats, "Needed", m.Quorum.Needed).At("voters")
	case p.Own != nil:
		return Refuse(Invalid, "rule.own.few", "Seats", p.Seats, "Needed", m.Quorum.Needed).At("least")
	}
	return Refuse(Invalid, "rule.own.few", "Seats", p.Seats, "Needed", m.Quorum.Needed).At("preset")
}
