package storage_test

import (
	"slices"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// The checksum of a poll holds whatever happens to it here, and not if somebody
// changes in the database what is voted on.
func TestTheChecksumOfAPollSurvivesTheDatabaseAndNoChangeOfIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 9)
	polls := []committee.Poll{motion(t, db, c)}
	for _, d := range []committee.PollDraft{
		{Kind: committee.MotionPoll, Question: "Beschließen wir?", Terms: committee.Terms{Text: "Der Wortlaut\nin zwei Zeilen – mit „Zeichen“.", Groups: committee.GroupsShown}},
		{Kind: committee.ScorePoll, Question: "Wie gut?", Options: committee.OptionLines("Eins\nZwei\n-10 %")},
		{Kind: committee.MotionPoll, Question: "Umlauf?", Terms: committee.Terms{Text: "Text", Circulation: &committee.Circulation{Days: 5}}},
	} {
		d.ClosesAt = noon.Add(48 * time.Hour)
		polls = append(polls, asked(t, db, c, d))
	}
	for _, p := range polls {
		got, err := db.Poll(t.Context(), p.ID)
		if err != nil || got.Hash != p.Hash || !got.Intact() || len(got.Hash) != 64 {
			t.Errorf("%s: %q, intact %v, %v", p.Question, got.Hash, got.Intact(), err)
		}
	}
	p := polls[0]
	if err := vote(t, db, p.ID, "h1", committee.Yes, noon); err != nil {
		t.Fatal(err)
	}
	if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Poll(t.Context(), p.ID); err != nil || got.State != committee.PollClosed || !got.Intact() {
		t.Errorf("closed: intact %v, %v", got.Intact(), err)
	}
	for i, change := range []string{
		`UPDATE poll SET question = 'Etwas anderes?' WHERE id = $1`,
		`UPDATE poll SET terms = terms || '{"groups": "double"}' WHERE id = $1`,
		`UPDATE poll SET seats = seats - 1 WHERE id = $1`,
		`DELETE FROM elector WHERE poll_id = $1 AND seat_id = (SELECT max(seat_id) FROM elector WHERE poll_id = $1)`,
	} {
		id := polls[min(i, 2)].ID
		err := db.Tx(t.Context(), func(tx *sqlx.Tx) error { _, err := tx.ExecContext(t.Context(), change, id); return err })
		if err != nil {
			t.Fatal(err)
		}
		if got, err := db.Poll(t.Context(), id); err != nil || got.Intact() {
			t.Errorf("nobody notices: %s, %v", change, err)
		}
	}
	if err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(t.Context(), `UPDATE poll SET kind = 'nonsense' WHERE id = $1`, polls[1].ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	compared, altered, err := db.AlteredPolls(t.Context())
	if want := []string{polls[0].Number.String(), polls[1].Number.String(), polls[2].Number.String()}; err != nil || compared != 4 || !slices.Equal(altered, want) {
		t.Errorf("of %d polls %v are not what was opened, %v; want %v of 4", compared, altered, err, want)
	}
}

// PostgreSQL keeps microseconds, and rounds what is finer. Clocks are finer.
func TestAPollThatIsOpenedBetweenTwoMicrosecondsIsNotTakenForAnotherOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	for _, fine := range []time.Duration{1, 499, 500, 501, 999, 1500, 1999} {
		p := askedAt(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Jetzt?", ClosesAt: noon.Add(48 * time.Hour)}, noon.Add(fine))
		got, err := db.Poll(t.Context(), p.ID)
		if err != nil || !got.Intact() || !got.OpensAt.Equal(p.OpensAt) {
			t.Errorf("opened %d ns after noon: intact %v, at %v for %v, %v", fine, got.Intact(), got.OpensAt, p.OpensAt, err)
		}
	}
}
