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

// openingWord is a word of "wieder öffnen 9"; againWord is one that cannot mean a new poll.
var (
	openingWord = regexp.MustCompile(`(?i)^(?:wieder|nochmals?|noch|einmal|(?:wieder)?(?:(?:er)?(?:öffnen|oeffnen)|aufmachen)|öffne|oeffne|bitte|reopen|open|again|re|up)$`)
	againWord   = regexp.MustCompile(`(?i)wieder|again|^re`)
)

// reopen answers who wants to open a poll again that has ended: that never happens, and
// there is another way. Without a number it may be a new poll, or its question.
func (d Desk) reopen(ctx context.Context, a asking, q bot.Request, _ string) (bot.Reply, error) {
	words := strings.Fields(q.Text)
	rest := slices.DeleteFunc(slices.Clone(words), openingWord.MatchString)
	switch {
	case len(rest) == 0 && slices.ContainsFunc(words, againWord.MatchString):
		return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.reopen")
	case len(rest) == 0:
		return d.newPoll(ctx, a, q, "")
	}
	if _, ok := committee.ParseNumber(rest[0], committee.PollRegister, a.year()); !ok || len(rest) > 1 {
		return d.pollFromText(ctx, a, q, q.Text)
	}
	p, err := d.numberedPoll(ctx, a, rest[0])
	if err != nil {
		return bot.Reply{}, err
	}
	key := "poll.reopen.ended"
	if p.OpenAt(a.now) {
		key = "poll.reopen.open"
	}
	return bot.Reply{}, committee.Refuse(committee.Conflict, key, "Number", p.Number, "Question", p.Question, "Seq", p.Number.Seq, "At", p.ClosesAt, "Later", messages.TypedMoment(p.LaterEnd(a.c)))
}
