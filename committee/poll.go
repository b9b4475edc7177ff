package committee

import (
	"slices"
	"time"

	"gremienbot/committee/tally"
)

// PollKind says what is asked and how it is counted.
type PollKind string

// The kinds of the first cut.
const (
	MotionPoll   PollKind = "motion"   // Ja, Nein, Enthaltung; decided by a rule
	PriorityPoll PollKind = "priority" // rank up to Top needs; Schulze
)

// PollState is open or closed.
type PollState string

// The two states.
const (
	PollOpen   PollState = "open"
	PollClosed PollState = "closed"
)

// Bounds of polls.
const (
	MaxOptions  = 12
	DefaultTop  = 5
	MinPollTime = 5 * time.Minute
	MaxPollTime = 366 * 24 * time.Hour
)

// Poll is a question put to the seats of a committee until an instant.
type Poll struct {
	ID        int64
	Committee int64
	Number    Number
	Kind      PollKind
	Question  string
	Options   []PollOption // of a PriorityPoll, in the order of their numbers
	Top       int          // how many options a ballot ranks at most
	Rule      tally.Rule   // of a MotionPoll
	Seats     int          // statutory seats when it opened
	Electors  []Elector    // the seats entitled when it opened
	State     PollState
	By        string
	ByName    string
	OpensAt   time.Time
	ClosesAt  time.Time // a ballot at this instant is too late
	ClosedAt  time.Time // zero while open
	Version   int
}

// PollOption is one thing to rank. Its Key names it in ballots and exports.
type PollOption struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Need  int64  `json:"need,omitempty"`
}

// Elector is a seat that may cast one ballot.
type Elector struct {
	Seat  int64
	Group string
	Body  string
}

// Choice is what a ballot says: an Answer to a motion, or a Ranking of option
// keys, best first.
type Choice struct {
	Answer  string   `json:"answer,omitempty"`
	Ranking []string `json:"ranking,omitempty"`
}

// The answers to a motion.
const (
	Yes     = "yes"
	No      = "no"
	Abstain = "abstain"
)

// Ballot is the one ballot of a seat in a poll.
type Ballot struct {
	Seat     int64
	By       string
	AsHolder bool // cast by the seat's member, not its substitute
	Choice   Choice
	At       time.Time
}

// PollDraft is what a chair fills in.
type PollDraft struct {
	Kind     PollKind
	Question string
	Needs    []Need // of a PriorityPoll
	ClosesAt time.Time
}

// OpenPoll makes an open poll of a draft with the seats as electors, or refuses.
func OpenPoll(c Committee, p Person, d PollDraft, seats []Seat, now time.Time) (Poll, error) {
	if err := p.Demand(HoldPolls); err != nil {
		return Poll{}, err
	}
	d.Question = oneLine(d.Question)
	if err := unclassified(d.Question); err != nil {
		return Poll{}, err
	}
	var es Errors
	es = es.add(bounds("question", d.Question, "poll.question.missing", 5, MaxText/10))
	es = es.add(checkClosing(d.ClosesAt, now))
	if d.Kind == PriorityPoll {
		es = es.add(checkNeeds(d.Needs))
	}
	if len(seats) == 0 {
		es = es.add(Refuse(Conflict, "poll.noseats"))
	}
	poll := Poll{
		Committee: c.ID, Kind: d.Kind, Question: d.Question, Rule: c.Preset.Rule(), Top: DefaultTop, Seats: max(c.Seats, len(seats)),
		State: PollOpen, By: p.User, ByName: p.Name, OpensAt: now, ClosesAt: d.ClosesAt, Version: 1,
	}
	for _, s := range seats {
		poll.Electors = append(poll.Electors, Elector{Seat: s.ID, Group: s.Group, Body: s.Body})
	}
	for _, n := range d.Needs {
		poll.Options = append(poll.Options, PollOption{Key: n.Number.String(), Label: n.Title, Need: n.ID})
	}
	return poll, es.orNil()
}

func checkClosing(at, now time.Time) *Error {
	switch {
	case at.Before(now.Add(MinPollTime)):
		return Refuse(Invalid, "poll.closes.soon", "At", at).At("until")
	case at.After(now.Add(MaxPollTime)):
		return Refuse(Invalid, "poll.closes.late", "At", at).At("until")
	}
	return nil
}

func checkNeeds(needs []Need) *Error {
	switch {
	case len(needs) < 2:
		return Refuse(Invalid, "poll.needs.few").At("needs")
	case len(needs) > MaxOptions:
		return Refuse(Invalid, "poll.needs.many", "Count", len(needs), "Max", MaxOptions).At("needs")
	}
	for _, n := range needs {
		if n.State != NeedReported {
			return Refuse(Conflict, "need.closed", "Number", n.Number, "State", n.State).At("needs")
		}
	}
	return nil
}

// OpenAt reports whether a ballot at this instant counts.
func (p Poll) OpenAt(now time.Time) bool { return p.State == PollOpen && now.Before(p.ClosesAt) }

// Cast decides what becomes of a person's choice. before is the ballot their
// seat has cast already, nil for none. The member's ballot prevails: once it is
// there the substitute's is refused, and it replaces the substitute's.
func (p Poll) Cast(who Person, choice Choice, before *Ballot, now time.Time) (Ballot, error) {
	if err := who.Demand(Vote); err != nil {
		return Ballot{}, err
	}
	if !p.OpenAt(now) {
		return Ballot{}, Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	}
	if !p.Entitled(who) {
		return Ballot{}, Refuse(Forbidden, "poll.seat.late", "Number", p.Number)
	}
	if err := p.checkChoice(choice); err != nil {
		return Ballot{}, err
	}
	b := Ballot{Seat: who.Seat.ID, By: who.User, AsHolder: who.HoldsSeat(), Choice: choice, At: now}
	if before != nil && before.AsHolder && !b.AsHolder {
		return Ballot{}, Refuse(Conflict, "poll.member.voted", "Body", who.Seat.Body)
	}
	return b, nil
}

// Entitled reports whether the person's seat was in the committee when the poll opened.
func (p Poll) Entitled(who Person) bool {
	return who.Seat != nil && slices.ContainsFunc(p.Electors, func(e Elector) bool { return e.Seat == who.Seat.ID })
}

func (p Poll) checkChoice(c Choice) error {
	if p.Kind == MotionPoll {
		if !slices.Contains([]string{Yes, No, Abstain}, c.Answer) {
			return Refuse(Invalid, "poll.answer.unknown")
		}
		return nil
	}
	if len(c.Ranking) == 0 {
		return Refuse(Invalid, "poll.ranking.empty").At("rank1")
	}
	if len(c.Ranking) > p.Top {
		return Refuse(Invalid, "poll.ranking.long", "Max", p.Top)
	}
	for i, key := range c.Ranking {
		if !slices.ContainsFunc(p.Options, func(o PollOption) bool { return o.Key == key }) {
			return Refuse(Invalid, "poll.option.unknown", "Option", key)
		}
		if slices.Contains(c.Ranking[:i], key) {
			return Refuse(Invalid, "poll.ranking.twice", "Option", p.Label(key))
		}
	}
	return nil
}

// Label is the title of an option, or its key if there is none.
func (p Poll) Label(key string) string {
	for _, o := range p.Options {
		if o.Key == key {
			return o.Label
		}
	}
	return key
}

// Close ends the poll early; who may is in the permission table.
func (p Poll) Close(who Person, now time.Time) (Poll, error) {
	if err := who.Demand(HoldPolls); err != nil {
		return p, err
	}
	return p.Expire(now)
}

// Expire ends the poll; the scheduler calls it when its time has come.
func (p Poll) Expire(now time.Time) (Poll, error) {
	if p.State == PollClosed {
		return p, Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	}
	p.State, p.ClosedAt = PollClosed, now
	p.Version++
	return p, nil
}

// Extend moves the end of an open poll to a later instant.
func (p Poll) Extend(who Person, to, now time.Time) (Poll, error) {
	if err := who.Demand(HoldPolls); err != nil {
		return p, err
	}
	if !p.OpenAt(now) {
		return p, Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	}
	if e := checkClosing(to, now); e != nil {
		return p, e
	}
	if !to.After(p.ClosesAt) {
		return p, Refuse(Invalid, "poll.extend.earlier", "At", p.ClosesAt).At("until")
	}
	p.ClosesAt = to
	p.Version++
	return p, nil
}
