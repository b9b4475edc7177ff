package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// ObjectionDialog asks whether somebody really objects to a circulation.
func (v Voice) ObjectionDialog(p committee.Poll, why string) bot.Dialog {
	return bot.Dialog{
		Purpose: "poll.object", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.object"), Submit: v.Say("poll.dialog.object.send"),
		Intro: v.Say("poll.object.intro", "Number", p.Number, "Question", Plain(p.Question)),
		Fields: []bot.Field{{
			Name: "why", Label: v.Say("poll.field.why"), Kind: bot.Area, Max: committee.MaxQuestion, Default: Cut(why, committee.MaxQuestion), Optional: true,
			Help: v.Say("poll.field.why.help"),
		}},
	}
}

// EnteredObjectionDialog asks the office whether a seat, named as the office has named
// it, has really objected to a circulation.
func (v Voice) EnteredObjectionDialog(p committee.Poll, e committee.Elector, named, why string) bot.Dialog {
	return bot.Dialog{
		Purpose: "poll.object.enter", Object: ObjectKey(p.ID) + " " + ObjectKey(e.Seat) + " " + named,
		Title: v.Say("poll.dialog.object.enter"), Submit: v.Say("poll.dialog.object.enter.send"),
		Intro: v.Say("poll.object.enter.intro", "Number", p.Number, "Question", Plain(p.Question), "Body", Plain(e.Body)),
		Fields: []bot.Field{{
			Name: "why", Label: v.Say("poll.field.why"), Kind: bot.Area, Max: committee.MaxQuestion, Default: Cut(why, committee.MaxQuestion), Optional: true,
			Help: v.Say("poll.field.why.enter.help"),
		}},
	}
}

// ObjectionEntered tells the office that the circulation is over, and how its question
// comes before a meeting.
func (v Voice) ObjectionEntered(p committee.Poll, e committee.Elector) bot.Message {
	return v.aboutPoll("poll.object.enter.done", p, "Body", Plain(e.Body), "Seq", p.Number.Seq)
}

// ObjectionEnteredFor tells somebody that the office has entered an objection for their
// seat. There is no way back, as there is none from one's own.
func (v Voice) ObjectionEnteredFor(p committee.Poll) bot.Message {
	m := v.aboutPoll("poll.object.entered.you", p, "Seq", p.Number.Seq)
	m.Text = lines(m.Text, v.objectionReason(p))
	return m
}

// PollObjected tells who objected that the circulation is over.
func (v Voice) PollObjected(p committee.Poll) bot.Message { return v.aboutPoll("poll.object.done", p) }

// objectButton ends a circulation, after a question.
func (v Voice) objectButton(p committee.Poll) bot.Button {
	return v.voteButton(p, "object", bot.Default, "poll.object", "")
}

// objected is the end of a circulation for all: why it ended, whether the office has
// entered that, and what the member who objected gave as the reason, if they did.
func (v Voice) objected(p committee.Poll) string {
	key := "poll.objected"
	if p.CalledOff() {
		key = "poll.calledoff"
	}
	said := v.Say(key, "Seq", p.Number.Seq, "Name", Plain(p.Circulation.Objector))
	if p.ObjectionEntered() {
		said = lines(said, v.Say("poll.objected.entered"))
	}
	return lines(said, v.objectionReason(p))
}

func (v Voice) objectionReason(p committee.Poll) string {
	if p.Circulation == nil || p.Circulation.Why == "" {
		return ""
	}
	return v.Say("poll.objected.why", "Why", Plain(p.Circulation.Why))
}
