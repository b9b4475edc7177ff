package messages_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

var placeholder = regexp.MustCompile(`\{\{[^}]*\}\}`)

// words reads all files of one language: key to the placeholders it uses.
func words(t *testing.T, lang string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	files, err := filepath.Glob("*." + lang + ".toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no words in %q: %v", lang, err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := toml.Unmarshal(text, &m); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		gather(t, f, "", m, all)
	}
	return all
}

func gather(t *testing.T, file, prefix string, m map[string]any, into map[string][]string) {
	t.Helper()
	for key, value := range m {
		switch x := value.(type) {
		case string:
			name := strings.TrimSuffix(strings.TrimSuffix(prefix+key, ".other"), ".one")
			if key == "one" {
				continue
			}
			if _, twice := into[name]; twice {
				t.Errorf("%s says %q twice", file, name)
			}
			found := placeholder.FindAllString(x, -1)
			slices.Sort(found)
			into[name] = slices.Compact(found)
		case map[string]any:
			gather(t, file, prefix+key+".", x, into)
		}
	}
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	t.Parallel()
	de, en := words(t, "de"), words(t, "en")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(de)), slices.Sorted(maps.Keys(en))); diff != "" {
		t.Errorf("keys differ (-de +en):\n%s", diff)
	}
	for key, want := range de {
		if diff := cmp.Diff(want, en[key]); diff != "" {
			t.Errorf("placeholders of %q differ (-de +en):\n%s", key, diff)
		}
	}
}

// used finds the keys that the code asks for by a literal.
var used = regexp.MustCompile(`(?:Say\(|Refuse\([A-Za-z.]+, |refuse\([A-Za-z.]+, )"([a-z][\w.-]+[\w])"`)

func TestEveryKeyTheCodeAsksForHasWords(t *testing.T) {
	t.Parallel()
	de := words(t, "de")
	asked := 0
	for _, dir := range []string{".", "../../committee", "../../commands", "../../scheduler", "../../storage"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range used.FindAllStringSubmatch(string(text), -1) {
				asked++
				if _, ok := de[m[1]]; !ok && !strings.HasSuffix(f, "_test.go") {
					t.Errorf("%s asks for %q, which nobody has written", f, m[1])
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("found only %d keys in the code; the search is broken", asked)
	}
}

// allowed are the texts that may say "geheim": that there is no such vote here,
// and that there was one on paper.
var allowed = regexp.MustCompile(`(?m)^"poll\.(secret|secret\.spoken|outside\.paper)" = .*$`)

func TestNoTextUsesAForbiddenWord(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"geheim", ":innen", "*innen", "_innen", "Poll", "Deadline", "Vote", "Werktag"} {
		files, _ := filepath.Glob("*.de.toml")
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			said := allowed.ReplaceAllString(string(text), "")
			if strings.Contains(said, word) {
				t.Errorf("%s says %q", f, word)
			}
		}
	}
}

func TestAVoiceSpeaksItsLanguage(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"de": "Mitglied", "de-AT": "Mitglied", "en-GB": "member", "fr": "Mitglied", "": "Mitglied"} {
		if got := messages.In(lang, time.UTC).Say("role.member"); got != want {
			t.Errorf("In(%q) says %q, want %q", lang, got, want)
		}
	}
}

// In a German committee only the German commands are registered, and somebody who
// reads English is told those.
func TestAVoiceNamesTheCommandsThatAreRegistered(t *testing.T) {
	t.Parallel()
	in := messages.In("en", time.UTC)
	if text := in.Say("topic.list.empty"); !strings.Contains(text, "`/topic`") {
		t.Fatalf("%q names no command", text)
	}
	if text := in.Typing("de").Say("topic.list.empty"); !strings.Contains(text, "`/thema`") || strings.Contains(text, "/topic") {
		t.Errorf("%q", text)
	}
	if text := messages.In("de", time.UTC).Typing("de").Say("topic.list.empty"); !strings.Contains(text, "`/thema`") {
		t.Errorf("%q", text)
	}
}

// What was cut at the end of a sentence ends once.
func TestNoSentenceEndsWithAnEllipsisAndAFullStop(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		said := messages.In(lang, time.UTC).Say("poll.order.first", "First", "**A** viele…")
		if !strings.HasSuffix(said, "viele…") {
			t.Errorf("%s: %q", lang, said)
		}
	}
}

// Twelve buttons of long options would fill a phone: each has its letter and few words.
// The picture names options by the same letters, and the question above them.
func TestOptionsHaveTheirLetterOnButtonsAndBars(t *testing.T) {
	t.Parallel()
	p := pollOf(committee.ApprovalPoll, 3, 3, committee.Terms{})
	p.Question, p.Options[1].Label = "Wohin fahren wir?", "Gemeinsame Beschaffung eines Terminbuchungsdienstes"
	for _, b := range inBerlin().PollCard(p, 0, nil).Card.Buttons {
		if n := len([]rune(b.Label)); n > len("A ")+25 {
			t.Errorf("the button %q has %d characters", b.Label, n)
		}
	}
	p.State = committee.PollClosed
	o, err := p.Count([]committee.Ballot{{Seat: 1, Choice: committee.Choice{Approve: []string{"B"}}}})
	if err != nil {
		t.Fatal(err)
	}
	c := kog()
	c.Charts = true
	m := inBerlin().WithChart(bot.Message{}, c, p, o)
	if m.Chart == nil || m.Chart.Bars[0].Label != "B Gemeinsame Beschaffung eines Terminbuchungsdienstes" || !strings.HasSuffix(m.Chart.Title, " Wohin fahren wir?") {
		t.Errorf("the picture is %+v", m.Chart)
	}
}
