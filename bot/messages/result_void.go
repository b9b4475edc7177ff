package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// VoidDialog asks for the reason why a recorded result is void, with what that means;
// sending it is the confirmation. others are results that may hold instead, newest first.
func (v Voice) VoidDialog(p committee.Poll, others []committee.Poll, why string) bot.Dialog {
	review := ""
	if !p.Review.IsZero() {
		review = v.Day(p.Review)
	}
	d := bot.Dialog{
		Purpose: "result.void", Object: ObjectKey(p.ID), Title: v.Say("result.void.dialog"), Submit: v.Say("result.void.send"),
		Intro: v.Say("result.void.intro", "Called", p.Called(), "Question", Plain(p.Question), "Counts", v.countsInWords(p.Outside.Counted),
			"Name", Plain(p.ByName), "At", v.Moment(p.ClosedAt), "Review", review),
		Fields: []bot.Field{{
			Name: "why", Label: v.Say("poll.field.why"), Kind: bot.Area, Max: committee.MaxQuestion, Default: Cut(why, committee.MaxQuestion), Help: v.Say("result.void.field.help"),
		}},
	}
	if len(others) == 0 {
		d.Intro += "\n" + v.Say("result.void.first")
		return d
	}
	right := bot.Field{Name: "instead", Label: v.Say("result.void.right"), Kind: bot.Choice, Optional: true, Help: v.Say("result.void.right.help")}
	for _, o := range others {
		right.Options = append(right.Options, bot.Option{Label: o.Called().String() + " " + Cut(o.Question, 60), Value: strconv.FormatInt(o.ID, 10)})
		if strings.Contains(strings.ToUpper(why), o.Called().String()) {
			right.Default = strconv.FormatInt(o.ID, 10)
		}
	}
	d.Fields = append(d.Fields, right)
	return d
}

// ResultVoid is the receipt.
func (v Voice) ResultVoid(p committee.Poll) bot.Message {
	return v.aboutPoll("result.void.done", p, "Called", p.Called(), "Right", right(p))
}

// ResultVoidForAll tells the channel that a result does not hold.
func (v Voice) ResultVoidForAll(p committee.Poll, o committee.Outcome) bot.Message {
	m := v.aboutPoll("result.void.news", p, "Called", p.Called())
	entry := ""
	if p.Entry.Seq > 0 {
		entry = p.Entry.String()
	}
	m.Text = strings.Join([]string{
		m.Text, "", v.aboutVoid("result.void.reason", p), v.Say("result.void.was"), v.outcomeInBrief(p, o), v.Say("result.void.kept", "Entry", entry, "Number", p.Number),
	}, "\n")
	return m
}

// voidLine says of a void result why, who and when, and what is right.
func (v Voice) voidLine(p committee.Poll) string { return v.aboutVoid("result.void.line", p) }

func (v Voice) aboutVoid(key string, p committee.Poll) string {
	return v.Say(key, "Why", Plain(strings.TrimRight(p.Voided.Why, ". ")), "Name", Plain(p.Voided.ByName), "At", v.Moment(p.Voided.At), "Right", right(p))
}

// right is the number of what holds instead of a void result, "" if none was named.
func right(p committee.Poll) string {
	if p.Voided.Right.Seq == 0 {
		return ""
	}
	return p.Voided.Right.String()
}

// voidHead stands before what was recorded.
func (v Voice) voidHead(p committee.Poll) []string {
	if p.Voided == nil {
		return nil
	}
	return []string{v.voidLine(p), "", v.Say("result.void.was")}
}

// struck shows a line as struck out if the result is void. Who reads it aloud hears that
// it is void from the words beside it.
func struck(p committee.Poll, line string) string {
	if p.Voided == nil {
		return line
	}
	return "~~" + line + "~~"
}

// entered names the entry in the register of results, none if there is none.
func (v Voice) entered(p committee.Poll) []string {
	switch {
	case p.Entry.Seq == 0:
		return nil
	case p.Voided != nil:
		return []string{v.Say("result.void.entry", "Number", p.Entry)}
	}
	return []string{v.Say("result.entered", "Number", p.Entry)}
}

// voiding adds to a recorded result, for those who record them, the button that declares
// it void.
func (v Voice) voiding(w PollView, m bot.Message) bot.Message {
	if !w.Manage || w.Poll.Outside == nil || w.Poll.Voided != nil {
		return m
	}
	m.Card.Buttons = append(m.Card.Buttons, bot.Button{ID: "void", Label: v.Say("result.void.button"), Style: bot.Default, Action: "result.void", Object: ObjectKey(w.Poll.ID)})
	return m
}

// listedVoid marks a void result in a list.
func (v Voice) listedVoid(p committee.Poll) string {
	if p.Voided == nil {
		return ""
	}
	return " – **" + v.Say("result.void.listed") + "**"
}

// voidRows say above the choices of an exported poll that it is void.
func (v Voice) voidRows(p committee.Poll) []Row {
	if p.Voided == nil {
		return nil
	}
	return []Row{{v.Say("poll.table.void"), v.Say("result.void.row", "Why", p.Voided.Why, "At", v.Moment(p.Voided.At), "Right", right(p))}}
}
