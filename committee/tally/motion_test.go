package tally_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

var (
	half      = tally.Fraction{Num: 1, Den: 2}
	twoThirds = tally.Fraction{Num: 2, Den: 3}
	simple    = tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.YesNo}
	moreHalf  = tally.Quorum{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats, Min: 3}
)

// fourteen is a vote of everybody present in a body of 14 seats.
func fourteen(yes, no, abstain int) tally.Motion {
	return tally.Motion{
		Yes: yes, No: no, Abstain: abstain, Present: yes + no + abstain, Seats: 14,
		Rule: tally.Rule{Quorum: moreHalf, Majority: simple},
	}
}

func with(m tally.Motion, changes ...func(*tally.Motion)) tally.Motion {
	for _, change := range changes {
		change(&m)
	}
	return m
}

func majority(f tally.Fraction, c tally.Comparator, b tally.Base) func(*tally.Motion) {
	return func(m *tally.Motion) { m.Rule.Majority = tally.Majority{Fraction: f, Comparator: c, Base: b} }
}

func tie(t tally.Tie, chair tally.ChairVote) func(*tally.Motion) {
	return func(m *tally.Motion) { m.Rule.Tie, m.Chair = t, chair }
}

func abstention(a tally.Abstention) func(*tally.Motion) {
	return func(m *tally.Motion) { m.Rule.Abstention = a }
}

func TestMotionIsDecidedByItsRule(t *testing.T) {
	t.Parallel()
	unanimous := tally.Fraction{Num: 1, Den: 1}
	atLeastHalf := func(m *tally.Motion) { m.Rule.Quorum.Comparator = tally.AtLeast }
	tests := []struct {
		name    string
		motion  tally.Motion
		outcome tally.Outcome
		reason  tally.Reason
	}{
		{"M1 more yes than no", fourteen(8, 4, 2), tally.Adopted, tally.MajorityReached},
		{"M2 abstentions are neutral", fourteen(5, 4, 5), tally.Adopted, tally.MajorityReached},
		{"M4 abstentions count as no", with(fourteen(5, 4, 5), abstention(tally.AbstentionNo)), tally.Rejected, tally.MajorityMissed},
		{"M5 a tie rejects", fourteen(7, 7, 0), tally.Rejected, tally.TieRejected},
		{"M6 the chair said yes", with(fourteen(7, 7, 0), tie(tally.TieChair, tally.ChairYes)), tally.Adopted, tally.TieChairYes},
		{"M6 the chair said no", with(fourteen(7, 7, 0), tie(tally.TieChair, tally.ChairNo)), tally.Rejected, tally.TieChairNo},
		{"M6 the chair has no vote", with(fourteen(7, 7, 0), tie(tally.TieChair, tally.ChairNone)), tally.Rejected, tally.TieChairNoVote},
		{"the chair abstained", with(fourteen(6, 6, 2), tie(tally.TieChair, tally.ChairAbstain)), tally.Rejected, tally.TieChairAbstained},
		{"M7 seven of fourteen are not more than half", fourteen(3, 2, 2), tally.NotQuorate, tally.QuorumMissed},
		{"M8 not quorate even when all say yes", fourteen(7, 0, 0), tally.NotQuorate, tally.QuorumMissed},
		{"M8 quorate with at least half", with(fourteen(7, 0, 0), atLeastHalf), tally.Adopted, tally.MajorityReached},
		{"M9 seven are no absolute majority", with(fourteen(7, 3, 4), majority(half, tally.MoreThan, tally.Seats)), tally.Rejected, tally.MajorityMissed},
		{"M9 eight are an absolute majority", with(fourteen(8, 3, 3), majority(half, tally.MoreThan, tally.Seats)), tally.Adopted, tally.MajorityReached},
		{"M10 exactly two thirds", with(fourteen(8, 4, 2), majority(twoThirds, tally.AtLeast, tally.YesNo)), tally.Adopted, tally.MajorityReached},
		{"M10 below two thirds", with(fourteen(7, 4, 3), majority(twoThirds, tally.AtLeast, tally.YesNo)), tally.Rejected, tally.MajorityMissed},
		{"enough are there, and nobody votes", tally.Motion{Present: 11, Seats: 14, Filled: 14, Rule: fourteen(0, 0, 0).Rule}, tally.NotQuorate, tally.NobodyVoted},
		{"M12 nobody says yes or no", fourteen(0, 0, 10), tally.Rejected, tally.NoYesVotes},
		{"M12 one yes is enough", fourteen(1, 0, 9), tally.Adopted, tally.MajorityReached},
		{"unanimous with abstentions", with(fourteen(9, 0, 5), majority(unanimous, tally.AtLeast, tally.YesNo)), tally.Adopted, tally.MajorityReached},
		{"unanimous without abstentions", with(fourteen(9, 0, 5), majority(unanimous, tally.AtLeast, tally.Cast)), tally.Rejected, tally.MajorityMissed},
		{"one no spoils unanimity", with(fourteen(13, 1, 0), majority(unanimous, tally.AtLeast, tally.YesNo)), tally.Rejected, tally.MajorityMissed},
		{"an absolute majority knows no tie", with(fourteen(7, 7, 0), majority(half, tally.MoreThan, tally.Seats), tie(tally.TieChair, tally.ChairYes)), tally.Rejected, tally.MajorityMissed},
		{"two thirds know no tie", with(fourteen(7, 7, 0), majority(twoThirds, tally.AtLeast, tally.YesNo), tie(tally.TieChair, tally.ChairYes)), tally.Rejected, tally.MajorityMissed},
		{"abstentions may lose a majority of the cast", with(fourteen(5, 4, 5), majority(half, tally.MoreThan, tally.Cast)), tally.Rejected, tally.MajorityMissed},
		{"silent members may lose a majority of the present", with(fourteen(6, 4, 1), majority(half, tally.MoreThan, tally.Present), func(m *tally.Motion) { m.Present = 13 }), tally.Rejected, tally.MajorityMissed},
		{"invalid votes count for presence only", with(fourteen(4, 3, 0), func(m *tally.Motion) { m.Invalid, m.Present = 2, 9 }), tally.Adopted, tally.MajorityReached},
		{"the minimum is asked too", with(fourteen(2, 0, 0), func(m *tally.Motion) { m.Seats = 3 }), tally.NotQuorate, tally.QuorumBelowMinimum},
		{"nobody is left who could vote", tally.Motion{Rule: fourteen(0, 0, 0).Rule}, tally.NotQuorate, tally.QuorumBelowMinimum},
		{"nobody is left, and no seat is filled", with(tally.Motion{Rule: fourteen(0, 0, 0).Rule}, func(m *tally.Motion) { m.Rule.Quorum.Base, m.Rule.Quorum.Min = tally.FilledSeats, 0 }), tally.NotQuorate, tally.QuorumMissed},
		{"a second call needs no quorum", with(fourteen(2, 1, 0), func(m *tally.Motion) { m.Rule.Quorum = tally.Quorum{} }), tally.Adopted, tally.MajorityReached},
		{"vacant seats leave a quorum of filled seats", with(fourteen(4, 2, 0), func(m *tally.Motion) { m.Rule.Quorum.Base, m.Filled = tally.FilledSeats, 11 }), tally.Adopted, tally.MajorityReached},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.motion.Count()
			if err != nil {
				t.Fatal(err)
			}
			if got.Outcome != tt.outcome || got.Reason != tt.reason {
				t.Errorf("Count() = %s (%s), want %s (%s)", got.Outcome, got.Reason, tt.outcome, tt.reason)
			}
		})
	}
}

func TestMotionShowsEveryNumber(t *testing.T) {
	t.Parallel()
	got, err := with(fourteen(8, 4, 2), majority(twoThirds, tally.AtLeast, tally.YesNo)).Count()
	if err != nil {
		t.Fatal(err)
	}
	want := tally.MotionResult{
		Outcome: tally.Adopted, Reason: tally.MajorityReached, Yes: 8, No: 4, Abstain: 2, Against: 4,
		Quorum:   tally.Threshold{Have: 14, Base: 14, Needed: 8, Met: true},
		Majority: tally.Threshold{Have: 8, Base: 12, Needed: 8, Met: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Count() (-want +got):\n%s", diff)
	}
}

func TestMotionRefusesContradictions(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*tally.Motion)
		where  string
	}{
		"a negative count":            {func(m *tally.Motion) { m.No = -1 }, "no"},
		"a huge count":                {func(m *tally.Motion) { m.Yes = 1 << 60 }, "yes"},
		"more votes than members":     {func(m *tally.Motion) { m.Present = 3 }, "present"},
		"more members than seats":     {func(m *tally.Motion) { m.Present = 15 }, "present"},
		"no seats":                    {func(m *tally.Motion) { m.Seats = 0 }, "seats"},
		"no filled seats":             {func(m *tally.Motion) { m.Rule.Majority.Base = tally.FilledSeats }, "filled"},
		"more filled than seats":      {func(m *tally.Motion) { m.Rule.Quorum.Base, m.Filled = tally.FilledSeats, 20 }, "filled"},
		"a forbidden abstention":      {abstention(tally.AbstentionForbidden), "abstain"},
		"an unknown abstention":       {abstention("maybe"), "rule.abstention"},
		"an unknown tie":              {tie("lot", ""), "rule.tie"},
		"an unknown chair":            {tie("", "sleeps"), "chair"},
		"a negative minimum":          {func(m *tally.Motion) { m.Rule.Quorum.Min = -1 }, "rule.quorum.min"},
		"a quorum over one":           {func(m *tally.Motion) { m.Rule.Quorum.Fraction.Num = 3 }, "rule.quorum.fraction"},
		"a quorum that cannot decide": {func(m *tally.Motion) { m.Rule.Quorum.Comparator = "" }, "rule.quorum.comparator"},
		"a quorum of nothing":         {func(m *tally.Motion) { m.Rule.Quorum.Base = tally.Cast }, "rule.quorum.base"},
		"no majority":                 {majority(tally.Fraction{}, tally.MoreThan, tally.YesNo), "rule.majority.fraction"},
		"an unknown comparator":       {majority(half, ">", tally.YesNo), "rule.majority.comparator"},
		"an unknown base":             {majority(half, tally.MoreThan, "votes"), "rule.majority.base"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := with(fourteen(5, 4, 2), tt.change).Count()
			input, ok := errors.AsType[*tally.InputError](err)
			if !ok || input.Where != tt.where || strings.Contains(err.Error(), "\n") {
				t.Errorf("Count() = %v, want an InputError at %s", err, tt.where)
			}
		})
	}
}

func TestMotionNeedsExactlyWhatItSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.IntRange(1, 12).Draw(t, "den")
		f := tally.Fraction{Num: rapid.IntRange(0, den).Draw(t, "num"), Den: den}
		c := rapid.SampledFrom([]tally.Comparator{tally.MoreThan, tally.AtLeast}).Draw(t, "comparator")
		b := rapid.SampledFrom([]tally.Base{tally.YesNo, tally.Cast, tally.Present, tally.Seats}).Draw(t, "base")
		n := rapid.IntRange(0, 20)
		m := tally.Motion{Yes: n.Draw(t, "yes"), No: n.Draw(t, "no"), Abstain: n.Draw(t, "abstain"), Present: 60, Seats: 60}
		m.Rule.Majority = tally.Majority{Fraction: f, Comparator: c, Base: b}
		got, err := m.Count()
		if err != nil {
			t.Fatal(err)
		}
		left, right := f.Den*m.Yes, f.Num*got.Majority.Base
		adopted := m.Yes > 0 && (left > right || c == tally.AtLeast && left == right)
		if (got.Outcome == tally.Adopted) != adopted || (m.Yes >= got.Majority.Needed) != adopted {
			t.Fatalf("%v of %s %s: %+v, want adopted %v", f, c, b, got, adopted)
		}
	})
}

func TestFractionReadsWhatItWrites(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"2", "-1/2", "1/0", "3/2", "1/2/3", "a", "1/", "1/99999999999999999999", "1e9"} {
		var f tally.Fraction
		if err := f.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("UnmarshalText(%q) = %v, want an error", bad, f)
		}
	}
	rule := fourteen(1, 0, 0).Rule
	rule.Quorum.Fraction = tally.Fraction{}
	text, err := json.Marshal(rule)
	if err != nil {
		t.Fatal(err)
	}
	var got tally.Rule
	if err := json.Unmarshal(text, &got); err != nil || got != rule {
		t.Errorf("%s reads as %+v (%v), want %+v", text, got, err, rule)
	}
}

func ExampleMotion_Count() {
	m := tally.Motion{
		Yes: 8, No: 4, Abstain: 2, Present: 14, Seats: 14,
		Rule: tally.Rule{
			Quorum:   tally.Quorum{Fraction: tally.Fraction{Num: 1, Den: 2}, Comparator: tally.MoreThan, Base: tally.Seats},
			Majority: tally.Majority{Fraction: tally.Fraction{Num: 2, Den: 3}, Comparator: tally.AtLeast, Base: tally.YesNo},
		},
	}
	r, err := m.Count()
	fmt.Println(r.Outcome, r.Reason, err)
	fmt.Printf("%d of %d, needed %d\n", r.Majority.Have, r.Majority.Base, r.Majority.Needed)
	// Output:
	// adopted majority-reached <nil>
	// 8 of 12, needed 8
}
