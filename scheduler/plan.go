package scheduler

import (
	"context"
	"errors"
	"time"
)

// plan lets each planner plan with the first beat and then with the first one of
// every day (in UTC: planners look far ahead, so it does not matter which hour
// that is). One that went wrong is asked again with the next beat. Which day it
// was need not survive a restart: planning twice writes nothing twice.
func (s *Scheduler) plan(ctx context.Context, now time.Time) error {
	s.planning.Lock()
	defer s.planning.Unlock()
	day := now.UTC().Format(time.DateOnly)
	var errs []error
	for i, p := range s.Planners {
		if s.planned[i] == day {
			continue
		}
		err := s.guarded("planning", func() error { return p.Plan(ctx, now) })
		if err == nil {
			s.planned[i] = day
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
