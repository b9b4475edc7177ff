package messages

import (
	"bytes"
	"encoding/csv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// bom tells spreadsheet programs that the file is UTF-8.
const bom = "\ufeff"

// sheet makes a CSV file as German spreadsheet programs open it: UTF-8 with a
// byte order mark, semicolons, CRLF. No cell can be taken for a formula.
func sheet(heads string, rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString(bom)
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	// Writing to memory cannot fail.
	_ = w.Write(strings.Split(heads, ";"))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = noFormula(cell)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

// noFormula puts an apostrophe before what a spreadsheet would take for a formula
// (OWASP, CSV injection).
func noFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

// cellDay is a date as spreadsheets of the language read it, "" for none.
func (v Voice) cellDay(d calendar.Date) string {
	switch {
	case d.IsZero():
		return ""
	case v.lang == "en":
		return d.String()
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format("02.01.2006")
}

func (v Voice) cellTime(t time.Time) string {
	if v.lang == "en" {
		return t.In(v.loc).Format("2006-01-02 15:04")
	}
	return t.In(v.loc).Format("02.01.2006 15:04")
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

// NeedFiles are the register of needs as CSV and Markdown, named for the day.
func (v Voice) NeedFiles(ns []committee.Need, day calendar.Date) []bot.File {
	rows := make([][]string, len(ns))
	for i, n := range ns {
		rows[i] = v.needRow(n)
	}
	name := v.Say("export.need.file") + "-" + day.String()
	return v.bothFiles(name, v.Say("export.need.heads"), rows)
}

func (v Voice) needRow(n committee.Need) []string {
	h := committee.Handover{}
	if n.Handover != nil {
		h = *n.Handover
	}
	owners := make([]string, len(n.Owners))
	for i, o := range n.Owners {
		owners[i] = strings.Trim(o.Group+": "+o.Body, ": ")
	}
	return []string{
		n.Number.String(), n.Title, v.Say("need.state." + string(n.State)), n.TLP.String(), string(n.Urgency), v.cellScore(n.Rating), string(n.Effort),
		strings.Join(owners, ", "), n.ByName, v.cellTime(n.At), v.cellTime(n.ChangedAt), n.Problem, n.Affected, n.Reason, n.Existing,
		n.Benefit, n.Wish, n.Legal, n.Contact, n.Links, n.Why, h.To, v.cellDay(h.On), h.Reference, v.cellDay(h.AnswerBy), h.Answer,
	}
}

// TopicFiles are the register of topics as CSV and Markdown, named for the day.
func (v Voice) TopicFiles(ts []committee.Topic, day calendar.Date) []bot.File {
	rows := make([][]string, len(ts))
	for i, t := range ts {
		rows[i] = []string{
			t.Number.String(), t.Title, v.Say("topic.kind." + string(t.Kind)), v.Say("topic.state." + string(t.State)), t.TLP.String(),
			t.ByName, t.Group, v.cellTime(t.At), v.cellTime(t.ChangedAt), t.Question, t.Addressee, v.cellDay(t.Until), t.Answer, t.Reason,
			v.cellDay(t.Resume), v.cellDay(t.Meeting.Day),
		}
	}
	return v.bothFiles(v.Say("export.topic.file")+"-"+day.String(), v.Say("export.topic.heads"), rows)
}

// bothFiles are rows as CSV, and as Markdown with a heading each.
func (v Voice) bothFiles(name, heads string, rows [][]string) []bot.File {
	names := strings.Split(heads, ";")
	var text strings.Builder
	for _, row := range rows {
		text.WriteString("## " + row[0] + " " + Plain(row[1]) + "\n\n")
		for i, cell := range row[2:] {
			if cell != "" {
				text.WriteString("- **" + names[i+2] + ":** " + Lines(cell) + "\n")
			}
		}
		text.WriteString("\n")
	}
	return []bot.File{{Name: name + ".csv", Data: sheet(heads, rows)}, {Name: name + ".md", Data: []byte(text.String())}}
}

// NeedFile is everything about one need with its history, as CSV and Markdown.
func (v Voice) NeedFile(n committee.Need, told []Told) []bot.File {
	files := v.bothFiles(n.Number.String(), v.Say("export.need.heads"), [][]string{v.needRow(n)})
	history := v.History("need", n.Number, n.Title, ObjectKey(n.ID), told, 0)
	files[1].Data = append(files[1].Data, []byte("\n"+history.Text+"\n")...)
	return files
}

// Exported accompanies files, and says in the answer that they are on the way.
func (v Voice) Exported(count int) bot.Message {
	return bot.Message{Text: v.Say("export.done", "Count", count)}
}
