package commands

// White-box: the words people mistype are a table of their own.

import (
	"context"
	"slices"
	"testing"

	"gremienbot/bot"
)

func TestNearestWords(t *testing.T) {
	t.Parallel()
	c := command{verbs: []verb{
		{names: []string{"liste", "list"}}, {names: []string{"zurückziehen", "withdraw"}}, {names: []string{"ändern", "edit"}},
	}}
	for typed, want := range map[string][]string{
		"lsite": {"liste"}, "zurueckziehn": {"zurückziehen"}, "aendern": {"ändern"}, "zur": {"zurückziehen"}, "quark": nil, "with": {"withdraw"}, "edt": {"edit"}, "andre": nil, "lost": {"list"}, "zurückzien": {"zurückziehen"},
	} {
		if got := c.nearest(typed); !slices.Equal(got, want) {
			t.Errorf("nearest(%q) = %v, want %v", typed, got, want)
		}
	}
}

func TestASlipInAVerbIsNotTakenForAQuestion(t *testing.T) {
	t.Parallel()
	c := Desk{}.pollCommand()
	for typed, want := range map[string]bool{
		"vrelängern 1 bis 25.2.2027 12:00": true, "jaein Nehmen wir teil? bis Freitag": true, "Auswal Wo? | Fulda | Kassel": true,
		"temrin Wann?": true, "nue Nehmen wir teil?": true, "extnd 1": true, "priorisirung 1,2": true, "zurükziehen 17": true,
		"Nehmen wir teil? bis Freitag": false, "Neue Regeln annehmen?": false, "Wer fährt hin?": false, "Wann tagen wir?": false,
		"Soll der Punkt vertagt werden?": false, "Gehen wir essen?": false, "Ein Vertreter für Berlin?": false, "Shall we go?": false,
		"Entwerfen wir einen Brief?": false, "Shown to all?": false,
	} {
		if got := c.slipped(typed); got != want {
			t.Errorf("slipped(%q) = %v, want %v", typed, got, want)
		}
	}
}

func TestDistanceCountsLettersAndASwapAsOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"liste", "liste", 0}, {"liste", "lste", 1}, {"liste", "lsite", 1}, {"", "abc", 3}, {"über", "uber", 1}} {
		if got := distance(row.a, row.b); got != row.want || distance(row.b, row.a) != row.want {
			t.Errorf("distance(%q, %q) = %d, want %d both ways", row.a, row.b, got, row.want)
		}
	}
}

func TestReadRole(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]struct {
		role     string
		take, ok bool
	}{
		"@l1 Vorsitz": {"chair", false, true}, "@l1 stellvertretender Vorsitz": {"deputy", false, true},
		"@l1 Geschäftsstelle entfernen": {"office", true, true}, "gast @l1": {"guest", false, true}, "@l1 König": {"", false, false},
	} {
		role, take, ok := readRole(typed)
		if string(role) != want.role || take != want.take || ok != want.ok {
			t.Errorf("readRole(%q) = %q, %v, %v, want %+v", typed, role, take, ok, want)
		}
	}
}

func TestANumberMayStandBeforeItsVerb(t *testing.T) {
	t.Parallel()
	var got string
	c := command{verbs: []verb{{names: []string{"zurückziehen", "withdraw"}, do: func(_ context.Context, _ asking, _ bot.Request, rest string) (bot.Reply, error) {
		got = rest
		return bot.Reply{}, nil
	}}}}
	for typed, want := range map[string]string{"2 zurueckziehen": "2", "T-2027-002 withdraw": "T-2027-002", "zurückziehen 2": "2"} {
		do, rest := c.find(typed)
		if do == nil {
			t.Errorf("find(%q) found nothing", typed)
			continue
		}
		if _, err := do(t.Context(), asking{}, bot.Request{}, rest); err != nil || got != want {
			t.Errorf("find(%q) gives %q, %v, want %q", typed, got, err, want)
		}
	}
	if do, _ := c.find("2 Fragen zum Haushalt"); do != nil {
		t.Error("a title that begins with a number was taken for a verb")
	}
}

func TestAVerbIsFoundBehindTheNumbersItIsAbout(t *testing.T) {
	t.Parallel()
	c := Desk{}.topicCommand()
	for typed, want := range map[string]string{
		"2 zurückziehen": "2", "2 zurückziehen!": "2", "2 antworten Das zahlt das Land.": "2 Das zahlt das Land.",
		"2 3 4 aufnehmen": "2 3 4", "2, 3 und 4 aufnehmen": "2, 3 und 4", "2,3 & 4 Ablehnen": "2,3 & 4", "T-2027-002, 3 ablehnen Sache des Landes": "T-2027-002, 3 Sache des Landes",
		"2 Antworten fehlen": "2 fehlen",
	} {
		if do, rest := c.named(typed); do == nil || rest != want {
			t.Errorf("%q leaves %q (a verb: %v), want %q", typed, rest, do != nil, want)
		}
	}
	for _, typed := range []string{"2027 und 2028 Liste der Projekte", "2, 3 und 4", "und 2 aufnehmen", "2 Länder aufnehmen", "2, drei aufnehmen"} {
		if do, rest := c.named(typed); do != nil {
			t.Errorf("%q is taken for a verb with %q", typed, rest)
		}
	}
	for typed, want := range map[string]bool{"2, 3 aufnehmne": true, "2,3 Haushalt": true, "ablenen 2, 3": true, "Haushalt 2, 3": false, "foo 3": true, "Foo 3": true, "Haushalt 2028": false, "haushalt 2028": false, "Foo Bar 3": false} {
		if got := c.doubtful(typed, 2027); got != want {
			t.Errorf("doubtful(%q) = %v, want %v", typed, got, want)
		}
	}
	q := bot.Request{Name: "thema", Text: "2, 3 aufnehmne"}
	if got := c.meantBy(q); !slices.Equal(got, []string{"/thema aufnehmen 2, 3"}) {
		t.Errorf("%q means %q", q.Text, got)
	}
}

// What is proposed is close to what was typed, in proportion to its length.
func TestAWordIsNoSlipOfAVerbThatOnlyLooksABitLikeIt(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]string{"quark": nil, "quik": {"quick"}, "lsite": {"liste"}, "verlngern": {"verlängern"}, "verlägrn": {"verlängern"}} {
		if got := (Desk{}).pollCommand().nearest(typed); !slices.Equal(got, want) {
			t.Errorf("nearest(%q) = %v, want %v", typed, got, want)
		}
	}
}
