package storage_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// BenchmarkCastBallot compares a vote as the bot stores it with nothing but an
// upsert in a transaction, eight at once.
func BenchmarkCastBallot(b *testing.B) {
	db := storagetest.Open(b)
	p := motion(b, db, chamber(b, db, 200))
	b.Run("bare upsert", func(b *testing.B) {
		atOnce(b, func(i int64) error { return bareUpsert(b.Context(), db, p, i) })
	})
	b.Run("vote", func(b *testing.B) {
		atOnce(b, func(i int64) error { return vote(b, db, p.ID, fmt.Sprintf("h%d", i%200), committee.Yes, noon) })
	})
}

func atOnce(b *testing.B, do func(int64) error) {
	var n atomic.Int64
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := do(n.Add(1)); err != nil {
				b.Error(err)
			}
		}
	})
}

func bareUpsert(ctx context.Context, db *storage.DB, p committee.Poll, i int64) error {
	return db.Tx(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at)
			VALUES ($1, $2, $3, true, $4, $5)
			ON CONFLICT (poll_id, seat_id) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at`,
			p.ID, p.Electors[i%200].Seat, fmt.Sprintf("h%d", i%200), `{"answer":"yes"}`, noon)
		return err
	})
}
