package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// pressedVote is a button of a motion, or the abstention of another poll. It must
// be quick: everything it needs to know comes with the ballot.
func (d Desk) pressedVote(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	return d.vote(ctx, q, id, committee.Choice{Answer: q.Value})
}

// pressedOption is the button of an option: the one that is chosen, or one more
// or less of those approved.
func (d Desk) pressedOption(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	now := d.Now()
	return d.cast(ctx, q, id, func(w committee.Voting) (committee.Ballot, error) {
		if w.Poll.Kind == committee.ApprovalPoll {
			return w.Poll.Toggle(w.Who, q.Value, w.Before, now)
		}
		return w.Poll.Cast(w.Who, committee.Choice{Approve: []string{q.Value}}, w.Before, now)
	})
}

// vote casts or changes the ballot of the person's seat and gives the receipt.
func (d Desk) vote(ctx context.Context, q bot.Request, id int64, choice committee.Choice) (bot.Reply, error) {
	now := d.Now()
	return d.cast(ctx, q, id, func(w committee.Voting) (committee.Ballot, error) {
		return w.Poll.Cast(w.Who, choice, w.Before, now)
	})
}

func (d Desk) cast(ctx context.Context, q bot.Request, id int64, rule func(committee.Voting) (committee.Ballot, error)) (bot.Reply, error) {
	w, b, err := d.Store.CastBallot(ctx, id, q.User, rule)
	if err != nil {
		return bot.Reply{}, missing(err, "poll.none", "Words", q.Object)
	}
	d.kick()
	return bot.Reply{Receipt: &bot.Receipt{
		Key:  messages.PollKey(w.Poll),
		Word: func() bot.Message { return voice(w.Who, w.Committee).PollReceipt(w, b) },
	}}, nil
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
	"ja": committee.Yes, "yes": committee.Yes, "ichstimmezu": committee.Yes, "zustimmung": committee.Yes, "zustimmen": committee.Yes, "dafuer": committee.Yes, "agree": committee.Yes,
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

// votingWords begin a vote behind the number of a poll, and elsewhere a poll of that kind.
var votingWords = []string{
	"zustimmung", "approval", "auswahl", "choice", "rangfolge", "ranking", "punkte", "points", "dots", "noten", "grades", "scores",
}

// votes reports whether a text is a vote.
func votes(text string) bool { return typedAnswer(text) != "" || typedRanks(text) }

// notUnderstood says what can stand behind the number of a poll.
func notUnderstood(p committee.Poll, text string) error {
	return committee.Refuse(committee.Invalid, "poll.word."+string(p.Kind), "Word", messages.Cut(text, 60), "Number", p.Number, "Seq", p.Number.Seq, "How", messages.HowToVote{Poll: p})
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

// typedVote is "/umfrage 4 ja", "/umfrage 4 rang B-2027-003, B-2027-001" and so on.
func (d Desk) typedVote(ctx context.Context, a asking, q bot.Request, p committee.Poll, text string) (bot.Reply, error) {
	choice, understood := a.typedChoice(p, text)
	if err := p.Receives(a.p, a.now); err != nil && !understood {
		return bot.Reply{}, err // how to vote helps nobody who cannot
	}
	switch {
	case understood:
	case p.Kind == committee.MotionPoll && typedRanks(text):
		return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.not.priority", "Number", p.Number)
	case p.Kind.Ranks() && typedAnswer(text) != "":
		return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.not.motion", "Number", p.Number, "How", messages.HowToVote{Poll: p})
	default:
		return bot.Reply{}, notUnderstood(p, text)
	}
	if err := a.p.Demand(committee.Vote); err != nil {
		return bot.Reply{}, err
	}
	if p.Kind == committee.DatePoll {
		return d.cast(ctx, q, p.ID, func(w committee.Voting) (committee.Ballot, error) {
			return w.Poll.CastDays(w.Who, choice, w.Before, a.now)
		})
	}
	voted := false
	reply, err := d.cast(ctx, q, p.ID, func(w committee.Voting) (committee.Ballot, error) {
		voted = w.Own() != nil
		return w.Poll.Cast(w.Who, choice, w.Before, a.now)
	})
	return reply, withExample(err, p, "", voted)
}

// withExample adds to a refusal of a ballot how one is typed, and whether the one
// before still counts. seat is how the office has named the seat, "" for one's own.
func withExample(err error, p committee.Poll, seat string, voted bool) error {
	es := committee.Refusals(err)
	if len(es) == 0 || es[0].Kind != committee.Invalid {
		return err
	}
	key := "poll.example"
	if voted {
		key = "poll.example.voted"
	}
	return committee.Errors(append(es, committee.Refuse(committee.Invalid, key, "How", messages.HowToVote{Poll: p, For: seat})))
}
