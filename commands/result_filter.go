package commands

import (
	"regexp"
	"slices"
	"strings"

	"gremienbot/committee"
)

// resultMarks are the words that mean something in a search for results, folded.
var resultMarks = func() map[string]func(*committee.ResultFilter) {
	marks := map[string]func(*committee.ResultFilter){}
	for kind, names := range map[committee.ResultKind]string{
		committee.Resolution:     "beschluss beschlüsse beschlüssen beschlusses resolution resolutions decision decisions",
		committee.Recommendation: "empfehlung empfehlungen recommendation recommendations",
		committee.Opinion:        "votum votums voten opinion opinions",
		committee.Notice:         "kenntnisnahme kenntnisnahmen notice notices noted",
		committee.Prioritisation: "priorisierung priorisierungen prioritisation prioritisations prioritization prioritizations priorities",
		committee.Mood:           "meinungsbild meinungsbilder meinungsbildern stimmungsbild stimmungsbilder strawpoll strawpolls",
	} {
		for name := range strings.FieldsSeq(names) {
			marks[fold(name)] = func(f *committee.ResultFilter) {
				if !slices.Contains(f.Kinds, kind) {
					f.Kinds = append(f.Kinds, kind)
				}
			}
		}
	}
	for names, mark := range map[string]func(*committee.ResultFilter){
		"wiedervorlage wiedervorlagen review reviews": func(f *committee.ResultFilter) { f.Review = true },
		"gestrichen gestrichene gestrichenes gestrichener ungültig ungültige ungültiges storniert annulliert void invalid": func(f *committee.ResultFilter) { f.Void = true },
		"abgelehnt abgelehnte abgelehntes abgelehnter rejected ohneeintrag nichteingetragen withoutentry withoutanentry notentered": func(f *committee.ResultFilter) {
			f.Unentered = true
		},
	} {
		for name := range strings.FieldsSeq(names) {
			marks[fold(name)] = mark
		}
	}
	return marks
}()

var (
	beforeYear = regexp.MustCompile(`(?i)^(?:aus|von|in|im|jahr|jahre|dem|from|of|year)$`)
	joining    = regexp.MustCompile(`(?i)^(?:und|oder|mit|zu|zum|zur|alle|and|or|with|on|about|all|the|,)$`)
	pageTyped  = regexp.MustCompile(`(?i)(?:^|\s)(?:seite|page)\s+(\d{1,9})$`)
)

// readResults reads a search for results and a page of it: what means something filters by
// it, the rest are words to look for, and so is what stands in quotation marks.
func readResults(text string) (committee.ResultFilter, int) {
	page := 1
	if m := pageTyped.FindStringSubmatchIndex(text); m != nil {
		page, text = pageFrom(text[m[2]:m[3]]), text[:m[0]]
	}
	var f committee.ResultFilter
	var literal []string
	text = quoted.ReplaceAllStringFunc(text, func(m string) string {
		literal = append(literal, quoted.FindStringSubmatch(m)[1])
		return " "
	})
	words := strings.Fields(text)
	var rest []string
next:
	for i := 0; i < len(words); {
		if aYear.MatchString(words[i]) && f.Year == 0 {
			f.Year = pageFrom(words[i])
			for len(rest) > 0 && beforeYear.MatchString(rest[len(rest)-1]) {
				rest = rest[:len(rest)-1]
			}
			i++
			continue
		}
		for n := min(3, len(words)-i); n > 0; n-- {
			if mark, known := resultMarks[phrase(strings.TrimRight(strings.Join(words[i:i+n], " "), ",;.?"))]; known {
				mark(&f)
				i += n
				continue next
			}
		}
		rest = append(rest, words[i])
		i++
	}
	if f.Marked() { // what only joins the rest is nothing to look for
		rest = slices.DeleteFunc(rest, func(w string) bool { return joining.MatchString(w) })
	}
	f.Words = strings.Join(strings.Fields(strings.Join(append(rest, literal...), " ")), " ")
	return f, page
}
