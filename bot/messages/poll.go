package messages

import (
	"fmt"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// deadline writes the end of a poll; midnight is 24:00 of the day that ends.
func (v Voice) deadline(t time.Time) string { return calendar.FormatDeadline(t, v.loc, v.lang) }

// PollCard is what all see of a poll in the channel. cast is how many seats have
// voted. outcome is nil while the poll is open: nothing of it is shown before.
func (v Voice) PollCard(p committee.Poll, cast int, outcome *committee.Outcome) bot.Message {
	if p.State == committee.PollClosed {
		return v.closedCard(p, cast, outcome)
	}
	lines := []string{v.pollTask(p), v.pollTurnout(p, cast), v.Say("poll.until", "At", v.deadline(p.ClosesAt)), v.Say("poll.visible")}
	return bot.Message{
		Text: v.pollOptions(p),
		Card: &bot.Card{Title: v.pollTitle(p), Text: strings.Join(lines, "\n"), Color: pollColor, Buttons: v.voteButtons(p)},
	}
}

func (v Voice) closedCard(p committee.Poll, cast int, outcome *committee.Outcome) bot.Message {
	lines := []string{v.pollEnd(p)}
	if outcome == nil || !belowQuorum(*outcome) {
		lines = append(lines, v.pollTurnout(p, cast))
	}
	if outcome != nil {
		lines = append(lines, v.outcomeInBrief(p, *outcome))
	}
	lines = append(lines, v.Say("poll.nodecision"))
	return bot.Message{Text: v.pollOptions(p), Card: &bot.Card{Title: v.pollTitle(p), Text: strings.Join(lines, "\n"), Color: closedColor}}
}

// pollEnd says when a poll ended, and who ended it if that was before its time.
func (v Voice) pollEnd(p committee.Poll) string {
	switch {
	case !p.Early():
		return v.Say("poll.ended", "At", v.Moment(p.ClosedAt))
	case p.ClosedBy == "":
		return v.Say("poll.ended.early", "At", v.Moment(p.ClosedAt), "Planned", v.deadline(p.ClosesAt))
	}
	return v.Say("poll.ended.by", "At", v.Moment(p.ClosedAt), "Planned", v.deadline(p.ClosesAt), "Name", Plain(p.ClosedBy))
}

func (v Voice) pollTitle(p committee.Poll) string {
	return p.Number.String() + " · " + Plain(p.Question)
}

// pollTask says what voters are asked to do.
func (v Voice) pollTask(p committee.Poll) string {
	if p.Kind == committee.PriorityPoll {
		return v.Say("poll.task.priority", "Top", p.Top, "Options", len(p.Options))
	}
	if p.Rule.Abstention == tally.AbstentionForbidden {
		return v.Say("poll.task.yesno")
	}
	return v.Say("poll.task.motion")
}

func (v Voice) pollTurnout(p committee.Poll, cast int) string {
	return v.Say("poll.turnout", "Count", cast, "Seats", p.Seats)
}

// pollOptions lists what a priority poll asks about; it stands above the card,
// where there is room.
func (v Voice) pollOptions(p committee.Poll) string {
	lines := make([]string, len(p.Options))
	for i, o := range p.Options {
		lines[i] = "- " + option(o)
	}
	return strings.Join(lines, "\n")
}

func option(o committee.PollOption) string { return "**" + o.Key + "** " + Cut(Plain(o.Label), 90) }

// voteButtons are the buttons to vote with.
func (v Voice) voteButtons(p committee.Poll) []bot.Button {
	if p.Kind == committee.PriorityPoll {
		return []bot.Button{{ID: "rank", Label: v.Say("poll.button.rank"), Style: bot.Primary, Action: "poll.rank", Object: ObjectKey(p.ID)}}
	}
	buttons := []bot.Button{
		{ID: "yes", Label: v.Say("poll.button.yes"), Style: bot.Good, Action: "poll.vote", Object: ObjectKey(p.ID), Value: committee.Yes},
		{ID: "no", Label: v.Say("poll.button.no"), Style: bot.Danger, Action: "poll.vote", Object: ObjectKey(p.ID), Value: committee.No},
		{ID: "abstain", Label: v.Say("poll.button.abstain"), Style: bot.Default, Action: "poll.vote", Object: ObjectKey(p.ID), Value: committee.Abstain},
	}
	if p.Rule.Abstention == tally.AbstentionForbidden {
		return buttons[:2]
	}
	return buttons
}

// PollReceipt tells a voter what was stored, for which seat and until when it can
// be changed.
func (v Voice) PollReceipt(w committee.Voting, b committee.Ballot) bot.Message {
	lines := []string{v.Say("poll.receipt.stored", "Number", w.Poll.Number, "Question", Plain(w.Poll.Question)), v.choice(w.Poll, b.Choice)}
	if w.Who.Seat != nil {
		lines = append(lines, v.Say("poll.receipt.seat", "Group", Plain(w.Who.Seat.Group), "Body", Plain(w.Who.Seat.Body)))
	}
	switch {
	case !b.AsHolder:
		lines = append(lines, v.Say("poll.receipt.substitute"))
	case w.Before != nil && !w.Before.AsHolder:
		lines = append(lines, v.Say("poll.receipt.replaced"))
	}
	lines = append(lines, v.Say("poll.receipt.until", "At", v.deadline(w.Poll.ClosesAt)))
	return bot.Message{Text: strings.Join(lines, "\n"), Key: "poll." + ObjectKey(w.Poll.ID)}
}

// choice shows what a ballot says.
func (v Voice) choice(p committee.Poll, c committee.Choice) string {
	if p.Kind == committee.MotionPoll {
		return "**" + v.Say("poll.answer."+c.Answer) + "**"
	}
	lines := make([]string, len(c.Ranking))
	for i, key := range c.Ranking {
		lines[i] = fmt.Sprintf("%d. %s", i+1, option(committee.PollOption{Key: key, Label: p.Label(key)}))
	}
	return strings.Join(lines, "\n") + "\n"
}

// PollOpened tells who opened a poll that it is in the channel.
func (v Voice) PollOpened(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.opened", p, "At", v.deadline(p.ClosesAt))
}

// ClosePollQuestion asks whether a poll is really to end before its time.
func (v Voice) ClosePollQuestion(p committee.Poll, t committee.Turnout) bot.Message {
	m := v.aboutPoll("poll.close.question", p, "At", v.deadline(p.ClosesAt))
	m.Text = lines(m.Text, v.pollTurnout(p, t.Cast))
	m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{
		{ID: "closenow", Label: v.Say("poll.button.close"), Style: bot.Danger, Action: "poll.close.now", Object: ObjectKey(p.ID)},
		{ID: "keep", Label: v.Say("poll.button.keep"), Style: bot.Default, Action: "poll.keep", Object: ObjectKey(p.ID)},
	}}
	return m
}

// PollKept tells who did not end a poll after all that it goes on.
func (v Voice) PollKept(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.kept", p, "At", v.deadline(p.ClosesAt))
}

// PollEnded tells who ended a poll that its result is on the way.
func (v Voice) PollEnded(p committee.Poll) bot.Message { return v.aboutPoll("poll.closed.now", p) }

// PollExtended tells who extended a poll until when it runs now.
func (v Voice) PollExtended(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.extended", p, "At", v.deadline(p.ClosesAt))
}

func (v Voice) aboutPoll(key string, p committee.Poll, args ...any) bot.Message {
	return bot.Message{Text: v.Say(key, append(args, "Number", p.Number, "Question", Plain(p.Question))...)}
}

// PollReminder asks one person privately to vote, with the buttons to do it.
func (v Voice) PollReminder(o committee.Owed, c committee.Committee, p committee.Poll) bot.Message {
	key := "poll.remind.day"
	if o.Kind == committee.OwedHours {
		key = "poll.remind.hours"
	}
	m := v.aboutPoll(key, p, "At", v.deadline(p.ClosesAt))
	m.Text = "**" + Plain(c.Name) + "**\n" + m.Text
	m.Card = &bot.Card{Text: v.pollTask(p), Color: pollColor, Buttons: v.voteButtons(p)}
	return m
}
