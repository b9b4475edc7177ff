package messages

import (
	"slices"
	"strconv"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// pollTables are a counted poll for a spreadsheet: what was asked and decided by which
// rule, the choices and how often each was made, and what its letters stand for.
func (v Voice) pollTables(p committee.Poll, o committee.Outcome, f committee.PollFile) []sheetTable {
	tables := []sheetTable{{rows: v.pollFacts(p, o)}}
	switch {
	case f.Days != nil:
		return append(tables, v.dayTable(p, f))
	case f.GroupHeads != nil:
		tables = append(tables, sheetTable{v.Say("poll.export.heads.groups"), []Row{
			{strconv.Itoa(f.Yes), v.Say("poll.answer." + committee.Yes)},
			{strconv.Itoa(f.No), v.Say("poll.answer." + committee.No)},
			{strconv.Itoa(f.Abstain), v.Say("poll.table.split")},
		}})
	default:
		tables = append(tables, sheetTable{v.Say(exportHeads(p)), v.pollRows(p, f)})
	}
	if groups := slices.Concat(f.GroupHeads, f.Groups); len(groups) > 0 {
		tables = append(tables, v.groupTable(groups))
	}
	if len(p.Options) > 0 {
		tables = append(tables, v.legend(p))
	}
	return tables
}

// pollFacts say what the poll was, for who opens the file a year later.
func (v Voice) pollFacts(p committee.Poll, o committee.Outcome) []Row {
	kind := string(p.Kind)
	if p.Circulation != nil {
		kind = "circulation"
	}
	rows := append(v.voidRows(p), Row{v.Say("poll.table.number"), p.Number.String()}, Row{v.Say("poll.table.question"), p.Question})
	if p.Text != "" {
		rows = append(rows, Row{v.Say("poll.table.text"), p.Text})
	}
	rows = append(rows, Row{v.Say("poll.table.kind"), v.Say("poll.kind." + kind)})
	rules := append(append(v.decides(p), v.dayRule(p)), v.weighing(p)...)
	rules = slices.DeleteFunc(rules, func(rule string) bool { return rule == "" })
	rows = append(rows,
		Row{v.Say("poll.table.rule"), v.inCell(rules...)},
		Row{v.Say("poll.table.ended"), v.cellEnd(p)},
		Row{v.Say("poll.table.turnout"), v.inCell(v.turnout(p, o))},
		Row{v.Say("poll.table.outcome"), v.inCell(v.outcomeInBrief(p, o))})
	if p.Lot != nil {
		rows = append(rows, Row{v.Say("poll.table.lot"), v.inCell(v.lotInBrief(p))})
	}
	return rows
}

// cellEnd is when a poll ended, or the day of a vote outside the bot.
func (v Voice) cellEnd(p committee.Poll) any {
	if o := p.Outside; o != nil && o.On.Valid() {
		return o.On
	}
	return v.cellTime(p.ClosedAt)
}

// inCell are sentences of the bot as one cell: without marks, in one line.
func (v Voice) inCell(said ...string) string {
	return strings.Join(strings.Fields(v.Bare(strings.Join(said, " "))), " ")
}

// legend says what the letters or numbers of the options stand for.
func (v Voice) legend(p committee.Poll) sheetTable {
	t := sheetTable{heads: v.Say("poll.table.legend")}
	for _, o := range p.Options {
		t.rows = append(t.rows, Row{o.Key, o.Label})
	}
	return t
}

// groupTable is how the seats of each group have answered.
func (v Voice) groupTable(groups []committee.GroupCount) sheetTable {
	t := sheetTable{heads: v.Say("poll.table.groups")}
	for _, g := range groups {
		t.rows = append(t.rows, Row{g.Group, strconv.Itoa(g.Yes), strconv.Itoa(g.No), strconv.Itoa(g.Abstain)})
	}
	return t
}

// dayTable is how many seats can come on each day.
func (v Voice) dayTable(p committee.Poll, f committee.PollFile) sheetTable {
	t := sheetTable{heads: v.Say("poll.table.days")}
	for _, d := range f.Days {
		i := slices.IndexFunc(p.Options, func(o committee.PollOption) bool { return o.Key == d.Name })
		if i < 0 {
			continue
		}
		o, clock := p.Options[i], ""
		if o.Time != (calendar.Clock{}) {
			clock = o.Time.String()
		}
		t.rows = append(t.rows, Row{
			d.Name, o.Day, clock, strconv.Itoa(d.Yes), strconv.Itoa(d.Maybe), strconv.Itoa(d.No),
			strings.TrimPrefix(v.inCell(v.dayHint(o)), "– "),
		})
	}
	return t
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
		rows = []Row{
			{strconv.Itoa(f.Yes), v.Say("poll.answer." + committee.Yes)},
			{strconv.Itoa(f.No), v.Say("poll.answer." + committee.No)},
			{strconv.Itoa(f.Abstain), v.Say("poll.answer." + committee.Abstain)},
		}
		if f.Invalid > 0 {
			rows = append(rows, Row{strconv.Itoa(f.Invalid), v.Say("poll.record.invalid")})
		}
	}
	for _, b := range f.Ballots {
		rows = append(rows, Row{strconv.Itoa(b.Count), written(p, b)})
	}
	if p.Kind != committee.MotionPoll && f.Abstain > 0 {
		rows = append(rows, Row{strconv.Itoa(f.Abstain), v.Say("poll.answer." + committee.Abstain)})
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
