package committee

import (
	"fmt"
	"time"

	"gremienbot/committee/calendar"
)

// What a topic owes.
const (
	OwedTopicNews      OwedKind = "topic-news"      // to the submitter: what has become of it
	OwedTopicTold      OwedKind = "topic-told"      // to who proposed or answered: what the submitter says
	OwedTopicThread    OwedKind = "topic-thread"    // in the conversation it came from: its number
	OwedTopicUnhandled OwedKind = "topic-unhandled" // to chair and office: the submitter still waits
	OwedTopicResume    OwedKind = "topic-resume"    // to chair and office: the day it was put off to has come
	OwedTopicConfirm   OwedKind = "topic-confirm"   // to the submitter: silence will confirm the answer
)

// The verbs of changes of a topic that are no handling.
const (
	EditTopic     = "edit"
	WithdrawTopic = "withdraw"
	UndoTopic     = "undo"
	ProposeTopic  = "propose"
	AgreeTopic    = "agree"
	CommentTopic  = "comment"
	ConfirmTopic  = "confirm"
	DisputeTopic  = "dispute"
	LapseTopic    = "lapse"
)

// agreeElsewhere is what a message about AgreeTopic says of a topic that is on the
// agenda of another meeting than was proposed.
const agreeElsewhere = AgreeTopic + ".elsewhere"

// How late a message about a topic is still of use.
const (
	topicGrace   = 7 * 24 * time.Hour
	topicMorning = 9 // the hour of the day of what falls due on a day
)

// TopicNote is what a message about a topic remembers besides the topic: which
// change it tells. If the topic has changed again since, only the later message
// is sent.
type TopicNote struct {
	Version int
	Verb    string
}

// String writes the note; ReadTopicNote reads it.
func (n TopicNote) String() string { return fmt.Sprintf("%d %s", n.Version, n.Verb) }

// ReadTopicNote reads what [TopicNote.String] wrote.
func ReadTopicNote(note string) (TopicNote, error) {
	var n TopicNote
	if _, err := fmt.Sscanf(note, "%d %s", &n.Version, &n.Verb); err != nil {
		return n, fmt.Errorf("reading the note of a topic %q: %w", note, err)
	}
	return n, nil
}

// TopicSubmission are the messages a new topic owes besides its card: its number
// in the conversation it came from, and a word to chair and office if nobody has
// said what happens with it by the day the submitter was told.
func TopicSubmission(c Committee, t Topic, people []Person) []Owed {
	var all []Owed
	o := Owed{Committee: c.ID, Object: Object{TopicObject, t.ID}, Grace: topicGrace}
	if t.Thread != "" {
		thread := o
		thread.Kind, thread.Channel, thread.Due = OwedTopicThread, c.Channel, t.At
		all = append(all, thread)
	}
	if t.AnswerBy.IsZero() { // nobody was promised anything
		return all
	}
	o.Kind = OwedTopicUnhandled
	o.Due = morning(c, c.OfficeCalendar().NextWorkingDay(t.AnswerBy.AddDays(1)))
	return append(all, toOrganisers(o, people)...)
}

// TopicChanged are the messages a change of a topic owes: what has become of it
// to the submitter, what the submitter says to who asked them, and what will be
// due then. Nobody is told what they did themselves.
func TopicChanged(c Committee, before, after Topic, verb string, people []Person, now time.Time) []Owed {
	o := Owed{
		Committee: c.ID, Object: Object{TopicObject, after.ID}, Grace: topicGrace,
		Due: inTurn(now, after.Version), Note: TopicNote{after.Version, verb}.String(),
	}
	var all []Owed
	if after.By != after.ChangedBy {
		news := o
		news.Kind, news.User = OwedTopicNews, after.By
		if after.ChangedBy == "" { // nobody waits for what the bot did
			news.Due = afterQuiet(c, now, now.Add(topicGrace)).Add(time.Duration(after.Version) * time.Second)
		}
		all = append(all, news)
	}
	if asked := whoAsked(before, verb); asked != "" && asked != after.ChangedBy {
		told := o
		if verb == AgreeTopic && before.Proposal.Elsewhere(after) {
			told.Note = TopicNote{after.Version, agreeElsewhere}.String()
		}
		told.Kind, told.User = OwedTopicTold, asked
		all = append(all, told)
	}
	return append(all, topicLater(c, before, after, people, now)...)
}

// whoAsked is who waits for the word of the submitter that a change is.
func whoAsked(before Topic, verb string) string {
	switch verb {
	case AgreeTopic, CommentTopic:
		return before.Proposal.By
	case ConfirmTopic, DisputeTopic:
		return before.ChangedBy
	}
	return ""
}

// topicLater is what falls due on a day that the change has set.
func topicLater(c Committee, before, after Topic, people []Person, now time.Time) []Owed {
	o := Owed{Committee: c.ID, Object: Object{TopicObject, after.ID}, Grace: topicGrace}
	switch {
	case !after.ConfirmBy.IsZero() && after.ConfirmBy != before.ConfirmBy:
		o.Kind, o.User, o.Note = OwedTopicConfirm, after.By, after.ConfirmBy.String()
		o.Due = morning(c, c.MembersCalendar().PreviousWorkingDay(after.ConfirmBy.AddDays(-1)))
		o.Grace = 24 * time.Hour
		if o.Due.After(now) {
			return []Owed{o}
		}
	case !after.Resume.IsZero() && after.Resume != before.Resume:
		o.Kind, o.Note = OwedTopicResume, after.Resume.String()
		o.Due = morning(c, c.OfficeCalendar().NextWorkingDay(after.Resume))
		return toOrganisers(o, people)
	}
	return nil
}

// toOrganisers writes chair and office on a message.
func toOrganisers(o Owed, people []Person) []Owed {
	var all []Owed
	for _, user := range keepers(people) {
		o.User = user
		all = append(all, o)
	}
	return all
}

func morning(c Committee, d calendar.Date) time.Time {
	return d.At(calendar.Clock{Hour: topicMorning}, c.Location())
}

// Still reports whether a message about the topic is still needed: what it tells
// is the last that happened, what it waits for has not happened yet.
func (t Topic) Still(o Owed) bool {
	switch o.Kind {
	case OwedTopicTold:
		return t.toldStill(o)
	case OwedTopicNews:
		note, err := ReadTopicNote(o.Note)
		return err == nil && note.Version == t.Version
	case OwedTopicUnhandled:
		return t.State == TopicSubmitted
	case OwedTopicResume:
		return t.State == TopicDeferred && t.Resume.String() == o.Note
	case OwedTopicConfirm:
		return t.State == TopicAnswered && t.ConfirmBy.String() == o.Note
	}
	return o.Kind == OwedTopicThread
}

// toldStill is Still for what the submitter said: a comment is of use while its
// proposal is open, an answer always.
func (t Topic) toldStill(o Owed) bool {
	note, err := ReadTopicNote(o.Note)
	return err == nil && (note.Verb != CommentTopic || t.Proposal != nil && !t.Proposal.Waits())
}
