package committee_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func topicDraft() committee.TopicDraft {
	return committee.TopicDraft{Title: "Wer trägt die Betriebskosten?", Question: "Nach der Nachnutzung.", Kind: committee.Clarification, Thread: "post"}
}

func submitted(t *testing.T, p committee.Person) committee.Topic {
	t.Helper()
	topic, err := committee.SubmitTopic(kog(), p, topicDraft(), reporting)
	if err != nil {
		t.Fatalf("SubmitTopic: %v", err)
	}
	return topic
}

func TestATopicRemembersWhoBroughtItIn(t *testing.T) {
	t.Parallel()
	want := committee.Topic{
		Committee: 1, Kind: committee.Clarification, Title: "Wer trägt die Betriebskosten?", Question: "Nach der Nachnutzung.", Thread: "post",
		TLP: committee.Amber, AnswerBy: calendar.DateOf(reporting, berlin).AddDays(14), TopicStanding: committee.TopicStanding{State: committee.TopicSubmitted}, ChangedBy: "reporter", ChangedByName: "Gerda Klein", By: "reporter", ByName: "Gerda Klein", Group: "Landkreise", At: reporting, ChangedAt: reporting, Version: 1,
	}
	if d := cmp.Diff(want, submitted(t, reporter(1, committee.Member))); d != "" {
		t.Errorf("SubmitTopic (-want +got):\n%s", d)
	}
	if topic := submitted(t, with(committee.Advisory)); topic.Group != "" {
		t.Errorf("Group = %q, want none without a seat", topic.Group)
	}
}

func TestATopicIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		change func(*committee.TopicDraft)
		want   string
	}{
		"without a title":     {func(d *committee.TopicDraft) { d.Title = "\u00a0 \n" }, "title topic.title.missing"},
		"a short title":       {func(d *committee.TopicDraft) { d.Title = "IT" }, "title text.short"},
		"a long title":        {func(d *committee.TopicDraft) { d.Title = strings.Repeat("x", 151) }, "title text.long"},
		"a long question":     {func(d *committee.TopicDraft) { d.Question = strings.Repeat("x", 3001) }, "question text.long"},
		"no kind":             {func(d *committee.TopicDraft) { d.Kind = "" }, "kind topic.kind.unknown"},
		"a marked title":      {func(d *committee.TopicDraft) { d.Title = "Lage VS-NfD" }, "text.classified"},
		"a marked question":   {func(d *committee.TopicDraft) { d.Question = "VS-Vertraulich" }, "text.classified"},
		"RED with a question": {func(d *committee.TopicDraft) { d.TLP, d.Addressee = committee.Red, "" }, "tlp label.red"},
		"RED for somebody":    {func(d *committee.TopicDraft) { d.TLP, d.Question, d.Addressee = committee.Red, "", "IT-Planungsrat" }, "tlp label.red"},
		"RED with a title":    {func(d *committee.TopicDraft) { d.TLP, d.Question, d.Addressee = committee.Red, "", "" }, ""},
		"no question":         {func(d *committee.TopicDraft) { d.Question = "" }, ""},
		"until yesterday":     {func(d *committee.TopicDraft) { d.Until = calendar.DateOf(reporting, berlin).AddDays(-1) }, "until date.past"},
		"until today":         {func(d *committee.TopicDraft) { d.Until = calendar.DateOf(reporting, berlin) }, ""},
		"title and kind":      {func(d *committee.TopicDraft) { d.Title, d.Kind = "", "vote" }, "title topic.title.missing, kind topic.kind.unknown"},
		"a title of two rows": {func(d *committee.TopicDraft) { d.Title = "eins\nzwei" }, ""},
	} {
		d := topicDraft()
		row.change(&d)
		_, err := committee.SubmitTopic(kog(), reporter(1, committee.Member), d, reporting)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
	}
}

func TestTodayIsTheCommitteesDay(t *testing.T) {
	t.Parallel()
	night := time.Date(2027, 3, 10, 23, 30, 0, 0, time.UTC) // 11 March in Berlin
	d := topicDraft()
	d.Until = calendar.DateOf(night, time.UTC)
	if _, err := committee.SubmitTopic(kog(), reporter(1, committee.Member), d, night); refusedAs(t, err) != "until date.past" {
		t.Errorf("SubmitTopic = %v, want 10 March to be over", err)
	}
}

func TestWhoMaySubmitATopic(t *testing.T) {
	t.Parallel()
	for role, want := range map[committee.Role]string{committee.Member: "", committee.Advisory: "", committee.Office: "", committee.Guest: "may.not"} {
		_, err := committee.SubmitTopic(kog(), with(role), topicDraft(), reporting)
		if got := refusedAs(t, err); got != want {
			t.Errorf("%s: %q, want %q", role, got, want)
		}
	}
}

func TestWhoMayChangeATopic(t *testing.T) {
	t.Parallel()
	open := submitted(t, reporter(1, committee.Member))
	closed := open
	closed.State = committee.TopicWithdrawn
	for name, row := range map[string]struct {
		topic committee.Topic
		p     committee.Person
		want  string
	}{
		"its submitter":              {open, reporter(1, committee.Member), ""},
		"its submitter, who left":    {open, committee.Person{User: "reporter"}, "may.outsider"},
		"another member":             {open, on(2, committee.Member), "topic.edit.others"},
		"the chair":                  {open, with(committee.Chair), ""},
		"its submitter, once closed": {closed, reporter(1, committee.Member), "topic.closed"},
	} {
		_, editing := row.topic.Edit(kog(), row.p, topicDraft(), reporting)
		_, withdrawing := row.topic.Withdraw(row.p, reporting)
		for verb, err := range map[string]error{"Edit": editing, "Withdraw": withdrawing} {
			if got := refusedAs(t, err); got != row.want {
				t.Errorf("%s by %s: %q, want %q", verb, name, got, row.want)
			}
		}
	}
}

func TestAChangedTopicKeepsItsOrigin(t *testing.T) {
	t.Parallel()
	before, now := submitted(t, reporter(1, committee.Member)), reporting.Add(time.Hour)
	d := topicDraft()
	d.Title, d.Kind, d.Thread = "Neuer Titel", committee.Processing, "elsewhere"
	got, err := before.Edit(kog(), with(committee.Office), d, now)
	want := before
	want.Title, want.Kind, want.ChangedBy, want.ChangedByName, want.ChangedAt, want.Version = "Neuer Titel", committee.Processing, "u", "", now, 2
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("Edit: %v (-want +got):\n%s", err, diff)
	}
}
