package storage_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

const every = 2 * time.Second

// openPoll stores an open poll with seats 1 and 2 as electors.
func openPoll(tb testing.TB, db *storage.DB, c committee.Committee, closes time.Time) (id int64) {
	tb.Helper()
	err := db.Tx(tb.Context(), func(tx *sqlx.Tx) error {
		err := tx.GetContext(tb.Context(), &id, `
			INSERT INTO poll (committee_id, year, seq, kind, question, options, top, rule, seats, state, user_id, opens_at, closes_at, version)
			VALUES ($1, 2027, 1, 'motion', 'q', '[]', 5, '{}', 2, 'open', 'office', $2, $3, 1)
			RETURNING id`, c.ID, noon, closes)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(tb.Context(), `
			WITH s AS (
				INSERT INTO seat (committee_id, position, group_name, body, land, since)
				SELECT $1, n, 'g', 'b', 'HE', $3 FROM generate_series(1, 2) n
				RETURNING id, group_name, body
			)
			INSERT INTO elector (poll_id, seat_id, group_name, body) SELECT $2, id, group_name, body FROM s`, c.ID, id, noon)
		return err
	})
	if err != nil {
		tb.Fatalf("opening a poll: %v", err)
	}
	return id
}

// cast casts or changes the ballot of the poll's nth seat.
func cast(t *testing.T, db *storage.DB, poll int64, nth int, at time.Time) {
	t.Helper()
	_, err := db.SQL().ExecContext(t.Context(), `
		INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at)
		SELECT $1, seat_id, 'u', true, '{}', $3 FROM elector WHERE poll_id = $1 ORDER BY seat_id LIMIT 1 OFFSET $2
		ON CONFLICT (poll_id, seat_id) DO UPDATE SET cast_at = excluded.cast_at`, poll, nth, at)
	if err != nil {
		t.Fatalf("casting: %v", err)
	}
}

func touch1(t *testing.T, db *storage.DB, object committee.Object) {
	t.Helper()
	if err := db.TouchCard(t.Context(), object); err != nil {
		t.Fatalf("touching: %v", err)
	}
}

func stale(t *testing.T, db *storage.DB, now time.Time) []storage.StaleCard {
	t.Helper()
	list, err := db.StaleCards(t.Context(), now, every, lease, 10)
	if err != nil {
		t.Fatalf("claiming cards: %v", err)
	}
	return list
}

func drawn(t *testing.T, db *storage.DB, list []storage.StaleCard, at time.Time) {
	t.Helper()
	if len(list) != 1 {
		t.Fatalf("%d cards are stale, want one", len(list))
	}
	if err := db.MarkDrawn(t.Context(), list[0], at); err != nil {
		t.Fatalf("marking: %v", err)
	}
}

// posted owes, claims and sends a card at noon.
func posted(t *testing.T, db *storage.DB, c committee.Committee, object committee.Object) {
	t.Helper()
	owing(t, db, committee.Owed{Committee: c.ID, Object: object, Kind: committee.OwedCard, Channel: "home", Due: noon, Grace: time.Hour})
	if held, err := db.MarkSent(t.Context(), claim(t, db, noon, 1)[0], noon, noon, "home", "post"); !held || err != nil {
		t.Fatalf("MarkSent = %t, %v", held, err)
	}
}

func TestACardIsThereWhenItIsPosted(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, object := founded(t, db), committee.Object{Kind: committee.TopicObject, ID: 7}
	if _, err := db.CardOf(t.Context(), object); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("CardOf before = %v, want ErrNotFound", err)
	}
	posted(t, db, c, object)
	got, err := db.CardOf(t.Context(), object)
	want := storage.Card{Object: object, Channel: "home", Post: "post", DrawnAt: noon}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("CardOf = %v (-want +got):\n%s", err, d)
	}
	if list := stale(t, db, noon.Add(time.Minute)); len(list) != 0 {
		t.Errorf("%d cards are stale though nothing changed", len(list))
	}
}

func TestAChangeWhileTheCardIsBeingPostedIsNotLost(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, object := founded(t, db), committee.Object{Kind: committee.TopicObject, ID: 7}
	owing(t, db, committee.Owed{Committee: c.ID, Object: object, Kind: committee.OwedCard, Channel: "home", Due: noon, Grace: time.Hour})
	claimed := claim(t, db, noon, 1)[0]
	touch1(t, db, object)
	if _, err := db.CardOf(t.Context(), object); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("CardOf while posting = %v, want ErrNotFound", err)
	}
	if list := stale(t, db, noon.Add(time.Minute)); len(list) != 0 {
		t.Error("a card without a post is to be redrawn")
	}
	if _, err := db.MarkSent(t.Context(), claimed, noon, noon, "home", "post"); err != nil {
		t.Fatal(err)
	}
	drawn(t, db, stale(t, db, noon.Add(every)), noon.Add(every))
}

func TestACardIsRedrawnAtMostEveryTwoSecondsAndByOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, object := founded(t, db), committee.Object{Kind: committee.TopicObject, ID: 7}
	posted(t, db, c, object)
	touch1(t, db, object)
	if list := stale(t, db, noon.Add(every-time.Millisecond)); len(list) != 0 {
		t.Error("redrawn too early")
	}
	now := noon.Add(every)
	first := stale(t, db, now)
	if list := stale(t, db, now.Add(lease-time.Second)); len(list) != 0 {
		t.Error("two draw the same card")
	}
	touch1(t, db, object) // while it is being drawn
	drawn(t, db, first, now)
	now = now.Add(every)
	drawn(t, db, stale(t, db, now), now)
	if list := stale(t, db, now.Add(time.Hour)); len(list) != 0 {
		t.Error("redrawn though nothing changed")
	}
}

func TestWhoseClaimOnACardRanOutMarksNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, object := founded(t, db), committee.Object{Kind: committee.TopicObject, ID: 7}
	posted(t, db, c, object)
	touch1(t, db, object)
	old := stale(t, db, noon.Add(every))
	current := stale(t, db, noon.Add(every+lease))
	drawn(t, db, old, noon.Add(every))
	if err := db.RedrawAt(t.Context(), old[0], noon); err != nil {
		t.Fatal(err)
	}
	if list := stale(t, db, noon.Add(every+lease+time.Second)); len(list) != 0 {
		t.Error("the old claim ended the current one")
	}
	if err := db.RedrawAt(t.Context(), current[0], noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if list := stale(t, db, noon.Add(59*time.Minute)); len(list) != 0 {
		t.Error("redrawn before the time it was given back for")
	}
	drawn(t, db, stale(t, db, noon.Add(time.Hour)), noon.Add(time.Hour))
}

func TestBallotsMakeAPollsCardStale(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	id := openPoll(t, db, c, noon.Add(time.Hour))
	posted(t, db, c, committee.Object{Kind: committee.PollObject, ID: id})
	now := noon.Add(10 * time.Second)
	for i, row := range []struct {
		story string
		nth   int
		at    time.Time
	}{
		{"a first ballot", 0, now},
		{"one that was committed after a younger one", 1, now.Add(-time.Second)},
		{"a ballot that changed", 0, now.Add(-time.Millisecond)},
	} {
		cast(t, db, id, row.nth, row.at)
		now := now.Add(time.Duration(i) * every)
		list := stale(t, db, now)
		if len(list) != 1 {
			t.Fatalf("%s: %d stale cards, want one", row.story, len(list))
		}
		drawn(t, db, list, now)
		if list := stale(t, db, now.Add(every)); len(list) != 0 {
			t.Errorf("%s: stale after it was drawn", row.story)
		}
	}
}

func TestACardOfAProgramThatWasKilledIsFreeForTheNext(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, object := founded(t, db), committee.Object{Kind: committee.TopicObject, ID: 7}
	posted(t, db, c, object)
	touch1(t, db, object)
	soon := noon.Add(every)
	killed := stale(t, db, soon)
	if again := stale(t, db, soon); len(killed) != 1 || len(again) != 0 {
		t.Fatalf("%d cards claimed, then %d, want one", len(killed), len(again))
	}
	if err := db.ReleaseCards(t.Context()); err != nil {
		t.Fatal(err)
	}
	drawn(t, db, stale(t, db, soon), soon)
}
