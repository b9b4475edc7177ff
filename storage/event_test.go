package storage_test

import (
	"os"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// telling counts the events of an object that hold the word in their texts.
func telling(t testing.TB, db *storage.DB, object committee.Object) (telling, all int) {
	t.Helper()
	var n struct {
		Telling int `db:"telling"`
		All     int `db:"all"`
	}
	err := db.SQL().GetContext(t.Context(), &n, `
		SELECT count(*) FILTER (WHERE concat(before, after) LIKE '%Vertraulich%') AS telling, count(*) AS all
		FROM event
		WHERE object_kind = $1 AND object_id = $2`, object.Kind, object.ID)
	if err != nil {
		t.Fatal(err)
	}
	return n.Telling, n.All
}

// talkative is a need in whose every text the word stands, in several events.
func talkative(t testing.TB, db *storage.DB, c committee.Committee) committee.Need {
	t.Helper()
	const word = "Vertrauliches"
	n := reported(t, db, c, keeping(t, db, c), word+" Vorhaben", noon)
	changed(t, db, n, func(n committee.Need) (committee.Need, error) {
		n.Problem, n.Affected, n.Reason, n.Existing, n.Why = word, word, word, word, word
		n.Description = committee.Description{Benefit: word, Wish: word, Legal: word, Contact: word, Links: word}
		n.Query = &committee.Query{Text: word, Answer: word}
		n.Handover = &committee.Handover{To: "IT-Planungsrat", Answer: word}
		n.Before = &committee.NeedStanding{Why: word}
		return n, nil
	})
	return changed(t, db, n, func(n committee.Need) (committee.Need, error) {
		n.State = committee.NeedClarifying
		return n, nil
	})
}

func redNeed(n committee.Need) (committee.Need, error) {
	return committee.Need{
		ID: n.ID, Committee: n.Committee, Number: n.Number, Title: "Vorhaben", TLP: committee.Red, NeedStanding: committee.NeedStanding{State: n.State},
		By: n.By, ByName: n.ByName, At: n.At, ChangedBy: n.ChangedBy, ChangedAt: noon, Version: n.Version + 1,
	}, nil
}

func TestTheEventsOfANeedThatBecomesRedKeepItsTitleOnly(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	n, other := talkative(t, db, c), talkative(t, db, c)
	object := committee.Object{Kind: committee.NeedObject, ID: n.ID}
	if said, all := telling(t, db, object); said != 3 || all != 3 {
		t.Fatalf("%d of %d events hold the texts before", said, all)
	}
	changed(t, db, n, redNeed)
	if said, all := telling(t, db, object); said != 0 || all != 4 {
		t.Errorf("%d of %d events hold the texts, want none of 4", said, all)
	}
	if said, _ := telling(t, db, committee.Object{Kind: committee.NeedObject, ID: other.ID}); said != 3 {
		t.Errorf("%d events of another need hold its texts, want 3", said)
	}
	es, err := db.NeedHistory(t.Context(), n.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range es {
		if e.After.Title != "Vorhaben" || e.After.Handover != nil && e.After.Handover.To != "IT-Planungsrat" {
			t.Errorf("an event says %q, %+v", e.After.Title, e.After.Handover)
		}
	}
}

func TestTheEventsOfATopicThatBecomesRedKeepItsTitleOnly(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	const word = "Vertrauliches"
	topic := addTopic(t, db, c, word+" Thema", noon)
	change := func(rule func(committee.Topic) committee.Topic) {
		t.Helper()
		if _, err := db.ChangeTopic(t.Context(), topic.ID, "office", "test", "", noon, func(t committee.Topic) (committee.Topic, error) { return rule(t), nil }); err != nil {
			t.Fatal(err)
		}
	}
	change(func(t committee.Topic) committee.Topic {
		t.Question, t.Addressee, t.Answer, t.Reason = word, word, word, word
		t.Before = &committee.TopicStanding{Answer: word, Reason: word}
		t.Proposal = &committee.Proposal{TopicAct: committee.TopicAct{Text: word}, Comment: word}
		return t
	})
	change(func(t committee.Topic) committee.Topic {
		t.Title, t.TLP, t.Question, t.Addressee, t.Answer, t.Reason, t.Before, t.Proposal = "Thema", committee.Red, "", "", "", "", nil, nil
		return t
	})
	if said, all := telling(t, db, committee.Object{Kind: committee.TopicObject, ID: topic.ID}); said != 0 || all != 3 {
		t.Errorf("%d of %d events hold the texts, want none of 3", said, all)
	}
}

// What was RED before the bot forgot such texts is caught up with by a migration.
func TestTheMigrationForgetsTheTextsOfWhatIsRed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	n, other := talkative(t, db, c), talkative(t, db, c)
	if _, err := db.SQL().ExecContext(t.Context(), `UPDATE need SET tlp = 'RED', title = 'Vorhaben' WHERE id = $1`, n.ID); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("migrations/0031_red_texts.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SQL().ExecContext(t.Context(), string(text)); err != nil {
		t.Fatal(err)
	}
	if said, _ := telling(t, db, committee.Object{Kind: committee.NeedObject, ID: n.ID}); said != 0 {
		t.Errorf("%d events of the RED need hold its texts", said)
	}
	if said, _ := telling(t, db, committee.Object{Kind: committee.NeedObject, ID: other.ID}); said != 3 {
		t.Errorf("%d events of the other need hold its texts, want 3", said)
	}
}
