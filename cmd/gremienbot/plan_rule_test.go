package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// planWith runs planRule with flags as a person writes them.
func planWith(t *testing.T, flags ...string) (string, error) {
	t.Helper()
	var in planInput
	parser, err := kong.New(&in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(flags); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = planRule(&out, in)
	return out.String(), err
}

func year2028(more ...string) []string {
	return append([]string{"--rule=FREQ=MONTHLY;BYDAY=2WE", "--from=2028-01-01", "--to=2028-12-31", "--lands=HE,BE,MV"}, more...)
}

func TestPlanAsJSON(t *testing.T) {
	t.Parallel()
	text, err := planWith(t, year2028("--json")...)
	if err != nil {
		t.Fatal(err)
	}
	var meetings []struct {
		Date, Start, Proposal string
		Holiday               []string
		Deadlines             []struct{ Kind, Due, Time, To, Sent string }
	}
	if err := json.Unmarshal([]byte(text), &meetings); err != nil {
		t.Fatal(err)
	}
	if len(meetings) != 12 {
		t.Fatalf("got %d meetings, want 12", len(meetings))
	}
	march := meetings[2]
	if march.Start != "2028-03-08T10:00:00+01:00" || strings.Join(march.Holiday, ",") != "BE,MV" || march.Proposal != "2028-03-15" {
		t.Errorf("got %+v", march)
	}
	due, sent := map[string]string{}, map[string]string{}
	for _, d := range march.Deadlines {
		due[d.Kind] = d.Due + " " + d.Time
		sent[d.Kind] = d.To + " " + d.Sent
	}
	for kind, want := range map[string]string{
		"call-for-topics": "channel 2028-02-16T09:00:00+01:00", "submission-reminder": "channel 2028-02-21T09:00:00+01:00", "submission-closes": "members ",
		"invitation": "office ", "invitation-warning-1": "office 2028-02-28T09:00:00+01:00", "attendance-check": "members 2028-03-03T09:00:00+01:00",
		"objection-reminder": "office ", "objection-ends": "members ",
	} {
		if sent[kind] != want {
			t.Errorf("%s: %q, want %q", kind, sent[kind], want)
		}
	}
	for kind, want := range map[string]string{
		"invitation": "2028-02-29 24:00", "submission-closes": "2028-02-23 12:00", "day-before": "2028-03-07 09:00",
		"starts-soon": "2028-03-08 09:45", "minutes-draft": "2028-03-15 24:00",
	} {
		if due[kind] != want {
			t.Errorf("%s is due %s, want %s", kind, due[kind], want)
		}
	}
	if meetings[3].Start != "2028-04-12T10:00:00+02:00" || meetings[3].Proposal != "" || meetings[3].Holiday == nil {
		t.Errorf("April: got %+v", meetings[3])
	}
}

func TestPlanForPeople(t *testing.T) {
	t.Parallel()
	got, err := planWith(t, "--rule=2. Mittwoch im Monat", "--from=2028-03-01", "--to=2028-03-31")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Mittwoch, 8. März 2028, 10:00 Uhr\n",
		"Achtung, Feiertag in: Berlin, Mecklenburg-Vorpommern. Vorschlag: Mittwoch, 15. März 2028\n",
		"Di 2028-02-29  im Lauf des Tages  Aufgabe: Geschäftsstelle  Einladung spätestens verschickt\n",
		"  09:00              Bot an Kanal              Aufruf, Themen einzureichen\n",
		"  12:00              Frist: Mitglieder         Themen angemeldet\n",
		"\n\n„Bot an …“ schickt der Bot von selbst.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %q in\n%s", want, got)
		}
	}
	empty, err := planWith(t, "--rule=2. Mittwoch im Monat", "--from=2028-03-09", "--to=2028-03-31", "--lang=en")
	if err != nil || empty != "There is no meeting in this period.\n" {
		t.Errorf("got %q, %v", empty, err)
	}
}

func TestAFortnightIsCountedFromTheFirstDayAsked(t *testing.T) {
	t.Parallel()
	got, err := planWith(t, "--rule=FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "--from=2028-01-12", "--to=2028-01-25", "--free=2028-01-12")
	if err != nil || !strings.HasPrefix(got, "Mittwoch, 12. Januar 2028, 10:00 Uhr\n  Achtung, kein Arbeitstag.") || strings.Count(got, "\n\n") != 1 || strings.Contains(got, "15 Minuten") {
		t.Errorf("got %v\n%s", err, got)
	}
}

func TestPlanSaysWhichFlagIsWrong(t *testing.T) {
	t.Parallel()
	for flag, want := range map[string]string{
		"--rule=bald":                        "--rule: ",
		"--rule=FREQ=HOURLY":                 "--rule: ",
		"--rule=jeden zweiten Mittwoch":      "--rule: ",
		"--rule=":                            "--rule: ",
		"--time=25:00":                       "--time: ",
		"--time=02:30":                       "--time: ",
		"--from=1.1.2028":                    "--from: ",
		"--to=2027-12-31":                    "--to: ",
		"--to=2100-12-31":                    "--to: ",
		"--lands=XX":                         "--lands: ",
		"--office=":                          "--office: ",
		"--free=Weihnachten":                 "--free: ",
		"--kind=hybrid":                      "--kind: ",
		"--zone=Mond":                        "--zone: ",
		"--lang=fr":                          "--lang: ",
		"--rule=FREQ=MONTHLY;BYDAY=2WE;X=1":  "--rule: ",
		"--rule=FREQ=MONTHLY;BYMONTHDAY=-32": "--rule: ",
	} {
		text, err := planWith(t, year2028(flag)...)
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") || text != "" {
			t.Errorf("%s: got %q, %v, want one line that starts with %q", flag, text, err, want)
		}
	}
}
