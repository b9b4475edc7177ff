package committee_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

var (
	chairing = with(committee.Chair)
	later    = reporting.Add(time.Minute)
)

func act(h committee.Handling, text string) committee.TopicAct {
	return committee.TopicAct{Do: h, Text: text}
}

// handled is the topic after the chair's act, which must be possible.
func handled(t *testing.T, topic committee.Topic, a committee.TopicAct) committee.Topic {
	t.Helper()
	after, err := topic.Handle(kog(), chairing, a, later)
	if err != nil {
		t.Fatalf("%s of a topic that is %s: %v", a.Do, topic.State, err)
	}
	return after
}

func TestTheLifeOfATopic(t *testing.T) {
	t.Parallel()
	long := "Weil es so ist."
	for name, row := range map[string]struct {
		kind committee.TopicKind
		acts []committee.TopicAct
		want committee.TopicState
		next string // what is possible then
	}{
		"a Klärung is taken on":  {committee.Clarification, []committee.TopicAct{act(committee.TakeOn, "")}, committee.TopicClarifying, "answer schedule defer need reject"},
		"a Bearbeitung too":      {committee.Processing, []committee.TopicAct{act(committee.TakeOn, "")}, committee.TopicAccepted, "schedule defer need finish reject"},
		"answered":               {committee.Clarification, []committee.TopicAct{act(committee.Respond, long)}, committee.TopicAnswered, "answer schedule need"},
		"put off and taken up":   {committee.Processing, []committee.TopicAct{act(committee.Defer, long), act(committee.TakeOn, "")}, committee.TopicAccepted, "schedule defer need finish reject"},
		"on the agenda":          {committee.Processing, []committee.TopicAct{act(committee.Schedule, "")}, committee.TopicScheduled, "schedule defer need finish reject"},
		"dealt with":             {committee.Processing, []committee.TopicAct{act(committee.Schedule, ""), act(committee.Finish, "")}, committee.TopicDone, ""},
		"clarified in a meeting": {committee.Clarification, []committee.TopicAct{act(committee.Respond, long), act(committee.Schedule, ""), act(committee.Finish, "")}, committee.TopicClarified, ""},
		"rejected":               {committee.Processing, []committee.TopicAct{act(committee.Reject, long)}, committee.TopicRejected, ""},
	} {
		topic := submitted(t, reporter(1, committee.Member))
		topic.Kind = row.kind
		for _, a := range row.acts {
			topic = handled(t, topic, a)
		}
		var next []string
		for _, h := range topic.Possible() {
			next = append(next, string(h))
		}
		if got := strings.Join(next, " "); topic.State != row.want || got != row.next {
			t.Errorf("%s: %s with %q, want %s with %q", name, topic.State, got, row.want, row.next)
		}
	}
}

func TestAHandlingIsRefused(t *testing.T) {
	t.Parallel()
	day := calendar.DateOf(reporting, berlin)
	for want, row := range map[string]struct {
		who committee.Person
		act committee.TopicAct
	}{
		"may.not":              {reporter(1, committee.Member), act(committee.TakeOn, "")},
		"topic.meanwhile":      {chairing, committee.TopicAct{Do: committee.TakeOn, Of: 7}},
		"topic.act.impossible": {chairing, act(committee.Finish, "")},
		"topic.answer.missing": {chairing, act(committee.Respond, " ")},
		"topic.reason.missing": {chairing, act(committee.Defer, "")},
		"topic.reject.missing": {chairing, act(committee.Reject, "")},
		"text.short":           {chairing, act(committee.Defer, "zu")},
		"text.long":            {chairing, act(committee.Reject, strings.Repeat("x", 40_000))},
		"text.classified":      {chairing, act(committee.Respond, "Das ist VS-NfD.")},
		"date.today":           {chairing, committee.TopicAct{Do: committee.Defer, Text: "Später.", Resume: day}},
		"date.past":            {chairing, committee.TopicAct{Do: committee.Defer, Text: "Später.", Resume: day.AddDays(-1)}},
	} {
		topic := submitted(t, reporter(1, committee.Member))
		after, err := topic.Handle(kog(), row.who, row.act, later)
		if got := refusedAs(t, err); !strings.HasSuffix(got, want) || after.State != committee.TopicSubmitted {
			t.Errorf("%s: refused as %q, then %s", want, got, after.State)
		}
	}
}

func TestAHandlingIsUndoneForTenMinutes(t *testing.T) {
	t.Parallel()
	topic := handled(t, submitted(t, reporter(1, committee.Member)), act(committee.TakeOn, ""))
	if _, err := topic.Undo(chairing, nil, 0, later.Add(10*time.Minute+time.Second)); refusedAs(t, err) != "topic.undo.late" {
		t.Errorf("after ten minutes: %v", err)
	}
	if _, err := topic.Undo(reporter(1, committee.Member), nil, 0, later); refusedAs(t, err) != "may.not" {
		t.Errorf("by a member: %v", err)
	}
	undone, err := topic.Undo(chairing, nil, topic.Version, later.Add(10*time.Minute))
	if err != nil || undone.State != committee.TopicSubmitted || undone.Version != topic.Version+1 {
		t.Errorf("undone: %s, version %d, %v", undone.State, undone.Version, err)
	}
	if _, err := undone.Undo(chairing, nil, 0, later); refusedAs(t, err) != "topic.undo.nothing" {
		t.Errorf("twice: %v", err)
	}
}

func TestAProposalIsAgreedToOrCommented(t *testing.T) {
	t.Parallel()
	author := reporter(1, committee.Member)
	asked, err := submitted(t, author).Propose(kog(), chairing, act(committee.Reject, "Gehört ins Land."), later)
	if err != nil || asked.State != committee.TopicSubmitted || asked.Turn(calendar.DateOf(later, berlin)) != committee.TurnSubmitter {
		t.Fatalf("proposed: %s, %v", asked.State, err)
	}
	if _, err := asked.Agree(kog(), chairing, nil, 0, later); refusedAs(t, err) != "topic.reply.others" {
		t.Errorf("agreed to by the chair: %v", err)
	}
	commented, err := asked.Comment(author, "Bitte nicht.", asked.Version, later)
	if err != nil || commented.Proposal.Comment != "Bitte nicht." || commented.Turn(calendar.DateOf(later, berlin)) != committee.TurnOffice {
		t.Errorf("commented: %+v, %v", commented.Proposal, err)
	}
	agreed, err := asked.Agree(kog(), author, nil, asked.Version, later)
	if err != nil || agreed.State != committee.TopicRejected || agreed.Proposal != nil {
		t.Errorf("agreed: %s, %v", agreed.State, err)
	}
}

func TestWhoAgreesToAnAnswerIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	author := reporter(1, committee.Member)
	asked, err := submitted(t, author).Propose(kog(), chairing, act(committee.Respond, "Das zahlt das Land."), later)
	if err != nil {
		t.Fatal(err)
	}
	agreed, err := asked.Agree(kog(), author, nil, 0, later)
	if err != nil || agreed.State != committee.TopicClarified || agreed.Answer != "Das zahlt das Land." || !agreed.ConfirmBy.IsZero() {
		t.Errorf("agreed: %+v, %v", agreed.TopicStanding, err)
	}
}

func TestSilenceConfirmsAnAnswerAfterItsLastDay(t *testing.T) {
	t.Parallel()
	answered := handled(t, submitted(t, reporter(1, committee.Member)), act(committee.Respond, "Das zahlt das Land."))
	last := answered.ConfirmBy.At(calendar.Clock{Hour: 23, Minute: 59}, berlin)
	if _, err := answered.Lapse(kog(), last); refusedAs(t, err) != "topic.reply.over" {
		t.Errorf("on the last day: %v", err)
	}
	got, err := answered.Lapse(kog(), last.Add(time.Minute))
	if err != nil || got.State != committee.TopicClarified || got.Answer == "" || got.ChangedBy != "" {
		t.Errorf("after it: %s by %q, %v", got.State, got.ChangedBy, err)
	}
}

func TestATopicIsInTimeAtTheDeadlineAndLateTheSecondAfter(t *testing.T) {
	t.Parallel()
	meeting := committee.Meeting{ID: 5, Number: 78, Kind: calendar.Virtual, Day: calendar.Date{Year: 2027, Month: 4, Day: 14}, Start: calendar.Clock{Hour: 10}, Zone: "Europe/Berlin", State: committee.MeetingPlanned}
	closes := meeting.SubmissionCloses(kog())
	for at, late := range map[time.Time]bool{closes: false, closes.Add(time.Second): true, meeting.Instant(): false} {
		topic := submitted(t, reporter(1, committee.Member))
		topic.At = at
		if got := topic.Against(kog(), []committee.Meeting{meeting}).Late.Number == 78; got != late {
			t.Errorf("submitted at %s: late is %v, want %v", at, got, late)
		}
	}
}

func TestLabelsSayWhoMayRead(t *testing.T) {
	t.Parallel()
	for role, want := range map[committee.Role]int{committee.Member: 5, committee.Office: 5, committee.Advisory: 4, committee.Guest: 3} {
		if got := with(role).Sees(); len(got) != want {
			t.Errorf("%s sees %v, want %d labels", role, got, want)
		}
	}
	for text, want := range map[string]committee.TLP{"": committee.Amber, "tlp:green": committee.Green, "TLP:AMBER STRICT": committee.AmberStrict, "red": committee.Red} {
		if got, ok := committee.ParseTLP(text); !ok || got != want {
			t.Errorf("ParseTLP(%q) = %s, %v, want %s", text, got, ok, want)
		}
	}
	if _, ok := committee.ParseTLP("geheim"); ok {
		t.Error("a label that does not exist was read")
	}
}

func TestATopicThatBecomesRedForgetsWhatOthersSaid(t *testing.T) {
	t.Parallel()
	topic := submitted(t, reporter(1, committee.Member))
	topic.Answer, topic.Reason, topic.Proposal = "Das Land.", "Es eilt nicht.", &committee.Proposal{Comment: "Nein."}
	after, err := topic.Edit(kog(), keeper(), committee.TopicDraft{Title: "Vertrag mit dem Anbieter", Kind: committee.Clarification, TLP: committee.Red}, reporting)
	if err != nil || after.Answer+after.Reason+after.Question != "" || after.Proposal != nil {
		t.Errorf("Edit = %+v, %v, want nothing but the title", after, err)
	}
}
