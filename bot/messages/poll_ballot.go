package messages

import (
	"fmt"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// optionLabel is the longest label of an option's button, so that two of them fit beside
// each other on a phone; the whole text stands above the card.
const optionLabel = 25

// voteButtons are the buttons to vote with.
func (v Voice) voteButtons(p committee.Poll) []bot.Button {
	switch {
	case p.Kind == committee.MotionPoll:
		return v.motionButtons(p)
	case p.Kind.Ranks():
		return []bot.Button{v.voteButton(p, "rank", bot.Primary, "poll.rank", ""), v.abstainButton(p)}
	case p.Kind == committee.ScorePoll || p.Kind == committee.DotsPoll:
		return []bot.Button{v.voteButton(p, "ballot", bot.Primary, "poll.ballot", ""), v.abstainButton(p)}
	case p.Kind == committee.DatePoll:
		return []bot.Button{v.voteButton(p, "days", bot.Primary, "poll.ballot", "")}
	}
	var buttons []bot.Button
	for _, o := range p.Options {
		buttons = append(buttons, bot.Button{
			ID: "option" + strconv.Itoa(len(buttons)+1), Label: o.Key + " " + Cut(visible(o.Label), optionLabel), Style: bot.Primary,
			Action: "poll.choose", Object: ObjectKey(p.ID), Value: o.Key,
		})
	}
	return append(buttons, v.abstainButton(p))
}

func (v Voice) motionButtons(p committee.Poll) []bot.Button {
	buttons := []bot.Button{
		v.voteButton(p, "yes", bot.Good, "poll.vote", committee.Yes),
		v.voteButton(p, "no", bot.Danger, "poll.vote", committee.No),
		v.abstainButton(p),
	}
	if p.Rule.Abstention == tally.AbstentionForbidden {
		buttons = buttons[:2]
	}
	if p.Circulation != nil {
		buttons = append(buttons, v.objectButton(p))
	}
	return buttons
}

func (v Voice) abstainButton(p committee.Poll) bot.Button {
	return v.voteButton(p, "abstain", bot.Default, "poll.vote", committee.Abstain)
}

func (v Voice) voteButton(p committee.Poll, id string, style bot.Style, action, value string) bot.Button {
	return bot.Button{ID: id, Label: v.Say("poll.button." + id), Style: style, Action: action, Object: ObjectKey(p.ID), Value: value}
}

// mineButton shows a voter what is stored for their seat.
func (v Voice) mineButton(p committee.Poll) bot.Button {
	return v.voteButton(p, "mine", bot.Default, "poll.mine", "")
}

// PollMine shows a person the ballot of their seat, with the buttons to change it
// while that can be done. own is nil if there is none or they may not see it.
func (v Voice) PollMine(w committee.Voting, own *committee.Ballot) bot.Message {
	lines := []string{v.Say("poll.mine.head", "Number", w.Poll.Number, "Question", Plain(w.Poll.Question))}
	lines = append(lines, v.ownStand(w, own)...)
	recused := w.Recused()
	if own := v.ownWeight(w); own != "" && !recused {
		lines = append(lines, own)
	}
	m := bot.Message{Key: PollKey(w.Poll)}
	if w.Poll.State == committee.PollOpen && w.Poll.Entitled(w.Who) {
		admitted := w.Admitted()
		if admitted {
			key := "poll.receipt.until"
			if w.Before == nil {
				key = "poll.mine.until"
			}
			lines = append(lines, v.Say(key, "At", v.ends(w.Poll)))
		}
		if admitted || w.Poll.ShowsReturn(w.Who) {
			m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{v.recusalButton(w.Poll, recused)}}
		}
	}
	m.Text = strings.Join(lines, "\n")
	return m
}

// ownStand says how the seat of a person stands: recused, with a ballot that they may
// see or not, or without one. own is nil if there is none or they may not see it.
func (v Voice) ownStand(w committee.Voting, own *committee.Ballot) []string {
	switch {
	case w.Recused():
		return []string{v.Say("poll.mine.recused")}
	case w.Before != nil && !w.Poll.Tells(committee.OwnChoice, committee.ToVoter, nil):
		if w.Before.AsHolder && !w.Who.HoldsSeat() {
			return []string{v.Say("poll.mine.prevails")}
		}
		return []string{v.Say("poll.mine.confidential")}
	case own != nil && own.Entered:
		return []string{v.choice(w.Poll, own.Choice), v.Say("poll.mine.entered")}
	case own != nil:
		return []string{v.choice(w.Poll, own.Choice)}
	case w.Before != nil:
		return []string{v.Say("poll.mine.member")}
	}
	return []string{v.Say("poll.mine.none")}
}

// receipt is what a receipt repeats of a ballot: nothing of a confidential one,
// because the chat may keep it. Who presses one option after the other is told how
// many there are now, unless these are all or none, for that would say which.
func (v Voice) receipt(p committee.Poll, c committee.Choice) string {
	switch {
	case p.Tells(committee.OwnChoice, committee.ToVoter, nil):
		return v.choice(p, c)
	case p.Kind == committee.ApprovalPoll && len(c.Approve) > 0 && len(c.Approve) < len(p.Options):
		return v.Say("poll.receipt.approved", "Count", len(c.Approve))
	}
	return v.Say("poll.receipt.confidential")
}

// choice shows what a ballot says.
func (v Voice) choice(p committee.Poll, c committee.Choice) string {
	switch {
	case c.Answer != "":
		return "**" + v.Say("poll.answer."+c.Answer) + "**"
	case len(c.Ranking) > 0:
		return v.numbered(p, c.Ranking)
	case len(c.Approve) > 0:
		return v.bulleted(p, c.Approve)
	case len(c.Days) > 0:
		return v.daysAnswered(p, c)
	}
	var lines []string
	for _, o := range p.Best(c) {
		lines = append(lines, fmt.Sprintf("- %s: **%d**", v.option(o), c.Points[o.Key]))
	}
	if p.Kind == committee.DotsPoll {
		lines = append(lines, v.Say("poll.dots.left", "Used", committee.SpreadDots(c), "Points", p.Points))
	}
	return strings.Join(lines, "\n") + "\n"
}

func (v Voice) numbered(p committee.Poll, keys []string) string {
	lines := make([]string, len(keys))
	for i, key := range keys {
		lines[i] = fmt.Sprintf("%d. %s", i+1, v.optionKeyed(p, key))
	}
	return strings.Join(lines, "\n") + "\n"
}

// bulleted lists options in the order of the poll.
func (v Voice) bulleted(p committee.Poll, keys []string) string {
	var lines []string
	for _, o := range p.Options {
		for _, key := range keys {
			if key == o.Key {
				lines = append(lines, "- "+v.option(o))
			}
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// fewUnsaid is how many days without an answer are named one by one.
const fewUnsaid = 2

// daysAnswered lists the days of a poll: what was not answered counts as no, and whoever
// left it out is to read that; of many such days they read how many.
func (v Voice) daysAnswered(p committee.Poll, c committee.Choice) string {
	var lines []string
	unsaid := 0
	for _, o := range p.Options {
		if c.Days[o.Key] == "" {
			unsaid++
		}
	}
	for _, o := range p.Options {
		said := v.Say("poll.day.unsaid")
		if a := c.Days[o.Key]; a != "" {
			said = v.Say("poll.day." + a)
		} else if unsaid > fewUnsaid {
			continue
		}
		lines = append(lines, "- "+v.option(o)+": "+said)
	}
	if unsaid > fewUnsaid {
		lines = append(lines, "- "+v.Say("poll.days.unsaid", "Count", unsaid)+": "+v.Say("poll.day.unsaid"))
	}
	return strings.Join(lines, "\n") + "\n"
}

// BallotDialog is the ballot of a poll that is voted on in a form, with the choice
// that is stored already, if that may be repeated.
func (v Voice) BallotDialog(p committee.Poll, before committee.Choice) bot.Dialog {
	if !p.Tells(committee.OwnChoice, committee.ToVoter, nil) {
		before = committee.Choice{}
	}
	if p.Kind.Ranks() {
		return v.rankDialog(p, before)
	}
	d := bot.Dialog{
		Purpose: "poll.ballot", Object: ObjectKey(p.ID) + " " + string(p.Kind), Title: v.Say("poll.dialog.ballot"), Submit: v.Say("poll.dialog.rank.send"),
		Intro: v.Say("poll.ballot.intro."+string(p.Kind), "Number", p.Number, "Question", Plain(p.Question), "At", v.ends(p), "Points", p.Points, "Cap", p.Cap),
	}
	for _, o := range p.Options {
		d.Fields = append(d.Fields, v.ballotField(p, o, before))
	}
	return d
}

// ballotField asks about one option. Its label has room for a few words only, so
// the whole option stands below it.
func (v Voice) ballotField(p committee.Poll, o committee.PollOption, before committee.Choice) bot.Field {
	if p.Kind == committee.DatePoll {
		return v.dayField(o, before)
	}
	f := bot.Field{Name: o.Key, Label: fieldLabel(o.Key + " " + o.Label), Help: within(o.Label, 150), Kind: bot.Choice, Optional: true}
	most := p.Points
	if p.Kind == committee.DotsPoll && p.Cap > 0 {
		most = p.Cap
	}
	for n := range most + 1 {
		f.Options = append(f.Options, bot.Option{Label: strconv.Itoa(n), Value: strconv.Itoa(n)})
	}
	if n, ok := before.Points[o.Key]; ok {
		f.Default = strconv.Itoa(n)
	}
	return f
}

// fieldLabel is as much of a text as a label of a form holds: 24 bytes.
func fieldLabel(text string) string { return within(text, 24) }

// rankDialog has a select for each rank.
func (v Voice) rankDialog(p committee.Poll, before committee.Choice) bot.Dialog {
	options := make([]bot.Option, len(p.Options))
	for i, o := range p.Options {
		options[i] = bot.Option{Label: o.Key + " " + Cut(o.Label, 80), Value: o.Key}
	}
	d := bot.Dialog{
		Purpose: "poll.rank", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.rank"), Submit: v.Say("poll.dialog.rank.send"),
		Intro: v.Say("poll.rank.intro."+string(p.Kind), "Number", p.Number, "Question", Plain(p.Question), "At", v.ends(p)),
	}
	for i := range p.Top {
		f := bot.Field{Name: fmt.Sprintf("rank%d", i+1), Label: v.Say("poll.field.rank", "Rank", i+1), Kind: bot.Choice, Options: options, Optional: i > 0}
		if i < len(before.Ranking) {
			f.Default = before.Ranking[i]
		}
		d.Fields = append(d.Fields, f)
	}
	return d
}
