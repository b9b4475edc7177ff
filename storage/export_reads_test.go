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

func TestAPromiseOfFilesIsOwedUntilItIsKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	one, two := member(t, db, c, 1), member(t, db, c, 2)
	n := reported(t, db, c, one, "Erster Bedarf", noon)
	need, register := committee.Object{Kind: committee.NeedObject, ID: n.ID}, committee.Object{Kind: committee.CommitteeObject, ID: c.ID}
	for _, p := range []struct {
		object committee.Object
		user   string
	}{{need, one.User}, {need, one.User}, {register, one.User}, {register, two.User}} {
		if err := db.PromiseExport(t.Context(), c.ID, p.object, p.user, noon); err != nil {
			t.Fatal(err)
		}
	}
	want := func(list ...string) {
		t.Helper()
		var got []string
		err := db.SQL().SelectContext(t.Context(), &got, `SELECT user_id || ' ' || note FROM owed WHERE kind = 'export-lost' AND state = 'owed' ORDER BY id`)
		if d := cmp.Diff(list, got); err != nil || d != "" {
			t.Errorf("promises: %v (-want +got):\n%s", err, d)
		}
	}
	want("m1 need:1", "m1 need:1", "m1 committee:1", "m2 committee:1")
	if err := db.RecordExport(t.Context(), c.ID, need, one.User, noon); err != nil {
		t.Fatal(err)
	}
	want("m1 committee:1", "m2 committee:1")
	if err := db.ForgetExport(t.Context(), c.ID, register, two.User, noon); err != nil {
		t.Fatal(err)
	}
	want("m1 committee:1")
	events, err := db.NeedHistory(t.Context(), n.ID)
	if err != nil || len(events) != 2 || events[1].Verb != "export" || events[1].By != one.User {
		t.Errorf("history %+v, %v, want the export last", events, err)
	}
}
