package committee_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func TestEveryPresetIsACompleteRule(t *testing.T) {
	t.Parallel()
	for _, p := range committee.Presets() {
		if err := p.Rule().Check(); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	if diff := cmp.Diff(committee.PresetKoG.Rule(), committee.Preset("unheard of").Rule()); diff != "" {
		t.Errorf("an unknown preset does not decide like KoG (-want +got):\n%s", diff)
	}
}

func TestPollRemindersComeADayAndThreeHoursBeforeAtConsiderateTimes(t *testing.T) {
	t.Parallel()
	home := kog()
	home.Lands = []calendar.Land{"HE"}
	berlin := home.Location()
	at := func(day, hour, minute int) time.Time { return time.Date(2027, 3, day, hour, minute, 0, 0, berlin) }
	for name, row := range map[string]struct {
		opens, closes time.Time
		want          []time.Time
	}{
		"within the week":                        {at(1, 9, 0), at(9, 12, 0), []time.Time{at(8, 12, 0), at(9, 9, 0)}},
		"a Monday: the day before is a Sunday":   {at(1, 9, 0), at(8, 12, 0), []time.Time{at(5, 12, 0), at(8, 9, 0)}},
		"at ten: three hours before is at night": {at(1, 9, 0), at(9, 10, 0), []time.Time{at(8, 10, 0), at(8, 17, 30)}},
		"open for an afternoon only":             {at(9, 9, 0), at(9, 17, 0), []time.Time{at(9, 14, 0)}},
		"open for an hour":                       {at(9, 9, 0), at(9, 10, 0), nil},
	} {
		p := committee.Poll{ID: 7, OpensAt: row.opens, ClosesAt: row.closes}
		var got []time.Time
		for _, o := range committee.PollReminders(home, p, "u") {
			got = append(got, o.Due)
			if o.User != "u" || o.Object != (committee.Object{Kind: committee.PollObject, ID: 7}) || o.Grace <= 0 {
				t.Errorf("%s: %+v", name, o)
			}
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
