package commands

import (
	"context"
	"regexp"
	"strings"

	"gremienbot/committee"
)

// readOptions reads the lines of a sketch into the draft: needs for a priority
// poll, days for a date poll, else words as they are, or numbers of needs.
func (d Desk) readOptions(ctx context.Context, a asking, s committee.PollSketch, draft *committee.PollDraft) error {
	var err error
	switch {
	case s.InRegister():
		words, unread := needLines(s.Options)
		draft.Needs, err = d.needsNamed(ctx, a, words)
		return allOf(unread, err)
	case s.Kind == committee.DatePoll:
		draft.Options, err = a.days(s.Options)
		return err
	}
	return d.typedOptions(ctx, a, s.Options, draft)
}

var fullNumber = regexp.MustCompile(`(?i)^[bt]\p{Pd}\d{4}\p{Pd}\d{1,6}\b`)

// typedOptions reads lines. One that begins with the whole number of a need or
// topic means that one.
func (d Desk) typedOptions(ctx context.Context, a asking, text string, draft *committee.PollDraft) error {
	var es error
	for _, o := range committee.OptionLines(text) {
		word := fullNumber.FindString(o.Label)
		var err error
		switch {
		case word == "":
			draft.Options = append(draft.Options, o)
		case strings.EqualFold(word[:1], "t"):
			o, err = d.topicOption(ctx, a, word)
			draft.Options = append(draft.Options, o)
		default:
			var needs []committee.Need
			needs, err = d.needsNamed(ctx, a, []string{word})
			draft.Needs = append(draft.Needs, needs...)
		}
		if err != nil && committee.Refusals(err) == nil {
			return err
		}
		es = allOf(es, atOptions(err))
	}
	return es
}

// atOptions moves refusals to the field in which options are typed.
func atOptions(err error) error {
	var moved committee.Errors
	for _, e := range committee.Refusals(err) {
		at := *e
		moved = append(moved, at.At("options"))
	}
	if len(moved) == 0 {
		return err
	}
	return moved
}

// topicOption is a topic to choose, named by its number.
func (d Desk) topicOption(ctx context.Context, a asking, word string) (committee.PollOption, error) {
	n, _ := committee.ParseNumber(word, committee.TopicRegister, a.year())
	t, err := d.Store.TopicNumbered(ctx, a.c.ID, n)
	if err == nil && !a.p.MaySee(t.TLP) {
		err = committee.ErrMissing
	}
	return committee.PollOption{Key: n.String(), Label: t.Title, Topic: t.ID}, missing(err, "topic.none", "Words", n.String())
}
