package messages

import (
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// NeedFile is everything about one need, as far as p may read it: the need as CSV
// and Markdown, and its whole history in both too, named for the day.
func (v Voice) NeedFile(n committee.Need, es []committee.NeedEvent, p committee.Person, day calendar.Date) []bot.File {
	happened := happenings(v, "need", es, func(e committee.NeedEvent) []committee.Change { return committee.NeedChanges(e, p) })
	return v.fileOf(n.Number, v.Say("export.need.heads"), v.needRow(n.For(p)), happened, day)
}

// TopicFile is NeedFile for a topic.
func (v Voice) TopicFile(t committee.Topic, es []committee.TopicEvent, p committee.Person, day calendar.Date) []bot.File {
	happened := happenings(v, "topic", es, func(e committee.TopicEvent) []committee.Change { return committee.TopicChanges(e, p) })
	return v.fileOf(t.Number, v.Say("export.topic.heads"), v.TopicRows([]committee.Topic{t})[0], happened, day)
}

func (v Voice) fileOf(n committee.Number, heads string, row Row, happened []happening, day calendar.Date) []bot.File {
	files := v.bothFiles(n.String()+"-"+day.String(), heads, []Row{row})
	files[1].Data = append(files[1].Data, v.historyText(happened)...)
	name := n.String() + "-" + v.Say("export.history.file") + "-" + day.String() + ".csv"
	return append(files, bot.File{Name: name, Data: sheet(v.Say("export.history.heads"), v.historyRows(happened))})
}

// happening is one thing that happened to an object, told whole.
type happening struct {
	at             time.Time
	who            string
	what, from, to string
}

// happenings are what a history tells, nothing cut.
func happenings[T any](v Voice, register string, es []committee.Event[T], changes func(committee.Event[T]) []committee.Change) []happening {
	var all []happening
	for _, e := range es {
		h := happening{at: e.At, who: v.who(e.By, e.ByName)}
		cs := changes(e)
		if e.Told(cs) && e.Before == nil {
			h.what = v.begun(register, e.Verb)
			all = append(all, h)
		}
		for _, c := range cs {
			h.what, h.from, h.to = v.Say("history.field."+c.Field), v.cellValue(c.From), v.cellValue(c.To)
			all = append(all, h)
		}
	}
	return all
}

// cellValue writes what something was or is, whole.
func (v Voice) cellValue(value any) string {
	switch x := value.(type) {
	case string:
		return x
	case calendar.Date:
		return v.cellDay(x)
	}
	return v.value(value)
}

func (v Voice) historyRows(all []happening) []Row {
	rows := make([]Row, len(all))
	for i, h := range all {
		rows[i] = Row{v.cellTime(h.at), h.who, h.what, h.from, h.to}
	}
	return rows
}

func (v Voice) historyText(all []happening) string {
	lines := []string{"## " + v.Say("history.button"), ""}
	if len(all) == 0 {
		lines = append(lines, v.Say("history.empty"))
	}
	for i, h := range all {
		if i == 0 || h.at != all[i-1].at || h.who != all[i-1].who {
			lines = append(lines, "- **"+v.Moment(h.at)+"** · "+Plain(h.who))
		}
		lines = append(lines, "  - "+v.happened(h))
	}
	return strings.Join(lines, "\n") + "\n"
}

// happened is it in words: what it was, and what it is now.
func (v Voice) happened(h happening) string {
	from, to := inItem(h.from, 4), inItem(h.to, 4)
	switch {
	case from == "" && to == "":
		return h.what
	case from == "":
		return h.what + ": " + to
	case to == "":
		return v.Say("history.gone", "Field", h.what, "From", from)
	}
	return h.what + ": " + from + " → " + to
}
