package commands

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// unsure asks about a text that is probably no title. Nothing is stored.
type unsure func(a asking, q bot.Request, u messages.Doubted) bot.Reply

// doubtful reports whether a text is more likely a slip than the title of something
// new: a mistyped verb with a number behind it or before it, what begins with a
// number, or a single word, which of a topic would be published at once. What must be
// refused as a title anyway is not asked about; a single mistyped verb in small letters
// is answered by handler.
func (c command) doubtful(text string, year int) bool {
	if c.title == nil || text == "" || utf8.RuneCountInString(text) > mostSeek || committee.Classified(text) != "" {
		return false
	}
	if _, ok := committee.ParseNumber(text, c.register, year); ok {
		return false
	}
	if do, _ := c.named(text); do != nil {
		return false
	}
	words := strings.Fields(text)
	if len(words) == 1 {
		return number.MatchString(text) || c.register == committee.TopicRegister && utf8.RuneCountInString(text) >= 5 && (capital(text) || !c.mistyped(text))
	}
	switch {
	case isList(text) || isNumber(words[0]):
		return true
	case isNumber(words[1]):
		return c.slipOf(words[0]) != "" || deletes(words[0]) != "" || pair(words)
	}
	return false
}

// aYear is a number that a title may well end with, and that no register reaches.
var aYear = regexp.MustCompile(`^(?:19|20)\d\d$`)

// pair reports whether a text is one word and a number, which is how a verb is typed,
// with a capital letter on telephones. A year makes it a title, "Haushalt 2028", and so
// does a capital letter before several numbers.
func pair(words []string) bool {
	if len(words) == 2 {
		return isNumber(words[1]) && !aYear.MatchString(words[1])
	}
	return !capital(words[0]) && numbersAhead(words[1:]) == len(words)-1
}

// whyDoubted says what about a doubtful text speaks against a title.
func whyDoubted(text string) messages.Doubt {
	words := strings.Fields(text)
	switch {
	case isList(text) && (strings.Contains(text, "\n") || !unicode.IsDigit(rune(text[0]))):
		return messages.DoubtedList
	case isList(text) || isNumber(words[0]):
		return messages.DoubtedNumber
	case len(words) == 1:
		return messages.DoubtedWord
	}
	return messages.DoubtedPair
}

var listMark = regexp.MustCompile(`^(?:[\p{Pd}*•]|\d{1,3}[.)])\s`)

// isList reports whether a text begins like a list, or its first line like a point of one.
func isList(text string) bool { return listMark.MatchString(strings.TrimSpace(text)) }

// deletes is the verb that takes something back, if a word means to delete it. Nothing
// is deleted here, for numbers are not given away again.
func deletes(word string) string {
	switch fold(strings.TrimRight(word, ".,;:!")) {
	case "loeschen", "loesche", "entfernen", "entferne", "streichen", "streiche":
		return "zurückziehen"
	case "delete", "remove":
		return "withdraw"
	}
	return ""
}

// capital reports whether a word begins with a capital letter, as a title does, and on
// telephones many a command.
func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// slipOf is the verb that a word next to a number is probably meant to be, or "".
// Short words are looked at strictly: "Die 115" is no verb.
func (c command) slipOf(word string) string {
	word = fold(strings.TrimRight(word, ".,;:!"))
	near := c.nearest(word)
	if len(near) == 0 {
		return ""
	}
	if utf8.RuneCountInString(word) >= 5 || slices.ContainsFunc(c.verbs, func(v verb) bool { return slices.Contains(v.names, near[0]) && v.slip(word) }) {
		return near[0]
	}
	return ""
}

// meantBy are the commands that a doubtful text may be meant to be, as they would be
// typed, with all that stands behind the verb.
func (c command) meantBy(q bot.Request) []string {
	words := strings.Fields(q.Text)
	if len(words) == 1 {
		if strings.Contains(q.Text, "`") || number.MatchString(q.Text) {
			return nil
		}
		if name := deletes(q.Text); name != "" {
			return []string{"/" + q.Name + " " + name}
		}
		return c.near(q)
	}
	at := numbersAhead(words)
	if at == len(words) {
		return nil
	}
	name := deletes(words[at])
	if name == "" && !begins(words[at:], at) {
		name = c.slipOf(words[at])
	}
	if name == "" || strings.Contains(q.Text, "`") {
		return nil
	}
	return []string{"/" + q.Name + " " + name + " " + strings.Join(slices.Delete(slices.Clone(words), at, at+1), " ")}
}

// begins reports whether a short word behind a number goes on as a sentence: "31 ist zu
// lang" is no list.
func begins(words []string, numbers int) bool {
	return numbers > 0 && len(words) > 1 && utf8.RuneCountInString(words[0]) < 5
}

// unsureTopic asks whether a text is meant as the title of a topic.
func (d Desk) unsureTopic(a asking, q bot.Request, u messages.Doubted) bot.Reply {
	m := a.v.Doubt(q.Text, u, a.p.May(committee.SubmitATopic))
	if a.p.May(committee.SubmitATopic) {
		m = a.v.WithTypedTopic(m, a.c.ID, q.Thread, q.Text)
	} else if len(u.Near) == 0 {
		m.Text = a.v.AllRefusals(committee.Refusals(d.giveBack(q, q.Text, a.p.Demand(committee.SubmitATopic))))
	}
	return bot.Reply{Message: m}
}

// orTitle adds to a refusal of a verb alone that the word may be meant as a title:
// "Tagesordnung" is a verb, and can be a topic.
func (d Desk) orTitle(a asking, q bot.Request, refusal error) (bot.Reply, error) {
	es := committee.Refusals(refusal)
	if es == nil || !capital(q.Text) || strings.ContainsAny(q.Text, " \n\t") || !a.p.May(committee.SubmitATopic) {
		return bot.Reply{}, refusal
	}
	m := bot.Message{Text: joined(a.v.AllRefusals(es), a.v.Say("unknown.doubt.title"))}
	return bot.Reply{Message: a.v.WithTypedTopic(m, a.c.ID, q.Thread, q.Text)}, nil
}

// unsureNeed asks whether a text is meant as the title of a need.
func (d Desk) unsureNeed(a asking, q bot.Request, u messages.Doubted) bot.Reply {
	m := a.v.Doubt(q.Text, u, a.p.May(committee.ReportANeed))
	if a.p.May(committee.ReportANeed) {
		m = a.v.WithAnew(m, a.c.ID, q.Text)
	}
	return bot.Reply{Message: m}
}

// pressedTypedTopic submits what was typed after all; twice is once.
func (d Desk) pressedTypedTopic(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, thread := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	once := ""
	if q.Post != "" {
		once = "topic-typed/" + q.Post
	}
	reply, _, err := d.submitUnlessAlike(ctx, a, quickTopic(a, q.Value, thread), once)
	return reply, err
}
