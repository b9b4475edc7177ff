package commands

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// phrases are what means something in a filter that was typed: folded, without
// spaces.
type phrases[S ~string] map[string]func(*committee.Filter[S])

// longestPhrase is how many words a phrase may have.
const longestPhrase = 6

// common are the phrases that both registers know.
func common[S ~string]() phrases[S] {
	all := func(f *committee.Filter[S]) { f.All = true }
	mine := func(f *committee.Filter[S]) { f.Mine = true }
	none := func(*committee.Filter[S]) {}
	return phrases[S]{
		"alle": all, "all": all, "alles": all, "meine": mine, "mine": mine, "my": mine, "meiner": mine,
		"offen": none, "offene": none, "open": none,
	}
}

// states adds the names of the states in both languages, also as people bend them.
func (p phrases[S]) states(prefix string, states []S) {
	for _, s := range states {
		add := func(f *committee.Filter[S]) {
			if !slices.Contains(f.States, s) {
				f.States = append(f.States, s)
			}
		}
		for _, lang := range []string{"de", "en"} {
			name := phrase(messages.In(lang, nil).Say(prefix + string(s)))
			p[name], p[name+"e"], p[name+"en"] = add, add, add
		}
	}
}

// groups adds the groups of a committee.
func (p phrases[S]) groups(seats []committee.Seat) {
	for _, seat := range seats {
		p[phrase(seat.Group)] = func(f *committee.Filter[S]) {
			if !slices.Contains(f.Groups, seat.Group) {
				f.Groups = append(f.Groups, seat.Group)
			}
		}
	}
}

// kinds adds the kinds of topics in both languages, and the agenda, which is where
// scheduled topics are. They mean nothing among needs.
func (p phrases[S]) kinds() {
	for _, k := range []committee.TopicKind{committee.Clarification, committee.Processing} {
		for _, lang := range []string{"de", "en"} {
			p[phrase(messages.In(lang, nil).Say("topic.kind."+string(k)))] = func(f *committee.Filter[S]) { f.Kind = k }
		}
	}
	agenda := func(f *committee.Filter[S]) { f.States = append(f.States, S(committee.TopicScheduled)) }
	p["tagesordnung"], p["agenda"] = agenda, agenda
}

// phrase is how a phrase is looked up.
func phrase(text string) string { return strings.ReplaceAll(fold(text), " ", "") }

var (
	quoted    = regexp.MustCompile(`["„“”»«]([^"„“”»«]*)["„“”»«]`)
	pageLast  = regexp.MustCompile(`(?i)(?:^|\s)(?:(?:seite|page)\s+-?\d{1,9}|-?\d{1,3})$`)
	ownerWord = regexp.MustCompile(`(?i)(?:^|\s)(?:träger|traeger|bedarfsträger|owner|owners):?\s+(.+)$`)
)

// read reads a filter and a page as they were typed: what means something filters
// by it, the rest is text to look for, and so is what stands in quotation marks.
func (p phrases[S]) read(text string) (committee.Filter[S], int) {
	var f committee.Filter[S]
	page := 1
	if m := pageLast.FindStringIndex(text); m != nil {
		page, text = pageFrom(lastWord(text)), text[:m[0]]
	}
	var literal []string
	text = quoted.ReplaceAllStringFunc(text, func(m string) string {
		literal = append(literal, quoted.FindStringSubmatch(m)[1])
		return " "
	})
	if m := ownerWord.FindStringSubmatchIndex(text); m != nil {
		f.Owner = strings.Join(strings.Fields(text[m[2]:m[3]]), " ")
		text = text[:m[0]]
	}
	rest := p.apply(&f, strings.Fields(text))
	f.Text = strings.Join(strings.Fields(strings.Join(append(rest, literal...), " ")), " ")
	return f, page
}

// apply filters by the phrases among the words, longest first, and returns the
// words that mean nothing here.
func (p phrases[S]) apply(f *committee.Filter[S], words []string) []string {
	var rest []string
next:
	for i := 0; i < len(words); {
		for n := min(longestPhrase, len(words)-i); n > 0; n-- {
			if do, known := p[phrase(strings.TrimRight(strings.Join(words[i:i+n], " "), ",;"))]; known {
				do(f)
				i += n
				continue next
			}
		}
		rest = append(rest, words[i])
		i++
	}
	return rest
}

func lastWord(text string) string { return text[strings.LastIndexAny(text, " \n\t")+1:] }

// groupsOf adds the groups of the committee to phrases.
func groupsOf[S ~string](ctx context.Context, d Desk, a asking, p phrases[S]) error {
	seats, err := d.Store.Seats(ctx, a.c.ID)
	p.groups(seats)
	return err
}

// listed splits what a button of a list carries: the committee and the filter.
func listed[S ~string](object string) (int64, committee.Filter[S]) {
	id, rest := splitObject(object)
	return id, committee.DecodeFilter[S](rest)
}

// stated is the filter with the state that was chosen from the list of states.
func stated[S ~string](f committee.Filter[S], chosen string) committee.Filter[S] {
	switch chosen {
	case messages.ListOpen:
		return f.Only()
	case messages.ListAll:
		return f.Everywhere()
	}
	return f.Only(S(chosen))
}

// pageFrom is the page a button leads to.
func pageFrom(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil {
		return 1
	}
	return max(1, n)
}

// onAPage is how many entries a page of a list has.
const onAPage = messages.PageSize
