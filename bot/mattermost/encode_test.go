package mattermost

// Inside the package, because no Mattermost type leaves it and this is about
// what it makes of them.

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

var (
	enc    = encoder{callback: "http://bot.example.org:8066", keys: Keys{oldKey}}
	ballot = &bot.Card{
		Title: "Abstimmung", Text: "Wer ist **dafür**?", Color: "#1b6ec2",
		Fields: []bot.CardField{{Title: "Frist", Value: "Mittwoch", Short: true}},
		Buttons: []bot.Button{
			{ID: "vote-ja", Label: "Ja", Style: bot.Good, Action: "poll.vote", Object: "7", Value: "yes"},
			{ID: "voteja", Label: "Ja", Action: "poll.vote", Object: "7", Value: "yes"},
			{ID: "äöü", Label: "Nein", Style: bot.Danger, Action: "poll.vote", Object: "7", Value: "no"},
		},
		Selects: []bot.Select{{ID: "rang", Label: "Rang", Action: "poll.rank", Object: "7", Options: []bot.Option{{Label: "1", Value: "1"}}}},
	}
)

func TestPostCarriesTextCardAndKey(t *testing.T) {
	t.Parallel()
	p, err := enc.post("home", bot.Message{Text: "Hallo", Card: ballot, Key: "poll.7", Thread: "root"}, false)
	if err != nil {
		t.Fatal(err)
	}
	if p.Message != "Hallo" || p.RootId != "root" || p.GetProp(keyProp) != "poll.7" || len(p.Attachments()) != 1 {
		t.Errorf("post = %+v", p)
	}
	if err := p.Attachments()[0].IsValid(); err != nil {
		t.Error(err)
	}
}

// A press is told apart by its ID alone, whichever card it stands on.
func TestSeveralCardsOfAPostShareNoActionID(t *testing.T) {
	t.Parallel()
	yes := bot.Card{Title: "Zwei", Buttons: []bot.Button{{ID: "vote-ja", Label: "Ja", Action: "poll.vote", Object: "8", Value: "yes"}}}
	p, err := enc.post("home", bot.Message{Text: "Es fehlt", Card: ballot, Cards: []bot.Card{yes, {Title: "Drei", Buttons: yes.Buttons}}, Key: "a", Keys: []string{"b", "c"}}, false)
	if err != nil {
		t.Fatal(err)
	}
	var titles, ids, objects []string
	for _, a := range p.Attachments() {
		titles = append(titles, a.Title)
		for _, b := range a.Actions {
			opened, err := openPress(enc.keys, b.Integration.Context, "home")
			if err != nil {
				t.Fatal(err)
			}
			ids, objects = append(ids, b.Id), append(objects, opened.object)
		}
	}
	got := [][]string{titles, ids, objects, keysOf(p)}
	want := [][]string{
		{"Abstimmung", "Zwei", "Drei"}, {"voteja", "votejax2", "a", "rang", "votejax3", "votejax4"}, {"7", "7", "7", "7", "8", "8"}, {"a", "b", "c"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestActionIDsFitEveryRouter(t *testing.T) {
	t.Parallel()
	var got []string
	for _, a := range enc.actions("home", *ballot, false, map[string]bool{}) {
		if !regexp.MustCompile(`^[A-Za-z0-9]+$`).MatchString(a.Id) {
			t.Errorf("action id %q", a.Id)
		}
		got = append(got, a.Id)
	}
	if d := cmp.Diff([]string{"voteja", "votejax2", "a", "rang"}, got); d != "" {
		t.Error(d)
	}
}

func TestCardThatMattermostWouldRefuseIsAnError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]bot.Card{
		"a button without a label": {Buttons: []bot.Button{{ID: "a", Action: "x"}}},
		"a select without options": {Selects: []bot.Select{{ID: "a", Label: "x", Action: "x"}}},
		"a frame without a colour": {Color: "blue"},
		"a button of unknown look": {Buttons: []bot.Button{{ID: "a", Label: "x", Style: "loud"}}},
	} {
		if _, err := enc.post("home", bot.Message{Card: &c}, false); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDialogFitsTheLimitsInBytes(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", 200)
	d := bot.Dialog{Purpose: "p", Title: "Bedürfnis für Bürgerämter", Fields: []bot.Field{
		{Name: "a", Label: long, Help: long, Placeholder: long, Default: long},
		{Name: "b", Label: "Text", Kind: bot.Area, Max: 9000},
		{Name: "c", Label: "Wahl", Kind: bot.Choice, Default: "gone", Options: []bot.Option{{Label: "A", Value: "a"}}},
		{Name: "d", Label: "Dringend", Kind: bot.Check, Default: "false"},
		{Name: "e", Label: "Wer", Kind: bot.Person},
	}}
	q, err := enc.dialog("trigger", "state", d)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := q.Dialog.Title, "Bedürfnis für Bürg…"; got != want {
		t.Errorf("title = %q, want %q", got, want)
	}
	var got []string
	for _, e := range q.Dialog.Elements {
		got = append(got, e.Type)
	}
	if d := cmp.Diff([]string{"text", "textarea", "select", "bool", "select"}, got); d != "" {
		t.Error(d)
	}
	if e := q.Dialog.Elements; e[1].MaxLength != 3000 || e[2].Default != "" || !e[3].Optional || e[4].DataSource != "users" {
		t.Errorf("elements = %+v", e)
	}
	if q.URL != "http://bot.example.org:8066/dialog" {
		t.Errorf("URL = %q", q.URL)
	}
}

func TestFitCutsAtAWholeCharacter(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"kurz": "kurz", "1234567890": "1234567890", "12345678901": "1234567…", "äääääää": "äää…", "123456 8901": "123456…"} {
		if got := fit(in, 10); got != want {
			t.Errorf("fit(%q, 10) = %q, want %q", in, got, want)
		}
	}
}

func TestContextNeverLeavesUnsigned(t *testing.T) {
	t.Parallel()
	for _, a := range enc.actions("home", *ballot, false, map[string]bool{}) {
		p, err := openPress(enc.keys, a.Integration.Context, "home")
		if err != nil || p.list != (a.Type == model.PostActionTypeSelect) {
			t.Errorf("%s: %+v, %v", a.Name, p, err)
		}
	}
}
