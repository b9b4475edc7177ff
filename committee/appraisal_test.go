package committee_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// assessing is somebody before a round about three needs; before is what their
// seat has said.
func assessing(t *testing.T, who committee.Person, before ...committee.Appraisal) committee.Assessing {
	t.Helper()
	return committee.Assessing{Committee: kog(), Round: openRound(t, fit(1), fit(2), fit(3)), Who: who, Before: before}
}

func TestAnAppraisalIsThatOfTheSeatOrRefused(t *testing.T) {
	t.Parallel()
	const none = tally.CannotJudge
	good := []int{8, 6, 9, 5}
	holders, substitutes := committee.Appraisal{Need: 101, Seat: 1, AsHolder: true, Grades: good}, committee.Appraisal{Need: 101, Seat: 1, By: "other", Grades: good}
	closed := func(w *committee.Assessing) { w.Round.State = committee.AssessmentClosed }
	for name, row := range map[string]struct {
		who    committee.Person
		before []committee.Appraisal
		change func(*committee.Assessing)
		need   int64
		grades []int
		at     time.Time
		want   string
	}{
		"a member":                               {on(1, committee.Member), nil, nil, 101, good, opening, ""},
		"a substitute":                           {on(1, committee.Substitute), nil, nil, 101, good, opening, ""},
		"a member changes their mind":            {on(1, committee.Member), []committee.Appraisal{holders}, nil, 101, good, opening, ""},
		"a member after their substitute":        {on(1, committee.Member), []committee.Appraisal{substitutes}, nil, 101, good, opening, ""},
		"a substitute changes their mind":        {on(1, committee.Substitute), []committee.Appraisal{substitutes}, nil, 101, good, opening, ""},
		"a substitute after the member":          {on(1, committee.Substitute), []committee.Appraisal{holders}, nil, 101, good, opening, "assess.member.judged"},
		"a substitute, where the member was not": {on(1, committee.Substitute), []committee.Appraisal{holders}, nil, 102, good, opening, ""},
		"the chair without a seat":               {presiding(), nil, nil, 101, good, opening, "may.not"},
		"the office":                             {keeper(), nil, nil, 101, good, opening, "may.not"},
		"a guest":                                {with(committee.Guest), nil, nil, 101, good, opening, "may.not"},
		"an outsider":                            {with(), nil, nil, 101, good, opening, "may.outsider"},
		"a seat that came later":                 {on(5, committee.Member), nil, nil, 101, good, opening, "assess.seat.late"},
		"a member whose seat has ended":          {with(committee.Member), nil, nil, 101, good, opening, "assess.seat.late"},
		"right before the end":                   {on(1, committee.Member), nil, nil, 101, good, closing.Add(-1), ""},
		"at the end":                             {on(1, committee.Member), nil, nil, 101, good, closing, "assess.over"},
		"after an early end":                     {on(1, committee.Member), nil, closed, 101, good, opening, "assess.over"},
		"of another need":                        {on(1, committee.Member), nil, nil, 109, good, opening, "assess.need.none"},
		"of one that is withdrawn":               {on(1, committee.Member), nil, func(w *committee.Assessing) { w.Round.Needs[0].State = committee.NeedWithdrawn }, 101, good, opening, "assess.need.gone"},
		"of one that is bundled":                 {on(1, committee.Member), nil, func(w *committee.Assessing) { w.Round.Needs[0].State = committee.NeedBundled }, 101, good, opening, "need.bundled"},
		"no grades: they cannot judge":           {on(1, committee.Member), nil, nil, 101, nil, opening, ""},
		"the bounds, and one that they cannot":   {on(1, committee.Member), nil, nil, 101, []int{0, 10, none, 5}, opening, ""},
		"three of four grades":                   {on(1, committee.Member), nil, nil, 101, []int{8, 6, 9}, opening, "assess.grades.number"},
		"five of four grades":                    {on(1, committee.Member), nil, nil, 101, []int{8, 6, 9, 5, 5}, opening, "assess.grades.number"},
		"eleven points":                          {on(1, committee.Member), nil, nil, 101, []int{8, 11, 9, 5}, opening, "grade2 assess.grade"},
		"less than nothing":                      {on(1, committee.Member), nil, nil, 101, []int{8, 6, 9, -2}, opening, "grade4 assess.grade"},
	} {
		w := assessing(t, row.who, row.before...)
		if row.change != nil {
			row.change(&w)
		}
		got, err := w.Appraise(row.need, row.grades, row.at)
		if refused := refusedAs(t, err); refused != row.want {
			t.Errorf("%s: refused %q, want %q", name, refused, row.want)
		}
		want := committee.Appraisal{}
		if row.want == "" {
			want = committee.Appraisal{Need: row.need, Seat: 1, By: "u", AsHolder: row.who.Has(committee.Member), Grades: row.grades, At: row.at}
			if row.grades == nil {
				want.Grades = []int{none, none, none, none}
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
		if row.want == "" && got.Judged() != (row.grades != nil) {
			t.Errorf("%s: judged is %t", name, got.Judged())
		}
	}
}

func TestASeatGoesThroughTheNeedsThatItHasNotAppraised(t *testing.T) {
	t.Parallel()
	w := assessing(t, on(1, committee.Member), committee.Appraisal{Need: 102, Seat: 1, By: "other", Grades: []int{1, 1, 1, 1}})
	for after, want := range map[int64]int64{0: 101, 101: 103, 102: 103, 103: 0, 999: 0} {
		n, ok := w.Next(after)
		if n.Need != want || ok != (want != 0) {
			t.Errorf("behind %d comes %d, %t, want %d", after, n.Need, ok, want)
		}
	}
	if done, all := w.Done(); done != 1 || all != 3 {
		t.Errorf("%d of %d are done, want 1 of 3", done, all)
	}
	w.Round.Needs[2].State = committee.NeedDropped
	if done, all := w.Done(); done != 1 || all != 2 {
		t.Errorf("when one is dropped, %d of %d are done, want 1 of 2", done, all)
	}
	if n, ok := w.Next(101); ok {
		t.Errorf("behind the first comes %+v, want none that is dropped", n)
	}
}

func TestWhatOthersSaidIsShownToNobody(t *testing.T) {
	t.Parallel()
	w := assessing(t, on(1, committee.Member), committee.Appraisal{Need: 101, Seat: 1, By: "u"}, committee.Appraisal{Need: 102, Seat: 1, By: "substitute"})
	if w.Own(101) == nil || w.Own(102) != nil || w.Own(103) != nil {
		t.Errorf("own are %v, %v, %v, want the first alone", w.Own(101), w.Own(102), w.Own(103))
	}
	if w.Of(102) == nil || w.Of(103) != nil {
		t.Errorf("the seat's are %v and %v, want the second, not the third", w.Of(102), w.Of(103))
	}
}

func TestProgressSaysWhoIsMissing(t *testing.T) {
	t.Parallel()
	first, second := fit(1), fit(2)
	a := openRound(t, first, second)
	grades := []int{5, 5, 5, 5}
	none := []int{tally.CannotJudge, tally.CannotJudge, tally.CannotJudge, tally.CannotJudge}
	for name, row := range map[string]struct {
		given    []committee.Appraisal
		dropped  bool // the second need
		finished int
		missing  []int64
		filled   []int64 // seats that somebody fills
		complete bool
	}{
		"nobody yet":                    {nil, false, 0, []int64{1, 2, 3, 4}, []int64{1, 2, 3, 4}, false},
		"nobody, and all are vacant":    {nil, false, 0, []int64{1, 2, 3, 4}, nil, false},
		"one has said half":             {judged(first, grades), false, 0, []int64{1, 2, 3, 4}, []int64{1}, false},
		"one has said all":              {slices.Concat(judged(first, grades), judged(second, grades)), false, 1, []int64{2, 3, 4}, []int64{1, 2}, false},
		"the others are vacant":         {slices.Concat(judged(first, grades), judged(second, grades)), false, 1, []int64{2, 3, 4}, []int64{1}, true},
		"one cannot judge":              {slices.Concat(judged(first, none), judged(second, none)), false, 1, []int64{2, 3, 4}, []int64{1}, true},
		"the second need is dropped":    {judged(first, grades, grades), true, 2, []int64{3, 4}, []int64{1, 2}, true},
		"all have said all":             {slices.Concat(judged(first, grades, grades, grades, grades), judged(second, grades, grades, grades, grades)), false, 4, nil, []int64{1, 2, 3, 4}, true},
		"a seat that is no elector has": {[]committee.Appraisal{{Need: first.ID, Seat: 99}, {Need: second.ID, Seat: 99}}, false, 0, []int64{1, 2, 3, 4}, nil, false},
	} {
		round := a
		round.Needs = slices.Clone(a.Needs)
		if row.dropped {
			round.Needs[1].State = committee.NeedDropped
		}
		p := round.Progress(row.given)
		var missing []int64
		for _, e := range p.Missing {
			missing = append(missing, e.Seat)
		}
		if p.Finished != row.finished || p.Seats != 14 || !slices.Equal(missing, row.missing) || p.Complete(row.filled) != row.complete {
			t.Errorf("%s: %d of %d have finished, %v are missing, complete %t; want %d, %v, %t", name, p.Finished, p.Seats, missing, p.Complete(row.filled), row.finished, row.missing, row.complete)
		}
	}
}

func TestFieldsOfGradesAreCountedFromOne(t *testing.T) {
	t.Parallel()
	if first, last := committee.GradeField(0), committee.GradeField(committee.MaxCriteria-1); first != "grade1" || last != "grade6" {
		t.Errorf("they are %s to %s, want grade1 to grade6", first, last)
	}
}
