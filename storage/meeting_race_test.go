package storage_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// Who sets a series while somebody fills the seats plans by the holidays of the
// new seats, so that planning again changes nothing.
func TestASeriesThatWaitedForNewSeatsKnowsTheirHolidays(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	s, err := committee.SetSeries(c, organiser, everyMonth, meetingsSet)
	if err != nil {
		t.Fatal(err)
	}
	fills := func(meet func()) error { // as FillSeats does, but slowly
		return db.Tx(t.Context(), func(tx *sqlx.Tx) error {
			if _, err := tx.ExecContext(t.Context(), `SELECT id FROM committee WHERE id = $1 FOR NO KEY UPDATE`, c.ID); err != nil {
				return err
			}
			meet()
			_, err := tx.ExecContext(t.Context(), `UPDATE seat SET land = 'BY'`)
			return err
		})
	}
	sets := func(func()) error {
		_, _, err := db.SetSeries(t.Context(), s, "office", "", meetingsSet)
		return err
	}
	if err := errors.Join(race(t, db, 0, fills, sets)...); err != nil {
		t.Fatal(err)
	}
	planned := dump(t, db)
	if err := db.PlanMeetings(t.Context(), meetingsSet); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(planned, dump(t, db)); d != "" {
		t.Errorf("planning again changed what was owed (-set +planned):\n%s", d)
	}
}
