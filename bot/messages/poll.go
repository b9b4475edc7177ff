package messages

import (
	"regexp"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// deadline writes the end of a period; midnight is 24:00 of the day that ends. What
// begins or happens at midnight does so at 00:00, see [Voice.Moment].
func (v Voice) deadline(t time.Time) string { return calendar.FormatDeadline(t, v.loc, v.lang) }

// ended writes when a poll has ended, in the same words as its end was announced in.
func (v Voice) ended(p committee.Poll) string {
	if o := p.Outside; o != nil && o.On.Valid() { // not when it was recorded
		return v.Day(o.On)
	}
	return v.endedAt(p.ClosedAt, p.ClosesAt)
}

// endedAt writes when a period ended that was planned to end at an instant. What somebody
// ended before has happened at its moment.
func (v Voice) endedAt(at, planned time.Time) string {
	if at.Before(planned) {
		return v.Moment(at)
	}
	return v.deadline(at)
}

// PollCard is what all see of a poll in the channel. cast is how many seats have
// voted. outcome is nil while the poll is open, unless its terms show the numbers
// before the end.
func (v Voice) PollCard(p committee.Poll, cast int, outcome *committee.Outcome) bot.Message {
	if p.State == committee.PollClosed {
		return v.closedCard(p, cast, outcome)
	}
	lines := append([]string{v.pollTask(p), v.cardAim(p)}, v.circulates(p)...)
	lines = append(lines, v.special(p)...)
	lines = append(lines, v.pollTurnout(p, cast), v.pollUntil(p), v.visible(p))
	if outcome != nil && p.Tells(committee.NumbersSoFar, committee.ToAll, outcome) {
		lines = append(lines, v.interim(p, *outcome)...)
	}
	return v.pollPost(p, bot.Card{Text: strings.Join(lines, "\n"), Color: pollColor, Buttons: append(v.voteButtons(p), v.mineButton(p))})
}

// pollPost puts the question first, where a telephone shows what a message is about:
// above what there is to choose from, or as the title of the card if there is nothing
// above it.
func (v Voice) pollPost(p committee.Poll, card bot.Card) bot.Message {
	body := v.pollBody(p)
	if body == "" {
		card.Title = v.pollTitle(p)
		return bot.Message{Card: &card}
	}
	return bot.Message{Text: "#### " + v.pollTitle(p) + "\n" + body, Card: &card}
}

// because begins a reason that goes on with a sentence, in the language of that.
var because = map[string]*regexp.Regexp{"de": regexp.MustCompile(`(?i)^(?:weil|da)\s`), "en": regexp.MustCompile(`(?i)^(?:because|as)\s`)}

// pollUntil says when an open poll ends, and why it was extended.
func (v Voice) pollUntil(p committee.Poll) string {
	said := v.Say("poll.until", "At", v.ends(p))
	if p.Quick {
		said += "\n" + v.presence(p)
	}
	return lines(said, v.extendedWhy(p.Extended))
}

// extendedWhy says why a poll was extended, "" if it was not.
func (v Voice) extendedWhy(why string) string {
	switch b, ok := because[v.lang]; {
	case why == "":
		return ""
	case ok && b.MatchString(why):
		return v.Say("poll.extended.because", "Why", Plain(why))
	}
	return v.Say("poll.extended.why", "Why", Plain(why))
}

// PollExtendedForAll tells all in the channel that a poll ends later, who did that and why.
func (v Voice) PollExtendedForAll(p committee.Poll, x committee.Extension) bot.Message {
	before := p
	before.ClosesAt, p.ClosesAt = x.From, x.To
	m := v.aboutPoll("poll.extended.all", p, "At", v.ends(p), "Before", v.ends(before), "Name", Plain(x.By))
	m.Text = lines(m.Text, v.extendedWhy(x.Why))
	return m
}

func (v Voice) closedCard(p committee.Poll, cast int, outcome *committee.Outcome) bot.Message {
	lines := append([]string{v.pollEnd(p)}, v.electorate(p)...)
	if !p.Objected() && (outcome == nil || !outcome.TooFew()) {
		said := v.pollTurnout(p, cast)
		if outcome != nil {
			said = v.turnout(p, *outcome)
		}
		lines = append(lines, said)
	}
	if outcome != nil {
		lines = append(lines, v.outcomeInBrief(p, *outcome))
	}
	if p.Lot != nil {
		lines = append(lines, v.lotInBrief(p))
	}
	lines = append(lines, v.meaning(p, outcome)...)
	return v.pollPost(p, bot.Card{Text: strings.Join(lines, "\n"), Color: closedColor})
}

// pollEnd says when a poll ended, and who ended it if that was before its time.
func (v Voice) pollEnd(p committee.Poll) string {
	switch {
	case p.CalledOff():
		return v.Say("poll.ended.calledoff", "At", v.ended(p), "Planned", v.ends(p))
	case p.Objected():
		return v.Say("poll.ended.objected", "At", v.ended(p))
	case !p.Early():
		return v.Say("poll.ended", "At", v.ended(p))
	case p.ClosedBy == "":
		return v.Say("poll.ended.early", "At", v.ended(p), "Planned", v.ends(p))
	}
	return v.Say("poll.ended.by", "At", v.ended(p), "Planned", v.ends(p), "Name", Plain(p.ClosedBy))
}

func (v Voice) pollTitle(p committee.Poll) string {
	if p.Circulation != nil {
		return p.Number.String() + " · " + v.Say("poll.kind.circulation") + ": " + Plain(p.Question)
	}
	return p.Number.String() + " · " + Plain(p.Question)
}

// pollTask says what voters are asked to do.
func (v Voice) pollTask(p committee.Poll) string {
	forbidden := p.Kind == committee.MotionPoll && p.Rule.Abstention == tally.AbstentionForbidden
	if p.Circulation != nil {
		return v.Say("poll.task.circulation", "Forbidden", forbidden)
	}
	if forbidden {
		return v.Say("poll.task.yesno")
	}
	return v.Say("poll.task."+string(p.Kind), "Top", p.Top, "Options", len(p.Options), "Winners", p.Winners, "Points", p.Points, "Cap", p.Cap)
}

func (v Voice) pollTurnout(p committee.Poll, cast int) string {
	said := v.Say("poll.turnout", "Count", cast, "Seats", p.Awaited(), "Open", p.State == committee.PollOpen)
	if n := len(p.Recused); n > 0 {
		left := 0
		if p.State == committee.PollOpen && p.Kind == committee.MotionPoll && p.Rule.Quorum.Fraction != (tally.Fraction{}) {
			left = p.Awaited()
		}
		said += " " + v.Say("poll.recusals", "Count", n, "Left", left)
	}
	return said
}

// pollBody is what a poll asks about: the wording to adopt, or the options. It
// stands above the card, where there is room.
func (v Voice) pollBody(p committee.Poll) string {
	var lines []string
	if p.Text != "" {
		lines = append(lines, quoted(p.Text))
	}
	for _, o := range p.Options {
		lines = append(lines, "- "+v.option(o)+v.dayHint(o))
	}
	return strings.Join(lines, "\n")
}

// quoted is a text of people as a quotation.
func quoted(text string) string {
	return "> " + strings.ReplaceAll(Lines(text), "\n", "\n> ")
}

// option is an option in full: two may differ in their last words.
func (v Voice) option(o committee.PollOption) string {
	if o.Day.Valid() {
		return "**" + v.dayOf(o) + "**"
	}
	return "**" + o.Key + "** " + Plain(o.Label)
}

func (v Voice) optionKeyed(p committee.Poll, key string) string {
	for _, o := range p.Options {
		if o.Key == key {
			return v.option(o)
		}
	}
	return "**" + Plain(key) + "**"
}

// PollReceipt tells a voter what was stored, for which seat and until when it can
// be changed.
func (v Voice) PollReceipt(w committee.Voting, b committee.Ballot) bot.Message {
	lines := []string{v.Say("poll.receipt.stored", "Number", w.Poll.Number, "Question", Plain(w.Poll.Question)), v.receipt(w.Poll, b.Choice)}
	if w.Who.Seat != nil {
		lines = append(lines, v.countsFor(w))
	}
	switch {
	case !b.AsHolder:
		lines = append(lines, v.Say("poll.receipt.substitute"))
	case w.Before != nil && w.Before.Entered:
		lines = append(lines, v.Say("poll.receipt.entered"))
	case w.Before != nil && !w.Before.AsHolder:
		lines = append(lines, v.Say("poll.receipt.replaced"))
	}
	lines = append(lines, v.Say("poll.receipt.until", "At", v.ends(w.Poll)))
	return bot.Message{Text: strings.Join(lines, "\n"), Key: PollKey(w.Poll)}
}

// PollKey names, among what a person is told, how their own ballot in a poll stands.
func PollKey(p committee.Poll) string { return "poll." + ObjectKey(p.ID) }

// PollOpened tells who opened a poll that it is in the channel.
func (v Voice) PollOpened(p committee.Poll) bot.Message {
	if p.Quick {
		return v.aboutPoll("poll.quick.opened", p, "At", v.ends(p))
	}
	return v.aboutPoll("poll.opened", p, "At", v.ends(p), "Circulates", p.Circulation != nil)
}

// ClosePollQuestion asks whether a poll is really to end before its time.
func (v Voice) ClosePollQuestion(p committee.Poll, t committee.Turnout) bot.Message {
	m := v.aboutPoll("poll.close.question", p, "At", v.ends(p))
	m.Text = lines(m.Text, v.pollTurnout(p, t.Cast))
	if p.Confidential && t.Cast < committee.MinConfidential {
		m.Text = lines(m.Text, v.Say("poll.close.withheld", "Min", committee.MinConfidential))
	}
	m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{
		{ID: "closenow", Label: v.Say("poll.button.close"), Style: bot.Danger, Action: "poll.close.now", Object: ObjectKey(p.ID)},
		{ID: "keep", Label: v.Say("poll.button.keep"), Style: bot.Default, Action: "poll.keep", Object: ObjectKey(p.ID)},
	}}
	return m
}

// PollKept tells who did not end a poll after all that it goes on.
func (v Voice) PollKept(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.kept", p, "At", v.ends(p))
}

// PollEnded tells who ended a poll that its result is on the way.
func (v Voice) PollEnded(p committee.Poll) bot.Message { return v.aboutPoll("poll.closed.now", p) }

// PollExtended tells who extended a poll until when it runs now.
func (v Voice) PollExtended(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.extended", p, "At", v.ends(p))
}

func (v Voice) aboutPoll(key string, p committee.Poll, args ...any) bot.Message {
	return bot.Message{Text: v.Say(key, append(args, "Number", p.Number, "Question", Plain(p.Question))...)}
}
