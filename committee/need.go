package committee

import (
	"slices"
	"strings"
	"time"
)

// Need is a gap between how things are and how they must be, described without
// a solution. It is reported first (Bedarfsmeldung) and worked out later
// (Bedarfsbeschreibung).
type Need struct {
	ID        int64
	Committee int64
	Number    Number
	Title     string
	Problem   string // what is it about
	Affected  string // who is affected
	Reason    string // by when and why: law, date
	Existing  string // is there something already
	Description
	TLP    TLP
	By     string
	ByName string
	Group  string
	Topic  Number  // the topic it was made of, zero for none
	Owners []Owner // who has this need, the reporter first
	At     time.Time
	// What has become of it.
	NeedStanding
	Query    *Query    // the last question put to those who have the need; nil for none
	Handover *Handover // to whom it was handed over; nil for nobody
	Rating             // how it was assessed
	// How it is bundled with others.
	Before *NeedStanding // what it was before it was bundled; nil while it is not
	Parts  []Part        // the needs that were bundled into it, by number
	// What it was before the last step of the office; nil when that cannot be taken back.
	Past *NeedPast
	// Who changed it last; ChangedBy is "" for the bot itself.
	ChangedBy, ChangedByName string
	ChangedAt                time.Time
	Version                  int
}

// Owner is an organisation that has a need (Bedarfsträger): the delegating body
// of a seat, or one without a seat, which the office has named. It is not a vote.
type Owner struct {
	Seat        int64 // 0 for an organisation without a seat
	Group, Body string
	At          time.Time
	Via         int64 // the need that was bundled into this one and brought this owner along; 0 for none
	First       bool  `json:",omitempty"` // the need was reported for this seat
	Under       TLP   `json:",omitempty"` // the guarded label of what it came with; "" for none
}

// NeedDraft is what a person fills in.
type NeedDraft struct {
	Title, Problem, Affected, Reason, Existing string
	TLP                                        TLP    // "" is AMBER
	Topic                                      Number // the topic it is made of, zero for none
	// Of is the version of the need that the person had before them when they
	// changed it; 0 says that it does not matter.
	Of int
}

// NeedTitle makes a title of what was typed behind a command, before there is a
// form: one line, or a refusal if no form could take it or nothing may store it.
func NeedTitle(text string) (string, error) {
	title := oneLine(text)
	if err := unclassified(title); err != nil {
		return "", err
	}
	if e := bounds("title", title, "", 0, MaxTitle); e != nil {
		return "", e
	}
	return title, nil
}

// ReportNeed makes a need of a draft, or refuses field by field. The reporter's
// seat, if there is one, is the first owner.
func ReportNeed(c Committee, p Person, d NeedDraft, now time.Time) (Need, error) {
	if err := p.Demand(ReportANeed); err != nil {
		return Need{}, err
	}
	d, err := d.check()
	if err != nil {
		return Need{}, err
	}
	n := Need{Committee: c.ID, NeedStanding: NeedStanding{State: NeedReported}, By: p.User, ByName: p.Name, Group: p.group(), Topic: d.Topic, At: now}
	n = n.with(d).changed(p, now)
	if p.Seat != nil {
		n.Owners = []Owner{{Seat: p.Seat.ID, Group: p.Seat.Group, Body: p.Seat.Body, At: now, First: true}}
	}
	return n, nil
}

// OwnedBy returns a new need with the seat of who had the idea as its first
// owner, if they have one and the office reports it for them.
func (n Need) OwnedBy(p Person) Need {
	if p.Seat != nil && len(n.Owners) == 0 {
		n.Owners = []Owner{{Seat: p.Seat.ID, Group: p.Seat.Group, Body: p.Seat.Body, At: n.At, First: true}}
	}
	return n
}

func (n Need) with(d NeedDraft) Need {
	n.Title, n.Problem, n.Affected, n.Reason, n.Existing = d.Title, d.Problem, d.Affected, d.Reason, d.Existing
	n.TLP = d.TLP
	return n
}

func (d NeedDraft) check() (NeedDraft, error) {
	d.Title, d.Problem, d.Affected = oneLine(d.Title), clean(d.Problem), clean(d.Affected)
	d.Reason, d.Existing = clean(d.Reason), clean(d.Existing)
	if d.TLP == "" {
		d.TLP = Amber
	}
	if err := unclassified(d.Title, d.Problem, d.Affected, d.Reason, d.Existing); err != nil {
		return d, err
	}
	if d.TLP == Red { // a form does not let people leave what it requires empty
		d.Problem, d.Affected = filledIn(d.Problem), filledIn(d.Affected)
	}
	var es Errors
	es = es.add(bounds("title", d.Title, "need.title.missing", 5, MaxTitle))
	es = es.add(labelled(d.TLP, d.Problem, d.Affected, d.Reason, d.Existing))
	if d.TLP == Red {
		return d, es.orNil()
	}
	es = es.add(bounds("problem", d.Problem, "need.problem.missing", 10, MaxText))
	es = es.add(bounds("affected", d.Affected, "need.affected.missing", 3, MaxText))
	es = es.add(bounds("reason", d.Reason, "", 0, MaxText))
	es = es.add(bounds("existing", d.Existing, "", 0, MaxText))
	return d, es.orNil()
}

// filledIn is what somebody wrote into a field, "" for a mere dash.
func filledIn(text string) string {
	if strings.Trim(text, "-–—") == "" {
		return ""
	}
	return text
}

// MayEdit returns nil if the person may change the need's text: its reporter
// until the office has taken it on, while they belong to those who report needs;
// and who may edit any text, as long as it is open.
func (n Need) MayEdit(p Person) error {
	if err := n.mayTouch(p); err != nil {
		return err
	}
	if n.State != NeedReported && !p.May(EditAnyText) {
		return Refuse(Conflict, "need.taken", "Number", n.Number, "State", n.State, "By", n.ChangedByName)
	}
	return nil
}

// mayTouch refuses who has nothing to say about the need, and a closed one.
func (n Need) mayTouch(p Person) error {
	if err := p.Demand(ReportANeed); err != nil {
		return err
	}
	if n.By != p.User && !p.May(EditAnyText) {
		return Refuse(Forbidden, "need.edit.others", "Number", n.Number, "By", n.ByName)
	}
	return n.open()
}

func (n Need) open() error {
	if n.State == NeedBundled {
		return Refuse(Conflict, "need.bundled", "Number", n.Number, "Into", n.IntoNumber)
	}
	if !n.Open() {
		return Refuse(Conflict, "need.closed", "Number", n.Number, "State", n.State)
	}
	return nil
}

// unchanged refuses what was begun on an older version; 0 is any version. typed
// says that there is a text that must not be lost.
func (n Need) unchanged(seen int, typed bool) error {
	if seen != 0 && seen != n.Version {
		return Refuse(Conflict, "need.meanwhile", "Number", n.Number, "State", n.State, "By", n.ChangedByName, "At", n.ChangedAt, "Typed", typed)
	}
	return nil
}

// Edit returns the need with a new text. A draft of an older version is refused,
// so that nobody takes back unseen what somebody else wrote.
func (n Need) Edit(p Person, d NeedDraft, now time.Time) (Need, error) {
	if err := n.MayEdit(p); err != nil {
		return n, err
	}
	if err := n.unchanged(d.Of, true); err != nil {
		return n, err
	}
	d, err := d.check()
	if err != nil {
		return n, err
	}
	if err := n.shelters(d.TLP); err != nil {
		return n, err
	}
	return n.with(d).redacted().changed(p, now), nil
}

// redacted takes the worked-out texts out of a need that has become RED, and the
// reasons and answers that others gave.
func (n Need) redacted() Need {
	if n.TLP != Red {
		return n
	}
	n.Description, n.Query, n.Why = Description{}, nil, ""
	if n.Handover != nil {
		silent := *n.Handover
		silent.Answer = ""
		n.Handover = &silent
	}
	return n
}

// Support says that the person's seat has this need too. It reports whether
// that is new; saying it twice, or for a seat whose substitute said it, changes
// nothing. It needs a seat, for it speaks for the delegating body.
func (n Need) Support(p Person, now time.Time) (Owner, bool, error) {
	if !p.Belongs() {
		return Owner{}, false, p.Demand(SupportANeed)
	}
	if p.Seat == nil || !p.May(SupportANeed) {
		return Owner{}, false, Refuse(Forbidden, "need.support.seat", "Roles", Allowed(SupportANeed), "Yours", p.Roles)
	}
	if err := n.open(); err != nil {
		return Owner{}, false, err
	}
	o := Owner{Seat: p.Seat.ID, Group: p.Seat.Group, Body: p.Seat.Body, At: now}
	known := slices.ContainsFunc(n.Owners, func(k Owner) bool { return k.Seat == o.Seat && k.Via == 0 })
	return o, !known, nil
}

// changed notes who changed the need when; the zero Person is the bot. What went
// before can no longer be taken back.
func (n Need) changed(p Person, now time.Time) Need {
	n.ChangedBy, n.ChangedByName, n.ChangedAt = p.User, p.Name, now
	n.Past = nil
	n.Version++
	return n
}
