package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"gremienbot/bot"
)

// redraw brings the cards up to date that are behind, each at most once in the
// time set for it, however much happened.
func (s *Scheduler) redraw(ctx context.Context, now time.Time) error {
	s.drawing.Lock()
	defer s.drawing.Unlock()
	if s.claimsLost {
		if err := s.Store.ReleaseCards(ctx); err != nil {
			return err
		}
		s.claimsLost = false
	}
	clock := s.since(now)
	for ctx.Err() == nil {
		n, err := s.redrawBatch(ctx, clock)
		s.claimsLost = err != nil
		if err != nil || n < s.Batch {
			return err
		}
	}
	return nil
}

// errNotNoted says that a claim could not be ended: the card would stay behind until
// the claim runs out.
var errNotNoted = errors.New("what became of a card is not written down")

// drawLease is how long a claim on a card lasts. It is short, for nobody is hurt
// when a card is drawn twice, but people look at one that is behind.
func (s *Scheduler) drawLease() time.Duration {
	return min(s.Lease, s.Timeout+s.LookBack+15*time.Second)
}

// redrawBatch draws what it can while its claims hold, and gives back the rest.
func (s *Scheduler) redrawBatch(ctx context.Context, clock func() time.Time) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, s.drawLease()-s.Timeout-s.LookBack)
	defer cancel()
	read := clock()
	cards, err := s.Store.StaleCards(ctx, read, s.Redraw, s.drawLease(), s.Batch)
	if err != nil {
		return 0, err
	}
	var lost atomic.Bool
	each(s.Workers, cards, func(c StaleCard) {
		noted := false
		if ctx.Err() == nil {
			noted = s.redrawCard(ctx, clock, c)
		} else {
			noted = s.redrawLater(ctx, c, read)
		}
		if !noted {
			lost.Store(true)
		}
	})
	if lost.Load() {
		return len(cards), errNotNoted
	}
	return len(cards), nil
}

// redrawCard reports whether what became of the card is written down.
func (s *Scheduler) redrawCard(ctx context.Context, clock func() time.Time, c StaleCard) bool {
	read := clock()
	call, cancel := s.call(ctx)
	defer cancel()
	err := s.guarded("drawing", func() error { return s.edit(call, c) })
	if err != nil {
		s.Log.WarnContext(ctx, "a card was not redrawn", append(about(c), slog.Any("err", err))...)
	}
	if err != nil && fate(err) != bot.Never {
		return s.redrawLater(ctx, c, clock().Add(max(s.LookBack, asked(err))))
	}
	note, cancel := s.call(ctx)
	defer cancel()
	return s.noted(ctx, c, s.Store.MarkDrawn(note, c, read)) // after Never the next change tries again
}

func (s *Scheduler) redrawLater(ctx context.Context, c StaleCard, at time.Time) bool {
	note, cancel := s.call(ctx)
	defer cancel()
	return s.noted(ctx, c, s.Store.RedrawAt(note, c, at))
}

func (s *Scheduler) noted(ctx context.Context, c StaleCard, err error) bool {
	if err != nil {
		s.Log.WarnContext(ctx, "what became of a card is not written down", append(about(c), slog.Any("err", err))...)
	}
	return err == nil
}

// about is what the log may say of a card.
func about(c StaleCard) []any {
	return []any{slog.String("object_kind", string(c.Object.Kind)), slog.Int64("object", c.Object.ID)}
}

func (s *Scheduler) edit(ctx context.Context, c StaleCard) error {
	m, err := s.Composer.Draw(ctx, c.Object)
	if err != nil {
		return fmt.Errorf("drawing: %w", err)
	}
	if err := s.Poster.Edit(ctx, c.Channel, c.Post, m); err != nil {
		return fmt.Errorf("editing: %w", err)
	}
	return nil
}
