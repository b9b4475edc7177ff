package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// closePolls closes the polls whose time has come. One that cannot be closed
// does not keep the others open.
func (s *Scheduler) closePolls(ctx context.Context, now time.Time) error {
	due, err := s.Polls.DuePolls(ctx, now)
	if err != nil {
		return fmt.Errorf("asking which polls end: %w", err)
	}
	var errs []error
	for _, id := range due {
		err := s.guarded("closing", func() error { return s.Polls.ClosePoll(ctx, id, now) })
		if err != nil {
			errs = append(errs, fmt.Errorf("closing poll %d: %w", id, err))
		}
	}
	return errors.Join(errs...)
}
