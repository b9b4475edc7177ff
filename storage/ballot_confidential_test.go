package storage_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// confidential asks twelve seats for points from 0 to 100, so that every seat can
// say something of its own.
func confidential(t *testing.T, db *storage.DB, c committee.Committee) committee.Poll {
	t.Helper()
	return asked(t, db, c, committee.PollDraft{
		Kind: committee.ScorePoll, Question: "Wie gut ist das?", ClosesAt: noon.Add(24 * time.Hour),
		Options: committee.OptionLines("Eins\nZwei"), Terms: committee.Terms{Confidential: true, Points: 100},
	})
}

func gives(t *testing.T, db *storage.DB, poll int64, user string, points int) error {
	t.Helper()
	_, _, err := db.CastBallot(t.Context(), poll, user, func(v committee.Voting) (committee.Ballot, error) {
		return v.Poll.Cast(v.Who, committee.Choice{Points: map[string]int{"A": points}}, v.Before, noon)
	})
	return err
}

func given(t *testing.T, db *storage.DB, poll int64) []int {
	t.Helper()
	ballots, err := db.Ballots(t.Context(), poll)
	if err != nil {
		t.Fatalf("listing ballots: %v", err)
	}
	var points []int
	for _, b := range ballots {
		if b.Seat != 0 || b.By != "" || b.AsHolder || b.At.Unix() != 0 {
			t.Errorf("a ballot says whose it is: %+v", b)
		}
		points = append(points, b.Choice.Points["A"])
	}
	return points
}

func TestAConfidentialBallotIsOnePerSeatAndTheMembersPrevails(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 12)
	p := confidential(t, db, c)
	press(12, func(i int) {
		for _, points := range []int{50 + i, 10 + i} { // the second replaces the first
			if err := gives(t, db, p.ID, fmt.Sprintf("h%d", i), points); err != nil {
				t.Errorf("h%d: %v", i, err)
			}
		}
	})
	if err := gives(t, db, p.ID, "s3", 99); committee.Refusals(err) == nil {
		t.Errorf("the substitute replaced the member's ballot: %v", err)
	}
	points := given(t, db, p.ID)
	slices.Sort(points)
	if want := []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}; !slices.Equal(points, want) {
		t.Errorf("stored %v", points)
	}
	turnout, err := db.Turnout(t.Context(), p.ID)
	if err != nil || turnout.Cast != 12 {
		t.Errorf("turnout %+v, %v", turnout, err)
	}
	if voted, err := db.HasVoted(t.Context(), p.ID, "s3"); err != nil || !voted {
		t.Errorf("a seat that has voted would be reminded, %v", err)
	}
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
		t.Fatalf("closing: %v", err)
	}
	if err := gives(t, db, p.ID, "h0", 1); committee.Refusals(err) == nil {
		t.Errorf("a ballot after the end: %v", err)
	}
	if after := given(t, db, p.ID); len(after) != 12 {
		t.Errorf("after the end %v", after)
	}
}

func TestAConfidentialSeatThatIsRecusedHasNoBallot(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	p := confidential(t, db, c)
	for i := range 3 {
		if err := gives(t, db, p.ID, fmt.Sprintf("h%d", i), 40+i); err != nil {
			t.Fatalf("voting: %v", err)
		}
	}
	who, err := db.Person(t.Context(), c.ID, "h1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.RecusePoll(t.Context(), p.ID, who, "recuse", noon, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
		return p.Recuse(who, stand, true, noon)
	}); err != nil {
		t.Fatalf("recusing: %v", err)
	}
	points := given(t, db, p.ID)
	slices.Sort(points)
	if !slices.Equal(points, []int{40, 42}) {
		t.Errorf("stored %v", points)
	}
}

// Whoever has the whole database after the end cannot tell who voted how: a choice
// stands in one table only, without any column that another table shares a value
// with but the poll, and the rows of neither table are in an order that means
// something, nor written by different transactions.
func TestNothingInTheDatabaseJoinsPersonAndChoice(t *testing.T) {
	t.Parallel()
	db, raw := storagetest.OpenRaw(t)
	c := chamber(t, db, 12)
	sameOrder := 0
	for range 6 {
		p := confidential(t, db, c)
		for i := range 12 {
			if err := gives(t, db, p.ID, fmt.Sprintf("h%d", i), 77-i); err != nil {
				t.Fatalf("voting: %v", err)
			}
		}
		if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
			t.Fatalf("closing: %v", err)
		}
		var keys, tagged, writers int
		var physical []string
		for into, query := range map[any]string{
			&keys:    `SELECT count(*) FROM confidential_key`,
			&tagged:  `SELECT count(*) FROM confidential_ballot WHERE tag IS NOT NULL`,
			&writers: `SELECT count(DISTINCT xmin::text) FROM confidential_ballot WHERE poll_id = ` + strconv.FormatInt(p.ID, 10),
		} {
			if err := raw.GetContext(t.Context(), into, query); err != nil {
				t.Fatal(err)
			}
		}
		if keys != 0 || tagged != 0 || writers != 1 {
			t.Errorf("%d keys, %d tags, %d transactions are left", keys, tagged, writers)
		}
		if err := raw.SelectContext(t.Context(), &physical, `SELECT choice->'points'->>'A' FROM confidential_ballot WHERE poll_id = $1 ORDER BY ctid`, p.ID); err != nil {
			t.Fatal(err)
		}
		if slices.IsSorted(physical) || slices.IsSortedFunc(physical, func(a, b string) int { return strings.Compare(b, a) }) {
			sameOrder++
		}
	}
	if sameOrder > 0 {
		t.Errorf("%d of 6 polls keep the order in which was voted", sameOrder)
	}
	var tables []string
	if err := raw.SelectContext(t.Context(), &tables, `
		SELECT table_name FROM information_schema.tables
		WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		var leaks int
		if err := raw.GetContext(t.Context(), &leaks, `SELECT count(*) FROM `+table+` r WHERE row_to_json(r)::text ~ 'A[\\\\"]*: *[67][0-9]'`); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		if want := map[bool]int{true: 72}[table == "confidential_ballot"]; leaks != want {
			t.Errorf("%s holds %d choices, want %d", table, leaks, want)
		}
	}
	var columns []string
	if err := raw.SelectContext(t.Context(), &columns, `
		SELECT column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = 'confidential_ballot' ORDER BY 1`); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(columns, []string{"choice", "poll_id", "tag"}) {
		t.Errorf("a confidential ballot has %v", columns)
	}
}
