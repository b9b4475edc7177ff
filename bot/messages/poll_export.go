package messages

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollFiles are a counted poll as a file to recount and one to look at.
func (v Voice) PollFiles(p committee.Poll, f committee.PollFile) ([]bot.File, error) {
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing a poll as JSON: %w", err)
	}
	name := p.Number.String()
	return []bot.File{
		{Name: name + ".json", Data: append(text, '\n')},
		{Name: name + ".csv", Data: sheet(v.Say(exportHeads(p)), append(v.pollRows(p, f), v.voidRows(p)...))},
	}, nil
}

// PollExported is the message that the files of a poll hang on.
func (v Voice) PollExported(p committee.Poll, f committee.PollFile) bot.Message {
	key := "poll.exported"
	if f.Withheld {
		key = "poll.exported.withheld"
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
	}
	return v.Say("poll.export.hint", "Seq", p.Number.Seq)
}

// exportHeads is the key of the heads of pollRows.
func exportHeads(p committee.Poll) string {
	if p.Weighs() {
		return "poll.export.heads.weighed"
	}
	return "poll.export.heads"
}

// pollRows are the choices of a poll and how often each was made; where weights
// count, these come first.
func (v Voice) pollRows(p committee.Poll, f committee.PollFile) []Row {
	if f.Withheld {
		return v.withheldRows(p, f)
	}
	if p.Weighs() {
		return v.weighedRows(p, f)
	}
	var rows []Row
	if p.Kind == committee.MotionPoll {
		for _, answer := range []struct {
			key   string
			count int
		}{{committee.Yes, f.Yes}, {committee.No, f.No}, {committee.Abstain, f.Abstain}} {
			rows = append(rows, Row{strconv.Itoa(answer.count), v.Say("poll.answer." + answer.key)})
		}
	}
	for _, b := range f.Ballots {
		rows = append(rows, Row{strconv.Itoa(b.Count), written(p, b)})
	}
	if p.Kind != committee.MotionPoll && f.Abstain > 0 {
		rows = append(rows, Row{strconv.Itoa(f.Abstain), v.Say("poll.answer." + committee.Abstain)})
	}
	for _, d := range f.Days {
		rows = append(rows, Row{strconv.Itoa(d.Yes + d.Maybe), d.Name + ": " + v.Say("poll.count.days", "Yes", d.Yes, "Maybe", d.Maybe, "No", d.No)})
	}
	return rows
}

// withheldRows say how many seats have taken part, and that the file does not tell how
// they voted.
func (v Voice) withheldRows(p committee.Poll, f committee.PollFile) []Row {
	row := Row{strconv.Itoa(*f.Present), v.Say("poll.export.withheld")}
	if p.Weighs() {
		row = append(Row{""}, row...)
	}
	return []Row{row}
}

func written(p committee.Poll, b committee.FileBallot) string {
	var words []string
	for _, level := range b.Ranking {
		words = append(words, strings.Join(level, " = "))
	}
	between := " > "
	if len(b.Ranking) == 0 {
		between = ", "
	}
	words = append(words, b.Approve...)
	for _, o := range p.Options {
		if n, ok := b.Scores[o.Key]; ok {
			words = append(words, o.Key+": "+strconv.Itoa(n))
		}
	}
	return strings.Join(words, between)
}
