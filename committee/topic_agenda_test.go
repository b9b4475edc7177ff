package committee_test

import (
	"strconv"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// sitting is a planned meeting of two hours at ten, with its number as ID.
func sitting(number int, day calendar.Date) committee.Meeting {
	return committee.Meeting{
		ID: int64(number), Number: number, Day: day, Start: calendar.Clock{Hour: 10}, Zone: "Europe/Berlin", Minutes: 120, State: committee.MeetingPlanned, Version: 1,
	}
}

func in2027(month time.Month, day int) calendar.Date {
	return calendar.Date{Year: 2027, Month: month, Day: day}
}

func cancelled(m committee.Meeting) committee.Meeting {
	m.State = committee.MeetingCancelled
	return m
}

// thisYear are a meeting that is over, one that was called off, and two to come.
var thisYear = []committee.Meeting{sitting(77, in2027(3, 3)), cancelled(sitting(78, in2027(3, 17))), sitting(79, in2027(4, 14)), sitting(80, in2027(5, 12))}

func TestWhatIsPutOnAnAgendaFindsItsMeeting(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		ms     []committee.Meeting
		number string
		want   int
		no     string
	}{
		"the next one":              {thisYear, "", 79, ""},
		"one to come":               {thisYear, "80", 80, ""},
		"one that is over":          {thisYear, "77", 0, "topic.meeting.over"},
		"one that was called off":   {thisYear, "78", 0, "topic.meeting.over"},
		"a number no meeting has":   {thisYear, "81", 0, "topic.meeting.none"},
		"the next one, not planned": {thisYear[:2], "", 0, ""},
		"a number, none planned":    {nil, "78", 0, "topic.meeting.none"},
	} {
		got, err := committee.AgendaOf(row.ms, row.number, later)
		if key := refusedAs(t, err); got.Number != row.want || key != row.no {
			t.Errorf("%s: %+v, %q, want number %d, %q", name, got, key, row.want, row.no)
		}
	}
}

func TestAProposedMeetingThatIsNotToComeGivesWayToTheNext(t *testing.T) {
	t.Parallel()
	author := reporter(1, committee.Member)
	moved := sitting(79, in2027(4, 21))
	for name, row := range map[string]struct {
		proposed  committee.MeetingRef
		ms        []committee.Meeting
		want      committee.MeetingRef
		elsewhere bool
	}{
		"as proposed":                {thisYear[3].Ref(), thisYear, thisYear[3].Ref(), false},
		"moved since":                {thisYear[2].Ref(), []committee.Meeting{moved, thisYear[3]}, moved.Ref(), false},
		"called off since":           {thisYear[1].Ref(), thisYear, thisYear[2].Ref(), true},
		"over":                       {thisYear[0].Ref(), thisYear, thisYear[2].Ref(), true},
		"forgotten with its series":  {committee.MeetingRef{ID: 99, Number: 79, Day: in2027(4, 1)}, thisYear, thisYear[2].Ref(), true},
		"called off, and no other":   {thisYear[1].Ref(), thisYear[:2], committee.MeetingRef{}, true},
		"the next one, planned now":  {committee.MeetingRef{}, thisYear, thisYear[2].Ref(), false},
		"the next one, not yet even": {committee.MeetingRef{}, nil, committee.MeetingRef{}, false},
	} {
		asked, err := submitted(t, author).Propose(kog(), chairing, committee.TopicAct{Do: committee.Schedule, Meeting: row.proposed}, later)
		if err != nil {
			t.Fatal(err)
		}
		got, err := asked.Agree(kog(), author, row.ms, asked.Version, later)
		if err != nil || got.State != committee.TopicScheduled || got.Meeting != row.want {
			t.Errorf("%s: %s on %+v (%v), want on %+v", name, got.State, got.Meeting, err, row.want)
		}
		if is := asked.Proposal.Elsewhere(got); is != row.elsewhere {
			t.Errorf("%s: elsewhere %v, want %v", name, is, row.elsewhere)
		}
		note := committee.AgreeTopic
		if row.elsewhere {
			note += ".elsewhere"
		}
		owed := committee.TopicChanged(kog(), asked, got, committee.AgreeTopic, nil, later)
		if len(owed) != 1 || owed[0].Note != strconv.Itoa(got.Version)+" "+note || !got.Still(owed[0]) {
			t.Errorf("%s: owed %+v, want one word to who proposed with the note %q", name, owed, note)
		}
	}
}

func TestUndoingPutsNothingOnTheAgendaOfAMeetingThatWasCalledOff(t *testing.T) {
	t.Parallel()
	moved := sitting(79, in2027(4, 21))
	for name, row := range map[string]struct {
		now   committee.Meeting
		state committee.TopicState
	}{
		"as it was":  {thisYear[2], committee.TopicScheduled},
		"moved":      {moved, committee.TopicScheduled},
		"called off": {cancelled(thisYear[2]), committee.TopicClarifying},
	} {
		topic := handled(t, submitted(t, reporter(1, committee.Member)), committee.TopicAct{Do: committee.Schedule, Meeting: thisYear[2].Ref()})
		put := handled(t, topic, act(committee.Defer, "Erst im Sommer."))
		got, err := put.Undo(chairing, []committee.Meeting{row.now}, put.Version, later)
		if err != nil || got.State != row.state || got.Meeting != row.now.Ref() || got.Version != put.Version+1 {
			t.Errorf("%s: %s of %+v, version %d (%v), want %s of %+v", name, got.State, got.Meeting, got.Version, err, row.state, row.now.Ref())
		}
	}
}
