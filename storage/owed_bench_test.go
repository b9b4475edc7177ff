package storage_test

import (
	"fmt"
	"testing"
	"time"

	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// BenchmarkBeat measures what a beat asks the database when nothing is due, with
// as many finished messages, cards and closed polls behind it. The target is 5 ms.
func BenchmarkBeat(b *testing.B) {
	for _, finished := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprintf("finished=%d", finished), func(b *testing.B) {
			db := storagetest.Open(b)
			finish(b, db, finished)
			for b.Loop() {
				quietBeat(b, db, noon.Add(time.Hour))
			}
		})
	}
}

// finish fills the tables with what is over: a card for ten messages, a poll for
// a hundred.
func finish(b *testing.B, db *storage.DB, n int) {
	b.Helper()
	c := founded(b, db)
	tx, err := db.SQL().BeginTxx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, fill := range []struct {
		sql string
		n   int
	}{
		{`SET LOCAL statement_timeout = 0`, -1},
		{`INSERT INTO owed (committee_id, key, object_kind, object_id, kind, user_id, due_at, stale_at, state, next_at, attempts, post_id, settled_at)
			SELECT $1, 'k' || i, 'meeting', i / 14, 'day-before', 'u' || i % 14, $2, $2, 'sent', $2, 1, 'p' || i, $2
			FROM generate_series(1, cast($3 AS int)) i`, n},
		{`INSERT INTO card (object_kind, object_id, committee_id, channel_id, post_id, wanted, drawn, drawn_at)
			SELECT 'topic', i, $1, 'home', 'p', 3, 3, $2
			FROM generate_series(1, cast($3 AS int)) i`, n / 10},
		{`INSERT INTO poll (committee_id, year, seq, kind, question, options, top, rule, seats, state, user_id, opens_at, closes_at, version)
			SELECT $1, 2027, i, 'motion', 'q', '[]', 5, '{}', 2, 'closed', 'office', $2, $2, 1
			FROM generate_series(1, cast($3 AS int)) i`, n / 100},
	} {
		args := []any{c.ID, noon, fill.n}
		if fill.n < 0 {
			args = nil
		}
		if _, err := tx.ExecContext(b.Context(), fill.sql, args...); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	if _, err := db.SQL().ExecContext(b.Context(), `ANALYZE`); err != nil {
		b.Fatal(err)
	}
}

func quietBeat(b *testing.B, db *storage.DB, now time.Time) {
	b.Helper()
	due, err := db.DuePolls(b.Context(), now)
	if err != nil || len(due) != 0 {
		b.Fatalf("DuePolls = %v, %v", due, err)
	}
	missed, err := db.MissStale(b.Context(), now)
	if err != nil || missed != 0 {
		b.Fatalf("MissStale = %d, %v", missed, err)
	}
	claimed, err := db.Claim(b.Context(), now, lease, 100)
	if err != nil || len(claimed) != 0 {
		b.Fatalf("Claim = %v, %v", claimed, err)
	}
	cards, err := db.StaleCards(b.Context(), now, every, lease, 100)
	if err != nil || len(cards) != 0 {
		b.Fatalf("StaleCards = %v, %v", cards, err)
	}
}
