package committee

import (
	"slices"
	"time"
)

// UndoNeed is the verb of the change that takes a step back.
const UndoNeed = "undo"

// Leap is a step that is no step: over stations of the way, or back on it.
type Leap struct {
	Back bool
	// Over are the stations on the way: ahead those that are skipped, back those
	// that the need has to go through once more.
	Over []NeedState
}

// stations are the way without the question, from which a need returns to where
// it was.
func stations() []NeedState {
	return slices.DeleteFunc(slices.Clone(way), func(s NeedState) bool { return s == NeedQueried })
}

// station is where on the way the need stands, or will go on after a question;
// below 0 for nowhere.
func (n Need) station() int {
	at := n.State
	if at == NeedQueried {
		at, _ = n.Onward()
	}
	return slices.Index(stations(), at)
}

// Leap says what a step to a state leaps over, and whether it does: one to the
// next station or to a side exit does not.
func (n Need) Leap(to NeedState) (Leap, bool) {
	all, at := stations(), n.station()
	dest := slices.Index(all, to)
	switch {
	case at < 0 || dest < 0:
		return Leap{}, false
	case dest < at:
		return Leap{Back: true, Over: all[dest+1 : at+1]}, true
	case dest > at+1:
		return Leap{Over: all[at+1 : dest]}, true
	}
	return Leap{}, false
}

// Earlier lists the states the office can lead the need back to with a
// NeedStep, as long as it is on its way.
func (n Need) Earlier() []NeedState {
	if !n.Open() || n.State == NeedDeferred {
		return nil
	}
	ahead := n.Next()
	return slices.DeleteFunc(stations()[:n.station()], func(s NeedState) bool {
		return slices.Contains(sidesteps, s) || slices.Contains(ahead, s)
	})
}

// NeedPast is what a need was before the last step of the office, as long as
// nothing has happened to it since.
type NeedPast struct {
	NeedStanding
	Handover *Handover
	// Undone says that the step was taken back, and nothing has happened since.
	Undone bool
}

// undoable returns a need that was just changed with what it was before.
func (n Need) undoable(was Need) Need {
	n.Past = &NeedPast{NeedStanding: was.NeedStanding, Handover: was.Handover}
	return n
}

// MayUndo returns nil if the person may take the last step of the need back: who
// made it, within ten minutes, if nothing has happened to the need since. A
// question cannot be taken back, for those who have the need have it already.
func (n Need) MayUndo(p Person, now time.Time) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	switch {
	case n.Past == nil && n.State == NeedQueried && n.Query.Open():
		return Refuse(Conflict, "need.undo.query", "Number", n.Number, "By", n.Query.ByName, "At", n.Query.At)
	case n.Past == nil && n.State == NeedBundled:
		return Refuse(Conflict, "need.undo.bundled", "Number", n.Number, "Into", n.IntoNumber)
	case n.Past == nil:
		return n.notUndone("need.undo.nothing")
	case n.Past.Undone:
		return n.notUndone("need.undo.done")
	case n.ChangedBy != p.User:
		return n.notUndone("need.undo.others")
	case now.Sub(n.ChangedAt) > undoFor:
		return n.notUndone("need.undo.late")
	}
	return nil
}

// notUndone says what the need is now, and who made it so.
func (n Need) notUndone(key string) error {
	return Refuse(Conflict, key, "Number", n.Number, "State", n.State, "By", n.ChangedByName, "At", n.ChangedAt, "Open", n.Open())
}

// Undo returns the need as it stood before the last step, a hand-over or the
// answer to it, see MayUndo. What others have added to it meanwhile, such as that
// they have it too, stays. seen is the version the person had before them, 0 for
// any.
func (n Need) Undo(p Person, seen int, now time.Time) (Need, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return n, err
	}
	again := n.Past != nil && n.Past.Undone && seen == n.Version-1
	if seen != 0 && seen != n.Version && !again {
		return n, n.notUndone("need.undo.meanwhile")
	}
	if err := n.MayUndo(p, now); err != nil {
		return n, err
	}
	n.NeedStanding, n.Handover = n.Past.NeedStanding, n.Past.Handover
	n = n.changed(p, now)
	n.Past = &NeedPast{Undone: true}
	return n, nil
}

// WasUndone reports whether the last thing that happened to the need is that a
// step was taken back.
func (n Need) WasUndone() bool { return n.Past != nil && n.Past.Undone }

// Undone reports whether a change has taken the last step back.
func Undone(before, after Need) bool { return after.WasUndone() && !before.WasUndone() }
