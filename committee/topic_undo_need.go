package committee

import "time"

// UndoNeed is Undo for a topic that has become a need: the topic stands as it stood
// before, and the need is withdrawn and keeps its number. It refuses what Undo refuses,
// and if anything has happened to the need: somebody has worked on it, or has it too.
func (t Topic) UndoNeed(n Need, p Person, ms []Meeting, seen int, now time.Time) (Topic, Need, error) {
	if err := t.MayUndo(p, now); err != nil {
		return t, n, err
	}
	if err := t.unchanged(seen, false); err != nil {
		return t, n, err
	}
	switch {
	case t.State != TopicNeed || t.NeedID != n.ID:
		return t, n, Refuse(Conflict, "topic.undo.nothing", "Number", t.Number, "State", t.State, "By", t.ChangedByName, "At", t.ChangedAt)
	case n.touched():
		return t, n, Refuse(Conflict, "topic.undo.need.used", "Number", t.Number, "Need", n.Number)
	}
	n.NeedStanding = NeedStanding{State: NeedWithdrawn, By: p.Name, At: now}
	return t.handledBack(p, ms, now), n.changed(p, now), nil
}

// touched reports whether anything has happened to a need since it was reported.
func (n Need) touched() bool {
	return n.State != NeedReported || n.Version != 1 || len(n.Parts) > 0 || len(n.Others(Person{})) > 0
}
