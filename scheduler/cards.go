package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"gremienbot/bot"
)

// redraw brings the cards up to date that are behind, each at most once in the
// time set for it, however much happened.
func (s *Scheduler) redraw(ctx context.Context, now time.Time) error {
	s.drawing.Lock()
	defer s.drawing.Unlock()
	clock := s.since(now)
	for ctx.Err() == nil {
		n, err := s.redrawBatch(ctx, clock)
		if err != nil || n < s.Batch {
			return err
		}
	}
	return nil
}

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
	each(s.Workers, cards, func(c StaleCard) {
		if ctx.Err() == nil {
			s.redrawCard(ctx, clock, c)
			return
		}
		s.redrawLater(ctx, c, read)
	})
	return len(cards), nil
}

func (s *Scheduler) redrawCard(ctx context.Context, clock func() time.Time, c StaleCard) {
	read := clock()
	call, cancel := s.call(ctx)
	defer cancel()
	err := s.guarded("drawing", func() error { return s.edit(call, c) })
	if err != nil {
		s.Log.WarnContext(ctx, "a card was not redrawn", append(about(c), slog.Any("err", err))...)
	}
	if err != nil && fate(err) != bot.Never {
		s.redrawLater(ctx, c, clock().Add(max(s.LookBack, asked(err))))
		return
	}
	note, cancel := s.call(ctx)
	defer cancel()
	if err := s.Store.MarkDrawn(note, c, read); err != nil { // after Never the next change tries again
		s.Log.ErrorContext(ctx, "what became of a card is not written down", append(about(c), slog.Any("err", err))...)
	}
}

func (s *Scheduler) redrawLater(ctx context.Context, c StaleCard, at time.Time) {
	ctx, cancel := s.call(ctx)
	defer cancel()
	if err := s.Store.RedrawAt(ctx, c, at); err != nil {
		s.Log.ErrorContext(ctx, "what became of a card is not written down", append(about(c), slog.Any("err", err))...)
	}
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
