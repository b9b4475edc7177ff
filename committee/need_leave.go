package committee

import (
	"slices"
	"time"
)

// Leave takes back that the person's seat has this need too, whoever spoke for the
// seat. parts are the needs that are bundled into it, however deep. It returns what
// is taken back, and whether there is anything: a seat that does not have the need
// changes nothing. It refuses who has no seat, and a closed or bundled need. Whoever had
// the need when it left the committee's hands stays on record. So does the seat for
// which it was reported, or one of its parts: such a need is withdrawn.
func (n Need) Leave(p Person, parts []Need) (Owner, bool, error) {
	if err := n.mayLeave(p); err != nil {
		return Owner{}, false, err
	}
	own, has := n.ownerOn(p.Seat.ID)
	if !has {
		return Owner{}, false, nil
	}
	if own.First {
		return own, false, n.refuseFirst(p, own)
	}
	return n.leaving(own, parts)
}

// leaving refuses who was among those for whom the need was passed on, and who has
// reported a part: as long as that is in the bundle, its seat has the whole.
func (n Need) leaving(own Owner, parts []Need) (Owner, bool, error) {
	if slices.Contains(handed, n.State) && !own.At.After(n.ChangedAt) {
		return own, false, Refuse(Conflict, "need.leave.handed", "Number", n.Number, "State", n.State)
	}
	for _, part := range parts {
		if o, has := part.ownerOn(own.Seat); has && o.First {
			return own, false, Refuse(Conflict, "need.leave.part", "Part", part.Number, "Body", own.Body)
		}
	}
	return own, true, nil
}

// LeaveToOthers takes back that the seat has the need for which its reporter reported
// it, and leaves the need to the others who have it. That is for the reporter alone, and
// refused for a need that nobody else has. Otherwise it is Leave.
func (n Need) LeaveToOthers(p Person, parts []Need) (Owner, bool, error) {
	if err := n.mayLeave(p); err != nil {
		return Owner{}, false, err
	}
	own, has := n.ownerOn(p.Seat.ID)
	switch {
	case !has:
		return Owner{}, false, nil
	case own.First && n.By != p.User:
		return own, false, n.refuseFirst(p, own)
	case own.First && len(n.Others(p)) == 0:
		return own, false, Refuse(Conflict, "need.leave.alone", "Number", n.Number)
	}
	return n.leaving(own, parts)
}

func (n Need) refuseFirst(p Person, own Owner) error {
	return Refuse(Conflict, "need.leave.first", "Number", n.Number, "Body", own.Body, "By", n.ByName, "Mine", n.By == p.User)
}

func (n Need) mayLeave(p Person) error {
	if !p.Belongs() {
		return p.Demand(SupportANeed)
	}
	if p.Seat == nil || !p.May(SupportANeed) {
		return Refuse(Forbidden, "need.leave.seat", "Roles", Allowed(SupportANeed), "Yours", p.Roles)
	}
	return n.open()
}

// ownerOn finds a seat among those that have the need.
func (n Need) ownerOn(seat int64) (Owner, bool) {
	i := slices.IndexFunc(n.Owners, func(o Owner) bool { return seat != 0 && o.Seat == seat })
	if i < 0 {
		return Owner{}, false
	}
	return n.Owners[i], true
}

// Others are those who have the need besides the person's own seat and the seat for
// which it was reported.
func (n Need) Others(p Person) []Owner {
	return slices.DeleteFunc(slices.Clone(n.Owners), func(o Owner) bool {
		return o.First || p.Seat != nil && o.Seat == p.Seat.ID
	})
}

// NeedWithdrawal is what the person was shown who withdraws a need.
type NeedWithdrawal struct {
	Of     int // the version, 0 for any
	Others int // how many others have it, see Others
}

// Withdraw takes the need back: its reporter, or who may edit any text. It keeps
// its number, owners and history. Others that are bundled into it are not taken
// back with it: they have to be taken out first. If there are more who have it than
// the person was told, it refuses, so that they are asked first.
func (n Need) Withdraw(p Person, w NeedWithdrawal, now time.Time) (Need, error) {
	if err := n.mayTouch(p); err != nil {
		return n, err
	}
	if len(n.Parts) > 0 {
		return n, Refuse(Conflict, "need.withdraw.parts", "Number", n.Number, "Part", n.Parts[0].Number)
	}
	if err := n.unchanged(w.Of, false); err != nil {
		return n, err
	}
	if len(n.Others(p)) > w.Others {
		return n, Refuse(Conflict, "need.withdraw.unsure", "Number", n.Number)
	}
	n.NeedStanding = NeedStanding{State: NeedWithdrawn, By: p.Name, At: now}
	return n.changed(p, now), nil
}
