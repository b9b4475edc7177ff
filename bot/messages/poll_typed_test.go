package messages_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// A reason that goes on with "weil" is joined to a German sentence only.
func TestTheReasonOfAnExtensionIsReadInBothLanguages(t *testing.T) {
	t.Parallel()
	for why, want := range map[string]struct{ de, en string }{
		"weil Ferien sind":       {"Verlängert, weil Ferien sind", "Extended: weil Ferien sind"},
		"because of the holiday": {"Verlängert: because of the holiday", "Extended, because of the holiday"},
		"Ferien":                 {"Verlängert: Ferien", "Extended: Ferien"},
	} {
		p := motionPoll()
		p.Extended = why
		for lang, want := range map[string]string{"de": want.de, "en": want.en} {
			if got := messages.In(lang, time.UTC).PollCard(p, 0, nil).Card.Text; !strings.Contains(got, want+"\n") {
				t.Errorf("%s: the card says %q, want %q", lang, got, want)
			}
		}
	}
}

// How to vote is shown with what the poll itself asks, and to the office with the seat.
func TestHowToVoteIsShownForThePollAtHand(t *testing.T) {
	t.Parallel()
	motion := motionPoll()
	terse := motion
	terse.Rule.Abstention = "forbidden"
	timed := pollOf(committee.DatePoll, 3, 2, committee.Terms{})
	timed.Options[0] = committee.DayOption(timed.Options[0].Day, calendar.Clock{Hour: 9, Minute: 30}, "")
	for _, row := range []struct {
		poll   committee.Poll
		seat   string
		de, en string
	}{
		{motion, "", "`/umfrage 4 ja`, `/umfrage 4 nein` oder `/umfrage 4 enthaltung`", "`/poll 4 yes`, `/poll 4 no` or `/poll 4 abstain`"},
		{terse, "", "`/umfrage 4 ja` oder `/umfrage 4 nein`", "`/poll 4 yes` or `/poll 4 no`"},
		{motion, "@k1", "`/umfrage 4 für @k1 ja`", "`/poll 4 for @k1 yes`"},
		{pollOf(committee.ChoicePoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 B`", "`/poll 4 for Stadt 1 B`"},
		{pollOf(committee.ApprovalPoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 B A`", "`/poll 4 for Stadt 1 B A`"},
		{pollOf(committee.RankingPoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 rang B, A`", "`/poll 4 for Stadt 1 rank B, A`"},
		{pollOf(committee.PriorityPoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 rang 2, 1`", "`/poll 4 for Stadt 1 rank 2, 1`"},
		{pollOf(committee.DotsPoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 B=3 A=2`", "`/poll 4 for Stadt 1 B=3 A=2`"},
		{pollOf(committee.DotsPoll, 3, 3, committee.Terms{Points: 1}), "", "`/umfrage 4 B=1`", "`/poll 4 B=1`"},
		{pollOf(committee.DotsPoll, 3, 3, committee.Terms{Points: 4, Cap: 1}), "", "`/umfrage 4 B=1 A=1`", "`/poll 4 B=1 A=1`"},
		{pollOf(committee.ScorePoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 B=7 A=5`", "`/poll 4 for Stadt 1 B=7 A=5`"},
		{pollOf(committee.ScorePoll, 3, 3, committee.Terms{Points: 1}), "", "`/umfrage 4 B=1 A=0`", "`/poll 4 B=1 A=0`"},
		{pollOf(committee.DatePoll, 3, 3, committee.Terms{}), "Stadt 1", "`/umfrage 4 für Stadt 1 20.9.2027=ja 21.9.2027=wenn nötig` oder `/umfrage 4 für Stadt 1 keinen`", "`/poll 4 for Stadt 1 2027-09-20=yes 2027-09-21=if need be` or `/poll 4 for Stadt 1 none`"},
		{timed, "", "`/umfrage 4 20.9.2027 09:30=ja 21.9.2027=wenn nötig` oder `/umfrage 4 keinen`", "`/poll 4 2027-09-20 09:30=yes 2027-09-21=if need be` or `/poll 4 none`"},
	} {
		for _, v := range []messages.Voice{inGerman, inEnglish} {
			how := committee.Refuse(committee.Invalid, "poll.enter.how", "Word", "", "Number", row.poll.Number, "How", messages.HowToVote{Poll: row.poll, For: row.seat})
			want := map[string]string{"de": row.de, "en": row.en}[v.Lang()]
			if got := v.AllRefusals([]*committee.Error{how}); !strings.HasSuffix(got, ": "+want+".") {
				t.Errorf("%s poll for %q:\n%s\nwant %s", row.poll.Kind, row.seat, got, want)
			}
		}
	}
}

// The days in examples are to come and working days in every Land, whenever it is.
func TestDaysInExamplesAreToCome(t *testing.T) {
	t.Parallel()
	berlin := kog().Location()
	for _, now := range []time.Time{
		time.Date(2027, 3, 1, 9, 0, 0, 0, berlin), time.Date(2027, 12, 18, 23, 59, 0, 0, berlin), time.Date(2028, 2, 29, 0, 0, 0, 0, berlin), time.Date(2031, 4, 4, 12, 0, 0, 0, berlin),
	} {
		for lang, layout := range map[string]string{"de": "2.1.2006", "en": time.DateOnly} {
			v := messages.In(lang, berlin).At(now)
			form := v.PollDialog(1, committee.PollSketch{Kind: committee.DatePoll})
			day, err := time.ParseInLocation(layout, form.Fields[2].Placeholder, berlin)
			if err != nil {
				t.Fatalf("%s: %v", lang, err)
			}
			ahead := day.Sub(now)
			if ahead < 20*24*time.Hour || ahead > 40*24*time.Hour || !calendar.Everywhere().WorkingDay(calendar.DateOf(day, berlin)) {
				t.Errorf("at %s the example is %s", now, day)
			}
			if want := ": " + form.Fields[2].Placeholder + " "; !strings.Contains(form.Fields[2].Help, want) || !strings.Contains(form.Fields[1].Help, strconv.Itoa(now.AddDate(0, 0, 9).Year())) {
				t.Errorf("%s: %q, %q", lang, form.Fields[1].Help, form.Fields[2].Help)
			}
		}
	}
	for _, v := range []messages.Voice{inGerman, inEnglish} {
		if said := v.Say("poll.day.unreadable", "Text", "x"); !strings.Contains(said, v.Say("sample.day")) {
			t.Errorf("without a clock: %q", said)
		}
	}
}

// An example that is typed as it stands must not be refused because its day is over.
func TestNoTextNamesADayThatWillBeOver(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.toml")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files of texts: %v", len(files), err)
	}
	fixed := regexp.MustCompile(`\d{1,2}\. ?\d{1,2}\. ?20\d\d|20\d\d-\d\d-\d\d|(?i:erst|in|before|december|dezember) 20\d\d`)
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for at, line := range strings.Split(string(text), "\n") {
			if day := fixed.FindString(line); day != "" {
				t.Errorf("%s:%d says %q; {{.Sample.Soon}} and its like are days to come", name, at+1, day)
			}
		}
	}
}

// A day in half a year is a working day in every Land too, and the next year is the
// next one where the committee is.
func TestExamplesFurtherAheadAreToCome(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 12, 31, 23, 30, 0, 0, time.UTC) // 2028 in Berlin
	for lang, want := range map[string][2]string{
		"de": {"zum Beispiel 3.7.2028; leer: bis auf Weiteres", "2029"},
		"en": {"for example 2028-07-03; empty: until further notice", "2029"},
	} {
		v := messages.In(lang, kog().Location()).At(now)
		if got := v.Say("need.field.resume.example"); got != want[0] {
			t.Errorf("%s: %q, want %q", lang, got, want[0])
		}
		if got := v.Say("need.field.why.help"); !strings.Contains(got, want[1]) {
			t.Errorf("%s: %q, want %s", lang, got, want[1])
		}
		if got := messages.In(lang, kog().Location()).Say("need.field.why.help"); !strings.Contains(got, v.Say("sample.year")) {
			t.Errorf("%s without a clock: %q", lang, got)
		}
	}
}
