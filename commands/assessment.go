package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// assessmentStore is what rounds of assessment need of the store.
type assessmentStore interface {
	CriteriaOf(ctx context.Context, committeeID int64) (committee.CriteriaSet, error)
	ChangeCriteria(ctx context.Context, committeeID int64, by, once string, now time.Time, rule func(committee.CriteriaSet) (committee.CriteriaSet, error)) (committee.CriteriaSet, error)
	OpenAssessment(ctx context.Context, c committee.Committee, needs []int64, once string, now time.Time, rule func([]committee.Need) (committee.Assessment, error)) (committee.Assessment, error)
	Assessment(ctx context.Context, id int64) (committee.Assessment, error)
	LatestAssessment(ctx context.Context, committeeID int64) (committee.Assessment, error)
	Assessing(ctx context.Context, id int64, user string) (committee.Assessing, error)
	Appraisals(ctx context.Context, assessment int64) ([]committee.Appraisal, error)
	Appraise(ctx context.Context, id int64, user string, rule func(committee.Assessing) (committee.Appraisal, error)) (committee.Assessing, error)
	EndAssessment(ctx context.Context, id int64, by string, rule func(a committee.Assessment, complete bool) (committee.Assessment, error)) (committee.Assessment, error)
	CloseAssessment(ctx context.Context, id int64, now time.Time) (bool, error)
}

// registerAssessments registers the buttons and forms of assessments; the verbs
// stand in needCommand and committeeCommand.
func (d Desk) registerAssessments(r *bot.Router) {
	r.Action("criteria.edit", d.pressedCriteria)
	r.Submission("criteria.change", d.sentCriteria)
	r.Submission("need.check", d.sentCheck)
	r.Submission("assess.start", d.sentAssessment)
	r.Action("assess.now", d.inRound(d.nextPage))
	r.Action("assess.again", d.inRound(d.appraisalOverview))
	r.Action("assess.open", d.inRound(d.openedPage))
	r.Action("assess.grade", d.inRound(d.gradeForm))
	r.Action("assess.cannot", d.pressedCannot)
	r.Action("assess.later", d.inRound(d.laterPage))
	r.Submission("assess.grade", d.sentGrades)
	r.Action("assess.end", d.pressedEnd)
	r.Action("assess.end.now", d.pressedEndNow)
}

// assess is "/bedarf bewerten": on with the running round, "start …", "beenden",
// or the number of a need in it.
func (d Desk) assess(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	word := firstWord(rest)
	behind := strings.TrimSpace(rest[len(word):])
	switch fold(word) {
	case "start", "starten", "begin", "neu", "new":
		return d.startAssessment(ctx, a, q, behind)
	case "beenden", "ende", "end", "close":
		return d.askEnd(ctx, a)
	}
	if !a.p.May(committee.Assess) && !a.p.May(committee.SeeWhoVoted) {
		return bot.Reply{}, a.p.Demand(committee.Assess)
	}
	round, err := d.runningRound(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	if !a.p.May(committee.Assess) {
		return d.shownAssessment(ctx, a, round)
	}
	w, err := d.Store.Assessing(ctx, round.ID, a.p.User)
	if err != nil {
		return bot.Reply{}, err
	}
	if n, ok := committee.ParseNumber(word, committee.NeedRegister, a.year()); ok {
		at := slices.IndexFunc(round.Needs, func(x committee.AssessedNeed) bool { return x.Number == n })
		if at < 0 {
			return bot.Reply{}, committee.Refuse(committee.Missing, "assess.need.none")
		}
		if behind != "" {
			return d.typedGrades(ctx, q, round, round.Needs[at].Need, behind)
		}
		return d.page(ctx, w, round.Needs[at].Need)
	}
	return d.nextPage(ctx, w, 0, q)
}

// runningRound is the open round of the committee, or a refusal.
func (d Desk) runningRound(ctx context.Context, a asking) (committee.Assessment, error) {
	round, err := d.Store.LatestAssessment(ctx, a.c.ID)
	if err == nil && round.State == committee.AssessmentClosed {
		err = committee.ErrMissing
	}
	return round, missing(err, "assess.none")
}

func (d Desk) shownAssessment(ctx context.Context, a asking, round committee.Assessment) (bot.Reply, error) {
	given, err := d.Store.Appraisals(ctx, round.ID)
	return bot.Reply{Message: a.v.AssessmentShown(round, round.Progress(given))}, err
}

// startAssessment opens a round: at once if the text names needs, else through
// the form, which offers the described needs that may be assessed.
func (d Desk) startAssessment(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	if text != "" {
		needs, until := text, ""
		if mark := untilWord.FindStringIndex(text); mark != nil {
			needs, until = text[:mark[0]], text[mark[1]:]
		}
		reply, err := d.openAssessment(ctx, a, needs, until, "")
		if err != nil {
			return reply, d.giveBack(q, text, err)
		}
		return reply, nil
	}
	ready, _, err := d.described(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	form := a.v.AssessmentDialog(a.c.ID, messages.AssessmentForm{Needs: messages.AssessmentLines(ready)})
	return bot.Reply{Dialog: &form}, nil
}

// described are the described needs that may be assessed, in the order of their
// numbers, and why others may not.
func (d Desk) described(ctx context.Context, a asking) (ready []committee.Need, left []*committee.Error, err error) {
	all, err := d.Store.Needs(ctx, a.c.ID, 1000, 0)
	for _, n := range slices.Backward(all) {
		if n.State != committee.NeedDescribed {
			continue
		}
		if e := n.MayBeAssessed(); e != nil {
			left = append(left, e)
			continue
		}
		ready = append(ready, n)
	}
	return ready, left, err
}

// sentAssessment takes the form for a new round.
func (d Desk) sentAssessment(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.openAssessment(ctx, a, q.Form["needs"], q.Form["until"], q.Once)
}

// openAssessment reads what was given, lets the rules decide and stores the
// round. Everything that is wrong is said at once.
func (d Desk) openAssessment(ctx context.Context, a asking, text, until, once string) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	needs, left, err := d.needsToAssess(ctx, a, text)
	if err != nil && committee.Refusals(err) == nil {
		return bot.Reply{}, err
	}
	ends, unread := a.assessmentEnd(until)
	if err := allOf(err, unread); err != nil {
		return bot.Reply{}, err
	}
	criteria, err := d.criteria(ctx, a.c)
	if err != nil {
		return bot.Reply{}, err
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	ids := make([]int64, len(needs))
	for i, n := range needs {
		ids[i] = n.ID
	}
	round, err := d.Store.OpenAssessment(ctx, a.c, ids, once, a.now, func(now []committee.Need) (committee.Assessment, error) {
		return committee.OpenAssessment(a.c, a.p, committee.AssessmentDraft{Needs: now, Criteria: criteria.List, ClosesAt: ends}, seats, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.AssessmentOpened(round, left)}, nil
}

// needsToAssess reads numbers, in lines or divided by blanks, or "all described".
func (d Desk) needsToAssess(ctx context.Context, a asking, text string) ([]committee.Need, []*committee.Error, error) {
	switch fold(firstWord(strings.TrimSpace(text))) {
	case "alle", "all":
		ready, left, err := d.described(ctx, a)
		if err == nil && len(ready) == 0 && len(left) > 0 {
			err = committee.Errors(left)
		}
		return ready, left, err
	}
	var words []string
	var unread error
	for line := range strings.Lines(text) {
		rest, some := line, false
		for m := leadingNeed.FindStringSubmatch(rest); m != nil; m = leadingNeed.FindStringSubmatch(rest) {
			words, rest, some = append(words, m[1]), rest[len(m[0]):], true
		}
		if line = strings.TrimSpace(line); line != "" && !some {
			unread = allOf(unread, committee.Refuse(committee.Invalid, "poll.needs.unreadable", "Text", messages.Cut(line, 60)).At("needs"))
		}
	}
	needs, err := d.needsNamed(ctx, a, words)
	return needs, nil, allOf(unread, err)
}

// assessmentEnd reads when a round is to end: a day alone means its end, nothing
// the usual period.
func (a asking) assessmentEnd(text string) (time.Time, error) {
	if text = strings.TrimSpace(text); text == "" {
		return committee.AssessmentEnd(a.c, a.now), nil
	}
	at, err := a.momentAhead(text, calendar.EndOfDay)
	if err != nil {
		return at, sayMoment(err)
	}
	return at, nil
}

// criteria are those of the committee, or those it began with in its language.
func (d Desk) criteria(ctx context.Context, c committee.Committee) (committee.CriteriaSet, error) {
	set, err := d.Store.CriteriaOf(ctx, c.ID)
	if set.List == nil {
		set.List = messages.In(c.Lang, c.Location()).StandardCriteria()
	}
	return set, err
}

// askEnd asks whether the running round is really to end early.
func (d Desk) askEnd(ctx context.Context, a asking) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	round, err := d.runningRound(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	given, err := d.Store.Appraisals(ctx, round.ID)
	return bot.Reply{Message: a.v.EndAssessmentQuestion(round, round.Progress(given))}, err
}

func (d Desk) pressedEnd(ctx context.Context, q bot.Request) (bot.Reply, error) {
	_, a, err := d.roundOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.askEnd(ctx, a)
}

// pressedEndNow ends a round early, after it was asked about.
func (d Desk) pressedEndNow(ctx context.Context, q bot.Request) (bot.Reply, error) {
	round, a, err := d.roundOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	_, err = d.Store.EndAssessment(ctx, round.ID, a.p.User, func(r committee.Assessment, _ bool) (committee.Assessment, error) {
		return r.Close(a.p, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.AssessmentEnded()}, nil
}

func (d Desk) roundOf(ctx context.Context, q bot.Request) (committee.Assessment, asking, error) {
	id, _ := splitObject(q.Object)
	round, err := d.Store.Assessment(ctx, id)
	if err != nil {
		return round, asking{}, missing(err, "assess.none")
	}
	a, err := d.inCommittee(ctx, q, round.Committee)
	return round, a, err
}

// showCriteria shows the criteria; with lines behind it, it changes them.
func (d Desk) showCriteria(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if rest != "" {
		reply, err := d.changeCriteria(ctx, a, rest, 0, "")
		if err != nil {
			return reply, d.giveBack(q, rest, err)
		}
		return reply, nil
	}
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	set, err := d.criteria(ctx, a.c)
	return bot.Reply{Message: a.v.CriteriaShown(a.c.ID, set.List, a.p.May(committee.ManageSeats))}, err
}

func (d Desk) pressedCriteria(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := a.p.Demand(committee.ManageSeats); err != nil {
		return bot.Reply{}, err
	}
	set, err := d.criteria(ctx, a.c)
	form := a.v.CriteriaDialog(messages.ObjectKey(a.c.ID)+" "+strconv.Itoa(set.Version), set.List)
	return bot.Reply{Dialog: &form}, err
}

func (d Desk) sentCriteria(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, version := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	of, _ := strconv.Atoi(version) // 0: any version
	return d.changeCriteria(ctx, a, q.Form["lines"], of, q.Once)
}

func (d Desk) changeCriteria(ctx context.Context, a asking, lines string, of int, once string) (bot.Reply, error) {
	set, err := d.Store.ChangeCriteria(ctx, a.c.ID, a.p.User, once, a.now, func(s committee.CriteriaSet) (committee.CriteriaSet, error) {
		return s.Change(a.p, lines, of)
	})
	if err != nil {
		return bot.Reply{}, byLine(err)
	}
	return bot.Reply{Message: a.v.CriteriaChanged(set.List)}, nil
}
