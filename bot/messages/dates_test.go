package messages_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	// afterDate is a date or time in a text, with what follows it in the sentence.
	afterDate = regexp.MustCompile(`\{\{\.(?:Day|At|Until|Moment|Date|Before|Planned|Due)\}\}\*{0,2},? \p{Ll}`)
	// clause is what has a comma before it for its own sake.
	clause = regexp.MustCompile(`^(?:last changed|the question counts|set by) `)
	// noDates are texts in which a placeholder of such a name is a number, or a date
	// without its weekday.
	noDates = regexp.MustCompile(`^"(?:topic\.inbox\.place|meeting\.series\.length|need\.exit\.deferred|need\.handover\.(?:line|card))"`)
	dotted  = regexp.MustCompile(`\b\d{1,2}\.\d{1,2}\.(?:20\d\d\b|=)`)
)

// A date is "Dienstag, 9. März 2027", so what goes on behind it in German is set
// off by a comma; in English it is not.
func TestWhatFollowsADateIsSetOffInGermanOnly(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		files string
		comma bool
	}{{"*.de.toml", true}, {"*.en.toml", false}} {
		for name, lines := range wordFiles(t, row.files) {
			for _, line := range lines {
				for _, m := range afterDate.FindAllStringIndex(line, -1) {
					if strings.Contains(line[m[0]:m[1]], ",") != row.comma && !noDates.MatchString(line) && !clause.MatchString(line[m[1]-1:]) {
						t.Errorf("%s: comma %t is wanted behind the date %q in:\n%s", name, row.comma, line[m[0]:m[1]], line)
					}
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
