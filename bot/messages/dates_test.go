package messages_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A date is "Dienstag, 9. März 2027" in German, so what goes on behind it is set
// off by a comma; in English no comma parts it from its verb.
const aDate = `\{\{\.(?:Day|At|Until|Moment|Date|Before|Planned|Due)\}\}\*{0,2}`

var (
	goesOn     = regexp.MustCompile(aDate + ` \p{Ll}`)
	beforeVerb = regexp.MustCompile(aDate + `, (?:is|was|are|were|has|have|will|takes|ends|begins)\b`)
	// noDates are texts in which a placeholder of such a name is a number, or a date
	// without its weekday.
	noDates = regexp.MustCompile(`^"(?:topic\.inbox\.place|need\.exit\.deferred|need\.handover\.(?:line|card))"`)
	dotted  = regexp.MustCompile(`\b\d{1,2}\.\d{1,2}\.(?:20\d\d\b|=)`)
)

func TestWhatFollowsADateIsSetOffInGermanOnly(t *testing.T) {
	t.Parallel()
	for files, wrong := range map[string]*regexp.Regexp{"*.de.toml": goesOn, "*.en.toml": beforeVerb} {
		for name, lines := range wordFiles(t, files) {
			for _, line := range lines {
				if m := wrong.FindString(line); m != "" && !noDates.MatchString(line) {
					t.Errorf("%s: the comma behind the date is wrong at %q in:\n%s", name, m, line)
				}
			}
		}
	}
}

// People who read English write dates as 2027-04-30; 30.4.2027 is German.
func TestEnglishShowsNoGermanDates(t *testing.T) {
	t.Parallel()
	for name, lines := range wordFiles(t, "*.en.toml") {
		for _, line := range lines {
			if m := dotted.FindString(line); m != "" {
				t.Errorf("%s shows %q:\n%s", name, m, line)
			}
			if strings.Contains(line, "IT-Planungsrat") {
				t.Errorf("%s has the German name of the IT Planning Council:\n%s", name, line)
			}
		}
	}
}

// wordFiles are the lines of the files of words, by file.
func wordFiles(t *testing.T, pattern string) map[string][]string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	files := map[string][]string{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = strings.Split(string(b), "\n")
	}
	return files
}
