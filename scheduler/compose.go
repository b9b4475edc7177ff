package scheduler

import (
	"context"
	"errors"
	"fmt"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// Records are what the words are made of, as they are at the moment of sending.
type Records interface {
	Committee(ctx context.Context, id int64) (committee.Committee, error)
	Person(ctx context.Context, committeeID int64, user string) (committee.Person, error)
	Seats(ctx context.Context, committeeID int64) ([]committee.Seat, error)
	Topic(ctx context.Context, id int64) (committee.Topic, error)
	Need(ctx context.Context, id int64) (committee.Need, error)
	ListedNeeds(ctx context.Context, committeeID int64, f committee.NeedFilter, p committee.Person, limit, offset int) ([]committee.Need, int, error)
	ListedTopics(ctx context.Context, committeeID int64, f committee.TopicFilter, p committee.Person, limit, offset int) ([]committee.Topic, int, error)
	ClosedNeeds(ctx context.Context, ids []int64) (map[int64]committee.NeedState, error)
	Poll(ctx context.Context, id int64) (committee.Poll, error)
	OpenPolls(ctx context.Context, committeeID int64) ([]committee.Poll, error)
	Ballots(ctx context.Context, poll int64) ([]committee.Ballot, error)
	HasVoted(ctx context.Context, poll int64, user string) (bool, error)
	Meeting(ctx context.Context, id int64) (committee.Meeting, error)
	MeetingOfPoll(ctx context.Context, poll int64) (committee.Meeting, error)
	CardPost(ctx context.Context, object committee.Object, channel string) (string, error)
	Assessment(ctx context.Context, id int64) (committee.Assessment, error)
	LatestAssessment(ctx context.Context, committeeID int64) (committee.Assessment, error)
	Appraisals(ctx context.Context, assessment int64) ([]committee.Appraisal, error)
}

// Words is the Composer that makes messages of records. What is owed was
// written down long ago; what is said is true now.
type Words struct{ Records Records }

// Compose makes the message that is owed. A reminder to somebody whose seat has
// voted, who left, or about something that is over is not needed any more.
func (w Words) Compose(ctx context.Context, o committee.Owed) (bot.Message, bool, error) {
	c, err := w.Records.Committee(ctx, o.Committee)
	if err != nil {
		return vanished(err)
	}
	var m bot.Message
	still := true
	switch {
	case o.Kind == committee.OwedCard:
		m, err = w.Draw(ctx, o.Object)
	case o.Kind == committee.OwedMissed || o.Kind == committee.OwedFailed:
		var v messages.Voice
		if v, _, err = w.voice(ctx, c, o.User); err == nil {
			m = v.Missed(c, o)
		}
	case o.Kind == committee.OwedGone:
		m, still, err = w.closedAccounts(ctx, c, o)
	case o.Kind == committee.OwedList:
		m, err = w.sharedList(ctx, c, o)
	case o.Kind == committee.OwedExportLost:
		m, still, err = w.lostExport(ctx, c, o)
	case o.Kind == committee.OwedPosition:
		m, err = w.position(ctx, c, o)
	case o.Kind == committee.OwedSeriesChanged:
		var change committee.SeriesChange
		if change, err = committee.ReadSeriesChange(o.Note); err == nil {
			m = messages.In(c.Lang, c.Location()).SeriesChanged(change)
		}
	case o.Kind == committee.OwedNeedBundled, o.Kind == committee.OwedNeedUnbundled:
		m, still, err = w.aboutBundle(ctx, c, o)
	case o.Object.Kind == committee.AssessmentObject:
		m, still, err = w.aboutAssessment(ctx, c, o)
	case o.Object.Kind == committee.TopicObject:
		m, still, err = w.aboutTopic(ctx, c, o)
	case o.Object.Kind == committee.PollObject:
		m, still, err = w.aboutPoll(ctx, c, o)
	case o.Object.Kind == committee.MeetingObject:
		m, still, err = w.aboutMeeting(ctx, c, o)
	case o.Object.Kind == committee.NeedObject:
		m, still, err = w.aboutNeed(ctx, c, o)
	default:
		return m, false, fmt.Errorf("nobody has words for %s about a %s", o.Kind, o.Object.Kind)
	}
	if err != nil {
		return vanished(err)
	}
	return m, still, nil
}

// vanished says that a message about something that no longer exists is not needed.
func vanished(err error) (bot.Message, bool, error) {
	if errors.Is(err, committee.ErrMissing) {
		return bot.Message{}, false, nil
	}
	return bot.Message{}, false, err
}

// voice is the committee's voice for a channel and the person's own for a
// direct message.
func (w Words) voice(ctx context.Context, c committee.Committee, user string) (messages.Voice, committee.Person, error) {
	if user == "" {
		return messages.In(c.Lang, c.Location()), committee.Person{}, nil
	}
	p, err := w.Records.Person(ctx, c.ID, user)
	lang := p.Lang
	if lang == "" {
		lang = c.Lang
	}
	return messages.In(lang, c.Location()).Typing(c.Lang), p, err
}

func (w Words) aboutPoll(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	poll, err := w.Records.Poll(ctx, o.Object.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	ballots, err := w.Records.Ballots(ctx, poll.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil {
		return bot.Message{}, false, err
	}
	if o.Kind == committee.OwedResult {
		m, err := w.result(ctx, v, c, poll, ballots)
		return m, true, err
	}
	if o.Kind == committee.OwedVoided {
		outcome, err := poll.Count(ballots)
		if err != nil || poll.Voided == nil {
			return bot.Message{}, false, err
		}
		return v.ResultVoidForAll(poll, outcome), true, nil
	}
	if o.Kind == committee.OwedLot {
		return w.lot(ctx, v, o, poll)
	}
	if o.Kind == committee.OwedExtended {
		return w.extended(ctx, v, o, poll)
	}
	if o.Kind == committee.OwedPairs {
		outcome, err := poll.Count(ballots)
		if err != nil {
			return bot.Message{}, false, err
		}
		m, counted := v.PollPairs(poll, outcome)
		m.Thread = o.Note
		return m, counted, nil
	}
	if o.Kind == committee.OwedDayFound {
		outcome, err := poll.Count(ballots)
		return v.DayFound(c, poll, outcome), poll.State == committee.PollClosed && poll.NoDay.IsZero() && outcome.Cast > 0 && p.May(committee.PlanMeetings), err
	}
	if o.Kind == committee.OwedUnanswered {
		outcome, err := poll.Count(ballots)
		return v.PollUnanswered(c, poll, outcome), poll.State == committee.PollClosed && poll.NoDay.IsZero() && p.May(committee.HoldPolls), err
	}
	if o.Kind == committee.OwedMorePresent {
		return v.MorePresent(c, poll, len(ballots)), p.May(committee.HoldPolls), nil
	}
	if o.Kind == committee.OwedReview {
		return v.ReviewDue(poll), !poll.Review.IsZero() && !o.Relieved(p), nil
	}
	if o.Kind == committee.OwedEntered {
		b, entered := enteredFor(ballots, p)
		return v.PollEnteredFor(poll, b), entered && poll.State == committee.PollOpen, nil
	}
	if o.Kind == committee.OwedObjected {
		return v.ObjectionEnteredFor(poll), p.Seat != nil && poll.ObjectedFor(p.Seat.ID), nil
	}
	if m, current, ours := recusal(v, o, poll, p); ours {
		return m, current, nil
	}
	done, err := w.Records.HasVoted(ctx, poll.ID, o.User)
	waiting := poll.State == committee.PollOpen && poll.Entitled(p) && p.May(committee.Vote) && !done
	return v.PollReminder(o, c, poll), waiting, err
}

// enteredFor is the ballot that the office has entered for the person's seat, if
// it is still the one that counts.
func enteredFor(ballots []committee.Ballot, p committee.Person) (committee.Ballot, bool) {
	for _, b := range ballots {
		if b.Entered && p.Seat != nil && b.Seat == p.Seat.ID {
			return b, true
		}
	}
	return committee.Ballot{}, false
}

func (w Words) aboutMeeting(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	m, err := w.Records.Meeting(ctx, o.Object.ID)
	if err != nil {
		return bot.Message{}, false, err
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil {
		return bot.Message{}, false, err
	}
	still := m.State == committee.MeetingPlanned || o.Kind == committee.OwedMeetingChanged
	return v.MeetingReminder(o, c, m), still && (o.User == "" || p.Belongs()), nil
}

// Draw makes the card of an object as it is now.
func (w Words) Draw(ctx context.Context, o committee.Object) (bot.Message, error) {
	switch o.Kind {
	case committee.TopicObject:
		t, err := w.Records.Topic(ctx, o.ID)
		if err != nil {
			return bot.Message{}, err
		}
		v, err := w.public(ctx, t.Committee)
		return v.TopicCard(t), err
	case committee.NeedObject:
		n, err := w.Records.Need(ctx, o.ID)
		if err != nil {
			return bot.Message{}, err
		}
		v, err := w.public(ctx, n.Committee)
		return v.NeedCard(n), err
	case committee.PollObject:
		return w.drawPoll(ctx, o.ID)
	case committee.ResultObject:
		return w.drawResult(ctx, o.ID)
	case committee.AssessmentObject:
		return w.drawAssessment(ctx, o.ID)
	}
	return bot.Message{}, fmt.Errorf("a %s has no card", o.Kind)
}

func (w Words) drawPoll(ctx context.Context, id int64) (bot.Message, error) {
	poll, err := w.Records.Poll(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	ballots, err := w.Records.Ballots(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	v, err := w.public(ctx, poll.Committee)
	if err == nil {
		poll, err = w.marked(ctx, v, poll)
	}
	if err != nil || poll.State == committee.PollOpen && !poll.Tells(committee.NumbersSoFar, committee.ToAll, nil) {
		return v.PollCard(poll, len(ballots), nil), err
	}
	outcome, err := poll.Count(ballots)
	if err != nil {
		return bot.Message{}, err
	}
	return w.withMeeting(ctx, v, poll, v.PollCard(poll, len(ballots), &outcome))
}

// withMeeting adds to the card of a closed date poll the meeting that was made of
// it, or that none will be, if that is settled.
func (w Words) withMeeting(ctx context.Context, v messages.Voice, p committee.Poll, card bot.Message) (bot.Message, error) {
	if p.Kind != committee.DatePoll || p.State != committee.PollClosed {
		return card, nil
	}
	m, err := w.Records.MeetingOfPoll(ctx, p.ID)
	switch {
	case errors.Is(err, committee.ErrMissing):
		return v.WithoutDay(card, p), nil
	case err != nil:
		return card, err
	}
	return v.WithMeeting(card, m), nil
}

// public is the voice of a committee's channel.
func (w Words) public(ctx context.Context, id int64) (messages.Voice, error) {
	c, err := w.Records.Committee(ctx, id)
	return messages.In(c.Lang, c.Location()), err
}
