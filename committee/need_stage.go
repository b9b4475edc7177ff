package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// Description is the second stage of a need (Bedarfsbeschreibung), worked out
// when the office has taken it on.
type Description struct {
	Benefit string // who gains what
	Wish    string // what is expected of the committee
	Legal   string // legal basis; may be empty
	Contact string // who can say more
	Links   string // may be empty
}

// IsZero reports whether nothing is described yet.
func (d Description) IsZero() bool { return d == Description{} }

// Describe returns the need with its description. The reporter and who may edit
// any text describe it, as long as it is open and not handed over. From reported,
// clarifying or queried it becomes described; further on only the text changes.
// seen is the version the person had before them, 0 for any.
func (n Need) Describe(p Person, d Description, seen int, now time.Time) (Need, error) {
	if err := n.MayDescribe(p); err != nil {
		return n, err
	}
	if err := n.unchanged(seen); err != nil {
		return n, err
	}
	d, err := d.check()
	if err != nil {
		return n, err
	}
	n.Description = d
	switch n.State {
	case NeedReported, NeedClarifying, NeedQueried:
		n.NeedStanding = NeedStanding{State: NeedDescribed}
	default:
	}
	return n.changed(p, now), nil
}

// MayDescribe returns nil if the person may describe the need, see Describe.
func (n Need) MayDescribe(p Person) error {
	if err := n.mayTouch(p); err != nil {
		return err
	}
	if n.TLP == Red {
		return Refuse(Conflict, "need.describe.red", "Number", n.Number)
	}
	switch n.State {
	case NeedReported, NeedClarifying, NeedQueried, NeedDescribed, NeedDeferred:
		return nil
	default:
	}
	if p.May(EditAnyText) {
		return nil
	}
	return Refuse(Conflict, "need.taken", "Number", n.Number, "State", n.State, "By", n.ChangedByName)
}

func (d Description) check() (Description, error) {
	d.Benefit, d.Wish, d.Legal = clean(d.Benefit), clean(d.Wish), clean(d.Legal)
	d.Contact, d.Links = clean(d.Contact), clean(d.Links)
	if err := unclassified(d.Benefit, d.Wish, d.Legal, d.Contact, d.Links); err != nil {
		return d, err
	}
	es := Errors(nil).
		add(bounds("benefit", d.Benefit, "need.benefit.missing", 10, MaxText)).
		add(bounds("wish", d.Wish, "need.wish.missing", 10, MaxText)).
		add(bounds("legal", d.Legal, "", 0, MaxText)).
		add(bounds("contact", d.Contact, "need.contact.missing", 3, MaxTitle)).
		add(bounds("links", d.Links, "", 0, MaxText))
	return d, es.orNil()
}

// Query is a question to those who have a need (Rückfrage), with the last day
// for an answer.
type Query struct {
	Text       string
	By, ByName string
	At         time.Time
	Due        calendar.Date
	Answer     string // "" while it is open
	AnsweredBy string // name
	AnsweredAt time.Time
}

// MaxQueryDays is the longest period for an answer, in working days.
const MaxQueryDays = 60

// Ask puts a question to those who have the need. days are the working days for
// an answer, by the members' calendar. It refuses who does not keep the register,
// a need that is handed over or closed, or has an open question.
func (n Need) Ask(c Committee, p Person, text string, days int, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	switch n.State {
	case NeedReported, NeedClarifying, NeedDescribed, NeedAssessed, NeedPrioritised, NeedDeferred:
	default:
		return n, n.impossible(NeedQueried)
	}
	text = clean(text)
	if err := unclassified(text); err != nil {
		return n, err
	}
	es := Errors(nil).add(bounds("text", text, "need.query.missing", 10, MaxText))
	if days < 1 || days > MaxQueryDays {
		es = es.add(Refuse(Invalid, "need.query.days", "Max", MaxQueryDays).At("days"))
	}
	if err := es.orNil(); err != nil {
		return n, err
	}
	due := c.MembersCalendar().AddWorkingDays(calendar.DateOf(now, c.Location()), days)
	n.Query = &Query{Text: text, By: p.User, ByName: p.Name, At: now, Due: due}
	n.NeedStanding = NeedStanding{State: NeedQueried, Back: n.State}
	return n.changed(p, now), nil
}

// MayAnswer returns nil if the person may answer the open question: the reporter,
// a seat that has the need, and who may edit any text.
func (n Need) MayAnswer(p Person) error {
	if err := p.Demand(ReportANeed); err != nil {
		return err
	}
	if n.State != NeedQueried || n.Query == nil {
		return Refuse(Conflict, "need.query.none", "Number", n.Number, "State", n.State)
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
	for _, o := range n.Owners {
		if o.Seat == p.Seat.ID {
			return true
		}
	}
	return false
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
	if e := bounds("text", text, "need.reply.missing", 3, MaxText); e != nil {
		return n, e
	}
	with := *n.Query
	with.Answer, with.AnsweredBy, with.AnsweredAt = text, p.Name, now
	n.Query = &with
	back := n.Back
	if back == NeedReported || back == "" {
		back = NeedClarifying
	}
	n.NeedStanding = NeedStanding{State: back}
	return n.changed(p, now), nil
}
