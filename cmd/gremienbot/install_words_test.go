package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot/mattermost"
	"gremienbot/cmd/assembly"
)

// declared returns the values of the constants of a type, as the adapter
// declares them: a new one without words is a mistake.
func declared(t *testing.T, kind string) []string {
	t.Helper()
	var found []string
	files, err := filepath.Glob("../../bot/mattermost/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\b`+kind+` += "([a-z_]+)"`).FindAllSubmatch(source, -1) {
			found = append(found, string(m[1]))
		}
	}
	slices.Sort(found)
	return found
}

func keys[K ~string, V any](m map[K]V) []string {
	var found []string
	for k := range m {
		found = append(found, string(k))
	}
	slices.Sort(found)
	return found
}

func TestEverythingHasWordsInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		w := wordsOf(lang)
		for kind, got := range map[string][]string{
			"FindingKind": keys(w.findings), "Problem": keys(w.problems), "Part": keys(w.parts), "Outcome": keys(w.outcomes),
		} {
			if d := cmp.Diff(declared(t, kind), got); d != "" {
				t.Errorf("%s, %s:\n%s", lang, kind, d)
			}
		}
		if name, _ := assembly.Profile(lang); len(assembly.Triggers(lang)) != 5 || name == "" {
			t.Errorf("%s: commands or name of the bot are missing", lang)
		}
	}
}

func braces(text string) []string {
	found := regexp.MustCompile(`\{[a-z]+\}`).FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestBothLanguagesFillInTheSame(t *testing.T) {
	t.Parallel()
	for kind, de := range germanInstall.findings {
		en := englishInstall.findings[kind]
		if d := cmp.Diff(braces(de.text+de.remedy), braces(en.text+en.remedy)); d != "" {
			t.Errorf("%s:\n%s", kind, d)
		}
		if (de.remedy == "") != (en.remedy == "") {
			t.Errorf("%s: only one language has a remedy", kind)
		}
	}
	for p, de := range germanInstall.problems {
		if d := cmp.Diff(braces(de), braces(englishInstall.problems[p])); d != "" {
			t.Errorf("%s:\n%s", p, d)
		}
	}
}

func TestTriggersAreWhatEveryServerTakes(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		for _, c := range assembly.Triggers(lang) {
			if !regexp.MustCompile(`^[a-z]+$`).MatchString(c.Name) || c.Hint == "" || len(c.Description) > 128 {
				t.Errorf("%s: %+v", lang, c)
			}
		}
	}
}

var _ mattermost.Store = lost{}
