package committee_test

import (
	"testing"
	"time"

	"gremienbot/committee"
)

// becameNeed is a topic that the office has just made a need, and that need, which the
// seat of who brought the topic in has.
func becameNeed(t *testing.T) (committee.Topic, committee.Need) {
	t.Helper()
	author := reporter(1, committee.Member)
	n, err := committee.ReportNeed(kog(), keeper(), needDraft(), later)
	if err != nil {
		t.Fatal(err)
	}
	n = n.OwnedBy(author)
	n.ID, n.Number = 17, numbered(17)
	a := act(committee.MakeNeed, "")
	a.Need, a.NeedID = n.Number, n.ID
	return handled(t, submitted(t, author), a), n
}

func TestATopicThatBecameANeedComesBack(t *testing.T) {
	t.Parallel()
	topic, n := becameNeed(t)
	if err := topic.MayUndo(chairing, later.Add(10*time.Minute)); err != nil {
		t.Errorf("MayUndo: %v", err)
	}
	back, gone, err := topic.UndoNeed(n, chairing, nil, topic.Version, later.Add(10*time.Minute))
	if err != nil || back.State != committee.TopicSubmitted || back.Need.Seq != 0 || back.NeedID != 0 || back.Version != topic.Version+1 {
		t.Errorf("it is %s with need %v, version %d, %v", back.State, back.Need, back.Version, err)
	}
	if gone.State != committee.NeedWithdrawn || gone.Version != 2 || len(gone.Owners) != 1 || gone.Title != n.Title {
		t.Errorf("the need is %s, version %d, with %v", gone.State, gone.Version, gone.Owners)
	}
}

func TestWhenATopicThatBecameANeedStaysOne(t *testing.T) {
	t.Parallel()
	topic, n := becameNeed(t)
	with := func(change func(*committee.Need)) committee.Need {
		other := n
		change(&other)
		return other
	}
	undone, _, err := topic.UndoNeed(n, chairing, nil, 0, later)
	if err != nil {
		t.Fatal(err)
	}
	took := handled(t, undone, act(committee.TakeOn, ""))
	for name, row := range map[string]struct {
		topic committee.Topic
		n     committee.Need
		p     committee.Person
		seen  int
		late  time.Duration
		want  string
	}{
		"a moment too late":   {topic, n, chairing, 0, 10*time.Minute + 1, "topic.undo.need.late"},
		"by a member":         {topic, n, reporter(1, committee.Member), 0, 0, "may.not"},
		"of an older version": {topic, n, chairing, topic.Version - 1, 0, "topic.meanwhile"},
		"twice":               {undone, with(func(n *committee.Need) { n.State = committee.NeedWithdrawn }), chairing, 0, 0, "topic.undo.nothing"},
		"handled since":       {took, committee.Need{}, chairing, 0, 0, "topic.undo.nothing"},
		"another need":        {topic, with(func(n *committee.Need) { n.ID = 18 }), chairing, 0, 0, "topic.undo.nothing"},
		"somebody has it too": {topic, with(func(n *committee.Need) { n.Owners = append(n.Owners[:1:1], committee.Owner{Seat: 4}) }), chairing, 0, 0, "topic.undo.need.used"},
		"an organisation has": {topic, with(func(n *committee.Need) { n.Owners = append(n.Owners[:1:1], committee.Owner{Body: "Verband"}) }), chairing, 0, 0, "topic.undo.need.used"},
		"it was edited":       {topic, with(func(n *committee.Need) { n.Version = 2 }), chairing, 0, 0, "topic.undo.need.used"},
		"it was taken on":     {topic, with(func(n *committee.Need) { n.State = committee.NeedClarifying }), chairing, 0, 0, "topic.undo.need.used"},
		"it was withdrawn":    {topic, with(func(n *committee.Need) { n.State = committee.NeedWithdrawn }), chairing, 0, 0, "topic.undo.need.used"},
		"others are in it":    {topic, with(func(n *committee.Need) { n.Parts = []committee.Part{{ID: 9}} }), chairing, 0, 0, "topic.undo.need.used"},
	} {
		back, need, err := row.topic.UndoNeed(row.n, row.p, nil, row.seen, later.Add(row.late))
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if back.Version != row.topic.Version || need.State != row.n.State {
			t.Errorf("%s: refused and yet changed", name)
		}
	}
	if _, err := topic.Undo(chairing, nil, 0, later); refusedAs(t, err) != committee.UndoneWithNeed {
		t.Errorf("without its need: %v", err)
	}
}
