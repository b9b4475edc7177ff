package committee

import (
	"slices"

	"gremienbot/committee/tally"
)

// Fact is something about a poll that may be told or not.
type Fact string

// The facts.
const (
	HowManyVoted    Fact = "how many seats have voted"
	WhoIsMissing    Fact = "which seats have not voted"
	NumbersSoFar    Fact = "the numbers before the end"
	Numbers         Fact = "the numbers after the end"
	NumbersOfPairs  Fact = "how many prefer each option to each other one"
	NumbersOfGroups Fact = "the numbers of each group of seats"
	OwnChoice       Fact = "what somebody has cast, to themselves"
	EnteredChoice   Fact = "what the office has entered for a seat"
	ChairsTie       Fact = "how the chair has voted in a tie"
	WhoVotedHow     Fact = "who has voted how"
)

// Audience is who is told.
type Audience string

// The audiences. What is told to all stands on the card, in the result and its
// thread, in the register and in what a search finds.
const (
	ToAll   Audience = "all in the channel"
	ToVoter Audience = "the people of a seat" // their form, receipt and reminder
	ToLead  Audience = "chair and office"
	ToFile  Audience = "the export"
	ToLog   Audience = "log and history"
)

// telling is when a fact is told, and to whom.
type telling struct {
	when func(Poll, *Outcome) bool
	to   []Audience
}

// tellings is the whole policy on one screen. Whatever does not stand here is told
// to nobody: nothing is ever told to the log, and nobody learns who voted how.
var tellings = map[Fact]telling{
	HowManyVoted:    {always, []Audience{ToAll, ToVoter, ToLead, ToFile}},
	WhoIsMissing:    {unlessHidden, []Audience{ToLead}},
	NumbersSoFar:    {ifShownBeforeTheEnd, []Audience{ToAll, ToVoter, ToLead}},
	Numbers:         {onceDecided, []Audience{ToAll, ToVoter, ToLead, ToFile}},
	NumbersOfPairs:  {onceDecided, []Audience{ToAll, ToVoter, ToLead}}, // the file has the ballots they come from
	NumbersOfGroups: {ofNamedBallots, []Audience{ToAll, ToVoter, ToLead, ToFile}},
	OwnChoice:       {unlessConfidential, []Audience{ToVoter}},
	EnteredChoice:   {unlessConfidential, []Audience{ToVoter, ToLead}},
	ChairsTie:       {ifItDecided, []Audience{ToAll, ToVoter, ToLead, ToFile}},
	WhoVotedHow:     {},
}

// Tells reports whether a fact about the poll may be told to an audience now. It is
// asked by everything that speaks of a poll: card, form, receipt, reminder, result,
// register, search, export. o is the count, nil where nobody has counted.
func (p Poll) Tells(f Fact, to Audience, o *Outcome) bool {
	t := tellings[f]
	return slices.Contains(t.to, to) && t.when(p, o)
}

func always(Poll, *Outcome) bool { return true }

// unlessHidden: whoever knows which seats are missing knows whose the few confidential
// ballots are.
func unlessHidden(p Poll, _ *Outcome) bool {
	return p.State != PollClosed && !p.HideMissing && !p.Confidential
}

func unlessConfidential(p Poll, _ *Outcome) bool { return !p.Confidential }

// ifShownBeforeTheEnd: two counts of confidential ballots, one after the other, would
// tell how the seat has voted that came in between.
func ifShownBeforeTheEnd(p Poll, _ *Outcome) bool {
	return p.State != PollClosed && p.Interim && !p.Confidential
}

// onceDecided: if too few have taken part the answers are kept, and not told.
func onceDecided(p Poll, o *Outcome) bool {
	return p.State == PollClosed && !p.Objected() && o != nil && !o.TooFew()
}

// ofNamedBallots: the few seats of a group would be known from its numbers.
func ofNamedBallots(p Poll, o *Outcome) bool {
	return p.countsGroups() && (onceDecided(p, o) || ifShownBeforeTheEnd(p, o))
}

func ifItDecided(p Poll, o *Outcome) bool {
	return unlessConfidential(p, o) && onceDecided(p, o) && o.Motion != nil &&
		slices.Contains([]tally.Reason{tally.TieChairYes, tally.TieChairNo, tally.TieChairAbstained}, o.Motion.Reason)
}

// countsGroups reports whether it matters of which group a seat is: its ballot says
// so, and the terms ask for it, as the days of a date poll always do.
func (p Poll) countsGroups() bool {
	return !p.Confidential && (p.Groups != GroupsAside || p.Kind == DatePoll)
}

// TooFew reports whether there is no result because too few have taken part: a motion
// has missed its quorum or nobody voted, or the result of confidential ballots is
// withheld.
func (o Outcome) TooFew() bool {
	return o.Withheld || o.Motion != nil && o.Motion.Outcome == tally.NotQuorate
}

// Empty reports whether a poll about options has no result because nobody has voted, or
// all who did have abstained. Of a motion its rule says what that means.
func (o Outcome) Empty() bool { return o.Motion == nil && o.Cast == o.Blank }

// MinConfidential is how many confidential ballots have a result: with fewer, each
// voter would know from it how the other one has voted.
const MinConfidential = 3

// Withholds reports whether so few ballots of the poll would tell who voted how.
func (p Poll) Withholds(ballots int) bool {
	return p.Confidential && ballots > 0 && ballots < MinConfidential
}

// Recused reports whether the person's seat has a conflict of interest.
func (v Voting) Recused() bool { return v.Who.Seat != nil && v.Poll.IsRecused(v.Who.Seat.ID) }

// Own is the ballot of the person's seat as far as they may see it; nil: there is
// none, or nothing of it is shown to them. What the member has cast is not shown to
// the substitute.
func (v Voting) Own() *Ballot {
	b := v.Before
	if b == nil || !v.Poll.Tells(OwnChoice, ToVoter, nil) || b.AsHolder && b.By != v.Who.User {
		return nil
	}
	return b
}
