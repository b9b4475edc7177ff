package messages

import (
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
)

// CirculationKind names the circulation among the kinds of polls that a chair
// chooses from; it is a motion with a period.
const CirculationKind = "circulation"

// circulationFields are what a circulation asks instead of an end.
func (v Voice) circulationFields(s committee.PollSketch) []bot.Field {
	return []bot.Field{
		{
			Name: "text", Label: v.Say("poll.field.text"), Kind: bot.Area, Max: committee.MaxWording, Default: s.Text,
			Placeholder: v.Say("poll.field.text.example"), Help: v.Say("poll.field.text.frozen"),
		},
		{
			Name: "days", Label: v.Say("poll.field.period"), Kind: bot.Line, Max: 3, Default: strconv.Itoa(s.Circulation.Days),
			Help: v.Say("poll.field.period.help", "Min", committee.MinCirculation, "Max", committee.MaxCirculation),
		},
	}
}

// circulates says on the card of a circulation what it needs and what ends it; other
// polls have nothing to say here.
func (v Voice) circulates(p committee.Poll) []string {
	if p.Circulation == nil {
		return nil
	}
	o, err := p.Count(nil)
	if err != nil || o.Motion == nil {
		return nil
	}
	return []string{v.Say("poll.circulates", "Needed", o.Motion.Quorum.Needed, "Seats", p.Awaited())}
}

// resultChosen says what else the result of a circulation could be called, for the
// preview; it was not asked.
func (v Voice) resultChosen(p committee.Poll) string {
	var others []string
	for _, r := range p.Results(p.Kind) {
		if r != p.Result {
			others = append(others, v.Say("poll.result."+string(r)))
		}
	}
	return v.Say("poll.circulation.result", "Result", v.Say("poll.result."+string(p.Result)), "Others", v.or(others))
}

// CallOffDialog asks why a circulation is to end without a result, and says why it
// cannot end with one.
func (v Voice) CallOffDialog(p committee.Poll, t committee.Turnout) bot.Dialog {
	return bot.Dialog{
		Purpose: "poll.calloff", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.calloff"), Submit: v.Say("poll.dialog.calloff.send"),
		Intro: v.Say("poll.calloff.intro", "Number", p.Number, "Question", Plain(p.Question), "At", v.ends(p)) + "\n" + v.pollTurnout(p, t.Cast),
		Fields: []bot.Field{{
			Name: "why", Label: v.Say("poll.field.why"), Kind: bot.Area, Max: committee.MaxQuestion, Help: v.Say("poll.field.why.calloff.help"),
		}},
	}
}

// PollCalledOff tells who called a circulation off that it is over, and how its question
// comes before a meeting.
func (v Voice) PollCalledOff(p committee.Poll) bot.Message {
	return v.aboutPoll("poll.calloff.done", p, "Seq", p.Number.Seq)
}

// ObjectedTopic is the text of the topic that a circulation without a result becomes:
// where it comes from, the reason, and the wording.
func (v Voice) ObjectedTopic(p committee.Poll) string {
	text := v.Say("poll.topic.text", "Number", p.Number)
	switch {
	case p.CalledOff():
		text = v.Say("poll.topic.text.calledoff", "Number", p.Number)
	case !p.Objected():
		text = v.Say("poll.topic.text.lapsed", "Number", p.Number)
	}
	if p.Circulation != nil && p.Circulation.Why != "" {
		text += " " + v.Say("poll.topic.why", "Why", p.Circulation.Why)
	}
	if p.Text != "" {
		text += "\n\n" + v.Say("poll.topic.wording") + "\n" + p.Text
	}
	return text
}

// ObjectedTopicMade tells who made a topic of an objected circulation, and how it
// comes on an agenda.
func (v Voice) ObjectedTopicMade(p committee.Poll, t committee.Topic) bot.Message {
	return bot.Message{Text: v.Say("poll.topic.done", "Number", p.Number, "Topic", t.Number, "Seq", t.Number.Seq)}
}

// endsEarly is the key of the rule by which a poll ends as soon as all have voted.
func endsEarly(p committee.Poll) string {
	if p.Circulation != nil {
		return "poll.term.early.circulation"
	}
	return "poll.term.early"
}
