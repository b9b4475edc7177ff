package messages

import (
	"cmp"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// AssessmentCard is what all see of a round in the channel: what is appraised,
// until when, and how many seats have finished; never what they said.
func (v Voice) AssessmentCard(a committee.Assessment, p committee.Progress) bot.Message {
	lines := []string{v.Say("assess.task", "Count", len(a.Standing()))}
	card, needs := &bot.Card{Title: v.Say("assess.title"), Color: closedColor}, a.Needs
	if a.State == committee.AssessmentClosed {
		lines = []string{v.Say("poll.ended", "At", v.endedAt(a.ClosedAt, a.ClosesAt)), v.Say("assess.took", "Took", a.Took, "Seats", a.Seats)}
	} else {
		card.Color, card.Buttons, needs = pollColor, []bot.Button{v.assessButton(a.ID)}, a.Standing()
		lines = append(lines, v.Say("assess.finished", "Finished", p.Finished, "Seats", p.Seats), v.Say("assess.until", "At", v.deadline(a.ClosesAt)), v.Say("assess.visible"))
	}
	card.Text = strings.Join(lines, "\n")
	return bot.Message{Text: assessedList(needs), Card: card}
}

func (v Voice) assessButton(round int64) bot.Button {
	return bot.Button{ID: "assess", Label: v.Say("assess.button.now"), Style: bot.Primary, Action: "assess.now", Object: ObjectKey(round)}
}

func assessedList(needs []committee.AssessedNeed) string {
	lines := make([]string, len(needs))
	for i, n := range needs {
		lines[i] = "- " + assessedName(n)
	}
	return strings.Join(lines, "\n")
}

func assessedName(n committee.AssessedNeed) string {
	return "**" + n.Number.String() + "** " + Cut(Plain(n.Title), 90)
}

// AssessmentReminder asks one person privately to finish, with the button to do
// it; done is how many needs their seat has appraised.
func (v Voice) AssessmentReminder(c committee.Committee, a committee.Assessment, done int) bot.Message {
	all := len(a.Standing())
	text := "**" + Plain(c.Name) + "**\n" + v.Say("assess.remind", "Left", max(all-done, 1), "All", all, "At", v.deadline(a.ClosesAt))
	return bot.Message{Text: text, Card: &bot.Card{Color: pollColor, Buttons: []bot.Button{v.assessButton(a.ID)}}}
}

// AssessmentResult is the result of a round for all in the channel: best first,
// with the rule in one line. Nothing in it says what a single seat said.
func (v Voice) AssessmentResult(a committee.Assessment) bot.Message {
	lines := []string{v.Say("assess.result.head", "Took", a.Took, "Seats", a.Seats), ""}
	for _, n := range ranked(a.Needs) {
		lines = append(lines, "- "+v.assessedResult(n))
	}
	lines = append(lines, "", v.Say("assess.rule", "Criteria", v.weights(a.Criteria)))
	if tied(a.Needs) {
		lines = append(lines, v.Say("assess.rule.tie"))
	}
	return bot.Message{Text: strings.Join(append(lines, v.Say("poll.nodecision")), "\n")}
}

// ranked are the needs by rank, then those without a score, then those left out.
func ranked(needs []committee.AssessedNeed) []committee.AssessedNeed {
	place := func(n committee.AssessedNeed) int {
		switch {
		case n.Outcome == nil || n.Outcome.LeftOut != "":
			return len(needs) + 2
		case !n.Outcome.Scored:
			return len(needs) + 1
		}
		return n.Outcome.Rank
	}
	sorted := slices.Clone(needs)
	slices.SortStableFunc(sorted, func(x, y committee.AssessedNeed) int { return cmp.Compare(place(x), place(y)) })
	return sorted
}

// tied reports whether two needs have one score.
func tied(needs []committee.AssessedNeed) bool {
	seen := map[committee.HalfPoints]bool{}
	for _, n := range needs {
		if n.Outcome == nil || !n.Outcome.Scored {
			continue
		}
		if seen[n.Outcome.Score] {
			return true
		}
		seen[n.Outcome.Score] = true
	}
	return false
}

func (v Voice) assessedResult(n committee.AssessedNeed) string {
	o := n.Outcome
	switch {
	case o == nil:
		return assessedName(n)
	case o.LeftOut == committee.NeedBundled:
		return v.Say("assess.result.bundled", "Need", assessedName(n), "Into", o.LeftInto)
	case o.LeftOut != "":
		return v.Say("assess.result.gone", "Need", assessedName(n), "State", v.Say("need.state."+string(o.LeftOut)))
	case !o.Scored && len(o.Unjudged()) == len(o.Criteria):
		return v.Say("assess.result.unknown", "Need", assessedName(n))
	case !o.Scored:
		return v.Say("assess.result.unjudged", "Need", assessedName(n), "Criteria", v.and(v.quoted(o.Unjudged())))
	}
	return v.Say("assess.result.score", "Need", assessedName(n), "Score", v.points(o.Score)) + v.split(o.Criteria)
}

// mostSplits is how many criteria with split opinions a result names.
const mostSplits = 2

// split says where opinions lie far apart, and what to do about it.
func (v Voice) split(criteria []committee.CriterionOutcome) string {
	var apart []committee.CriterionOutcome
	for _, c := range criteria {
		if c.Split() && len(apart) < mostSplits {
			apart = append(apart, c)
		}
	}
	said := make([]string, len(apart))
	for i, c := range apart {
		said[i] = v.Say("assess.split.line", "Name", Plain(c.Name), "Lowest", c.Lowest, "Highest", c.Highest)
	}
	switch len(apart) {
	case 0:
		return ""
	case 1:
		return " " + v.Say("assess.split.single", "Name", Plain(apart[0].Name), "Lowest", apart[0].Lowest, "Highest", apart[0].Highest)
	}
	return " " + v.Say("assess.split.several", "Where", v.and(said))
}

func (v Voice) quoted(names []string) []string {
	said := make([]string, len(names))
	for i, n := range names {
		said[i] = v.Say("assess.quoted", "Name", Plain(n))
	}
	return said
}

func (v Voice) weights(criteria []committee.Criterion) string {
	said := make([]string, len(criteria))
	for i, c := range criteria {
		said[i] = v.Say("assess.weight", "Name", Plain(c.Name), "Weight", c.Weight)
	}
	return v.and(said)
}

// StandardCriteria are those a committee begins with, in its language.
func (v Voice) StandardCriteria() []committee.Criterion {
	names := []string{"citizens", "administration", "reach", "reuse"}
	list := make([]committee.Criterion, len(names))
	for i, w := range committee.StandardWeights() {
		list[i] = committee.Criterion{Name: v.Say("assess.criterion." + names[i]), Weight: w, Question: v.Say("assess.criterion." + names[i] + ".asks")}
	}
	return list
}

// AssessmentOpened tells who opened a round that it is in the channel.
func (v Voice) AssessmentOpened(a committee.Assessment, left []*committee.Error) bot.Message {
	lines := []string{v.Say("assess.opened", "Count", len(a.Needs), "At", v.deadline(a.ClosesAt))}
	if len(left) > 0 {
		lines = append(lines, v.Say("assess.opened.left"), v.AllRefusals(left))
	}
	return bot.Message{Text: strings.Join(lines, "\n")}
}

// AssessmentShown is an open round as chair and office see it: who has not
// finished, and the button to end it.
func (v Voice) AssessmentShown(a committee.Assessment, p committee.Progress) bot.Message {
	lines := []string{"#### " + v.Say("assess.title"), assessedList(a.Standing()), "", v.Say("assess.finished", "Finished", p.Finished, "Seats", p.Seats), v.Say("assess.until", "At", v.deadline(a.ClosesAt)), "", v.missingSeats(p.Missing, 0)}
	return bot.Message{Text: strings.Join(lines, "\n"), Card: &bot.Card{Color: pollColor, Buttons: []bot.Button{
		{ID: "end", Label: v.Say("assess.button.end"), Style: bot.Default, Action: "assess.end", Object: ObjectKey(a.ID)},
	}}}
}

// EndAssessmentQuestion asks whether a round is really to end early.
func (v Voice) EndAssessmentQuestion(a committee.Assessment, p committee.Progress) bot.Message {
	return bot.Message{
		Text: v.Say("assess.end.question", "Finished", p.Finished, "Seats", p.Seats, "At", v.deadline(a.ClosesAt)),
		Card: &bot.Card{Color: pollColor, Buttons: []bot.Button{
			{ID: "endnow", Label: v.Say("assess.button.end.now"), Style: bot.Danger, Action: "assess.end.now", Object: ObjectKey(a.ID)},
		}},
	}
}

// AssessmentEnded tells who ended a round that its result is on the way.
func (v Voice) AssessmentEnded() bot.Message { return bot.Message{Text: v.Say("assess.ended.now")} }

// ratingInFull is what a need's page says of its rating, "" if there is none.
func (v Voice) ratingInFull(r committee.Rating) string {
	var lines []string
	if r.Gate != nil {
		lines = append(lines, v.gate(*r.Gate))
	}
	if r.Urgency != "" {
		lines = append(lines, v.Say("check.urgency.line", "Class", string(r.Urgency), "Words", v.Say("check.urgency."+string(r.Urgency))))
	}
	if r.Scored {
		lines = append(lines, v.Say("assess.score", "Score", v.points(r.Score)))
	}
	for _, c := range r.Judgements {
		if !c.Shown() {
			lines = append(lines, "- "+v.Say("assess.judgement.few", "Name", Plain(c.Name), "Min", committee.MinShown))
			continue
		}
		lines = append(lines, "- "+v.Say("assess.judgement", "Name", Plain(c.Name), "Median", v.points(c.Median), "Lowest", c.Lowest, "Highest", c.Highest))
	}
	if r.Split {
		lines = append(lines, v.Say("assess.tobeclarified"))
	}
	if r.Effort != "" {
		lines = append(lines, v.Say("check.effort.line", "Class", string(r.Effort)))
	}
	if lines == nil {
		return ""
	}
	return strings.Join(append([]string{"**" + v.Say("assess.head") + "**"}, lines...), "\n")
}

// gate says whether a need passed the questions before an assessment, or which
// were answered no.
func (v Voice) gate(g committee.Gate) string {
	if g.Passed() {
		return v.Say("check.passed", "By", Plain(g.CheckedBy))
	}
	return v.Say("check.failed", "By", Plain(g.CheckedBy), "Questions", v.gateQuestions(g.Failed()))
}

func (v Voice) gateQuestions(qs []committee.GateQuestion) string {
	names := make([]string, len(qs))
	for i, q := range qs {
		names[i] = v.Say("assess.quoted", "Name", v.Say("check.question."+string(q)))
	}
	return v.and(names)
}
