package storage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

func TestAnExportReadsTheRegisterBitByBitInItsOrder(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	one := member(t, db, c, 1)
	for _, title := range []string{"Erster Bedarf", "Zweiter Bedarf", "Dritter Bedarf"} {
		reported(t, db, c, one, title, noon)
		addTopic(t, db, c, title, noon)
	}
	needs, err := db.NeedIDs(t.Context(), c.ID, committee.NeedFilter{Mine: true}, one)
	if err != nil || len(needs) != 3 {
		t.Fatalf("NeedIDs = %v, %v", needs, err)
	}
	topics, err := db.TopicIDs(t.Context(), c.ID, committee.TopicFilter{All: true}, one)
	if err != nil || len(topics) != 3 {
		t.Fatalf("TopicIDs = %v, %v", topics, err)
	}
	ns, err := db.NeedsByID(t.Context(), []int64{needs[2], 999, needs[0]})
	if d := cmp.Diff([]string{"Dritter Bedarf", "Erster Bedarf"}, titles(ns, func(n committee.Need) string { return n.Title })); err != nil || d != "" {
		t.Errorf("NeedsByID: %v (-want +got):\n%s", err, d)
	}
	if len(ns) == 2 && len(ns[0].Owners) != 1 {
		t.Errorf("owners = %v, want the reporter's seat", ns[0].Owners)
	}
	ts, err := db.TopicsByID(t.Context(), topics)
	if d := cmp.Diff([]string{"Dritter Bedarf", "Zweiter Bedarf", "Erster Bedarf"}, titles(ts, func(t committee.Topic) string { return t.Title })); err != nil || d != "" {
		t.Errorf("TopicsByID: %v (-want +got):\n%s", err, d)
	}
	outsider := committee.Person{User: "x"}
	if ids, err := db.NeedIDs(t.Context(), c.ID, committee.NeedFilter{All: true}, outsider); err != nil || len(ids) != 0 {
		t.Errorf("an outsider: %v, %v, want none", ids, err)
	}
}
