package messages

import (
	"encoding/json"
	"fmt"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollFiles are a counted poll as a file to recount and one to look at. o is the count
// that f was made of.
func (v Voice) PollFiles(p committee.Poll, o committee.Outcome, f committee.PollFile) ([]bot.File, error) {
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing a poll as JSON: %w", err)
	}
	name := p.Number.String()
	return []bot.File{
		{Name: name + ".json", Data: append(text, '\n')},
		{Name: name + ".csv", Data: sheets(v.pollTables(p, o, f)...)},
	}, nil
}

// PollExported is the message that the files of a poll hang on.
func (v Voice) PollExported(p committee.Poll, f committee.PollFile) bot.Message {
	key := "poll.exported"
	switch {
	case f.Withheld:
		key = "poll.exported.withheld"
	case f.GroupHeads != nil:
		key = "poll.exported.groups"
	case f.Days != nil:
		key = "poll.exported.days"
	}
	m := v.aboutPoll(key, p)
	if p.Voided != nil {
		m.Text += "\n" + v.voidLine(p)
	}
	return m
}

// exportHint says how to recount a closed poll; "" where there is nothing to recount.
func (v Voice) exportHint(p committee.Poll, o committee.Outcome) string {
	switch {
	case p.Objected() || o.Withheld:
		return ""
	case o.TooFew() && o.Cast > 0:
		return v.Say("poll.export.hint.withheld", "Seq", p.Number.Seq)
	case p.Groups == committee.GroupsVote && p.Tells(committee.NumbersOfGroups, committee.ToFile, &o):
		return v.Say("poll.export.hint.groups", "Seq", p.Number.Seq)
	case o.Days != nil:
		return v.Say("poll.export.hint.days", "Seq", p.Number.Seq)
	}
	return v.Say("poll.export.hint", "Seq", p.Number.Seq)
}
