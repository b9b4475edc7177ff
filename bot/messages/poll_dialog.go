package messages

import (
	"fmt"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollForm is what stands in the form for a new poll when it opens. Until and
// Needs are as typed.
type PollForm struct {
	Kind            committee.PollKind
	Question, Until string
	Needs           string // one number per line, what follows it is ignored
}

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

// PollDialog is the form for a new poll in a committee.
func (v Voice) PollDialog(committeeID int64, f PollForm) bot.Dialog {
	d := bot.Dialog{
		Purpose: "poll.open", Object: ObjectKey(committeeID) + " " + string(f.Kind), Title: v.Say("poll.dialog." + string(f.Kind)),
		Intro: v.Say("poll.dialog.intro"), Submit: v.Say("poll.dialog.send"),
		Fields: []bot.Field{
			{Name: "question", Label: v.Say("poll.field.question"), Kind: bot.Area, Max: 300, Default: Cut(f.Question, 300), Placeholder: v.Say("poll.field.question." + string(f.Kind))},
			v.untilField(f.Until),
		},
	}
	if f.Kind == committee.PriorityPoll {
		d.Fields = append(d.Fields, bot.Field{
			Name: "needs", Label: v.Say("poll.field.needs"), Kind: bot.Area, Max: committee.MaxText, Default: f.Needs,
			Help: v.Say("poll.field.needs.help", "Max", committee.MaxOptions),
		})
	}
	return d
}

// ExtendDialog asks until when a poll is to run.
func (v Voice) ExtendDialog(p committee.Poll) bot.Dialog {
	return bot.Dialog{
		Purpose: "poll.extend", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.extend"), Submit: v.Say("poll.dialog.extend.send"),
		Intro:  v.Say("poll.extend.intro", "Number", p.Number, "Question", Plain(p.Question), "At", v.deadline(p.ClosesAt)),
		Fields: []bot.Field{v.untilField("")},
	}
}

func (v Voice) untilField(until string) bot.Field {
	return bot.Field{
		Name: "until", Label: v.Say("poll.field.until"), Kind: bot.Line, Max: 60, Default: until,
		Placeholder: v.Say("poll.field.until.example"), Help: v.Say("poll.field.until.help"),
	}
}

// RankDialog is the ballot of a priority poll: a select for each rank, with the
// choice that is stored already.
func (v Voice) RankDialog(p committee.Poll, before committee.Choice) bot.Dialog {
	options := make([]bot.Option, len(p.Options))
	for i, o := range p.Options {
		options[i] = bot.Option{Label: o.Key + " " + Cut(o.Label, 80), Value: o.Key}
	}
	d := bot.Dialog{
		Purpose: "poll.rank", Object: ObjectKey(p.ID), Title: v.Say("poll.dialog.rank"), Submit: v.Say("poll.dialog.rank.send"),
		Intro: v.Say("poll.rank.intro", "Number", p.Number, "Question", Plain(p.Question), "At", v.deadline(p.ClosesAt)),
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
