package committee

import (
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// Query is a question to those who have a need (Rückfrage), with the last day
// for an answer.
type Query struct {
	Text       string
	By, ByName string
	At         time.Time
	Due        calendar.Date
	Reminded   time.Time // when somebody asked again; zero for never
	Answer     string    // "" while it is open
	AnsweredBy string    // name
	AnsweredAt time.Time
}

// Open reports whether the question waits for an answer.
func (q *Query) Open() bool { return q != nil && q.Answer == "" }

// Working days for an answer.
const (
	DefaultQueryDays = 5
	MaxQueryDays     = 60
)

// QueryDraft is what the office asks.
type QueryDraft struct {
	Text string
	Days int // working days for an answer, by the members' calendar
	Of   int // the version the person had before them, 0 for any
}

// MayAsk returns nil if the person may put a question to those who have the need:
// who keeps the register, while it is not handed over, closed or asked about, and
// as long as its label lets the bot keep more than the title.
func (n Need) MayAsk(p Person) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	if n.State == NeedQueried && n.Query.Open() {
		return Refuse(Conflict, "need.query.open", "Number", n.Number, "By", n.Query.ByName, "Day", n.Query.Due)
	}
	if n.TLP == Red {
		return Refuse(Conflict, "need.query.red", "Number", n.Number)
	}
	switch n.State {
	case NeedReported, NeedClarifying, NeedDescribed, NeedAssessed, NeedPrioritised, NeedDeferred:
		return nil
	default:
		return n.impossible(NeedQueried)
	}
}

// Ask puts a question to those who have the need, or refuses: see MayAsk, an
// older version, a question that says nothing, a period out of bounds. The last
// day is counted by the members' calendar; the day of asking does not count. A need
// that was put off is taken up again by it.
func (n Need) Ask(c Committee, p Person, d QueryDraft, now time.Time) (Need, error) {
	if err := n.MayAsk(p); err != nil {
		return n, err
	}
	if err := n.unchanged(d.Of, true); err != nil {
		return n, err
	}
	d.Text = clean(d.Text)
	if err := unclassified(d.Text); err != nil {
		return n, err
	}
	es := Errors(nil).add(example("text", d.Text, "need.query.missing", 10, MaxText))
	if d.Days < 1 || d.Days > MaxQueryDays {
		es = es.add(Refuse(Invalid, "need.query.days", "Max", MaxQueryDays).At("days"))
	}
	if err := es.orNil(); err != nil {
		return n, err
	}
	n.Query = &Query{Text: d.Text, By: p.User, ByName: p.Name, At: now, Due: queryDue(c, d.Days, now)}
	back := n.State
	if back == NeedDeferred {
		back, _ = n.Onward()
	}
	n.NeedStanding = NeedStanding{State: NeedQueried, Back: back}
	return n.changed(p, now), nil
}

func queryDue(c Committee, days int, now time.Time) calendar.Date {
	return c.MembersCalendar().AddWorkingDays(calendar.DateOf(now, c.Location()), days)
}

// Remind asks the open question again. If its last day is over, it gets a new
// one, DefaultQueryDays working days from now.
func (n Need) Remind(c Committee, p Person, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	if err := n.asked(); err != nil {
		return n, err
	}
	again := *n.Query
	again.Reminded = now
	if calendar.DateOf(now, c.Location()).After(again.Due) {
		again.Due = queryDue(c, DefaultQueryDays, now)
	}
	n.Query = &again
	return n.changed(p, now), nil
}

// asked refuses a need without an open question, and says who has answered it.
func (n Need) asked() error {
	if n.State == NeedQueried && n.Query.Open() {
		return nil
	}
	if n.Query != nil && n.Query.Answer != "" {
		return Refuse(Conflict, "need.query.answered", "Number", n.Number, "By", n.Query.AnsweredBy, "At", n.Query.AnsweredAt, "State", n.State)
	}
	return Refuse(Conflict, "need.query.none", "Number", n.Number, "State", n.State)
}

// MayAnswer returns nil if the person may answer the open question: the reporter,
// a seat that has the need, and who may edit any text.
func (n Need) MayAnswer(p Person) error {
	if err := p.Demand(ReportANeed); err != nil {
		return err
	}
	if err := n.asked(); err != nil {
		return err
	}
	if n.By != p.User && !p.May(EditAnyText) && !n.ownedBy(p) {
		return Refuse(Forbidden, "need.query.others", "Number", n.Number, "By", n.ByName)
	}
	return nil
}

func (n Need) ownedBy(p Person) bool {
	if p.Seat == nil {
		return false
	}
	return slices.ContainsFunc(n.Owners, func(o Owner) bool { return o.Seat == p.Seat.ID })
}

// Reply answers the open question; the need returns to where it was. A late
// answer is welcome.
func (n Need) Reply(p Person, text string, now time.Time) (Need, error) {
	if err := n.MayAnswer(p); err != nil {
		return n, err
	}
	text = clean(text)
	if err := unclassified(text); err != nil {
		return n, err
	}
	if e := example("text", text, "need.reply.missing", 2, MaxText); e != nil {
		return n, e
	}
	with := *n.Query
	with.Answer, with.AnsweredBy, with.AnsweredAt = text, p.Name, now
	n.Query = &with
	back, _ := n.Onward()
	n.NeedStanding = NeedStanding{State: back}
	return n.changed(p, now), nil
}
