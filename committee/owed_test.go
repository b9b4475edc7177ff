package committee_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func TestRemindersAvoidNightsAndHolidays(t *testing.T) {
	t.Parallel()
	loc := berlin
	days := calendar.Calendar{Lands: []calendar.Land{"HE"}}
	for name, row := range map[string]struct{ at, want string }{
		"in the morning":                            {"2027-03-10 08:00", "2027-03-10 08:00"},
		"in the afternoon":                          {"2027-03-10 17:59", "2027-03-10 17:59"},
		"when the day ends":                         {"2027-03-10 18:00", "2027-03-10 17:30"},
		"late at night":                             {"2027-03-10 23:59", "2027-03-10 17:30"},
		"before the day begins":                     {"2027-03-10 07:59", "2027-03-09 17:30"},
		"at midnight":                               {"2027-03-10 00:00", "2027-03-09 17:30"},
		"before Monday begins":                      {"2027-03-08 07:00", "2027-03-05 17:30"},
		"on a Sunday at noon":                       {"2027-03-07 12:00", "2027-03-05 12:00"},
		"on a Sunday at night":                      {"2027-03-07 22:00", "2027-03-05 17:30"},
		"on Saturday morning, early":                {"2027-03-06 06:00", "2027-03-05 17:30"},
		"on Easter Monday":                          {"2027-03-29 10:00", "2027-03-25 10:00"},
		"on Easter Sunday, when the clock is moved": {"2027-03-28 02:30", "2027-03-25 17:30"},
		"after Easter, early":                       {"2027-03-30 05:00", "2027-03-25 17:30"},
		"on New Year's Day":                         {"2027-01-01 15:00", "2026-12-31 15:00"},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", row.at, loc)
		if err != nil {
			t.Fatal(err)
		}
		if got := committee.Considerate(at.UTC(), loc, days).In(loc).Format("2006-01-02 15:04"); got != row.want {
			t.Errorf("%s: %s moves to %s, want %s", name, row.at, got, row.want)
		}
	}
}

func TestAConsiderateMomentIsNeverLaterAndStaysWhereItIs(t *testing.T) {
	t.Parallel()
	loc, days := berlin, calendar.Everywhere()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1767225600, 2082758400).Draw(t, "at"), 0)
		got := committee.Considerate(at, loc, days)
		local := got.In(loc)
		switch {
		case got.After(at):
			t.Errorf("%v is later than %v", got, at)
		case local.Hour() < 8 || local.Hour() >= 18 || !days.WorkingDay(calendar.DateOf(got, loc)):
			t.Errorf("%v moves to %v, when people are not at work", at.In(loc), local)
		case !committee.Considerate(got, loc, days).Equal(got):
			t.Errorf("%v is moved again", local)
		}
	})
}

func TestTheSameMessageHasTheSameKey(t *testing.T) {
	t.Parallel()
	due := time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)
	o := committee.Owed{Object: committee.Object{Kind: committee.PollObject, ID: 4}, Kind: committee.OwedDayLeft, User: "u1", Due: due}
	if want := "poll/4/day-left/u1/20270310T090000Z"; o.Key() != want {
		t.Errorf("Key = %s, want %s", o.Key(), want)
	}
	elsewhere := o
	elsewhere.ID, elsewhere.Note, elsewhere.Grace, elsewhere.Due = 9, "n", time.Hour, due.In(berlin)
	if elsewhere.Key() != o.Key() {
		t.Errorf("%s and %s differ, though they are one message", elsewhere.Key(), o.Key())
	}
	other := o
	other.User = "u2"
	if other.Key() == o.Key() {
		t.Errorf("two people share %s", o.Key())
	}
}

func TestAMessageIsStaleAfterItsGrace(t *testing.T) {
	t.Parallel()
	due := time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)
	o := committee.Owed{Due: due, Grace: time.Hour}
	if o.Stale(due.Add(time.Hour)) || !o.Stale(due.Add(time.Hour+1)) {
		t.Error("stale begins right after due and grace")
	}
}
