package committee

import (
	"slices"
	"time"
)

// NeedState is where a need stands in its life.
type NeedState string

// The states of the first cut.
const (
	NeedReported  NeedState = "reported"
	NeedWithdrawn NeedState = "withdrawn"
)

// Need is a gap between how things are and how they must be, described without
// a solution.
type Need struct {
	ID        int64
	Committee int64
	Number    Number
	Title     string
	Problem   string // what is it about
	Affected  string // who is affected
	Reason    string // by when and why: law, date
	Existing  string // is there something already
	State     NeedState
	By        string
	ByName    string
	Group     string
	Owners    []Owner // the seats that have this need, the reporter's first
	At        time.Time
	ChangedAt time.Time
	Version   int
}

// Owner is a seat whose delegating body has a need. It is not a vote.
type Owner struct {
	Seat        int64
	Group, Body string
	At          time.Time
}

// NeedDraft is what a person fills in.
type NeedDraft struct {
	Title, Problem, Affected, Reason, Existing string
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
	n := Need{Committee: c.ID, State: NeedReported, By: p.User, ByName: p.Name, Group: p.group(), At: now, ChangedAt: now, Version: 1}
	n = n.with(d)
	if p.Seat != nil {
		n.Owners = []Owner{{Seat: p.Seat.ID, Group: p.Seat.Group, Body: p.Seat.Body, At: now}}
	}
	return n, nil
}

func (n Need) with(d NeedDraft) Need {
	n.Title, n.Problem, n.Affected, n.Reason, n.Existing = d.Title, d.Problem, d.Affected, d.Reason, d.Existing
	return n
}

func (d NeedDraft) check() (NeedDraft, error) {
	d.Title, d.Problem, d.Affected = oneLine(d.Title), clean(d.Problem), clean(d.Affected)
	d.Reason, d.Existing = clean(d.Reason), clean(d.Existing)
	if err := unclassified(d.Title, d.Problem, d.Affected, d.Reason, d.Existing); err != nil {
		return d, err
	}
	var es Errors
	es = es.add(bounds("title", d.Title, "need.title.missing", 5, MaxTitle))
	es = es.add(bounds("problem", d.Problem, "need.problem.missing", 10, MaxText))
	es = es.add(bounds("affected", d.Affected, "need.affected.missing", 3, MaxText))
	es = es.add(bounds("reason", d.Reason, "", 0, MaxText))
	es = es.add(bounds("existing", d.Existing, "", 0, MaxText))
	return d, es.orNil()
}

// MayEdit returns nil if the person may change the need's text: its reporter,
// while they belong to those who report needs, and who may edit any text.
func (n Need) MayEdit(p Person) error {
	if err := p.Demand(ReportANeed); err != nil {
		return err
	}
	if n.By != p.User && !p.May(EditAnyText) {
		return Refuse(Forbidden, "need.edit.others", "Number", n.Number, "By", n.ByName)
	}
	return n.open()
}

func (n Need) open() error {
	if n.State != NeedReported {
		return Refuse(Conflict, "need.closed", "Number", n.Number, "State", n.State)
	}
	return nil
}

// Edit returns the need with a new text. A draft of an older version is refused,
// so that nobody takes back unseen what somebody else wrote.
func (n Need) Edit(p Person, d NeedDraft, now time.Time) (Need, error) {
	if err := n.MayEdit(p); err != nil {
		return n, err
	}
	if d.Of != 0 && d.Of != n.Version {
		return n, Refuse(Conflict, "need.edit.meanwhile", "Number", n.Number)
	}
	d, err := d.check()
	if err != nil {
		return n, err
	}
	return n.with(d).changed(now), nil
}

// Withdraw takes the need back. It keeps its number, owners and history.
func (n Need) Withdraw(p Person, now time.Time) (Need, error) {
	if err := n.MayEdit(p); err != nil {
		return n, err
	}
	n.State = NeedWithdrawn
	return n.changed(now), nil
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
	known := slices.ContainsFunc(n.Owners, func(k Owner) bool { return k.Seat == o.Seat })
	return o, !known, nil
}

func (n Need) changed(now time.Time) Need {
	n.ChangedAt = now
	n.Version++
	return n
}
