package committee

import (
	"time"

	"gremienbot/committee/calendar"
)

// Proposal is a handling that the submitter was asked about before it is done.
type Proposal struct {
	TopicAct
	By, ByName string
	At         time.Time
	Comment    string // of the submitter, if they did not agree; "" of a RED topic
	CommentAt  time.Time
}

// Waits reports whether there is a proposal that the submitter has said nothing
// about.
func (p *Proposal) Waits() bool { return p != nil && p.CommentAt.IsZero() }

// Propose asks the submitter about a handling. It refuses like Handle, and where
// there is nobody to ask: the submitter cannot be who proposes.
func (t Topic) Propose(c Committee, p Person, a TopicAct, now time.Time) (Topic, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return t, err
	}
	if err := t.unchanged(a.Of, a.Text != ""); err != nil {
		return t, err
	}
	if t.By == p.User {
		return t, Refuse(Invalid, "topic.propose.self", "Number", t.Number)
	}
	if a.Do == MakeNeed {
		return t, Refuse(Invalid, "topic.propose.need", "Number", t.Number)
	}
	a, err := t.check(c, a, now)
	if err != nil {
		return t, err
	}
	a.Of, t.Before = 0, nil
	t.Proposal = &Proposal{TopicAct: a, By: p.User, ByName: p.Name, At: now}
	return t.changed(p, now), nil
}

// asked refuses who was not asked about a proposal, when there is none, and when
// it is not the one of the version seen (0: any).
func (t Topic) asked(p Person, seen int) error {
	if err := p.Demand(SubmitATopic); err != nil {
		return err
	}
	if t.By != p.User {
		return Refuse(Forbidden, "topic.reply.others", "Number", t.Number, "By", t.ByName)
	}
	if t.Proposal == nil || !t.Open() {
		return t.notAsked()
	}
	return t.sameQuestion(seen)
}

// notAsked says that another word is waited for, or none, or none any more.
func (t Topic) notAsked() error {
	key := "topic.reply.none"
	switch {
	case !t.Open():
		key = "topic.reply.over"
	case t.Proposal != nil:
		key = "topic.reply.proposed"
	case t.State == TopicAnswered:
		key = "topic.reply.answered"
	}
	return Refuse(Conflict, key, "Number", t.Number, "State", t.State)
}

// sameQuestion refuses a word about an older version than the topic has; 0 is
// any version.
func (t Topic) sameQuestion(seen int) error {
	if seen != 0 && seen != t.Version {
		return Refuse(Conflict, "topic.reply.changed", "Number", t.Number, "State", t.State, "By", t.ChangedByName)
	}
	return nil
}

// Agree carries the proposed handling out: the submitter has said yes. Whether it
// is possible is checked again, for the topic may have gone on since; its text is as
// proposed, also of a topic that was RED then. Who agrees to an answer they have read
// is not asked again whether it clarifies the matter. ms are the committee's meetings
// in order of time: one that was proposed and is cancelled or has begun since gives way
// to the next one, see [Proposal.Elsewhere]. seen is the version the submitter had
// before them, 0 for any.
func (t Topic) Agree(c Committee, p Person, ms []Meeting, seen int, now time.Time) (Topic, error) {
	if err := t.asked(p, seen); err != nil {
		return t, err
	}
	a := t.Proposal.TopicAct
	if err := t.possible(a.Do); err != nil {
		return t, err
	}
	if err := a.ahead(c, now).orNil(); err != nil {
		return t, err
	}
	if a.Do == Schedule {
		a.Meeting = a.Meeting.orNext(ms, now)
	}
	t = t.handled(c, p, a, now)
	t.Before = nil
	if a.Do == Respond && a.Text != "" {
		t.TopicStanding = TopicStanding{State: TopicClarified, Answer: t.Answer}
	}
	return t, nil
}

// Comment tells the office what the submitter thinks of the proposal; it stays
// open until the office decides. Of a RED topic it tells only that they do not
// agree. seen is as in Agree.
func (t Topic) Comment(p Person, text string, seen int, now time.Time) (Topic, error) {
	if err := t.asked(p, seen); err != nil {
		return t, err
	}
	text = clean(text)
	if err := unclassified(text); err != nil {
		return t, err
	}
	if t.TLP == Red {
		text = ""
	} else if e := bounds("text", text, "topic.comment.missing", 3, MaxReason); e != nil {
		return t, e
	}
	with := *t.Proposal
	with.Comment, with.CommentAt = text, now
	t.Proposal, t.Before = &with, nil
	return t.changed(p, now), nil
}

// answered refuses who did not ask, chair and office too, for it is the submitter's
// question; when there is no answer to judge, and when it is not the one of the
// version seen (0: any).
func (t Topic) answered(p Person, seen int) error {
	if err := p.Demand(SubmitATopic); err != nil {
		return err
	}
	if t.By != p.User {
		return Refuse(Forbidden, "topic.reply.others", "Number", t.Number, "By", t.ByName)
	}
	if t.State != TopicAnswered {
		return t.notAsked()
	}
	return t.sameQuestion(seen)
}

// Confirm says that the answer has clarified the matter. seen is as in Agree.
func (t Topic) Confirm(p Person, seen int, now time.Time) (Topic, error) {
	if err := t.answered(p, seen); err != nil {
		return t, err
	}
	t.TopicStanding, t.Before, t.Proposal = TopicStanding{State: TopicClarified, Answer: t.Answer}, nil, nil
	return t.changed(p, now), nil
}

// Dispute says that the answer has not clarified the matter: it goes on the
// agenda of the meeting, or of the next one if none is planned yet. seen is as in Agree.
func (t Topic) Dispute(p Person, m MeetingRef, seen int, now time.Time) (Topic, error) {
	if err := t.answered(p, seen); err != nil {
		return t, err
	}
	t.TopicStanding, t.Before, t.Proposal = TopicStanding{State: TopicScheduled, Answer: t.Answer, Meeting: m}, nil, nil
	return t.changed(p, now), nil
}

// Lapse confirms an answer by silence, after the last day for a word about it.
func (t Topic) Lapse(c Committee, now time.Time) (Topic, error) {
	if t.State != TopicAnswered || !calendar.DateOf(now, c.Location()).After(t.ConfirmBy) {
		return t, Refuse(Conflict, "topic.reply.over", "Number", t.Number, "State", t.State)
	}
	t.TopicStanding, t.Before, t.Proposal = TopicStanding{State: TopicClarified, Answer: t.Answer}, nil, nil
	return t.changed(Person{}, now), nil
}
