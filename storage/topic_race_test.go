package storage_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// rounds is how often two people meet in a test.
const rounds = 6

// brought is a topic that a member has brought in, which the store has numbered.
func brought(t *testing.T, db *storage.DB, c committee.Committee, p committee.Person, kind committee.TopicKind) committee.Topic {
	t.Helper()
	out, err := committee.SubmitTopic(c, p, committee.TopicDraft{Title: "Betriebskosten nach EfA", Question: "Wer trägt sie?", Kind: kind}, noon)
	if err != nil {
		t.Fatalf("submitting: %v", err)
	}
	if out, err = db.AddTopic(t.Context(), c, out, ""); err != nil {
		t.Fatalf("adding: %v", err)
	}
	return out
}

// topicSide is somebody who changes a topic by a rule.
type topicSide struct {
	verb string
	who  committee.Person
	rule func(committee.Topic) (committee.Topic, error)
}

func (s topicSide) of(t *testing.T, db *storage.DB, id int64, at time.Time) side {
	return func(meet func()) error {
		_, err := db.ChangeTopic(t.Context(), id, s.who.User, s.verb, "", at, func(topic committee.Topic) (committee.Topic, error) {
			meet()
			return s.rule(topic)
		})
		return err
	}
}

// topicNow is a topic as it is stored, and everything that has happened to it.
func topicNow(t *testing.T, db *storage.DB, id int64) (committee.Topic, []committee.TopicEvent) {
	t.Helper()
	now, err := db.Topic(t.Context(), id)
	if err != nil {
		t.Fatalf("reading the topic: %v", err)
	}
	events, err := db.TopicHistory(t.Context(), id)
	if err != nil {
		t.Fatalf("reading its history: %v", err)
	}
	return now, events
}

func TestOfTwoWhoHandleATopicAtOnceOneIsToldWhatTheOtherDid(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 1)
	at := noon.Add(time.Hour)
	for round := range rounds {
		was := brought(t, db, c, member(t, db, c, 1), committee.Processing)
		does := func(p committee.Person, do committee.Handling, text string) topicSide {
			return topicSide{string(do), p, func(topic committee.Topic) (committee.Topic, error) {
				return topic.Handle(c, p, committee.TopicAct{Do: do, Text: text, Of: was.Version}, at)
			}}
		}
		sides := []topicSide{does(office, committee.TakeOn, ""), does(chair, committee.Reject, "Das ist Sache des Landes.")}
		won, told := oneWinner(t, race(t, db, round, sides[0].of(t, db, was.ID, at), sides[1].of(t, db, was.ID, at)))
		winner := sides[won]
		want, err := winner.rule(was)
		if err != nil {
			t.Fatalf("the winner's rule: %v", err)
		}
		is, events := topicNow(t, db, was.ID)
		if d := cmp.Diff(want, is); d != "" {
			t.Errorf("%s has won (-want +stored):\n%s", winner.who.Name, d)
		}
		wantTold(t, told, committee.Refuse(committee.Conflict, "topic.meanwhile", "Number", was.Number, "State", want.State, "By", winner.who.Name, "At", at, "Typed", winner.verb == string(committee.TakeOn)))
		wantHistory(t, events, 2, winner.verb, winner.who.User, was, is)
		news := []string{"topic-news m1 2 " + winner.verb}
		if got := slices.DeleteFunc(owedAbout(t, db, committee.Object{Kind: committee.TopicObject, ID: was.ID}), func(line string) bool { return !strings.HasPrefix(line, "topic-news ") }); !slices.Equal(got, news) {
			t.Errorf("owed %q, want %q", got, news)
		}
	}
}

// What two people do to a topic at once, without having seen a version, and what
// the second of them is told, whoever that is.
func TestWhoComesSecondToATopicIsToldHowItIsNow(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 1)
	submitter := member(t, db, c, 1)
	at := noon.Add(time.Minute)
	handles := func(p committee.Person, do committee.Handling, text string) topicSide {
		return topicSide{string(do), p, func(topic committee.Topic) (committee.Topic, error) {
			return topic.Handle(c, p, committee.TopicAct{Do: do, Text: text}, at)
		}}
	}
	undoes := func(p committee.Person) topicSide {
		return topicSide{committee.UndoTopic, p, func(topic committee.Topic) (committee.Topic, error) { return topic.Undo(p, nil, 0, at) }}
	}
	says := func(verb string, rule func(committee.Topic) (committee.Topic, error)) topicSide {
		return topicSide{verb, submitter, rule}
	}
	confirms := says(committee.ConfirmTopic, func(topic committee.Topic) (committee.Topic, error) { return topic.Confirm(submitter, 0, at) })
	disputes := says(committee.DisputeTopic, func(topic committee.Topic) (committee.Topic, error) {
		return topic.Dispute(submitter, committee.MeetingRef{}, 0, at)
	})
	agrees := says(committee.AgreeTopic, func(topic committee.Topic) (committee.Topic, error) { return topic.Agree(c, submitter, nil, 0, at) })
	withdraws := func(p committee.Person) topicSide {
		return topicSide{committee.WithdrawTopic, p, func(topic committee.Topic) (committee.Topic, error) { return topic.Withdraw(p, at) }}
	}
	proposes := topicSide{committee.ProposeTopic, office, func(topic committee.Topic) (committee.Topic, error) {
		return topic.Propose(c, office, committee.TopicAct{Do: committee.Schedule}, at)
	}}
	lapses := topicSide{committee.LapseTopic, committee.Person{}, func(topic committee.Topic) (committee.Topic, error) {
		return topic.Lapse(c, noon.AddDate(0, 1, 0))
	}}
	takenOn, answered := handles(office, committee.TakeOn, ""), handles(office, committee.Respond, "Die Kosten trägt das Land.")
	for name, row := range map[string]struct {
		before []topicSide
		sides  [2]topicSide
		told   [2]string // what the first side is told when it loses, and the second
	}{
		"both reject it":                           {nil, [2]topicSide{handles(office, committee.Reject, "Nicht unsere Sache."), handles(chair, committee.Reject, "Sache des Landes.")}, [2]string{"topic.act.impossible", "topic.act.impossible"}},
		"one finishes it, the other rejects it":    {[]topicSide{handles(office, committee.Schedule, "")}, [2]topicSide{handles(office, committee.Finish, ""), handles(chair, committee.Reject, "Doch nicht.")}, [2]string{"topic.act.impossible", "topic.act.impossible"}},
		"both undo the same":                       {[]topicSide{takenOn}, [2]topicSide{undoes(office), undoes(chair)}, [2]string{"topic.undo.nothing", "topic.undo.nothing"}},
		"both withdraw it":                         {nil, [2]topicSide{withdraws(submitter), withdraws(chair)}, [2]string{"topic.closed", "topic.closed"}},
		"an answer is confirmed and disputed":      {[]topicSide{answered}, [2]topicSide{confirms, disputes}, [2]string{"topic.reply.none", "topic.reply.over"}},
		"an answer is disputed as silence ends it": {[]topicSide{answered}, [2]topicSide{lapses, disputes}, [2]string{"topic.reply.over", "topic.reply.over"}},
		"a proposal is agreed to and taken back":   {[]topicSide{proposes}, [2]topicSide{agrees, undoes(office)}, [2]string{"topic.reply.none", "topic.undo.nothing"}},
	} {
		for round := range rounds {
			was := brought(t, db, c, submitter, committee.Clarification)
			for _, s := range row.before {
				if err := s.of(t, db, was.ID, at)(func() {}); err != nil {
					t.Fatalf("%s: before: %v", name, err)
				}
			}
			was, seen := topicNow(t, db, was.ID)
			won, told := oneWinner(t, race(t, db, round, row.sides[0].of(t, db, was.ID, at), row.sides[1].of(t, db, was.ID, at)))
			winner := row.sides[won]
			is, events := topicNow(t, db, was.ID)
			if told.Key != row.told[1-won] || told.Kind != committee.Conflict || told.Args["State"] != is.State {
				t.Errorf("%s: %s came first, the other was told %v with %v, want %s of a topic that is %s", name, winner.verb, told, told.Args, row.told[1-won], is.State)
			}
			if by, said := told.Args["By"]; said && by != winner.who.Name {
				t.Errorf("%s: the other was told that %q did it, want %q", name, by, winner.who.Name)
			}
			wantHistory(t, events, len(seen)+1, winner.verb, winner.who.User, was, is)
		}
	}
}

// Changes that do not exclude each other both count: the second builds on the
// first, and the history has the one behind the other.
func TestTwoChangesOfATopicThatGoTogetherAreBothKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 1)
	at := noon.Add(time.Minute)
	for round := range rounds {
		was := brought(t, db, c, member(t, db, c, 1), committee.Processing)
		edits := topicSide{committee.EditTopic, chair, func(topic committee.Topic) (committee.Topic, error) {
			return topic.Edit(c, chair, committee.TopicDraft{Title: "Kosten nach EfA", Question: topic.Question, Kind: topic.Kind}, at)
		}}
		takes := topicSide{string(committee.TakeOn), office, func(topic committee.Topic) (committee.Topic, error) {
			return topic.Handle(c, office, committee.TopicAct{Do: committee.TakeOn}, at)
		}}
		if err := errors.Join(race(t, db, round, edits.of(t, db, was.ID, at), takes.of(t, db, was.ID, at))...); err != nil {
			t.Fatalf("both: %v", err)
		}
		is, events := topicNow(t, db, was.ID)
		if is.Title != "Kosten nach EfA" || is.State != committee.TopicAccepted || is.Version != 3 || len(events) != 3 {
			t.Fatalf("the topic is %q, %s, version %d after %d events, want both changes", is.Title, is.State, is.Version, len(events))
		}
		first, second := events[1], events[2]
		wantHistory(t, events[:2], 2, first.Verb, first.By, was, *second.Before)
		wantHistory(t, events, 3, second.Verb, second.By, *first.After, is)
		if second.Before.ChangedByName != map[string]string{"office": office.Name, "chair": chair.Name}[first.By] {
			t.Errorf("before the second change the topic was %q's, want %s's", second.Before.ChangedByName, first.By)
		}
		got := owedAbout(t, db, committee.Object{Kind: committee.TopicObject, ID: was.ID})
		want := []string{"topic-news m1 2 " + first.Verb, "topic-news m1 3 " + second.Verb}
		if got = slices.DeleteFunc(got, func(line string) bool { return !strings.HasPrefix(line, "topic-news ") }); !slices.Equal(got, want) {
			t.Errorf("owed %q, want %q", got, want)
		}
	}
}

// Chair and office make a need of the same topic: there is one need, with the next
// number, and the other is told which topic state stands in the way.
func TestATopicBecomesOneNeed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 1)
	at := noon.Add(time.Minute)
	for round := range rounds {
		was := brought(t, db, c, member(t, db, c, 1), committee.Processing)
		makes := func(p committee.Person) side {
			return func(meet func()) error {
				n, err := committee.ReportNeed(c, p, committee.NeedDraft{Title: "Kosten von " + p.Name, Problem: "Niemand trägt sie.", Affected: "Gemeinden"}, at)
				if err != nil {
					return err
				}
				_, _, err = db.TopicIntoNeed(t.Context(), c, was.ID, n, "", at, func(topic committee.Topic, n committee.Need) (committee.Topic, error) {
					meet()
					return topic.Handle(c, p, committee.TopicAct{Do: committee.MakeNeed, Need: n.Number, NeedID: n.ID}, at)
				})
				return err
			}
		}
		people := []committee.Person{office, chair}
		won, told := oneWinner(t, race(t, db, round, makes(office), makes(chair)))
		is, events := topicNow(t, db, was.ID)
		wantTold(t, told, committee.Refuse(committee.Conflict, "topic.act.impossible", "Number", was.Number, "Act", committee.MakeNeed,
			"State", committee.TopicNeed, "Possible", is.Possible(), "By", people[won].Name, "At", at))
		wantHistory(t, events, 2, string(committee.MakeNeed), people[won].User, was, is)
		made, err := db.Need(t.Context(), is.NeedID)
		if err != nil || made.Number.Seq != round+1 || is.Need != made.Number || made.Topic != was.Number || made.Title != "Kosten von "+people[won].Name {
			t.Errorf("the need is %s %q of %s, %v, want number %d of %s by the winner", made.Number, made.Title, made.Topic, err, round+1, was.Number)
		}
	}
}
