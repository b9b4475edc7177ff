package scheduler

import (
	"context"
	"log/slog"
	"strings"
	"time"
)

// longestReason bounds what is kept of an error, in bytes.
const longestReason = 300

// settle writes down what became of an attempt and logs what did not go well.
// What cannot be written down is found by the next one to claim it.
func (s *Scheduler) settle(ctx context.Context, now time.Time, c Claimed, o outcome) {
	ctx, cancel := s.call(ctx)
	defer cancel()
	var held bool
	var err error
	switch {
	case o.post != "":
		held, err = s.Store.MarkSent(ctx, c, o.drawn, now, o.channel, o.post)
	case o.end != "":
		s.logEnd(ctx, c, o)
		held, err = s.Store.SettleOwed(ctx, c, now, o.end, reason(o.err))
	default:
		again := now.Add(s.wait(c, o))
		s.Log.WarnContext(ctx, "a message was not sent and is tried again", append(ids(c), slog.Time("again", again), slog.Any("err", o.err))...)
		held, err = s.Store.Retry(ctx, c, again, o.unsure)
	}
	s.logNote(ctx, c, held, err)
}

// putBack gives messages back that were not attempted.
func (s *Scheduler) putBack(ctx context.Context, rest []Claimed, at time.Time) {
	ctx, cancel := s.call(ctx)
	defer cancel()
	for _, c := range rest {
		held, err := s.Store.Retry(ctx, c, at, c.Unsure)
		s.logNote(ctx, c, held, err)
	}
}

func (s *Scheduler) logEnd(ctx context.Context, c Claimed, o outcome) {
	switch o.end {
	case failed:
		s.Log.ErrorContext(ctx, "a message cannot be sent", append(ids(c), slog.Any("err", o.err))...)
	case gone:
		s.Log.InfoContext(ctx, "a message was not sent to a closed account", ids(c)...)
	case missed:
		s.Log.WarnContext(ctx, "a message was too late to be sent", ids(c)...)
	}
}

func (s *Scheduler) logNote(ctx context.Context, c Claimed, held bool, err error) {
	switch {
	case err != nil:
		s.Log.ErrorContext(ctx, "what became of a message is not written down", append(ids(c), slog.Any("err", err))...)
	case !held:
		s.Log.WarnContext(ctx, "the claim of a message ran out", ids(c)...)
	}
}

// ids are what the log may say of a message.
func ids(c Claimed) []any {
	return []any{
		slog.Int64("owed", c.Owed.ID), slog.String("kind", string(c.Owed.Kind)),
		slog.String("object_kind", string(c.Owed.Object.Kind)), slog.Int64("object", c.Owed.Object.ID),
		slog.Int("attempt", c.Attempt),
	}
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	text := strings.ReplaceAll(err.Error(), "\x00", "")
	return strings.ToValidUTF8(text[:min(len(text), longestReason)], "")
}
