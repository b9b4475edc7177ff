package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// roundNeed names a need of a round in a button.
func roundNeed(round, need int64) string { return ObjectKey(round) + " " + ObjectKey(need) }

// AppraisalPage shows one need to be appraised, with what the person themselves
// said about it before, if anything.
func (v Voice) AppraisalPage(w committee.Assessing, n committee.Need) bot.Message {
	lines := []string{
		"#### " + v.Say("assess.page", "Place", w.Round.Place(n.ID), "All", len(w.Round.Needs)), "**" + v.needTitle(n) + "**",
	}
	for _, f := range needTexts(committee.NeedDraft{Problem: n.Problem, Affected: n.Affected, Reason: n.Reason}) {
		if f.text != "" {
			lines = append(lines, v.Say("need.field."+f.name)+" "+Plain(Cut(visible(f.text), 300)))
		}
	}
	lines = append(lines, "", v.Say("assess.anchors"))
	for _, c := range w.Round.Criteria {
		lines = append(lines, "- "+v.criterion(c))
	}
	if own := w.Own(n.ID); own != nil {
		lines = append(lines, "", v.Say("assess.own"), v.grades(w.Round.Criteria, own.Grades))
	} else if w.Of(n.ID) != nil {
		lines = append(lines, "", v.Say("assess.substituted"))
	}
	object := roundNeed(w.Round.ID, n.ID)
	return bot.Message{Text: strings.Join(lines, "\n"), Key: "assess." + object, Card: &bot.Card{Color: pollColor, Buttons: []bot.Button{
		{ID: "grade", Label: v.Say("assess.button.grade"), Style: bot.Primary, Action: "assess.grade", Object: object},
		{ID: "cannot", Label: v.Say("assess.button.cannot"), Style: bot.Default, Action: "assess.cannot", Object: object},
		{ID: "later", Label: v.Say("assess.button.later"), Style: bot.Default, Action: "assess.later", Object: object},
	}}}
}

// grades shows what one person said, a criterion a line.
func (v Voice) grades(criteria []committee.Criterion, grades []int) string {
	if !(committee.Appraisal{Grades: grades}).Judged() {
		return "**" + v.Say("assess.cannot") + "**"
	}
	lines := make([]string, len(criteria))
	for i, c := range criteria {
		lines[i] = "- " + Plain(c.Name) + ": **" + v.grade(grades[i]) + "**"
	}
	return strings.Join(lines, "\n")
}

// grade is a grade with its anchor in words, if it has one.
func (v Voice) grade(g int) string {
	switch g {
	case tally.CannotJudge:
		return v.Say("assess.cannot")
	case 0, 3, 5, 8, 10:
		return v.Say("assess.grade.anchor", "Grade", g, "Words", v.Say("assess.anchor."+strconv.Itoa(g)))
	}
	return strconv.Itoa(g)
}

// GradeDialog is the form for one need: a select for each criterion, filled in
// with what the person said before.
func (v Voice) GradeDialog(w committee.Assessing, n committee.AssessedNeed) bot.Dialog {
	options := make([]bot.Option, 0, tally.MaxGrade+2)
	for g := range tally.MaxGrade + 1 {
		options = append(options, bot.Option{Label: v.grade(g), Value: strconv.Itoa(g)})
	}
	options = append(options, bot.Option{Label: v.Say("assess.cannot"), Value: "none"})
	d := bot.Dialog{
		Purpose: "assess.grade", Object: roundNeed(w.Round.ID, n.Need), Title: v.Say("assess.dialog"), Submit: v.Say("assess.dialog.send"),
		Intro: assessedName(n) + "\n" + v.Say("assess.anchors"),
	}
	own := w.Own(n.Need)
	for i, c := range w.Round.Criteria {
		f := bot.Field{
			Name: committee.GradeField(i), Label: c.Name, Kind: bot.Choice, Options: options,
			Help: v.Bare(v.criterion(c)),
		}
		if own != nil {
			f.Default = gradeValue(own.Grades[i])
		}
		d.Fields = append(d.Fields, f)
	}
	return d
}

// criterion says a criterion with its question and weight.
func (v Voice) criterion(c committee.Criterion) string {
	if c.Question == "" {
		return v.Say("assess.criterion.line", "Name", Plain(c.Name), "Weight", c.Weight)
	}
	return v.Say("assess.criterion.asked", "Name", Plain(c.Name), "Weight", c.Weight, "Question", Plain(c.Question))
}

func gradeValue(g int) string {
	if g == tally.CannotJudge {
		return "none"
	}
	return strconv.Itoa(g)
}

// AppraisalReceipt tells a person what was stored, how far their seat is, and
// leads to the next need, or thanks when nothing is left.
func (v Voice) AppraisalReceipt(w committee.Assessing, need committee.AssessedNeed) bot.Message {
	lines := []string{v.Say("assess.stored", "Need", assessedName(need))}
	if own := w.Own(need.Need); own != nil {
		lines = append(lines, v.grades(w.Round.Criteria, own.Grades))
	}
	if !w.Who.HoldsSeat() {
		lines = append(lines, "", v.Say("poll.receipt.substitute"))
	}
	rest := v.AppraisalRest(w)
	rest.Text = strings.Join(append(lines, "", rest.Text), "\n")
	rest.Key = "assess." + roundNeed(w.Round.ID, need.Need)
	return rest
}

// AppraisalRest says how far a person's seat is, with the button to go on or,
// when nothing is left, to look again.
func (v Voice) AppraisalRest(w committee.Assessing) bot.Message {
	done, all := w.Done()
	if done < all {
		return bot.Message{Text: v.Say("assess.done", "Done", done, "All", all, "At", v.deadline(w.Round.ClosesAt)), Card: &bot.Card{Color: pollColor, Buttons: []bot.Button{
			{ID: "next", Label: v.Say("assess.button.next"), Style: bot.Primary, Action: "assess.now", Object: ObjectKey(w.Round.ID)},
		}}}
	}
	return bot.Message{Text: v.Say("assess.thanks", "All", all, "At", v.deadline(w.Round.ClosesAt)), Card: &bot.Card{Color: pollColor, Buttons: []bot.Button{
		{ID: "again", Label: v.Say("assess.button.again"), Style: bot.Default, Action: "assess.again", Object: ObjectKey(w.Round.ID)},
	}}}
}

// AppraisalLater says that behind the need that was left for later comes no other,
// and leads back to the first that is open.
func (v Voice) AppraisalLater(w committee.Assessing) bot.Message {
	m := v.AppraisalRest(w)
	if done, all := w.Done(); done < all {
		m.Text = v.Say("assess.later", "Left", all-done) + "\n" + m.Text
	}
	return m
}

// AppraisalOverview lists the needs of a round with what the person themselves
// said, and a list to open one again.
func (v Voice) AppraisalOverview(w committee.Assessing) bot.Message {
	lines := []string{v.Say("assess.overview", "At", v.deadline(w.Round.ClosesAt))}
	var options []bot.Option
	for _, n := range w.Round.Standing() {
		lines = append(lines, "- "+assessedName(n)+": "+v.briefGrades(w, n.Need))
		options = append(options, bot.Option{Label: n.Number.String() + " " + Cut(n.Title, 60), Value: ObjectKey(n.Need)})
	}
	return bot.Message{Text: strings.Join(lines, "\n"), Card: &bot.Card{Color: pollColor, Selects: []bot.Select{
		{ID: "open", Label: v.Say("assess.select"), Action: "assess.open", Object: ObjectKey(w.Round.ID), Options: options},
	}}}
}

func (v Voice) briefGrades(w committee.Assessing, need int64) string {
	own := w.Own(need)
	switch {
	case own == nil && w.Of(need) == nil:
		return v.Say("assess.open")
	case own == nil:
		return v.Say("assess.someone")
	case !own.Judged():
		return v.Say("assess.cannot")
	}
	said := make([]string, len(own.Grades))
	for i, g := range own.Grades {
		said[i] = "–"
		if g != tally.CannotJudge {
			said[i] = strconv.Itoa(g)
		}
	}
	return strings.Join(said, " · ")
}

// CriteriaShown shows the criteria of a committee, with the button to change them.
func (v Voice) CriteriaShown(committeeID int64, criteria []committee.Criterion, mayChange bool) bot.Message {
	m := bot.Message{Text: v.criteriaList("criteria.head", criteria)}
	if mayChange {
		m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{
			{ID: "criteria", Label: v.Say("criteria.button"), Style: bot.Default, Action: "criteria.edit", Object: ObjectKey(committeeID)},
		}}
	}
	return m
}

// CriteriaChanged tells who changed the criteria that it is done.
func (v Voice) CriteriaChanged(criteria []committee.Criterion) bot.Message {
	return bot.Message{Text: v.criteriaList("criteria.changed", criteria)}
}

func (v Voice) criteriaList(key string, criteria []committee.Criterion) string {
	lines := []string{v.Say(key)}
	for _, c := range criteria {
		lines = append(lines, "- "+v.criterion(c))
	}
	return strings.Join(lines, "\n")
}

// CriteriaDialog is the form for the criteria, a line each.
func (v Voice) CriteriaDialog(object string, criteria []committee.Criterion) bot.Dialog {
	lines := make([]string, len(criteria))
	for i, c := range criteria {
		lines[i] = c.Name + " " + strconv.Itoa(c.Weight)
		if c.Question != "" {
			lines[i] += ": " + c.Question
		}
	}
	return bot.Dialog{
		Purpose: "criteria.change", Object: object, Title: v.Say("criteria.dialog"), Submit: v.Say("criteria.dialog.send"), Intro: v.Say("criteria.intro"),
		Fields: []bot.Field{{Name: "lines", Label: v.Say("criteria.field"), Kind: bot.Area, Max: 1000, Default: strings.Join(lines, "\n"), Help: v.Say("criteria.field.help")}},
	}
}

// CheckDialog is the form for what the office finds before an assessment, with
// what was found before.
func (v Voice) CheckDialog(n committee.Need) bot.Dialog {
	d := bot.Dialog{
		Purpose: "need.check", Object: ObjectKey(n.ID) + " " + strconv.Itoa(n.Version), Title: v.Say("check.dialog"), Submit: v.Say("dialog.send"),
		Intro: "**" + v.needTitle(n) + "**\n" + v.Say("check.intro"),
	}
	found := [3]string{}
	if g := n.Gate; g != nil {
		for i, yes := range []bool{g.InRemit, g.SupraLocal, g.NotYetDone} {
			found[i] = map[bool]string{true: committee.Yes, false: committee.No}[yes]
		}
	}
	for i, q := range committee.GateQuestions() {
		d.Fields = append(d.Fields, bot.Field{
			Name: string(q), Label: v.Say("check.question." + string(q)), Help: v.Say("check.question." + string(q) + ".help"), Kind: bot.Choice, Default: found[i],
			Options: []bot.Option{{Label: v.Say("check.yes"), Value: committee.Yes}, {Label: v.Say("check.no"), Value: committee.No}},
		})
	}
	urgency := bot.Field{Name: "urgency", Label: v.Say("check.urgency"), Kind: bot.Choice, Default: string(n.Urgency)}
	for _, u := range []committee.Urgency{committee.UrgencyA, committee.UrgencyB, committee.UrgencyC} {
		urgency.Options = append(urgency.Options, bot.Option{Label: string(u) + " – " + v.Say("check.urgency."+string(u)), Value: string(u)})
	}
	effort := bot.Field{Name: "effort", Label: v.Say("check.effort"), Kind: bot.Choice, Optional: true, Default: string(n.Effort), Help: v.Say("check.effort.help")}
	for _, e := range committee.Efforts() {
		effort.Options = append(effort.Options, bot.Option{Label: string(e), Value: string(e)})
	}
	d.Fields = append(d.Fields, urgency, effort)
	return d
}

// NeedChecked tells the office what is stored and what follows.
func (v Voice) NeedChecked(n committee.Need) bot.Message {
	next := "check.next.failed"
	if n.Gate.Passed() {
		next = "check.next.passed"
	}
	return bot.Message{Text: v.Say("check.stored", "Number", n.Number, "Title", Plain(n.Title)) + "\n" + v.ratingInFull(n.Rating) + "\n" + v.Say(next)}
}

// AssessmentForm is what stands in the form for a new round when it opens.
type AssessmentForm struct{ Needs, Until string }

// AssessmentLines lists needs as lines of the form, few enough bytes for it.
func AssessmentLines(needs []committee.Need) string {
	var lines []string
	for _, n := range needs[:min(len(needs), committee.MaxAssessed)] {
		lines = append(lines, n.Number.String()+" "+Cut(strings.Join(strings.Fields(visible(n.Title)), " "), 40))
	}
	return strings.Join(lines, "\n")
}

// AssessmentDialog is the form for a new round in a committee.
func (v Voice) AssessmentDialog(committeeID int64, f AssessmentForm) bot.Dialog {
	until := v.untilField(f.Until)
	until.Optional, until.Help = true, v.Say("assess.field.until.help", "Days", committee.AssessmentDays)
	return bot.Dialog{
		Purpose: "assess.start", Object: ObjectKey(committeeID), Title: v.Say("assess.title"), Submit: v.Say("assess.start.send"), Intro: v.Say("assess.start.intro"),
		Fields: []bot.Field{
			{Name: "needs", Label: v.Say("poll.field.needs"), Kind: bot.Area, Max: committee.MaxText, Default: f.Needs, Help: v.Say("assess.field.needs.help", "Max", committee.MaxAssessed)},
			until,
		},
	}
}
