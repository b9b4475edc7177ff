package messages_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// Who adds up the lines of the table comes to as many seats as have voted.
func TestTheFilesOfAPollNameItsAbstentions(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		weights   committee.WeightRule
		abstained int
		line      string
	}{
		"one":             {"", 1, "1;Enthaltung"},
		"two":             {"", 2, "2;Enthaltung"},
		"one, by weight":  {committee.WeightDecides, 1, ";1;Enthaltung"},
		"none":            {"", 0, ""},
		"none, by weight": {committee.WeightDecides, 0, ""},
	} {
		p := committee.Poll{Kind: committee.RankingPoll, State: committee.PollClosed, Rule: committee.PresetKoG.Rule(), Seats: 5, Top: 2}
		p.Terms = committee.Terms{Weights: row.weights}.Complete(p.Kind)
		p.Options = []committee.PollOption{{Key: "A", Label: "Kassel"}, {Key: "B", Label: "Gießen"}}
		var ballots []committee.Ballot
		for seat := range int64(5) {
			p.Electors = append(p.Electors, committee.Elector{Seat: seat, Weight: 2})
			choice := committee.Choice{Ranking: []string{"A"}}
			if int(seat) < row.abstained {
				choice = committee.Choice{Answer: committee.Abstain}
			}
			ballots = append(ballots, committee.Ballot{Seat: seat, By: "u", Choice: choice})
		}
		f, err := p.Export(ballots)
		if err != nil || f.Abstain != row.abstained {
			t.Fatalf("%s: %d abstentions in the file, want %d, %v", name, f.Abstain, row.abstained, err)
		}
		files := filesOf(t, inBerlin(), p, ballots)
		table := string(files[1].Data)
		if (row.line == "") == strings.Contains(table, "Enthaltung") || !strings.Contains(table, "\n"+row.line) && row.line != "" {
			t.Errorf("%s: want the line %q in\n%s", name, row.line, table)
		}
		if json := string(files[0].Data); strings.Contains(json, `"abstain"`) != (row.abstained > 0) {
			t.Errorf("%s: %s", name, json)
		}
	}
}

// Of a motion that missed its quorum the file says that there are votes, and not that
// there are none.
func TestTheTableOfWithheldVotesDoesNotSayThatThereAreNone(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		cast    int
		weights committee.WeightRule
		lines   []string
	}{
		"two of five":            {2, "", []string{"2;zurückgehalten (zu wenige Sitze haben teilgenommen)"}},
		"two of five, by weight": {2, committee.WeightDecides, []string{";2;zurückgehalten (zu wenige Sitze haben teilgenommen)"}},
		"none":                   {0, "", []string{"0;Ja – ich stimme zu", "0;Nein – ich lehne ab", "0;Enthaltung – ich enthalte mich"}},
	} {
		p := committee.Poll{Kind: committee.MotionPoll, State: committee.PollClosed, Rule: committee.PresetKoG.Rule(), Seats: 5}
		p.Terms = committee.Terms{Weights: row.weights}.Complete(p.Kind)
		var ballots []committee.Ballot
		for seat := range int64(5) {
			p.Electors = append(p.Electors, committee.Elector{Seat: seat, Weight: 2})
			if int(seat) < row.cast {
				ballots = append(ballots, committee.Ballot{Seat: seat, Choice: committee.Choice{Answer: committee.Yes}})
			}
		}
		f, err := p.Export(ballots)
		if err != nil {
			t.Fatal(err)
		}
		files := filesOf(t, inBerlin(), p, ballots)
		table := tableOf(files)[1][1:]
		if !slices.Equal(table, row.lines) {
			t.Errorf("%s: the table is %q, want %q", name, table, row.lines)
		}
		told := inBerlin().PollExported(p, f).Text
		if strings.Contains(told, "alle Stimmen") == (row.cast > 0) {
			t.Errorf("%s: with it comes %q", name, told)
		}
	}
}

// filesOf are the files of a closed poll.
func filesOf(t *testing.T, v messages.Voice, p committee.Poll, ballots []committee.Ballot) []bot.File {
	t.Helper()
	f, err := p.Export(ballots)
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.Count(ballots)
	if err != nil {
		t.Fatal(err)
	}
	files, err := v.PollFiles(p, o, f)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// tableOf are the lines of a spreadsheet, a list for each of its tables.
func tableOf(files []bot.File) [][]string {
	text := strings.TrimPrefix(strings.ReplaceAll(string(files[1].Data), "\r\n", "\n"), "\ufeff")
	var tables [][]string
	for table := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		tables = append(tables, strings.Split(table, "\n"))
	}
	return tables
}

// A year later nobody knows what the letters were: the spreadsheet says what was asked,
// how it was decided and what each letter stands for. What people wrote is no formula.
func TestTheTableOfAPollCanBeReadAlone(t *testing.T) {
	t.Parallel()
	p := committee.Poll{
		Kind: committee.RankingPoll, State: committee.PollClosed, Rule: committee.PresetKoG.Rule(), Seats: 3, Top: 2,
		Number: committee.Number{Register: committee.PollRegister, Year: 2027, Seq: 7}, Question: "=Wo tagen wir *zuerst*?", ClosedAt: time.Date(2027, 3, 5, 11, 0, 0, 0, time.UTC),
	}
	p.Terms = committee.Terms{}.Complete(p.Kind)
	p.Options = []committee.PollOption{{Key: "A", Label: "Kassel; Rathaus"}, {Key: "B", Label: "+Gießen"}}
	var ballots []committee.Ballot
	for seat := range int64(3) {
		p.Electors = append(p.Electors, committee.Elector{Seat: seat})
		ballots = append(ballots, committee.Ballot{Seat: seat, Choice: committee.Choice{Ranking: []string{"B", "A"}}})
	}
	want := [][]string{
		{
			"Umfrage;U-2027-007", "Frage;'=Wo tagen wir *zuerst*?", "Art;Reihenfolge bilden",
			"Regel;\"Verfahren: Rangfolge nach Schulze (jeder Vorschlag wird mit jedem verglichen); nicht genannte Vorschläge gelten als gleich nachrangig. " +
				"Was gleichauf liegt, teilt sich den Rang; das Gremium kann dann neu abstimmen oder losen.\"",
			"Ende;2027-03-05 12:00", "Beteiligung;Alle 3 Sitze haben abgestimmt.", "Ergebnis;An erster Stelle: B +Gießen.",
		},
		{"Sitze;Stimme", "3;B > A"},
		{"Kürzel;Steht für", "A;\"Kassel; Rathaus\"", "B;'+Gießen"},
	}
	if diff := cmp.Diff(want, tableOf(filesOf(t, inBerlin(), p, ballots))); diff != "" {
		t.Errorf("the table (-want +got):\n%s", diff)
	}
}

// Where each group has one vote, the table counts groups and says so; who looks closer
// sees how the seats of each have voted.
func TestTheTableOfAMotionByGroupsSpeaksOfGroups(t *testing.T) {
	t.Parallel()
	p := committee.Poll{Kind: committee.MotionPoll, State: committee.PollClosed, Rule: committee.PresetKoG.Rule(), Seats: 6}
	p.Terms = committee.Terms{Groups: committee.GroupsVote}.Complete(p.Kind)
	var ballots []committee.Ballot
	for seat, answer := range []string{committee.Yes, committee.Yes, committee.No, committee.No, committee.Yes, committee.No} {
		p.Electors = append(p.Electors, committee.Elector{Seat: int64(seat), Group: []string{"Städte", "Kreise", "Vitako"}[seat/2]})
		ballots = append(ballots, committee.Ballot{Seat: int64(seat), Choice: committee.Choice{Answer: answer}})
	}
	for lang, want := range map[string][][]string{
		"de": {
			{"Gruppen;Stimme", "1;Ja – ich stimme zu", "1;Nein – ich lehne ab", "1;keine Mehrheit in der Gruppe"},
			{"Gruppe;Sitze mit Ja;Sitze mit Nein;Sitze mit Enthaltung", "Städte;2;0;0", "Kreise;0;2;0", "Vitako;1;1;0"},
		},
		"en": {
			{"Groups;Vote", "1;Yes – I agree", "1;No – I disagree", "1;no majority within the group"},
			{"Group;Seats with yes;Seats with no;Seats with abstention", "Städte;2;0;0", "Kreise;0;2;0", "Vitako;1;1;0"},
		},
	} {
		v := messages.In(lang, time.UTC)
		if diff := cmp.Diff(want, tableOf(filesOf(t, v, p, ballots))[1:]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lang, diff)
		}
		f, err := p.Export(ballots)
		if err != nil {
			t.Fatal(err)
		}
		if said := v.PollExported(p, f).Text; strings.Contains(said, "alle Stimmen") || strings.Contains(said, "all votes") {
			t.Errorf("%s promises what the file has not: %q", lang, said)
		}
	}
}

// Days are dates that a spreadsheet sorts, with how many can come in columns.
func TestTheTableOfADatePollHasALineADay(t *testing.T) {
	t.Parallel()
	p := pollOf(committee.DatePoll, 3, 0, committee.Terms{Dates: committee.DateTerms{AnyTurnout: true, Unled: true}})
	p.State, p.ClosedAt = committee.PollClosed, pollEnd
	day := calendar.Date{Year: 2027, Month: time.September, Day: 20}
	p.Options = []committee.PollOption{committee.DayOption(day, calendar.Clock{Hour: 10}, "=Ferien; in HE"), committee.DayOption(day.AddDays(2), calendar.Clock{}, "")}
	var ballots []committee.Ballot
	for i, e := range p.Electors {
		days := map[string]string{p.Options[0].Key: committee.Yes, p.Options[1].Key: []string{committee.Yes, committee.Maybe, committee.No}[i]}
		ballots = append(ballots, committee.Ballot{Seat: e.Seat, Choice: committee.Choice{Days: days}})
	}
	want := []string{
		"Kürzel;Tag;Uhrzeit;Ja;Wenn nötig;Nein;Bemerkung",
		"2027-09-20T10:00;2027-09-20;10:00;3;0;0;\"'=Ferien; in HE\"",
		"2027-09-22;2027-09-22;;1;1;1;",
	}
	tables := tableOf(filesOf(t, inBerlin(), p, ballots))
	if diff := cmp.Diff(want, tables[len(tables)-1]); diff != "" {
		t.Errorf("the table (-want +got):\n%s", diff)
	}
	f, err := p.Export(ballots)
	if err != nil {
		t.Fatal(err)
	}
	if said := inBerlin().PollExported(p, f).Text; !strings.Contains(said, "zu jedem Tag") {
		t.Errorf("with it comes %q", said)
	}
}
