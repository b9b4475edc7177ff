package committee

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// OutsideWay says how a vote was taken that the bot did not take itself.
type OutsideWay string

// The ways. A secret vote is one on paper: no bot can promise it (domain,
// section 2.2).
const (
	ByHands OutsideWay = "hands" // show of hands in a meeting
	OnPaper OutsideWay = "paper" // secretly, on paper
	ByCall  OutsideWay = "call"  // by roll call
)

// OutsideWays lists the ways in the order in which people are offered them.
func OutsideWays() []OutsideWay { return []OutsideWay{ByHands, OnPaper, ByCall} }

// Counted is what was counted when a motion was put to the vote outside the bot.
type Counted struct {
	Yes     int `json:"yes"`
	No      int `json:"no"`
	Abstain int `json:"abstain"`
	Invalid int `json:"invalid,omitempty"`
	Present int `json:"present"` // of those entitled; at least all who voted
}

func (n Counted) voted() int { return n.Yes + n.No + n.Abstain + n.Invalid }

// Outside is the result of a vote outside the bot, as chair or office have
// recorded it.
type Outside struct {
	Counted
	Way   OutsideWay      `json:"way"`
	Chair tally.ChairVote `json:"chair,omitempty"` // how the chair voted, where that breaks a tie
	On    calendar.Date   `json:"on,omitzero"`     // the day of the vote; zero in what was recorded before there was one
}

// RecordDraft is what chair or office type about a vote outside the bot.
type RecordDraft struct {
	Question string
	Counts   string // "9 Ja, 3 Nein, 2 Enthaltungen", and who was present if others were
	Way      OutsideWay
	Result   ResultKind      // "" is a straw poll
	Preset   Preset          // "" is the committee's rule
	Chair    tally.ChairVote // "" unless the chair breaks ties
	On       string          // the day of the vote as typed, "" for today
}

// countWords are the beginnings of the words that name a count.
var countWords = []struct {
	begins string
	of     func(*Counted) *int
}{
	{"ja", func(n *Counted) *int { return &n.Yes }},
	{"yes", func(n *Counted) *int { return &n.Yes }},
	{"nein", func(n *Counted) *int { return &n.No }},
	{"no", func(n *Counted) *int { return &n.No }},
	{"enthalt", func(n *Counted) *int { return &n.Abstain }},
	{"abst", func(n *Counted) *int { return &n.Abstain }},
	{"ungültig", func(n *Counted) *int { return &n.Invalid }},
	{"invalid", func(n *Counted) *int { return &n.Invalid }},
	{"anwesend", func(n *Counted) *int { return &n.Present }},
	{"present", func(n *Counted) *int { return &n.Present }},
}

// ReadCounts reads counts with their words, "9 Ja 3 Nein" or "Ja: 9, Nein: 3", at
// the beginning of a text, and returns what follows them. Each count may stand
// there once; without any, nothing is read.
func ReadCounts(text string) (n Counted, rest string) {
	words := strings.Fields(text)
	seen := map[*int]bool{}
	for len(words) > 1 {
		number, of := countOf(words[0], words[1], &n)
		if of == nil {
			number, of = countOf(words[1], words[0], &n)
		}
		if of == nil || seen[of] {
			break
		}
		*of, seen[of], words = number, true, words[2:]
		for len(words) > 0 && (words[0] == "und" || words[0] == "and") {
			words = words[1:]
		}
	}
	if !seen[&n.Present] {
		n.Present = n.voted()
	}
	return n, strings.Join(words, " ")
}

// mostCounted bounds a count as it is read; how many there can be says the committee.
const mostCounted = 1_000_000

// countOf reads a number and the word of what it counts; nil: it is none.
func countOf(number, word string, n *Counted) (int, *int) {
	const around = ",;:.·="
	count, err := strconv.Atoi(strings.Trim(number, around))
	word = strings.ToLower(strings.Trim(word, around))
	if err != nil || count < 0 || count > mostCounted {
		return 0, nil
	}
	for _, w := range countWords {
		if word == w.begins || len(w.begins) > 3 && strings.HasPrefix(word, w.begins) {
			return count, w.of(n)
		}
	}
	return 0, nil
}

// RecordPoll is a motion that was put to the vote outside the bot: it is closed at
// once, counted by the rule of the committee or the one chosen, and has no ballots. Only who may
// hold polls may record one.
func RecordPoll(c Committee, p Person, d RecordDraft, seats []Seat, now time.Time) (Poll, error) {
	poll, err := OpenPoll(c, p, PollDraft{
		Kind: MotionPoll, Question: d.Question, ClosesAt: now.Add(MinPollTime), Terms: Terms{Result: d.Result, Preset: d.Preset},
	}, seats, now)
	es, refused := errors.AsType[Errors](err)
	if err != nil && !refused {
		return Poll{}, err
	}
	counted, rest := ReadCounts(d.Counts)
	switch {
	case rest != "" || counted.voted() == 0:
		es = es.add(Refuse(Invalid, "poll.outside.counts").At("counts"))
	case counted.voted() > counted.Present:
		es = es.add(Refuse(Invalid, "poll.outside.present", "Count", counted.voted(), "Present", counted.Present).At("counts"))
	case counted.Present > c.Seats:
		es = es.add(Refuse(Invalid, "poll.outside.seats", "Count", counted.Present, "Seats", c.Seats).At("counts"))
	case counted.Abstain > 0 && poll.Rule.Abstention == tally.AbstentionForbidden:
		es = es.add(Refuse(Invalid, "poll.outside.abstain", "Count", counted.Abstain).At("counts"))
	case d.tied(counted, poll.Rule):
		es = es.add(Refuse(Invalid, "poll.outside.chair", "Count", counted.Yes).At("chair"))
	}
	if !slices.Contains([]tally.ChairVote{"", tally.ChairYes, tally.ChairNo, tally.ChairAbstain, tally.ChairNone}, d.Chair) {
		es = es.add(Refuse(Invalid, "poll.outside.chair", "Count", counted.Yes).At("chair"))
	}
	if !slices.Contains(OutsideWays(), d.Way) {
		es = es.add(Refuse(Invalid, "poll.outside.way").At("way"))
	}
	on, wrong := d.day(now, c.Location())
	if err := es.add(wrong).orNil(); err != nil {
		return Poll{}, err
	}
	if poll.Rule.Tie != tally.TieChair { // where it breaks no tie, it is nobody's business
		d.Chair = ""
	}
	poll.Outside = &Outside{Counted: counted, Way: d.Way, Chair: d.Chair, On: on}
	poll.State, poll.ClosesAt, poll.ClosedAt = PollClosed, now, now
	poll.Hash = poll.Seal()
	return poll, nil
}

// day is the day of the vote: today, or one that is over.
func (d RecordDraft) day(now time.Time, loc *time.Location) (calendar.Date, *Error) {
	today := calendar.DateOf(now, loc)
	if strings.TrimSpace(d.On) == "" {
		return today, nil
	}
	day, err := calendar.ParseDate(d.On, now, loc)
	if past, ok := errors.AsType[*calendar.MomentError](err); ok && past.Reason == calendar.Past && len(past.Understood) == 1 {
		day, err = calendar.DateOf(past.Understood[0], loc), nil
	}
	switch {
	case err != nil:
		return day, Refuse(Invalid, "poll.outside.day", "Text", d.On).At("on")
	case day.After(today):
		return day, Refuse(Invalid, "poll.outside.day.future", "Day", day).At("on")
	}
	return day, nil
}

// SameWithin is for how long the same numbers for the same question are taken for a
// result that is recorded twice.
const SameWithin = 24 * time.Hour

// NotTwice refuses a recorded vote that is most likely recorded already: one of these
// has the same question and numbers, is hardly older and not void. A second vote is told
// from the first by its question.
func (p Poll) NotTwice(before []Poll) error {
	for _, b := range before {
		if p.Outside != nil && b.Outside != nil && b.Voided == nil && p.Outside.Counted == b.Outside.Counted && p.Outside.On == b.Outside.On &&
			strings.EqualFold(p.Question, b.Question) && p.OpensAt.Sub(b.OpensAt) < SameWithin {
			return Errors{Refuse(Conflict, "poll.outside.twice", "Number", b.Number, "At", b.OpensAt, "Seq", b.Number.Seq).At("question")}
		}
	}
	return nil
}

// tied: as many say yes as no, and the chair's vote decides, but nobody said what it was.
// Abstentions are no where the rule says so.
func (d RecordDraft) tied(n Counted, rule tally.Rule) bool {
	against := n.No
	if rule.Abstention == tally.AbstentionNo {
		against += n.Abstain
	}
	return n.Yes == against && n.Yes > 0 && rule.Tie == tally.TieChair && d.Chair == ""
}

// outside is the motion as it was counted outside the bot.
func (p Poll) outside() tally.Motion {
	n := p.Outside
	return tally.Motion{
		Yes: n.Yes, No: n.No, Abstain: n.Abstain, Invalid: n.Invalid, Present: n.Present,
		Seats: p.Seats, Filled: len(p.Electors), Rule: p.Rule, Chair: n.Chair,
	}
}
