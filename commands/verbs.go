package commands

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// verb is a word behind a trigger and what answers it. The first name is
// German, the second English; more are synonyms.
type verb struct {
	names []string
	do    answer
}

// command is one trigger: its verbs, what a bare trigger does, and what any
// other text does (nil: it is not understood). careful takes no other text that
// begins with what looks like a mistyped verb. title, if set, is asked instead of
// other about a text that is more likely a slip than a title, see doubtful. ahead are
// names of verbs that are none behind a single number: there they are a vote.
type command struct {
	verbs    []verb
	bare     answer
	other    answer
	careful  bool
	ahead    []string
	title    unsure
	register committee.Register
}

// handler leads a typed command to the verb it names.
func (c command) handler(d Desk) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		a, err := d.who(ctx, q)
		if err != nil {
			return bot.Reply{}, err
		}
		if c.doubtful(q.Text, a.year()) {
			return c.title(a, q, messages.Doubted{Why: whyDoubted(q.Text), Near: c.meantBy(q), Command: "/" + q.Name}), nil
		}
		do, rest := c.find(q.Text)
		switch {
		case do == nil && c.slipped(q.Text):
			return bot.Reply{}, d.giveBack(q, q.Text, committee.Refuse(committee.Invalid, "unknown.slip", "Word", messages.Cut(firstWord(q.Text), 60), "Near", messages.Commands(c.near(q))))
		case do == nil:
			return bot.Reply{Message: bot.Message{Text: a.v.Unknown(firstWord(q.Text), c.near(q))}}, nil
		}
		return do(ctx, a, q, rest)
	}
}

func (c command) find(text string) (answer, string) {
	if text == "" {
		return c.bare, ""
	}
	if do, rest := c.named(text); do != nil {
		return do, rest
	}
	if c.other != nil && !c.mistyped(text) && !c.slipped(text) {
		return c.other, text
	}
	return nil, ""
}

// named finds the verb that a text names, before or after a number.
func (c command) named(text string) (answer, string) {
	word := fold(firstWord(text))
	for _, v := range c.verbs {
		if slices.ContainsFunc(v.names, func(n string) bool { return fold(n) == word }) {
			return v.do, strings.TrimSpace(text[len(firstWord(text)):])
		}
	}
	return c.numberFirst(text)
}

var number = regexp.MustCompile(`^(?i)[a-z]?\p{Pd}?[\d/\p{Pd}]+$`)

// numberFirst understands "2 zurückziehen" like "zurückziehen 2", and "2, 3 und 4
// aufnehmen" like "aufnehmen 2, 3 und 4". A noun behind several numbers may go on as
// a title: "2027 und 2028 Liste der Projekte".
func (c command) numberFirst(text string) (answer, string) {
	words := strings.Fields(text)
	at := numbersAhead(words)
	if at == 0 || at == len(words) || at > 1 && capital(words[at]) && at < len(words)-1 {
		return nil, ""
	}
	word := fold(strings.TrimRight(words[at], ".,;:!"))
	if at == 1 && slices.Contains(c.ahead, word) {
		return nil, ""
	}
	for _, v := range c.verbs {
		if slices.ContainsFunc(v.names, func(n string) bool { return fold(n) == word }) {
			return v.do, strings.Join(append(words[:at:at], words[at+1:]...), " ")
		}
	}
	return nil, ""
}

// numbersAhead is how many words a list of numbers at the beginning has.
func numbersAhead(words []string) int {
	n := 0
	for i, w := range words {
		switch {
		case isNumber(w):
			n = i + 1
		case i == 0 || !slices.Contains([]string{"und", "and", "sowie", "&", "+"}, w):
			return n
		}
	}
	return n
}

// isNumber reports whether a word is a number as in a list.
func isNumber(word string) bool {
	for part := range strings.SplitSeq(strings.TrimRight(word, ",;"), ",") {
		if !number.MatchString(part) {
			return false
		}
	}
	return true
}

// mistyped reports whether a single word looks like one of the verbs.
func (c command) mistyped(text string) bool {
	return !strings.ContainsAny(text, " \n\t") && len(c.nearest(text)) > 0
}

// slipped reports whether several words begin with what looks like one of the
// verbs. It is stricter than mistyped, because questions begin like that too.
func (c command) slipped(text string) bool {
	word := firstWord(text)
	return c.careful && word != text && slices.ContainsFunc(c.verbs, func(v verb) bool { return v.slip(fold(word)) })
}

// slip reports whether a word is a name of the verb with one slip, or two in one of
// ten letters: "Entwerfen" is no mistyped "entfernen". Of a short name only its
// letters may be wrong: "Neue" is no mistyped "neu".
func (v verb) slip(word string) bool {
	return slices.ContainsFunc(v.names, func(n string) bool {
		name := []rune(fold(n))
		if len(name) < 5 && len([]rune(word)) != len(name) {
			return false
		}
		return len(name) > 2 && distance(word, string(name)) <= 1+len(name)/10
	})
}

// near are the commands the person may have meant, as they would be typed, with a
// number and what else stands behind the word.
func (c command) near(q bot.Request) []string {
	rest := ""
	if words := strings.Fields(q.Text); len(words) > 1 && isNumber(words[1]) && len(q.Text) <= mostSeek && !strings.Contains(q.Text, "`") {
		rest = " " + strings.Join(words[1:], " ")
	}
	var near []string
	for _, name := range c.nearest(firstWord(q.Text)) {
		near = append(near, "/"+q.Name+" "+name+rest)
	}
	return near
}

// nearest are the verbs that are the fewest letters away, one or for names of eight
// letters and more two, or that begin like the word; at most three. "quark" is no
// mistyped "quick".
func (c command) nearest(word string) []string {
	word = fold(word)
	var near []string
	best := 2
	for _, v := range c.verbs {
		name, away := v.nearest(word)
		switch {
		case away > best || away > 1+len(fold(name))/8:
			continue
		case away < best:
			near, best = nil, away
		}
		near = append(near, name)
	}
	return near[:min(len(near), 3)]
}

// nearest is the name of the verb that is the fewest letters away. The beginning
// of a name is one letter away.
func (v verb) nearest(word string) (name string, away int) {
	for i, n := range v.names {
		d := distance(word, fold(n))
		if len(word) >= 3 && strings.HasPrefix(fold(n), word) {
			d = min(d, 1)
		}
		if i == 0 || d < away {
			name, away = n, d
		}
	}
	return name, away
}

func firstWord(text string) string {
	if i := strings.IndexAny(text, " \n\t"); i >= 0 {
		return text[:i]
	}
	return text
}

var folder = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "-", "", "_", "", "–", "", "—", "", "‐", "", "‑", "")

// fold makes words alike that people mean alike: case, umlauts, hyphens.
func fold(word string) string { return folder.Replace(strings.ToLower(word)) }

// distance is the number of letters to add, drop, change or swap with their
// neighbour (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		for j := range y {
			cost := row[j]
			if x[i] != y[j] {
				cost++
			}
			next[j+1] = min(cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(y)]
}
