package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Assessments are the rounds that end by themselves, at their time or when nobody
// is waited for. CloseAssessment must do nothing to a round that goes on or is
// closed already.
type Assessments interface {
	DueAssessments(ctx context.Context, now time.Time) ([]int64, error)
	CloseAssessment(ctx context.Context, id int64, now time.Time) (bool, error)
}

// closeAssessments ends the rounds whose time has come. One that cannot be ended
// does not keep the others open.
func (s *Scheduler) closeAssessments(ctx context.Context, now time.Time) error {
	if s.Assessments == nil {
		return nil
	}
	due, err := s.Assessments.DueAssessments(ctx, now)
	if err != nil {
		return fmt.Errorf("asking which assessments end: %w", err)
	}
	var errs []error
	for _, id := range due {
		err := s.guarded("closing", func() error {
			_, err := s.Assessments.CloseAssessment(ctx, id, now)
			return err
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("closing assessment %d: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

// aboutAssessment is the result of a round, or a reminder to somebody whose seat
// has not finished it; nobody else needs one.
func (w Words) aboutAssessment(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	a, err := w.Records.Assessment(ctx, o.Object.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil || o.Kind == committee.OwedResult {
		return v.AssessmentResult(a), true, err
	}
	given, err := w.Records.Appraisals(ctx, a.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	still := a.State == committee.AssessmentOpen && p.May(committee.Assess) && awaits(a, given, p)
	return v.AssessmentReminder(c, a, ownOf(given, p)), still, nil
}

// awaits reports whether the person's seat has not finished a round.
func awaits(a committee.Assessment, given []committee.Appraisal, p committee.Person) bool {
	return p.Seat != nil && slices.ContainsFunc(a.Progress(given).Missing, func(e committee.Elector) bool { return e.Seat == p.Seat.ID })
}

// ownOf counts what a person's seat has appraised.
func ownOf(given []committee.Appraisal, p committee.Person) int {
	n := 0
	for _, g := range given {
		if p.Seat != nil && g.Seat == p.Seat.ID {
			n++
		}
	}
	return n
}

// drawAssessment makes the card of a round.
func (w Words) drawAssessment(ctx context.Context, id int64) (bot.Message, error) {
	a, err := w.Records.Assessment(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	given, err := w.Records.Appraisals(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	v, err := w.public(ctx, a.Committee)
	return v.AssessmentCard(a, a.Progress(given)), err
}
