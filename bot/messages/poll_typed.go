package messages

import (
	"strconv"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// HowToVote is how a vote in a poll is typed, as the value of a placeholder: commands
// with examples from the poll itself.
type HowToVote struct {
	Poll committee.Poll
	For  string // the office enters it for the seat that is named like this; "" for one's own
	// Objection: what the office enters is an objection to a circulation, no vote.
	Objection bool
}

// howToVote writes the commands in backticks, divided by "or".
func (v Voice) howToVote(h HowToVote) string {
	var commands Commands
	for _, ballot := range v.typedBallots(h) {
		commands = append(commands, v.Say("poll.typed", "Seq", h.Poll.Number.Seq, "For", visible(h.For), "Ballot", ballot))
	}
	return v.oneOf(commands)
}

// typedToo says below a poll how a vote in it is typed, by one example.
func (v Voice) typedToo(p committee.Poll) string {
	ballots := v.typedBallots(HowToVote{Poll: p})
	if len(ballots) == 0 {
		return ""
	}
	return v.Say("poll.typed.too", "How", v.oneOf(Commands{v.Say("poll.typed", "Seq", p.Number.Seq, "For", "", "Ballot", ballots[0])}))
}

// typedBallots are examples of ballots as they stand behind the number of a poll. To a
// motion the office is shown one.
func (v Voice) typedBallots(h HowToVote) []string {
	p := h.Poll
	switch {
	case h.Objection:
		return []string{v.Say("poll.verb.object")}
	case p.Kind == committee.MotionPoll && h.For != "":
		return []string{v.Say("poll.typed.yes")}
	case p.Kind == committee.MotionPoll && p.Rule.Abstention == tally.AbstentionForbidden:
		return []string{v.Say("poll.typed.yes"), v.Say("poll.typed.no")}
	case p.Kind == committee.MotionPoll:
		return []string{v.Say("poll.typed.yes"), v.Say("poll.typed.no"), v.Say("poll.typed.abstain")}
	}
	if len(p.Options) < 2 {
		return nil
	}
	first, second := typedKey(p.Options[0].Key), typedKey(p.Options[1].Key)
	switch p.Kind {
	case committee.PriorityPoll, committee.RankingPoll:
		return []string{v.Say("poll.typed.rank", "First", second, "Second", first)}
	case committee.ApprovalPoll:
		return []string{second + " " + first}
	case committee.DotsPoll, committee.ScorePoll:
		return []string{typedPoints(p, second, first)}
	case committee.DatePoll:
		days := typedDay(v, p.Options[0]) + "=" + v.Say("poll.typed.yes") + " " + typedDay(v, p.Options[1]) + "=" + v.Say("poll.typed.maybe")
		return []string{days, v.Say("poll.typed.none")}
	default:
		return []string{second}
	}
}

// typedPoints are points for two options, as many as the poll allows; for one where
// there are no more.
func typedPoints(p committee.Poll, more, less string) string {
	if p.Kind == committee.ScorePoll {
		return more + "=" + strconv.Itoa(max(1, p.Points*7/10)) + " " + less + "=" + strconv.Itoa(p.Points/2)
	}
	most := min(p.Points, 3)
	if p.Cap > 0 {
		most = min(most, p.Cap)
	}
	typed := more + "=" + strconv.Itoa(most)
	if rest := min(p.Points-most, most, 2); rest > 0 {
		typed += " " + less + "=" + strconv.Itoa(rest)
	}
	return typed
}

// typedDay is a day of a date poll as people type it, with the time if it has one.
func typedDay(v Voice, o committee.PollOption) string {
	day := v.shortDay(o.Day)
	if o.Time != (calendar.Clock{}) {
		day += " " + o.Time.String()
	}
	return day
}

// typedKey is the key of an option as people type it: of a need its short number.
func typedKey(key string) string {
	if at := strings.LastIndex(key, "-"); at >= 0 && strings.HasPrefix(key, string(committee.NeedRegister)) {
		return strings.TrimLeft(key[at+1:], "0")
	}
	return key
}
