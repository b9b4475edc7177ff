package messages_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// endOfMarch17 is the midnight after 17 March 2027.
var endOfMarch17 = time.Date(2027, time.March, 17, 23, 0, 0, 0, time.UTC)

// A period that ends at midnight ends at 24:00 of the day that is over, in whatever the
// bot says of it before and after.
func TestAnEndAtMidnightIsSaidTheSameEverywhere(t *testing.T) {
	t.Parallel()
	open := motionPoll()
	open.ClosesAt = endOfMarch17
	closed := closedPoll(open)
	closed.ClosedAt, closed.Entry = endOfMarch17.Add(40*time.Second), committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: 1}
	extended := open
	extended.ClosesAt = endOfMarch17.AddDate(0, 0, 1)
	round := committee.Assessment{ClosesAt: endOfMarch17, State: committee.AssessmentOpen}
	rated := round
	rated.State, rated.ClosedAt = committee.AssessmentClosed, endOfMarch17
	refused := func(key string) func(messages.Voice) bot.Message {
		return func(v messages.Voice) bot.Message {
			return bot.Message{Text: v.Refusal(committee.Refuse(committee.Conflict, key, "Number", open.Number, "Seq", 1, "Day", calendar.Date{Year: 2027, Month: time.March, Day: 10}, "At", committee.Ending(endOfMarch17)))}
		}
	}
	for name, say := range map[string]func(messages.Voice) bot.Message{
		"the card":               func(v messages.Voice) bot.Message { return v.PollCard(open, 3, nil) },
		"the card after the end": func(v messages.Voice) bot.Message { return v.PollCard(closed, 3, nil) },
		"the list":               func(v messages.Voice) bot.Message { return v.PollList([]committee.Poll{open}, nil, nil, 1, false) },
		"the list after the end": func(v messages.Voice) bot.Message { return v.PollList(nil, nil, []committee.Poll{closed}, 1, false) },
		"what is asked of a person": func(v messages.Voice) bot.Message {
			return v.Mine(sittingBoard, committee.Person{}, messages.Duties{Polls: []committee.Poll{open}})
		},
		"a new seat": func(v messages.Voice) bot.Message {
			return v.PositionChanged(sittingBoard, committee.Person{}, committee.PositionChange{}, messages.SeatWork{Vote: []committee.Poll{open}})
		},
		"the register of results": func(v messages.Voice) bot.Message {
			return v.ResultList(messages.ResultPage{Found: committee.FoundResults{Polls: []committee.Poll{closed}, Entered: 1}, Page: 1, Size: 10})
		},
		"a review": func(v messages.Voice) bot.Message { return v.ReviewDue(closed) },
		"an extension": func(v messages.Voice) bot.Message {
			return v.PollExtendedForAll(extended, committee.Extension{From: endOfMarch17, To: extended.ClosesAt})
		},
		"a round":               func(v messages.Voice) bot.Message { return v.AssessmentCard(round, committee.Progress{}) },
		"a round after its end": func(v messages.Voice) bot.Message { return v.AssessmentCard(rated, committee.Progress{}) },
		"an end that is over": func(v messages.Voice) bot.Message {
			said, _ := v.MomentRefusal(&calendar.MomentError{Reason: calendar.Past, Text: "gestern", Understood: []time.Time{endOfMarch17}})
			return bot.Message{Text: said}
		},
		"an end that is too near":               refused("poll.closes.soon"),
		"an end that is too far":                refused("poll.closes.late"),
		"a later end that is not later":         refused("poll.extend.earlier"),
		"a day before the end":                  refused("poll.days.closing"),
		"a meeting before the end":              refused("poll.fix.open"),
		"a lot before the end":                  refused("lot.open"),
		"a statement before the end":            refused("statement.open"),
		"a statement after the last day for it": refused("statement.late"),
	} {
		for _, c := range []struct {
			v    messages.Voice
			want string
		}{{inGerman, "Mittwoch, 17. März 2027, 24:00 Uhr"}, {inEnglish, "Wednesday, 17 March 2027, 24:00"}} {
			m := say(c.v)
			text := m.Text
			if m.Card != nil {
				text += "\n" + m.Card.Text
			}
			if !strings.Contains(text, c.want) {
				t.Errorf("%s does not end at %q:\n%s", name, c.want, text)
			}
		}
	}
}

// What somebody does at midnight is done on the day that begins: a poll that is ended by
// hand, in the middle of its time, ends at 00:00.
func TestWhatHappensAtMidnightHappensOnTheDayThatBegins(t *testing.T) {
	t.Parallel()
	p := closedPoll(motionPoll())
	p.ClosesAt, p.ClosedAt, p.ClosedBy = endOfMarch17.AddDate(0, 0, 1), endOfMarch17, "Vera Vorsitz"
	if got := inGerman.PollCard(p, 3, nil).Card.Text; !strings.Contains(got, "Donnerstag, 18. März 2027, 00:00 Uhr. Vorgesehenes Ende: Donnerstag, 18. März 2027, 24:00 Uhr") {
		t.Errorf("the card says:\n%s", got)
	}
	if got, want := inGerman.Moment(endOfMarch17), "Donnerstag, 18. März 2027, 00:00 Uhr"; got != want {
		t.Errorf("Moment = %q, want %q", got, want)
	}
}
