package commands

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// mostAtOnce is how many topics one command handles.
const mostAtOnce = 20

var (
	aTopic     = `(?:t\p{Pd}?)?(?:\d{4}[\p{Pd}/])?\d{1,6}`
	firstTopic = regexp.MustCompile(`(?i)^\s*(` + aTopic + `)(?:[\s,;&+:]|$)`)
	// nextTopic is one that a list goes on with, or one that cannot be anything else.
	nextTopic = regexp.MustCompile(`(?i)^(?:\s*[,;&+]\s*(?:(?:und|and|sowie)\s+)?|\s+(?:und|and|sowie)\s+)(` + aTopic + `)(?:[\s,;&+:]|$)|^\s+((?:t\p{Pd}?(?:\d{4}[\p{Pd}/])?|\d{4}[\p{Pd}/])\d{1,6})(?:[\s,;&+:]|$)`)
	// numbersOnly are numbers with nothing but spaces between them; numberAhead is one
	// with a text behind it.
	numbersOnly = regexp.MustCompile(`^\d{1,6}(?:\s+\d{1,6})*$`)
	numberAhead = regexp.MustCompile(`^(\d{1,6})\s+\S`)
)

// named is what stands behind a verb: the numbers of topics, and the rest. A colon
// ends the numbers, so that the rest may begin with one.
type named struct {
	topics []string
	rest   string
	closed bool
}

// readNamed reads "6, 7 und T-2027-008: 3 Länder fehlen".
func readNamed(text string) named {
	m := firstTopic.FindStringSubmatchIndex(text)
	if m == nil {
		return named{rest: strings.TrimSpace(text)}
	}
	n := named{topics: []string{text[m[2]:m[3]]}}
	text = text[m[3]:]
	for m := nextTopic.FindStringSubmatchIndex(text); m != nil; m = nextTopic.FindStringSubmatchIndex(text) {
		at, end := max(m[2], m[4]), max(m[3], m[5])
		n.topics = append(n.topics, text[at:end])
		text = text[end:]
	}
	if rest, ok := strings.CutPrefix(strings.TrimSpace(text), ":"); ok {
		text, n.closed = rest, true
	}
	n.rest = strings.TrimLeft(text, " \t\n,;")
	return n
}

// spread takes numbers that only spaces part for topics too, if nothing else stands
// behind the verb.
func (n named) spread() named {
	if !n.closed && len(n.topics) > 0 && numbersOnly.MatchString(n.rest) {
		n.topics, n.rest = append(n.topics, strings.Fields(n.rest)...), ""
	}
	return n
}

// namedFor reads what stands behind a verb of chair and office. It refuses what may
// be another topic as well as a meeting or the beginning of the text.
func (d Desk) namedFor(ctx context.Context, a asking, h committee.Handling, text string) (named, error) {
	n := readNamed(text)
	if n.closed || len(n.topics) == 0 {
		return n, nil
	}
	if h == committee.Schedule {
		if numbersOnly.MatchString(n.rest) && strings.ContainsAny(n.rest, " \t\n") {
			return n, committee.Refuse(committee.Invalid, "topic.many.agenda")
		}
		return n, nil
	}
	n = n.spread()
	ahead := numberAhead.FindStringSubmatch(n.rest)
	if ahead == nil || h == committee.TakeOn || h == committee.MakeNeed {
		return n, nil
	}
	if day, _, err := a.untilAndWhy(n.rest); h == committee.Defer && err == nil && !day.IsZero() {
		return n, nil
	}
	number, _ := committee.ParseNumber(ahead[1], committee.TopicRegister, a.year())
	t, err := d.Store.TopicNumbered(ctx, a.c.ID, number)
	if errors.Is(err, committee.ErrMissing) || err == nil && !t.Open() {
		return n, nil
	}
	if err != nil {
		return n, err
	}
	return n, committee.Refuse(committee.Invalid, "topic.many.text", "Seq", number.Seq)
}

// careForAll does the same with several topics, each by itself, and says of each what
// came of it.
func (d Desk) careForAll(ctx context.Context, a asking, q bot.Request, h committee.Handling, n named) (bot.Reply, error) {
	switch {
	case h == committee.MakeNeed:
		return bot.Reply{}, committee.Refuse(committee.Invalid, "topic.many.need")
	case n.rest != "" && h == committee.TakeOn:
		return bot.Reply{}, d.giveBack(q, n.rest, committee.Refuse(committee.Invalid, "topic.care.words"))
	}
	c, err := a.typedAct(h, n.rest)
	if err != nil {
		return bot.Reply{}, d.giveBack(q, n.rest, err)
	}
	return d.withAll(ctx, a, q, n, messages.Many{Key: "topic.many.done", Do: h}, func(t committee.Topic) (committee.Topic, error) {
		return d.handle(ctx, a, t, c, "")
	})
}

// withAll does something with each of the topics that were typed, one after the
// other, and says what came of it. What was typed comes back if it did not reach all.
func (d Desk) withAll(ctx context.Context, a asking, q bot.Request, n named, said messages.Many, do func(committee.Topic) (committee.Topic, error)) (bot.Reply, error) {
	if len(n.topics) > mostAtOnce {
		return bot.Reply{}, d.giveBack(q, n.rest, committee.Refuse(committee.Invalid, "topic.many.most", "Max", mostAtOnce))
	}
	var errs []error
	var seen []int64
	for _, word := range n.topics {
		t, err := d.topicTyped(ctx, a, word)
		if err == nil && slices.Contains(seen, t.ID) {
			continue
		}
		seen = append(seen, t.ID)
		if err == nil {
			t, err = do(t)
		}
		if err == nil {
			said.Done = append(said.Done, t)
		} else {
			said.Not = append(said.Not, d.notDone(ctx, a, q, word, err))
		}
		errs = append(errs, err)
	}
	if len(said.Done) == 0 && said.SameWhy() {
		return bot.Reply{}, d.giveBack(q, n.rest, errs[0])
	}
	d.kick()
	if committee.Classified(n.rest) == "" {
		said.Text = n.rest
	}
	return bot.Reply{Message: a.v.TopicsDone(said)}, nil
}

// notDone says why one of several was not done. A fault is said there too, for what was
// done before must be said all the same.
func (d Desk) notDone(ctx context.Context, a asking, q bot.Request, word string, err error) messages.NotDone {
	if es := committee.Refusals(err); es != nil {
		return messages.NotDone{Typed: word, Why: a.v.AllRefusals(es)}
	}
	return messages.NotDone{Typed: word, Why: d.fault(ctx, q, a.v, err)}
}

// topicTyped finds the topic with a number as it was typed.
func (d Desk) topicTyped(ctx context.Context, a asking, word string) (committee.Topic, error) {
	number, ok := committee.ParseNumber(word, committee.TopicRegister, a.year())
	if !ok {
		return committee.Topic{}, committee.Refuse(committee.Missing, "topic.none", "Words", word)
	}
	t, err := d.Store.TopicNumbered(ctx, a.c.ID, number)
	return t, missing(err, "topic.none", "Words", word)
}
