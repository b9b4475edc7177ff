package committee_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

func TestReadQuick(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]committee.QuickDraft{
		"Wird vertagt?":                      {Question: "Wird vertagt?"},
		" 90 Sekunden  Wird vertagt? ":       {Question: "Wird vertagt?", Length: 90 * time.Second},
		"2 min: Wird vertagt?":               {Question: "Wird vertagt?", Length: 2 * time.Minute},
		"45s Wird vertagt?":                  {Question: "Wird vertagt?", Length: 45 * time.Second},
		"11 anwesend, Wird vertagt?":         {Question: "Wird vertagt?", Present: 11},
		"11 anwesend 90 Sek. Wird vertagt?":  {Question: "Wird vertagt?", Present: 11, Length: 90 * time.Second},
		"2 minutes 9 present Do we adjourn?": {Question: "Do we adjourn?", Present: 9, Length: 2 * time.Minute},
		"2 Minuten 3 Minuten Pause?":         {Question: "3 Minuten Pause?", Length: 2 * time.Minute},
		"2 Std. Wird vertagt?":               {Question: "Wird vertagt?", Length: 2 * time.Hour},
		"0 Sekunden Wird vertagt?":           {Question: "Wird vertagt?", Length: 1},
		"9999999 Sekunden Wird vertagt?":     {Question: "9999999 Sekunden Wird vertagt?"},
		"14 Sitze sind zu viele?":            {Question: "14 Sitze sind zu viele?"},
		"5 Monate länger?":                   {Question: "5 Monate länger?"},
		"3 m hohe Mauer genehmigen?":         {Question: "3 m hohe Mauer genehmigen?"},
		"2m Wird vertagt?":                   {Question: "Wird vertagt?", Length: 2 * time.Minute},
		"0 anwesend Kurz?":                   {Question: "Kurz?", Present: -1},
		"":                                   {},
	} {
		if got := committee.ReadQuick(typed); got != want {
			t.Errorf("ReadQuick(%q) = %+v, want %+v", typed, got, want)
		}
	}
}

func TestANumberBeforeAQuickQuestionIsUnclear(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]bool{
		"30 Soll das so?":                  true,
		"2 Minuten 11 Soll das so?":        true,
		"14 Sitze sind zu viele?":          true,
		"9999999 Sekunden Wird vertagt?":   true,
		"1. Punkt vertagen?":               true,
		"3 m hohe Mauer genehmigen?":       true,
		"30":                               true,
		"2 Minuten 11 anwesend Vertagen?":  false,
		"5G-Ausbau vertagen?":              false,
		"Soll Punkt 30 vertagt werden?":    false,
		"11 anwesend, 90 s: Wird vertagt?": false,
	} {
		if got := committee.ReadQuick(typed).Unclear(); got != want {
			t.Errorf("%q: %v, want %v", typed, got, want)
		}
	}
}

func TestTheChairLearnsThatMoreVotedThanWereThere(t *testing.T) {
	t.Parallel()
	p, err := committee.OpenQuick(kog(), keeper(), committee.QuickDraft{Question: "Wird vertagt?", Present: 11}, seats(14), opening)
	if err != nil {
		t.Fatal(err)
	}
	people := []committee.Person{presiding(), keeper(), on(1, committee.Member), {User: "deputy", Roles: []committee.Role{committee.Deputy}}}
	for voted, want := range map[int]string{10: "", 11: "", 12: "chair office"} {
		var users []string
		for _, o := range committee.MorePresent(kog(), p, voted, people, closing) {
			users = append(users, o.User)
			if o.Kind != committee.OwedMorePresent || !o.Due.Equal(closing) || o.Object != p.Ref() {
				t.Errorf("%d votes: owed %+v", voted, o)
			}
		}
		if got := strings.Join(users, " "); got != want {
			t.Errorf("%d votes: told %q, want %q", voted, got, want)
		}
	}
}

func TestOpenQuickRefusesWhatIsNoQuickVote(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		who   committee.Person
		draft committee.QuickDraft
		want  []string
	}{
		"nothing to refuse": {presiding(), committee.QuickDraft{Question: "Wird vertagt?"}, nil},
		"the shortest":      {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Length: 30 * time.Second}, nil},
		"too short":         {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Length: 29 * time.Second}, []string{"poll.quick.short (field until)"}},
		"the longest":       {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Length: 10 * time.Minute}, nil},
		"too long":          {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Length: 601 * time.Second}, []string{"poll.quick.long (field until)"}},
		"all are there":     {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Present: 14}, nil},
		"more than seats":   {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Present: 15}, []string{"poll.outside.seats (field present)"}},
		"fewer than none":   {presiding(), committee.QuickDraft{Question: "Wird vertagt?", Present: -1}, []string{"poll.quick.present.none (field present)"}},
		"no question":       {presiding(), committee.QuickDraft{Length: time.Second, Present: 99}, []string{"poll.outside.seats (field present)", "poll.question.missing (field question)", "poll.quick.short (field until)"}},
		"confidential":      {presiding(), committee.QuickDraft{Question: "vertraulich Wird vertagt?"}, []string{"poll.quick.confidential (field question)"}},
		"a member":          {on(1, committee.Member), committee.QuickDraft{Question: "Wird vertagt?"}, []string{"may.not"}},
	} {
		_, err := committee.OpenQuick(kog(), row.who, row.draft, seats(14), opening)
		if got := keys(t, err); !slices.Equal(got, row.want) {
			t.Errorf("%s: refused with %q, want %q", name, got, row.want)
		}
	}
}

// Eight of fourteen must take part. Whoever is said to be there takes part, voting or not.
func TestWhoIsPresentCountsForTheQuorumOfAQuickVote(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		present, votes int
		recused        []int64
		want           tally.Outcome
		have           int
	}{
		"nobody said so, too few vote": {0, 5, nil, tally.NotQuorate, 5},
		"nobody said so, enough vote":  {0, 9, nil, tally.Adopted, 9},
		"eleven there, five vote":      {11, 5, nil, tally.Adopted, 11},
		"eleven there, nobody votes":   {11, 0, nil, tally.NotQuorate, 11},
		"three there, nine vote":       {3, 9, nil, tally.Adopted, 9},
		"more there than may vote":     {14, 5, []int64{13, 14}, tally.Adopted, 12},
	} {
		p, err := committee.OpenQuick(kog(), presiding(), committee.QuickDraft{Question: "Wird vertagt?", Present: row.present}, seats(14), opening)
		if err != nil {
			t.Fatal(err)
		}
		p.Recused = row.recused
		var ballots []committee.Ballot
		for i := range row.votes {
			ballots = append(ballots, committee.Ballot{Seat: int64(i + 1), Choice: committee.Choice{Answer: committee.Yes}})
		}
		o, err := p.Count(ballots)
		if err != nil || o.Motion.Outcome != row.want || o.Motion.Quorum.Have != row.have {
			t.Errorf("%s: %+v, %v, want %s of %d present", name, o.Motion, err, row.want, row.have)
		}
	}
}

func TestAQuickVoteIsExtendedByMinutesOnly(t *testing.T) {
	t.Parallel()
	p, err := committee.OpenQuick(kog(), presiding(), committee.QuickDraft{Question: "Wird vertagt?"}, seats(14), opening)
	if err != nil || !p.ClosesAt.Equal(opening.Add(time.Minute)) || !p.EarlyClose {
		t.Fatalf("%+v, %v", p, err)
	}
	for after, want := range map[time.Duration]string{2 * time.Minute: "", time.Hour: "poll.quick.long (field until)"} {
		_, err := p.Extend(presiding(), opening.Add(after), "Es fehlen noch Stimmen", opening.Add(10*time.Second))
		if got := keys(t, err); len(got) != min(len(want), 1) || want != "" && got[0] != want {
			t.Errorf("after %v: %q, want %q", after, got, want)
		}
	}
	if due := committee.PollReminders(kog(), p, "u"); len(due) != 0 {
		t.Errorf("reminded %d times within a minute", len(due))
	}
}

func TestATemplateOfAQuickVoteIsAnOrdinaryPoll(t *testing.T) {
	t.Parallel()
	p, err := committee.OpenQuick(kog(), presiding(), committee.QuickDraft{Question: "Wird vertagt?", Present: 11, Result: committee.Resolution}, seats(14), opening)
	if err != nil {
		t.Fatal(err)
	}
	s := committee.SketchOf(p, typedDay, opening)
	if s.Quick || s.Present != 0 || s.EarlyClose || s.Result != committee.Resolution {
		t.Errorf("%+v", s.Terms)
	}
}
