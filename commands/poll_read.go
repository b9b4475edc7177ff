package commands

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gremienbot/committee"
)

// typedOpening is a poll as it was typed, not checked yet. It is complete if it
// says when the poll ends.
type typedOpening struct {
	question, until string
	needs           []string
	complete        bool
}

var untilWord = regexp.MustCompile(`(?i)(?:^|\s)(?:bis|until)\s+`)

// readMotion reads "Nehmen wir teil? bis Freitag 12 Uhr", or with the end first. What
// follows the last "bis" is the end; if nobody can read that, an earlier one that can be
// read is.
func (a asking) readMotion(text string) typedOpening {
	marks := untilWord.FindAllStringIndex(text, -1)
	if len(marks) == 0 {
		return typedOpening{question: text}
	}
	for _, mark := range slices.Backward(marks) {
		if _, err := a.pollEnd(text[mark[1]:]); err == nil {
			return opening(text, mark)
		}
	}
	if first := marks[0]; strings.TrimSpace(text[:first[0]]) == "" {
		if until, question := a.splitEnd(text[first[1]:]); question != "" {
			return typedOpening{question: question, until: until, complete: true}
		}
	}
	return opening(text, marks[len(marks)-1])
}

func opening(text string, mark []int) typedOpening {
	return typedOpening{question: strings.TrimSpace(text[:mark[0]]), until: strings.TrimSpace(text[mark[1]:]), complete: true}
}

var (
	leadingNeed = regexp.MustCompile(`(?i)^\s*((?:b[\p{Pd}\s]?)?(?:\d{4}[\p{Pd}/])?\d{1,6})` + nextListed)
	nextNeed    = regexp.MustCompile(`(?i)^(?:\s*[,;&]\s*(?:(?:und|and)\s+)?|\s+(?:und|and)\s+)((?:b[\p{Pd}\s]?)?(?:\d{4}[\p{Pd}/])?\d{1,6})\b`)
	goesOn      = regexp.MustCompile(`(?i)^\s*(?:[,;&]|(?:und|and)\s)\s*\S`) // a list with something that is no number
	leadingSpan = regexp.MustCompile(`^\s*(\d{1,3}\s*\p{Pd}\s*\d{1,3})` + nextListed)
	needSpan    = regexp.MustCompile(`(?i)(^|[,;&]\s*|\s(?:und|and)\s+)(\d{1,3})\s*\p{Pd}\s*(\d{1,3})\b`)
	firstNeed   = regexp.MustCompile(`(?i)^\s*((?:b[\p{Pd}\s]?)?(?:\d{4}[\p{Pd}/])?\d{1,6})\b`)
)

// readPriorities reads "1,2,5 bis 9.3.2027 12:00 Welche Bedarfe zuerst?", or with
// the question before the end.
func (a asking) readPriorities(text string) typedOpening {
	var needs []string
	for {
		if m := leadingSpan.FindStringSubmatch(text); m != nil {
			needs, text = append(needs, strings.Split(spanned(m[1]), ", ")...), text[len(m[0]):]
			continue
		}
		m := leadingNeed.FindStringSubmatch(text)
		if m == nil {
			break
		}
		needs, text = append(needs, m[1]), text[len(m[0]):]
	}
	o := a.readMotion(text)
	if o.complete && o.question == "" {
		o.until, o.question = a.splitEnd(o.until)
	}
	o.needs, o.complete = needs, o.complete && len(needs) > 0
	return o
}

// spanned writes "1-3" in a list of needs as "1, 2, 3". What is no span stays as it is.
func spanned(text string) string {
	return needSpan.ReplaceAllStringFunc(text, func(span string) string {
		m := needSpan.FindStringSubmatch(span)
		from, _ := strconv.Atoi(m[2]) // digits
		to, _ := strconv.Atoi(m[3])
		if from >= to || to-from > committee.MaxOptions {
			return span
		}
		all := []string{m[1] + m[2]}
		for n := from + 1; n <= to; n++ {
			all = append(all, strconv.Itoa(n))
		}
		return strings.Join(all, ", ")
	})
}

// splitEnd divides "9.3.2027 12:00 Welche zuerst?" into the end and what follows
// it: the end is as many words as can be read as one, without a last word that
// says nothing in a moment and may begin the question.
func (a asking) splitEnd(text string) (until, rest string) {
	words := strings.Fields(text)
	for n := len(words); n > 0; n-- {
		if _, err := a.pollEnd(strings.Join(words[:n], " ")); err != nil {
			continue
		}
		for n > 1 && vague.MatchString(words[n-1]) {
			n--
		}
		return strings.Join(words[:n], " "), strings.Join(words[n:], " ")
	}
	return text, ""
}

var vague = regexp.MustCompile(`(?i)^(?:bis|zum|am|den|der|dem|um|-|until|till|by|on|at|the)$`)

// readPoll reads a poll as it was typed. It is complete if it says when the poll
// ends and, where there is something to choose, among what.
func (a asking) readPoll(kind committee.PollKind, text string) (committee.PollSketch, bool) {
	s := committee.PollSketch{Kind: kind}
	if says, rest := committee.SecrecyOf(text); says == committee.SaysConfidential { // before needs or an end
		text, s.Confidential = rest, true
	}
	var o typedOpening
	switch kind {
	case committee.MotionPoll:
		o = a.readMotion(text)
	case committee.PriorityPoll:
		o = a.readPriorities(text)
		s.Options = strings.Join(o.needs, "\n")
	default:
		o, s.Options = a.readChoices(text)
	}
	s.Question, s.Until = o.question, o.until
	return s.Read(), o.complete
}

var optionBreak = regexp.MustCompile(`\s*[\n|]\s*`)

// readChoices reads "Wo tagen wir? | Fulda | Kassel bis Freitag 12 Uhr", with the
// end behind the question or the last option, divided by lines or strokes.
func (a asking) readChoices(text string) (typedOpening, string) {
	parts := optionBreak.Split(strings.TrimSpace(text), -1)
	var o typedOpening
	for _, i := range []int{0, len(parts) - 1} {
		if part := a.readMotion(parts[i]); part.complete && !o.complete {
			o, parts[i] = part, part.question
		}
	}
	if parts[0] == "" && len(parts) > 1 { // the end in a line of its own before the question
		parts = parts[1:]
	}
	o.question = parts[0]
	var options []string
	for _, option := range parts[1:] {
		if option != "" {
			options = append(options, option)
		}
	}
	o.complete = o.complete && len(options) > 0
	return o, strings.Join(options, "\n")
}

// needLines reads the form's lines: a number and, behind it, whatever helps to
// recognise it. Several numbers in a line are divided by commas.
func needLines(text string) ([]string, error) {
	var needs []string
	var es committee.Errors
	for line := range strings.Lines(text) {
		line = spanned(strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-*•")))
		if line == "" {
			continue
		}
		m := firstNeed.FindStringSubmatch(line)
		if m == nil {
			es = append(es, committee.Refuse(committee.Invalid, "poll.needs.unreadable", "Text", line).At("needs"))
			continue
		}
		for m != nil {
			needs, line = append(needs, m[1]), line[len(m[0]):]
			m = nextNeed.FindStringSubmatch(line)
		}
		if goesOn.MatchString(line) {
			es = append(es, committee.Refuse(committee.Invalid, "poll.needs.unreadable", "Text", strings.TrimSpace(line)).At("needs"))
		}
	}
	if len(es) > 0 {
		return needs, es
	}
	return needs, nil
}
