package messages

import (
	"bytes"
	"strings"
	"time"
	"unicode"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// bom tells spreadsheet programs that the file is UTF-8.
const bom = "\ufeff"

// sheet makes a CSV file as German spreadsheet programs open it: UTF-8 with a
// byte order mark, semicolons, CRLF. No cell can be taken for a formula.
func sheet(heads string, rows []Row) []byte { return sheets(sheetTable{heads: heads, rows: rows}) }

// sheetTable is rows below their heads; one without heads begins with its rows.
type sheetTable struct {
	heads string // separated by semicolons
	rows  []Row
}

// sheets makes one CSV file of several tables, with an empty line between them.
func sheets(tables ...sheetTable) []byte {
	var b bytes.Buffer
	b.WriteString(bom)
	for i, t := range tables {
		if i > 0 {
			writeRow(&b, nil)
		}
		if t.heads != "" {
			writeRow(&b, strings.Split(t.heads, ";"))
		}
		for _, row := range t.rows {
			writeRow(&b, row.csv())
		}
	}
	return b.Bytes()
}

func writeRow(b *bytes.Buffer, row []string) {
	for i, cell := range row {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(inQuotes(noFormula(cell)))
	}
	b.WriteString("\r\n")
}

// inQuotes puts a cell in quotation marks (RFC 4180) if it has anything in it that
// some program takes for the end of a cell. LibreOffice offers commas and tabs as
// separators beside the semicolon: "712,5" must stay one cell.
func inQuotes(cell string) string {
	if !strings.ContainsAny(cell, "\",;\t\r\n") && strings.TrimSpace(cell) == cell {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// noFormula puts an apostrophe before what a spreadsheet would take for a formula
// (OWASP, CSV injection): a cell that begins with a sign of a formula, also of
// full width or behind blanks and what cannot be seen, or with a tab or line break.
func noFormula(cell string) string {
	seen := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) })
	if strings.IndexAny(cell, "\t\r\n") == 0 || seen != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(seen)[0]) {
		return "'" + cell
	}
	return cell
}

// Row is a row of a table. Its cells are texts and dates, which programs and
// people read differently.
type Row []any

// csv are the cells as programs read them. A date is ISO 8601: LibreOffice takes
// no other for a date unless it is told to, and Excel takes it in every language.
func (r Row) csv() []string {
	cells := make([]string, len(r))
	for i, cell := range r {
		switch x := cell.(type) {
		case calendar.Date:
			cells[i] = isoDay(x)
		case string:
			cells[i] = x
		}
	}
	return cells
}

// read are the cells as people read them.
func (r Row) read(v Voice) []string {
	cells := r.csv()
	for i, cell := range r {
		if d, ok := cell.(calendar.Date); ok {
			cells[i] = v.cellDay(d)
		}
	}
	return cells
}

func isoDay(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// cellDay is a date as people write it in the language, "" for none.
func (v Voice) cellDay(d calendar.Date) string {
	if d.IsZero() || v.lang == "en" {
		return isoDay(d)
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format("02.01.2006")
}

// cellDate is the day of an instant in the voice's zone, the zero Date for none.
func (v Voice) cellDate(t time.Time) calendar.Date {
	if t.IsZero() {
		return calendar.Date{}
	}
	return calendar.DateOf(t, v.loc)
}

// cellTime is an instant in the voice's zone to the minute, "" for none. It sorts
// as text, too.
func (v Voice) cellTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(v.loc).Format("2006-01-02 15:04")
}

// cellScore is a score with the comma or point of the language.
func (v Voice) cellScore(r committee.Rating) string {
	switch {
	case !r.Scored:
		return ""
	case v.lang == "en":
		return r.Score.String()
	}
	return strings.Replace(r.Score.String(), ".", ",", 1)
}

// cellNumber is the number of another object, "" for none.
func cellNumber(n committee.Number) string {
	if n.Seq == 0 {
		return ""
	}
	return n.String()
}

// bothFiles are rows as CSV, and as Markdown with a heading each.
func (v Voice) bothFiles(name, heads string, rows []Row) []bot.File {
	names := strings.Split(heads, ";")
	var text bytes.Buffer
	for _, typed := range rows {
		row := typed.read(v)
		text.WriteString("## " + row[0] + " " + Plain(row[1]) + "\n\n")
		for i, cell := range row[2:] {
			if cell != "" {
				text.WriteString("- **" + asLabel(names[i+2]) + "** " + inItem(cell, 2) + "\n")
			}
		}
		text.WriteString("\n")
	}
	return []bot.File{{Name: name + ".csv", Data: sheet(heads, rows)}, {Name: name + ".md", Data: text.Bytes()}}
}

// asLabel is a head before what it names.
func asLabel(head string) string {
	if strings.HasSuffix(head, "?") {
		return head
	}
	return head + ":"
}

// inItem is a text as part of a list: its further lines are indented.
func inItem(text string, depth int) string {
	return strings.ReplaceAll(Lines(text), "\n", "\n"+strings.Repeat(" ", depth))
}

// ExportBegun says that a selection of the register, or one object, is being put
// together; scope says in words what is selected, see NeedScope and TopicScope.
func (v Voice) ExportBegun(scope string, count int) string {
	return v.Say("export.begun", "Scope", scope, "Count", count)
}

// ExportProgress says how far it is.
func (v Voice) ExportProgress(done, total int) bot.Message {
	return bot.Message{Text: v.Say("export.progress", "Done", done, "Total", total)}
}

// Exported is the message that the files of a selection hang on. openOnly says
// that closed ones are not among them, though nobody asked for that.
func (v Voice) Exported(scope string, count int, openOnly bool) bot.Message {
	text := v.Say("export.done", "Scope", scope, "Count", count)
	if openOnly {
		text += " " + v.Say("export.open")
	}
	return bot.Message{Text: text}
}

// ExportedOne is the message that the files of one object hang on.
func (v Voice) ExportedOne(n committee.Number, title string) bot.Message {
	return bot.Message{Text: v.Say("export.one.done", "Number", n, "Title", Plain(title))}
}

// ExportBegunOne says that the files of one object are being put together.
func (v Voice) ExportBegunOne(n committee.Number) string {
	return v.Say("export.one.begun", "Number", n)
}

// ExportLost says that files that were promised did not come.
func (v Voice) ExportLost(o committee.Owed) bot.Message {
	return bot.Message{Text: v.Say("export.lost", "At", v.Moment(committee.ExportPromised(o)))}
}
