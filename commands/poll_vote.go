package commands

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// pressedVote is a button of a motion. It must be quick: everything it needs to
// know comes with the ballot.
func (d Desk) pressedVote(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	return d.vote(ctx, q, id, committee.Choice{Answer: q.Value})
}

// vote casts or changes the ballot of the person's seat and gives the receipt.
func (d Desk) vote(ctx context.Context, q bot.Request, id int64, choice committee.Choice) (bot.Reply, error) {
	now := d.Now()
	w, b, err := d.Store.CastBallot(ctx, id, q.User, func(w committee.Voting) (committee.Ballot, error) {
		return w.Poll.Cast(w.Who, choice, w.Before, now)
	})
	if err != nil {
		return bot.Reply{}, missing(err, "poll.none", "Words", q.Object)
	}
	d.kick()
	return bot.Reply{Message: voice(w.Who, w.Committee).PollReceipt(w, b)}, nil
}

// pressedRank opens the ballot of a priority poll, filled in with the one that is stored.
func (d Desk) pressedRank(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	w, err := d.Store.Voting(ctx, id, q.User)
	if err != nil {
		return bot.Reply{}, missing(err, "poll.none", "Words", q.Object)
	}
	if err := w.Poll.Admits(w.Who, w.Before, d.Now()); err != nil {
		return bot.Reply{}, err
	}
	var before committee.Choice
	if w.Before != nil {
		before = w.Before.Choice
	}
	form := voice(w.Who, w.Committee).RankDialog(w.Poll, before)
	return bot.Reply{Dialog: &form}, nil
}

// sentRank takes the ballot of a priority poll. Ranks that were left free in
// between do not count.
func (d Desk) sentRank(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	var c committee.Choice
	var fields []string
	for rank := range committee.DefaultTop {
		field := fmt.Sprintf("rank%d", rank+1)
		if q.Form[field] != "" {
			c.Ranking, fields = append(c.Ranking, q.Form[field]), append(fields, field)
		}
	}
	reply, err := d.vote(ctx, q, id, c)
	return reply, atRank(err, fields)
}

// atRank moves a refusal about the nth need to the field in which that was chosen.
func atRank(err error, fields []string) error {
	var e *committee.Error
	if !errors.As(err, &e) {
		return err
	}
	for i, field := range fields {
		if e.Field == fmt.Sprintf("rank%d", i+1) {
			moved := *e
			return moved.At(field)
		}
	}
	return err
}

// answers are the words for a vote, folded.
var answers = map[string]string{
	"ja": committee.Yes, "yes": committee.Yes, "ichstimmezu": committee.Yes, "zustimmung": committee.Yes, "dafuer": committee.Yes, "agree": committee.Yes,
	"nein": committee.No, "no": committee.No, "ichlehneab": committee.No, "ablehnung": committee.No, "dagegen": committee.No, "disagree": committee.No,
	"enthaltung": committee.Abstain, "abstain": committee.Abstain, "ichenthaltemich": committee.Abstain, "abstention": committee.Abstain, "enthalten": committee.Abstain,
}

// typedAnswer is the answer to a motion that a text is, "" if it is none.
func typedAnswer(text string) string {
	return answers[fold(strings.Join(strings.Fields(strings.Trim(text, ".! ")), ""))]
}

// typedRanks reports whether a text begins like a ranking.
func typedRanks(text string) bool {
	return slices.Contains([]string{"rang", "rank", "raenge", "ranks"}, fold(firstWord(text)))
}

// votes reports whether a text is a vote.
func votes(text string) bool { return typedAnswer(text) != "" || typedRanks(text) }

// notUnderstood says what can stand behind the number of a poll.
func notUnderstood(p committee.Poll, text string) error {
	key := "poll.word.motion"
	if p.Kind == committee.PriorityPoll {
		key = "poll.word.priority"
	}
	return committee.Refuse(committee.Invalid, key, "Word", messages.Cut(text, 60), "Number", p.Number, "Seq", p.Number.Seq)
}

// whichPoll says how to vote when the number of the poll is missing.
func (d Desk) whichPoll(ctx context.Context, a asking, text string) error {
	if err := a.p.Demand(committee.Vote); err != nil {
		return err
	}
	open, err := d.Store.OpenPolls(ctx, a.c.ID)
	switch {
	case err != nil:
		return err
	case len(open) == 0:
		return committee.Refuse(committee.Missing, "poll.vote.none")
	case len(open) == 1:
		return committee.Refuse(committee.Invalid, "poll.vote.only", "Number", open[0].Number, "Question", open[0].Question, "Seq", open[0].Number.Seq, "Text", messages.Cut(text, 60))
	}
	return committee.Refuse(committee.Invalid, "poll.vote.which", "Count", len(open), "Seq", open[0].Number.Seq, "Text", messages.Cut(text, 60))
}

// typedVote is "/umfrage 4 ja" and "/umfrage 4 rang B-2027-003, B-2027-001".
func (d Desk) typedVote(ctx context.Context, a asking, q bot.Request, p committee.Poll, text string) (bot.Reply, error) {
	if !votes(text) {
		return bot.Reply{}, notUnderstood(p, text)
	}
	if err := a.p.Demand(committee.Vote); err != nil {
		return bot.Reply{}, err
	}
	answer, ranks := typedAnswer(text), typedRanks(text)
	switch {
	case p.Kind == committee.MotionPoll && ranks:
		return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.not.priority", "Number", p.Number)
	case p.Kind == committee.MotionPoll:
		return d.vote(ctx, q, p.ID, committee.Choice{Answer: answer})
	case !ranks:
		return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.not.motion", "Number", p.Number)
	}
	return d.vote(ctx, q, p.ID, committee.Choice{Ranking: typedRanking(p, text[len(firstWord(text)):], a.year())})
}

var separators = regexp.MustCompile(`[\s,;>]+`)

// typedRanking reads needs by their numbers, best first. A number without a year
// is the one of the poll's options; what is not an option stays as typed and will
// be refused by name.
func typedRanking(p committee.Poll, text string, year int) []string {
	var keys []string
	for _, word := range separators.Split(strings.TrimSpace(text), -1) {
		if word != "" {
			keys = append(keys, optionNamed(p, word, year))
		}
	}
	return keys
}

func optionNamed(p committee.Poll, word string, year int) string {
	n, ok := committee.ParseNumber(word, committee.NeedRegister, year)
	if !ok {
		return word
	}
	key := n.String()
	for _, o := range p.Options {
		if o.Key == key {
			return key
		}
	}
	if strings.ContainsAny(word, "-/") {
		return key
	}
	var fit []string
	for _, o := range p.Options {
		if m, ok := committee.ParseNumber(o.Key, committee.NeedRegister, year); ok && m.Seq == n.Seq {
			fit = append(fit, o.Key)
		}
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return key
}
