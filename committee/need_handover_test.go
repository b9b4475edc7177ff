package committee_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
)

// passing is Monday, 22 March 2027.
var passing = time.Date(2027, time.March, 22, 8, 30, 0, 0, time.UTC)

func TestANeedIsHandedOver(t *testing.T) {
	t.Parallel()
	on19, by, ahead := day(t, "2027-03-19"), day(t, "2027-06-30"), day(t, "2027-03-23")
	good := committee.HandoverDraft{To: " IT-Planungsrat ", Reference: "12/27", On: on19, AnswerBy: by}
	n, err := in(t, committee.NeedAdopted).HandOver(kog(), keeper(), good, passing)
	want := committee.Handover{To: "IT-Planungsrat", Reference: "12/27", On: on19, AnswerBy: by, By: "Bela Stift"}
	if err != nil || n.State != committee.NeedHandedOver || *n.Handover != want {
		t.Errorf("HandOver = %+v, %v, want %+v", n.Handover, err, want)
	}
	if n.Overdue(by) || !n.Overdue(by.AddDays(1)) {
		t.Error("the answer is overdue from the day after on")
	}
	for name, row := range map[string]struct {
		from committee.NeedState
		p    committee.Person
		d    committee.HandoverDraft
		want string
	}{
		"today by default":   {committee.NeedClarifying, keeper(), committee.HandoverDraft{To: "FITKO"}, ""},
		"a second time":      {committee.NeedHandedOver, keeper(), good, ""},
		"a member":           {committee.NeedAdopted, on(3, committee.Member), good, "may.not"},
		"only reported":      {committee.NeedReported, keeper(), good, "need.step.impossible"},
		"asked about":        {committee.NeedQueried, keeper(), good, "need.step.impossible"},
		"implemented":        {committee.NeedImplemented, keeper(), good, "need.step.impossible"},
		"an older version":   {committee.NeedAdopted, keeper(), committee.HandoverDraft{To: "FITKO", Of: 2}, "need.meanwhile"},
		"to nobody, ahead":   {committee.NeedAdopted, keeper(), committee.HandoverDraft{On: ahead}, "to need.handover.missing, on date.future"},
		"answered before":    {committee.NeedAdopted, keeper(), committee.HandoverDraft{To: "FITKO", On: on19, AnswerBy: on19.AddDays(-1)}, "by need.handover.order"},
		"a long addressee":   {committee.NeedAdopted, keeper(), committee.HandoverDraft{To: strings.Repeat("x", 151)}, "to text.long"},
		"a marked reference": {committee.NeedAdopted, keeper(), committee.HandoverDraft{To: "FITKO", Reference: "VS-NfD 3"}, "text.classified"},
	} {
		if _, err := in(t, row.from).HandOver(kog(), row.p, row.d, passing); refusedAs(t, err) != row.want {
			t.Errorf("%s: refused %v, want %q", name, err, row.want)
		}
	}
}

func TestTheAnswerToAHandOverEndsOrGoesOn(t *testing.T) {
	t.Parallel()
	text := "Der IT-Planungsrat hat ihn zur Kenntnis genommen."
	for outcome, want := range map[committee.HandoverOutcome]committee.NeedState{
		committee.HandoverAccepted: committee.NeedImplementing, committee.HandoverNoted: committee.NeedHandedOver, committee.HandoverRejected: committee.NeedRejected,
	} {
		n, err := in(t, committee.NeedHandedOver).RecordAnswer(kog(), keeper(), committee.AnswerDraft{Outcome: outcome, Text: text, Of: 7}, passing)
		if err != nil || n.State != want || n.Handover.Answer != text || n.Handover.AnsweredOn != day(t, "2027-03-22") || n.Overdue(day(t, "2030-01-01")) {
			t.Errorf("%s: %+v, %+v, %v, want %s", outcome, n.NeedStanding, n.Handover, err, want)
		}
	}
	red, done := in(t, committee.NeedHandedOver), in(t, committee.NeedImplementing)
	red.TLP = committee.Red
	done.Handover = &committee.Handover{To: "FITKO", Outcome: committee.HandoverAccepted, Answer: text}
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		d    committee.AnswerDraft
		want string
	}{
		"a member":         {in(t, committee.NeedHandedOver), on(3, committee.Member), committee.AnswerDraft{}, "may.not"},
		"not handed over":  {in(t, committee.NeedAdopted), keeper(), committee.AnswerDraft{}, "need.answer.none"},
		"answered already": {done, keeper(), committee.AnswerDraft{}, "need.answer.known"},
		"an older version": {in(t, committee.NeedHandedOver), keeper(), committee.AnswerDraft{Of: 6}, "need.meanwhile"},
		"nothing":          {in(t, committee.NeedHandedOver), keeper(), committee.AnswerDraft{}, "outcome need.answer.outcome, text need.answer.missing"},
		"made up":          {in(t, committee.NeedHandedOver), keeper(), committee.AnswerDraft{Outcome: "x", Text: text}, "outcome need.answer.outcome"},
		"marked":           {in(t, committee.NeedHandedOver), keeper(), committee.AnswerDraft{Text: "VS-NfD"}, "text.classified"},
		"RED with a text":  {red, keeper(), committee.AnswerDraft{Outcome: committee.HandoverNoted, Text: text}, "text need.answer.red"},
		"RED without":      {red, keeper(), committee.AnswerDraft{Outcome: committee.HandoverNoted}, ""},
	} {
		if _, err := row.n.RecordAnswer(kog(), row.p, row.d, passing); refusedAs(t, err) != row.want {
			t.Errorf("%s: refused %v, want %q", name, err, row.want)
		}
	}
}
