package commands

import (
	"context"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// onRound does something in a round for the person who asks; need is the one the
// button is about, 0 for none.
type onRound func(ctx context.Context, w committee.Assessing, need int64, q bot.Request) (bot.Reply, error)

// inRound reads the round a button is about, and refuses who may not appraise in it.
func (d Desk) inRound(do onRound) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		round, need := roundNeed(q)
		w, err := d.Store.Assessing(ctx, round, q.User)
		if err != nil {
			return bot.Reply{}, missing(err, "assess.none")
		}
		if err := w.Admits(d.Now()); err != nil {
			return bot.Reply{}, err
		}
		return do(ctx, w, need, q)
	}
}

// roundNeed reads "12 34": a round and, if there is one, a need in it.
func roundNeed(q bot.Request) (round, need int64) {
	round, rest := splitObject(q.Object)
	need, _ = strconv.ParseInt(rest, 10, 64) // 0 is no need
	return round, need
}

// nextPage shows the next need the person's seat has not appraised, or says that
// nothing is left.
func (d Desk) nextPage(ctx context.Context, w committee.Assessing, _ int64, _ bot.Request) (bot.Reply, error) {
	if err := w.Admits(d.Now()); err != nil {
		return bot.Reply{}, err
	}
	n, some := w.Next(0)
	if !some {
		return bot.Reply{Message: voice(w.Who, w.Committee).AppraisalRest(w)}, nil
	}
	return d.page(ctx, w, n.Need)
}

// laterPage leaves a need for later and shows the one behind it, if there is one.
func (d Desk) laterPage(ctx context.Context, w committee.Assessing, need int64, _ bot.Request) (bot.Reply, error) {
	n, some := w.Next(need)
	if !some {
		return bot.Reply{Message: voice(w.Who, w.Committee).AppraisalLater(w)}, nil
	}
	return d.page(ctx, w, n.Need)
}

func (d Desk) openedPage(ctx context.Context, w committee.Assessing, _ int64, q bot.Request) (bot.Reply, error) {
	need, _ := strconv.ParseInt(q.Value, 10, 64) // 0 is no need of any round
	return d.page(ctx, w, need)
}

// page shows one need of a round to somebody who may appraise it.
func (d Desk) page(ctx context.Context, w committee.Assessing, need int64) (bot.Reply, error) {
	if err := w.MayAppraise(need, d.Now()); err != nil {
		return bot.Reply{}, err
	}
	n, err := d.Store.Need(ctx, need)
	if err != nil {
		return bot.Reply{}, missing(err, "assess.need.none")
	}
	if err := w.Who.DemandSight(n.TLP); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: voice(w.Who, w.Committee).AppraisalPage(w, n)}, nil
}

func (d Desk) appraisalOverview(_ context.Context, w committee.Assessing, _ int64, _ bot.Request) (bot.Reply, error) {
	return bot.Reply{Message: voice(w.Who, w.Committee).AppraisalOverview(w)}, nil
}

// gradeForm opens the form for one need.
func (d Desk) gradeForm(_ context.Context, w committee.Assessing, need int64, _ bot.Request) (bot.Reply, error) {
	if err := w.MayAppraise(need, d.Now()); err != nil {
		return bot.Reply{}, err
	}
	n, err := w.Need(need)
	form := voice(w.Who, w.Committee).GradeDialog(w, n)
	return bot.Reply{Dialog: &form}, err
}

// sentGrades takes the form for one need.
func (d Desk) sentGrades(ctx context.Context, q bot.Request) (bot.Reply, error) {
	return d.appraise(ctx, q, func(w committee.Assessing) []int {
		grades := make([]int, len(w.Round.Criteria))
		for i := range grades {
			grades[i] = readGrade(q.Form[committee.GradeField(i)])
		}
		return grades
	})
}

// typedGrades is "/bedarf bewerten 17 8 6 9 5", in the order of the criteria; a
// hyphen is a criterion that the person cannot judge.
func (d Desk) typedGrades(ctx context.Context, q bot.Request, round committee.Assessment, need int64, text string) (bot.Reply, error) {
	q.Object = strconv.FormatInt(round.ID, 10) + " " + strconv.FormatInt(need, 10)
	return d.appraise(ctx, q, func(committee.Assessing) []int {
		var grades []int
		for _, word := range separators.Split(text, -1) {
			if strings.Trim(word, "-–") == "" {
				word = "none"
			}
			grades = append(grades, readGrade(word))
		}
		return grades
	})
}

// readGrade reads a field of the form; what is no grade is refused by the rule.
func readGrade(text string) int {
	if text == "none" {
		return tally.CannotJudge
	}
	g, err := strconv.Atoi(text)
	if err != nil || g < 0 {
		return tally.MaxGrade + 1
	}
	return g
}

// pressedCannot says that the person cannot judge a need at all.
func (d Desk) pressedCannot(ctx context.Context, q bot.Request) (bot.Reply, error) {
	return d.appraise(ctx, q, func(committee.Assessing) []int { return nil })
}

// appraise stores an appraisal and gives the receipt. The clock is asked when
// the round is held, so that what comes after the end is refused. When every
// seat has finished, the round ends.
func (d Desk) appraise(ctx context.Context, q bot.Request, grades func(committee.Assessing) []int) (bot.Reply, error) {
	round, need := roundNeed(q)
	w, err := d.Store.Appraise(ctx, round, q.User, func(w committee.Assessing) (committee.Appraisal, error) {
		return w.Appraise(need, grades(w), d.Now())
	})
	if err != nil {
		return bot.Reply{}, missing(err, "assess.none")
	}
	if done, all := w.Done(); done == all {
		if _, err := d.Store.CloseAssessment(ctx, round, d.Now()); err != nil {
			d.Log.ErrorContext(ctx, "ending an assessment that is complete", "assessment", round, "err", err)
		}
	}
	d.kick()
	n, err := w.Need(need)
	return bot.Reply{Message: voice(w.Who, w.Committee).AppraisalReceipt(w, n)}, err
}

// checkNeed is "/bedarf vorprüfen 17": the form, or with the answers behind the
// number ("ja ja nein B M") at once.
func (d Desk) checkNeed(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	words := strings.Fields(rest)
	if len(words) == 0 {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "check.which")
	}
	number, ok := committee.ParseNumber(words[0], committee.NeedRegister, a.year())
	if !ok {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "check.which")
	}
	n, err := d.Store.NeedNumbered(ctx, a.c.ID, number)
	if err != nil {
		return bot.Reply{}, missing(err, "need.none", "Words", words[0])
	}
	if err := n.MayCheck(a.p); err != nil {
		return bot.Reply{}, err
	}
	if len(words) == 1 {
		form := a.v.CheckDialog(n)
		return bot.Reply{Dialog: &form}, nil
	}
	reply, err := d.check(ctx, a, n.ID, typedCheck(words[1:]), q.Once)
	return reply, d.giveBack(q, rest, err)
}

// typedCheck reads "ja ja nein B M"; what is missing is refused by the rule.
func typedCheck(words []string) committee.CheckDraft {
	words = append(words, make([]string, 5)...)
	return committee.CheckDraft{
		InRemit: answers[fold(words[0])], SupraLocal: answers[fold(words[1])], NotYetDone: answers[fold(words[2])],
		Urgency: committee.Urgency(strings.ToUpper(words[3])), Effort: committee.Effort(strings.ToUpper(words[4])),
	}
}

// sentCheck takes the form of a check.
func (d Desk) sentCheck(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	of, _ := strconv.Atoi(version) // 0: any version
	return d.check(ctx, a, n.ID, committee.CheckDraft{
		InRemit: q.Form["remit"], SupraLocal: q.Form["supra"], NotYetDone: q.Form["undone"],
		Urgency: committee.Urgency(q.Form["urgency"]), Effort: committee.Effort(q.Form["effort"]), Of: of,
	}, q.Once)
}

func (d Desk) check(ctx context.Context, a asking, id int64, draft committee.CheckDraft, once string) (bot.Reply, error) {
	n, err := d.Store.ChangeNeed(ctx, id, a.p.User, "check", once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.Check(a.p, draft, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedChecked(n)}, nil
}
