package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// NeedScope says in words which needs a filter lets through.
func (v Voice) NeedScope(f committee.NeedFilter) string { return scope(v, needs, f) }

// TopicScope says in words which topics a filter lets through.
func (v Voice) TopicScope(f committee.TopicFilter) string { return scope(v, topics, f) }

func scope[S ~string](v Voice, r register[S], f committee.Filter[S]) string {
	return v.filterWords(r.name, f.All, len(f.States) > 0, filterParts(v, r, f))
}

// NeedFiles are rows of NeedRows as CSV and Markdown, named for the day.
func (v Voice) NeedFiles(rows []Row, day calendar.Date) []bot.File {
	return v.bothFiles(v.Say("export.need.file")+"-"+day.String(), v.Say("export.need.heads"), rows)
}

// TopicFiles are rows of TopicRows as CSV and Markdown, named for the day.
func (v Voice) TopicFiles(rows []Row, day calendar.Date) []bot.File {
	return v.bothFiles(v.Say("export.topic.file")+"-"+day.String(), v.Say("export.topic.heads"), rows)
}

// NeedRows are needs as rows of a table: number and title, then what is known.
func (v Voice) NeedRows(ns []committee.Need) []Row {
	rows := make([]Row, len(ns))
	for i, n := range ns {
		rows[i] = v.needRow(n)
	}
	return rows
}

func (v Voice) needRow(n committee.Need) Row {
	split := ""
	if n.Split {
		split = v.Say("export.yes")
	}
	row := Row{
		n.Number.String(), n.Title, v.Say("need.state." + string(n.State)), n.TLP.String(), string(n.Urgency), v.cellScore(n.Rating), split,
		string(n.Effort), cellOwners(n.Owners), n.ByName, n.Group, v.cellDate(n.At), v.cellDate(n.ChangedAt), cellNumber(n.Topic),
		cellNumber(n.IntoNumber), cellParts(n.Parts), n.Problem, n.Affected, n.Reason, n.Existing, n.Benefit, n.Wish, n.Legal, n.Contact, n.Links,
		n.Why, n.Resume,
	}
	row = append(row, v.queryCells(n.Query)...)
	return append(row, v.handoverCells(n.Handover)...)
}

func cellOwners(os []committee.Owner) string {
	names := make([]string, len(os))
	for i, o := range os {
		names[i] = strings.Trim(o.Group+": "+o.Body, ": ")
	}
	return strings.Join(names, ", ")
}

func cellParts(ps []committee.Part) string {
	numbers := make([]string, len(ps))
	for i, p := range ps {
		numbers[i] = p.Number.String()
	}
	return strings.Join(numbers, ", ")
}

func (v Voice) queryCells(asked *committee.Query) Row {
	q := committee.Query{}
	if asked != nil {
		q = *asked
	}
	return Row{q.Text, q.ByName, v.cellDate(q.At), q.Due, q.Answer, q.AnsweredBy, v.cellDate(q.AnsweredAt)}
}

func (v Voice) handoverCells(to *committee.Handover) Row {
	h, outcome := committee.Handover{}, ""
	if to != nil {
		h = *to
	}
	if h.Outcome != "" {
		outcome = v.Say("need.outcome." + string(h.Outcome))
	}
	return Row{h.To, h.On, h.Reference, h.AnswerBy, outcome, h.Answer, h.AnsweredOn}
}

// TopicRows are topics as rows of a table: number and title, then what is known.
func (v Voice) TopicRows(ts []committee.Topic) []Row {
	rows := make([]Row, len(ts))
	for i, t := range ts {
		rows[i] = Row{
			t.Number.String(), t.Title, v.Say("topic.kind." + string(t.Kind)), v.Say("topic.state." + string(t.State)), t.TLP.String(),
			t.ByName, t.Group, v.cellDate(t.At), v.cellDate(t.ChangedAt), t.Question, t.Addressee, t.Until, t.Answer, t.Reason,
			t.Resume, v.cellMeeting(t.Meeting), t.Meeting.Day, v.cellMeeting(t.Late), cellNumber(t.Need),
		}
	}
	return rows
}

func (v Voice) cellMeeting(m committee.MeetingRef) string {
	if m.Number == 0 {
		return ""
	}
	return v.meetingName(m.Number)
}
