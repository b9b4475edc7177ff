package committee

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// PollKind says what is asked and how it is counted.
type PollKind string

// The kinds; what each can be stands in the table of forms.
const (
	MotionPoll   PollKind = "motion"   // Ja, Nein, Enthaltung; decided by a rule
	PriorityPoll PollKind = "priority" // rank up to Top needs
	RankingPoll  PollKind = "ranking"  // rank options
	ChoicePoll   PollKind = "choice"   // one option
	ApprovalPoll PollKind = "approval" // any number of options
	ScorePoll    PollKind = "score"    // a grade for each option
	DotsPoll     PollKind = "dots"     // points to spread
	DatePoll     PollKind = "date"     // yes, if need be or no for each day
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
	MaxQuestion = 300 // characters
	MaxOptions  = 12
	DefaultTop  = 5
	MinPollTime = 5 * time.Minute
	MaxPollTime = 366 * 24 * time.Hour
)

// checkKind refuses a kind that nobody knows.
func checkKind(k PollKind) *Error {
	if _, known := forms[k]; known {
		return nil
	}
	return Refuse(Invalid, "poll.kind.unknown").At("kind")
}

// Poll is a question put to the seats of a committee until an instant.
type Poll struct {
	ID        int64
	Committee int64
	Number    Number
	Entry     Number        // in the register of results; zero for none
	Review    calendar.Date // when the entry comes up again; zero for never
	Kind      PollKind
	Question  string
	Options   []PollOption // of a PriorityPoll, in the order of their numbers
	Top       int          // how many options a ballot ranks at most
	Rule      tally.Rule   // of a MotionPoll
	Terms
	Outside         *Outside  // of a motion that was not voted on here; nil for others
	Voided          *Void     // of one that was recorded wrongly; nil for others
	Lot             *Lot      // drawn after the end because of a tie; nil for none
	Hash            string    // of everything that is voted on, see Seal
	Recused         []int64   // seats that declared a conflict of interest (Befangenheit)
	RecusedByMember []int64   // of these, those whose member has declared it
	Seats           int       // statutory seats when it opened
	Electors        []Elector // the seats entitled when it opened
	State           PollState
	By              string
	ByName          string
	OpensAt         time.Time
	ClosesAt        time.Time // a ballot at this instant is too late
	ClosedAt        time.Time // zero while open
	ClosedBy        string    // the name of who ended it before its time; "" if nobody did
	Extended        string    // why it was extended the last time, "" if it was not
	NoDay           time.Time // when it was settled that none of its days is taken; zero otherwise
	Version         int
}

// Ref is the poll as what an event, a card or a reminder is about.
func (p Poll) Ref() Object { return Object{PollObject, p.ID} }

// ResultPost is the post that tells the poll's result, as what is redrawn.
func (p Poll) ResultPost() Object { return Object{ResultObject, p.ID} }

// PollOption is one thing to choose from. Its Key names it in ballots and exports.
type PollOption struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Need  int64  `json:"need,omitempty"`
	Topic int64  `json:"topic,omitempty"`
	// Of a DatePoll: the day, the time or the zero Clock, a note, and the Länder of
	// the seats where it is a public holiday, as known when the poll opened.
	Day      calendar.Date   `json:"day,omitzero"`
	Time     calendar.Clock  `json:"time,omitzero"`
	Note     string          `json:"note,omitempty"`
	Holidays []calendar.Land `json:"holidays,omitempty"`
}

// Elector is a seat that may cast one ballot.
type Elector struct {
	Seat   int64
	Group  string
	Body   string
	Weight int // when the poll opened; see Votes
}

// Choice is what a ballot says, as its kind of poll asks: an Answer to a motion,
// a Ranking of option keys, best first, those that one approves, of which a
// ChoicePoll takes one, Points for options, or an answer for each day. Options
// are named by their keys.
type Choice struct {
	Answer  string            `json:"answer,omitempty"`
	Ranking []string          `json:"ranking,omitempty"`
	Approve []string          `json:"approve,omitempty"`
	Points  map[string]int    `json:"points,omitempty"`
	Days    map[string]string `json:"days,omitempty"` // Yes, Maybe or No
}

// The answers to a motion or a day.
const (
	Yes     = "yes"
	No      = "no"
	Abstain = "abstain"
	Maybe   = "maybe" // "if need be", for a day only
)

// Ballot is the one ballot of a seat in a poll.
type Ballot struct {
	Seat     int64
	By       string
	AsHolder bool // cast by the seat's member, not its substitute
	AsChair  bool // cast by the chair on their own seat; decides a tie where the rule says so
	AsLead   bool // cast by chair or deputy on their own seat in a date poll
	Entered  bool // entered by the office for the seat, which may replace it
	Builds   bool // made of the ballot that was there before, and stored only on top of it
	Choice   Choice
	At       time.Time
}

// PollDraft is what a chair fills in.
type PollDraft struct {
	Kind     PollKind
	Question string
	Needs    []Need       // options from the register of needs
	Options  []PollOption // options as typed, days, or topics; see OptionLines
	ClosesAt time.Time
	Terms
}

// OpenPoll makes an open poll of a draft with the seats as electors, or refuses
// field by field.
func OpenPoll(c Committee, p Person, d PollDraft, seats []Seat, now time.Time) (Poll, error) {
	if err := p.Demand(HoldPolls); err != nil {
		return Poll{}, err
	}
	d, err := d.circulate(c, now).check(now, seats)
	if err != nil {
		return Poll{}, err
	}
	seats, statutory := d.entitled(c, seats)
	if d.Options, err = d.dated(c, seats); err != nil {
		return Poll{}, err
	}
	poll := Poll{
		Committee: c.ID, Kind: d.Kind, Question: d.Question, Rule: d.circulated(d.RuleIn(c)), Terms: d.Terms, Seats: statutory,
		Options: d.Options, State: PollOpen, By: p.User, ByName: p.Name, OpensAt: kept(now), ClosesAt: d.ClosesAt, Version: 1,
	}
	for _, s := range seats {
		poll.Electors = append(poll.Electors, Elector{Seat: s.ID, Group: s.Group, Body: s.Body, Weight: s.Votes()})
	}
	if d.Confidential && len(seats) < MinConfidential {
		return Poll{}, Refuse(Invalid, "poll.confidential.few", "Min", MinConfidential).At("secrecy")
	}
	if err := poll.reachable(); err != nil {
		return Poll{}, err
	}
	if d.Kind.Ranks() {
		poll.Top = min(DefaultTop, len(d.Options))
	}
	poll.Hash = poll.Seal()
	return poll, nil
}

// check refuses what cannot be asked, everything at once, and returns the draft
// with its options and the defaults of its kind.
func (d PollDraft) check(now time.Time, seats []Seat) (PollDraft, error) {
	d.Question, d.Text = oneLine(d.Question), clean(d.Text)
	d.Options = d.earliestFirst()
	texts := []string{d.Question, d.Text}
	for i, o := range d.Options {
		d.Options[i].Label = oneLine(o.Label)
		texts = append(texts, o.Label, o.Note)
	}
	if err := unclassified(texts...); err != nil {
		return d, err
	}
	es := Errors(nil).
		add(checkKind(d.Kind)).
		add(bounds("question", d.Question, "poll.question.missing", 5, MaxQuestion)).
		add(notSecret(d.Question)).
		add(d.checkTime(d.ClosesAt, now))
	if len(es) > 0 && es[0].Key == "poll.kind.unknown" {
		return d, es
	}
	es = es.add(d.checkOptions())
	if len(seats) == 0 {
		es = es.add(Refuse(Conflict, "poll.noseats"))
	}
	es = es.add(d.checkVoters(seats))
	if len(d.Needs) > 0 {
		d.Options = options(d.Needs)
	}
	d.Terms = d.Complete(d.Kind)
	return d, append(es, d.Terms.check(d.Kind, len(d.Options))...).orNil()
}

// checkOptions refuses options that are too few, too many, doubled or too long.
func (d PollDraft) checkOptions() *Error {
	least := forms[d.Kind].least
	switch {
	case least == 0:
		return nil
	case len(d.Needs) > 0 && len(d.Options) > 0:
		return Refuse(Invalid, "poll.options.mixed").At("options")
	case d.Kind == PriorityPoll || len(d.Needs) > 0:
		return checkNeeds(d.Needs)
	case d.Kind == DatePoll:
		return d.checkDates()
	case len(d.Options) < least:
		return Refuse(Invalid, "poll.options.few", "Count", len(d.Options), "Min", least).At("options")
	case len(d.Options) > MaxOptions:
		return Refuse(Invalid, "poll.options.many", "Count", len(d.Options), "Max", MaxOptions).At("options")
	}
	for i, o := range d.Options {
		if n := runes(o.Label); n > MaxOptionText {
			return Refuse(Invalid, "poll.options.long", "Line", i+1, "Count", n, "Max", MaxOptionText).At("options")
		}
		if slices.ContainsFunc(d.Options[:i], func(b PollOption) bool { return strings.EqualFold(seen(b.Label), seen(o.Label)) }) {
			return Refuse(Invalid, "poll.options.twice", "Option", o.Label).At("options")
		}
	}
	return nil
}

// options are the needs in the order of their numbers, so that their place on a
// ballot says nothing.
func options(needs []Need) []PollOption {
	sorted := slices.SortedFunc(slices.Values(needs), func(a, b Need) int {
		return cmp.Or(cmp.Compare(a.Number.Year, b.Number.Year), cmp.Compare(a.Number.Seq, b.Number.Seq))
	})
	list := make([]PollOption, len(sorted))
	for i, n := range sorted {
		list[i] = PollOption{Key: n.Number.String(), Label: n.Title, Need: n.ID}
	}
	return list
}

// CheckQuestion refuses a question that must not be stored, does not fit or asks for
// a secret vote; it may be empty still.
func CheckQuestion(text string) error {
	text = oneLine(text)
	if err := unclassified(text); err != nil {
		return err
	}
	return Errors{}.add(bounds("question", text, "", 0, MaxQuestion)).add(notSecret(text)).orNil()
}

func checkClosing(at, now time.Time) *Error {
	switch {
	case at.Before(now.Add(MinPollTime)):
		return Refuse(Invalid, "poll.closes.soon", "At", Ending(at)).At("until")
	case at.After(now.Add(MaxPollTime)):
		return Refuse(Invalid, "poll.closes.late", "At", Ending(at)).At("until")
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
	for i, n := range needs {
		if slices.ContainsFunc(needs[:i], func(o Need) bool { return o.Number == n.Number }) {
			return Refuse(Invalid, "poll.needs.twice", "Number", n.Number).At("needs")
		}
		if !n.Open() {
			return Refuse(Conflict, "poll.needs.closed", "Number", n.Number, "State", n.State).At("needs")
		}
	}
	return nil
}

// OpenAt reports whether a ballot at this instant counts.
func (p Poll) OpenAt(now time.Time) bool { return p.State == PollOpen && now.Before(p.ClosesAt) }

// Close ends the poll early; who may is in the permission table. A circulation has a
// period that all were promised, so it is only called off, see [Poll.CallOff].
func (p Poll) Close(who Person, now time.Time) (Poll, error) {
	if err := who.Demand(HoldPolls); err != nil {
		return p, err
	}
	if p.runsItsPeriod(now) {
		return p, Refuse(Conflict, "poll.circulation.runs", "Number", p.Number, "Seq", p.Number.Seq, "At", Ending(p.ClosesAt))
	}
	p, err := p.Expire(now)
	if err == nil && now.Before(p.ClosesAt) {
		p.ClosedBy = who.Name
	}
	return p, err
}

// Early reports whether the poll was ended before its time.
func (p Poll) Early() bool { return p.State == PollClosed && p.ClosedAt.Before(p.ClosesAt) }

// MayClose returns nil if the person may end the poll now.
func (p Poll) MayClose(who Person, now time.Time) error {
	_, err := p.Close(who, now)
	return err
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

// LaterEnd is an end that the poll could be extended to: the next working day of the
// office after its end, at the same time of day, or at noon for one that ends with a day.
func (p Poll) LaterEnd(c Committee) time.Time {
	end := p.ClosesAt.In(c.Location())
	day := c.OfficeCalendar().AddWorkingDays(calendar.DateOf(end, c.Location()), 1)
	hour := end.Hour()
	if hour == 0 && end.Minute() == 0 {
		hour = 12
	}
	return time.Date(day.Year, day.Month, day.Day, hour, end.Minute(), 0, 0, c.Location())
}

// Extend moves the end of an open poll to a later instant, for a reason that all
// can read.
func (p Poll) Extend(who Person, to time.Time, why string, now time.Time) (Poll, error) {
	if err := who.Demand(HoldPolls); err != nil {
		return p, err
	}
	if !p.OpenAt(now) {
		return p, Refuse(Conflict, "poll.closed", "Number", p.Number, "Question", p.Question)
	}
	if e := p.checkTime(to, now); e != nil {
		return p, e
	}
	if !to.After(p.ClosesAt) {
		return p, Refuse(Invalid, "poll.extend.earlier", "At", Ending(p.ClosesAt), "Seq", p.Number.Seq).At("until")
	}
	why = oneLine(why)
	if e := bounds("why", why, "poll.extend.why", 5, MaxQuestion); e != nil {
		return p, e
	}
	if err := unclassified(why); err != nil {
		return p, err
	}
	p.ClosesAt, p.Extended = to, why
	p.Version++
	return p, nil
}
