package committee

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Bounds of a quick vote, which is a motion that is put to the vote in a meeting.
const (
	MinQuickTime = 30 * time.Second
	QuickTime    = time.Minute // unless somebody wants another
	MaxQuickTime = 10 * time.Minute
)

// QuickDraft is what chair or office say of a quick vote.
type QuickDraft struct {
	Question string
	Length   time.Duration // 0 is QuickTime
	Present  int           // of those entitled; 0: who votes is present; less: nobody is
	Result   ResultKind    // "" is a straw poll
}

var (
	// A letter alone is a unit right behind its number or before a mark: "3 m hohe Mauer?" is a question.
	quickLength  = regexp.MustCompile(`(?i)^(\d{1,6})(?:([smh]|\s*(?:sek|sekunden?|sec|seconds?|min|minuten?|minutes?|std|stunden?|hours?))\b[.,:]*|\s+([smh])[.,:]+)\s*`)
	quickPresent = regexp.MustCompile(`(?i)^(\d{1,6})\s*(?:anwesende?|present)\b[.,:]*\s*`)
)

// ReadQuick reads "90 Sekunden 11 anwesend Wird vertagt?"; time and presence stand
// before the question, in any order, each once, or not at all.
func ReadQuick(text string) QuickDraft {
	d := QuickDraft{Question: strings.TrimSpace(text)}
	for {
		length, present := quickLength.FindStringSubmatch(d.Question), quickPresent.FindStringSubmatch(d.Question)
		switch {
		case length != nil && d.Length == 0:
			d.Length, d.Question = max(time.Duration(number(length[1]))*unitOf(strings.ToLower(strings.TrimSpace(length[2]+length[3]))), 1), d.Question[len(length[0]):]
		case present != nil && d.Present == 0:
			d.Present, d.Question = number(present[1]), d.Question[len(present[0]):]
			if d.Present == 0 {
				d.Present = -1
			}
		default:
			return d
		}
	}
}

// beginsWithNumber is a number that stands alone.
var beginsWithNumber = regexp.MustCompile(`^\d[\d.,:]*(?:\s|$)`)

// Unclear reports whether a question as read begins with a number, which may have been
// meant as the time or the presence.
func (d QuickDraft) Unclear() bool { return beginsWithNumber.MatchString(d.Question) }

// Doubtful reports whether somebody has to look before a quick vote is opened: it is
// unclear, or speaks of a secret ballot.
func (d QuickDraft) Doubtful() bool {
	says, _ := SecrecyOf(d.Question)
	return d.Unclear() || says == MentionsSecrecy
}

func unitOf(word string) time.Duration {
	switch {
	case strings.HasPrefix(word, "st"), word[0] == 'h':
		return time.Hour
	case word[0] == 's':
		return time.Second
	}
	return time.Minute
}

// number is that of at most six digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// OpenQuick opens a quick vote now. It ends by itself after its time, or as soon as
// all seats have voted. Of seats that are said to be present and do not vote the
// presence counts, and no vote.
func OpenQuick(c Committee, p Person, d QuickDraft, seats []Seat, now time.Time) (Poll, error) {
	if d.Length == 0 {
		d.Length = QuickTime
	}
	poll, err := OpenPoll(c, p, PollDraft{
		Kind: MotionPoll, Question: d.Question, ClosesAt: now.Add(d.Length),
		Terms: Terms{Result: d.Result, EarlyClose: true, Quick: true, Present: d.Present},
	}, seats, now)
	es, refused := errors.AsType[Errors](err)
	if err != nil && !refused {
		return Poll{}, err
	}
	if says, _ := SecrecyOf(d.Question); says == SaysConfidential {
		es = es.add(Refuse(Invalid, "poll.quick.confidential").At("question"))
	}
	switch {
	case d.Present < 0:
		es = es.add(Refuse(Invalid, "poll.quick.present.none").At("present"))
	case d.Present > len(seats):
		es = es.add(Refuse(Invalid, "poll.outside.seats", "Count", d.Present, "Seats", len(seats)).At("present"))
	}
	if err := es.orNil(); err != nil {
		return Poll{}, err
	}
	return poll, nil
}

// checkTime refuses an end that is too near or too far.
func (t Terms) checkTime(at, now time.Time) *Error {
	switch {
	case !t.Quick:
		return checkClosing(at, now)
	case at.Before(now.Add(MinQuickTime)):
		return Refuse(Invalid, "poll.quick.short").At("until")
	case at.After(now.Add(MaxQuickTime)):
		return Refuse(Invalid, "poll.quick.long").At("until")
	}
	return nil
}

// present is how many take part in a motion that n seats have voted on.
func (p Poll) present(n int) int {
	return max(n, min(p.Present, len(p.Electors)-len(p.Recused)))
}

// OwedMorePresent tells that more have voted in a meeting than were said to be there.
const OwedMorePresent OwedKind = "more-present"

// MorePresent are the messages to the chair, and to who has opened a quick vote, that
// more seats have voted in it than were said to be present: somebody has counted
// wrongly, or voted without being there. There are none if that is not so.
func MorePresent(c Committee, p Poll, voted int, people []Person, now time.Time) []Owed {
	if !p.Quick || p.Present <= 0 || voted <= p.Present {
		return nil
	}
	var all []Owed
	for _, who := range people {
		if who.Has(Chair) || who.User == p.By {
			all = append(all, Owed{Committee: c.ID, Object: p.Ref(), Kind: OwedMorePresent, User: who.User, Due: now, Grace: 24 * time.Hour})
		}
	}
	return all
}

// again are the terms of the same poll opened once more: what belongs to one vote
// alone is left out.
func (t Terms) again() Terms {
	if t.Circulation != nil {
		t.Circulation = &Circulation{Days: t.Circulation.Days}
	}
	if t.Quick {
		t.Quick, t.Present, t.EarlyClose = false, 0, false
	}
	return t
}
