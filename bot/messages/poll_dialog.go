package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// NeedLines lists needs as lines of the form, from which the chair deletes those
// that are not to be ranked; more than a poll can ask about are left out. The
// lines fit the form's 3000 bytes.
func NeedLines(needs []committee.Need) string {
	var lines []string
	for _, n := range needs[:min(len(needs), committee.MaxOptions)] {
		lines = append(lines, n.Number.String()+" "+Cut(strings.Join(strings.Fields(visible(n.Title)), " "), 100))
	}
	return strings.Join(lines, "\n")
}

// NeedsLeftOut says which needs of an earlier poll are not asked about again, and why.
func (v Voice) NeedsLeftOut(needs []committee.Need) string {
	names := make([]string, len(needs))
	for i, n := range needs {
		names[i] = "**" + n.Number.String() + "** " + Cut(Plain(n.Title), 60) + " (" + v.Say("need.state."+string(n.State)) + ")"
	}
	return v.Say("poll.needs.left", "Needs", v.and(names))
}

// PollDialog is the form for a poll in a committee, with what was typed already.
func (v Voice) PollDialog(committeeID int64, s committee.PollSketch) bot.Dialog {
	d := bot.Dialog{
		Purpose: "poll.open", Object: ObjectKey(committeeID) + " " + string(s.Kind), Title: v.Say("poll.dialog." + string(s.Kind)),
		Intro: v.Say("poll.dialog.intro"), Submit: v.Say("poll.dialog.send"),
		Fields: []bot.Field{
			{Name: "question", Label: v.Say("poll.field.question"), Kind: bot.Area, Max: 300, Default: Cut(s.Question, 300), Placeholder: v.Say("poll.field.question." + string(s.Kind))},
			v.untilField(s.Until),
		},
	}
	switch {
	case s.Circulation != nil:
		d.Object, d.Title = d.Object+" "+CirculationKind, v.Say("poll.dialog.circulation")
		d.Intro = v.Say("poll.dialog.intro.circulation")
		d.Fields = append(d.Fields[:1], v.circulationFields(s)...)
	case s.InRegister():
		d.Fields = append(d.Fields, bot.Field{
			Name: "needs", Label: v.Say("poll.field.needs"), Kind: bot.Area, Max: committee.MaxText, Default: s.Options,
			Help: v.Say("poll.field.needs.help", "Max", committee.MaxOptions),
		})
	case s.Kind == committee.MotionPoll:
		d.Fields = append(d.Fields, bot.Field{
			Name: "text", Label: v.Say("poll.field.text"), Kind: bot.Area, Max: committee.MaxWording, Default: s.Text, Optional: true, Help: v.Say("poll.field.text.help"),
		})
	default:
		d.Fields = append(d.Fields, v.optionsField(s))
	}
	if s.Confidential {
		d.Intro += " " + v.Say("poll.dialog.intro.confidential")
	}
	return d
}

func (v Voice) optionsField(s committee.PollSketch) bot.Field {
	key := "poll.field.options"
	if s.Kind == committee.DatePoll {
		key = "poll.field.days"
	}
	return bot.Field{
		Name: "options", Label: v.Say(key), Kind: bot.Area, Max: areaDefault, Default: s.Options,
		Placeholder: v.Say(key + ".example"), Help: v.Say(key+".help", "Max", committee.MaxOptions),
	}
}

// ExtendDialog asks until when a poll is to run, and why.
func (v Voice) ExtendDialog(p committee.Poll, until string) bot.Dialog {
	return bot.Dialog{
		Purpose: "poll.extend", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.extend"), Submit: v.Say("poll.dialog.extend.send"),
		Intro: v.Say("poll.extend.intro", "Number", p.Number, "Question", Plain(p.Question), "At", v.ends(p)),
		Fields: []bot.Field{v.untilField(Cut(until, 60)), {
			Name: "why", Label: v.Say("poll.field.why.extend"), Kind: bot.Area, Max: committee.MaxQuestion, Help: v.Say("poll.field.why.extend.help"),
		}},
	}
}

func (v Voice) untilField(until string) bot.Field {
	return bot.Field{
		Name: "until", Label: v.Say("poll.field.until"), Kind: bot.Line, Max: 60, Default: until,
		Placeholder: v.Say("poll.field.until.example"), Help: v.Say("poll.field.until.help"),
	}
}
