package storage_test

import (
	"fmt"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
)

// chamber is a committee whose seats are all filled: h0, h1, … hold them and s0,
// s1, … substitute.
func chamber(t testing.TB, db *storage.DB, seats int) committee.Committee {
	t.Helper()
	c := founded(t, db)
	list := make([]committee.Seat, seats)
	for i := range list {
		h, s := fmt.Sprintf("h%d", i), fmt.Sprintf("s%d", i)
		list[i] = committee.Seat{
			Group: "Städte", Body: fmt.Sprintf("Stadt %d", i), Land: "HE",
			Holder:     &committee.Occupant{User: h, Handle: h, Name: "Holder " + h},
			Substitute: &committee.Occupant{User: s, Handle: s, Name: "Substitute " + s},
		}
	}
	if err := db.FillSeats(t.Context(), c.ID, list, "office", noon); err != nil {
		t.Fatalf("filling seats: %v", err)
	}
	c, err := db.Committee(t.Context(), c.ID)
	if err != nil {
		t.Fatalf("reading the committee: %v", err)
	}
	return c
}

// asked opens a poll of the office at noon; nothing but the draft is up to the test.
func asked(t testing.TB, db *storage.DB, c committee.Committee, d committee.PollDraft) committee.Poll {
	t.Helper()
	return askedAt(t, db, c, d, noon)
}

func askedAt(t testing.TB, db *storage.DB, c committee.Committee, d committee.PollDraft, at time.Time) committee.Poll {
	t.Helper()
	office, err := db.Person(t.Context(), c.ID, "office")
	if err != nil {
		t.Fatalf("reading the office: %v", err)
	}
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatalf("reading the seats: %v", err)
	}
	p, err := committee.OpenPoll(c, office, d, seats, at)
	if err != nil {
		t.Fatalf("OpenPoll = %v", err)
	}
	if p, err = db.OpenPoll(t.Context(), c, p, ""); err != nil {
		t.Fatalf("opening: %v", err)
	}
	return p
}

// motion asks the seats a question until six days later, 12:00 UTC on a Tuesday.
func motion(t testing.TB, db *storage.DB, c committee.Committee) committee.Poll {
	t.Helper()
	return asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: noon.Add(6 * 24 * time.Hour)})
}

// vote casts a ballot on a motion as the bot does.
func vote(t testing.TB, db *storage.DB, id int64, user, answer string, at time.Time) error {
	_, _, err := db.CastBallot(t.Context(), id, user, func(v committee.Voting) (committee.Ballot, error) {
		return v.Poll.Cast(v.Who, committee.Choice{Answer: answer}, v.Before, at)
	})
	return err
}

// answers counts the ballots of a poll by their answer.
func answers(t testing.TB, db *storage.DB, id int64) map[string]int {
	t.Helper()
	ballots, err := db.Ballots(t.Context(), id)
	if err != nil {
		t.Fatalf("listing ballots: %v", err)
	}
	n := map[string]int{}
	for _, b := range ballots {
		n[b.Choice.Answer]++
	}
	return n
}

// refusal is the key of a refusal, "" for none.
func refusal(t testing.TB, err error) string {
	t.Helper()
	es := committee.Refusals(err)
	if err != nil && es == nil {
		t.Errorf("a fault: %v", err)
	}
	if es == nil {
		return ""
	}
	return es[0].Key
}

// kinds counts what is owed for a poll by kind and state.
func kinds(t testing.TB, db *storage.DB, id int64) map[string]int {
	t.Helper()
	var rows []struct {
		Kind  string `db:"kind"`
		State string `db:"state"`
		N     int    `db:"n"`
	}
	err := db.SQL().SelectContext(t.Context(), &rows, `
		SELECT kind, state, count(*) AS n FROM owed
		WHERE object_kind = 'poll' AND object_id = $1
		GROUP BY kind, state`, id)
	if err != nil {
		t.Fatalf("listing what is owed: %v", err)
	}
	n := map[string]int{}
	for _, r := range rows {
		n[r.Kind+" "+r.State] = r.N
	}
	return n
}

// person is somebody of a committee.
func person(t testing.TB, db *storage.DB, c committee.Committee, user string) committee.Person {
	t.Helper()
	p, err := db.Person(t.Context(), c.ID, user)
	if err != nil {
		t.Fatalf("reading %s: %v", user, err)
	}
	return p
}
