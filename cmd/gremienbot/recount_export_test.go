package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// exported is a closed poll of a kind about four options with ballots at random.
func exported(r *rand.Rand, k committee.PollKind, m committee.Method, terms committee.Terms) (committee.Poll, []committee.Ballot) {
	terms.Method, terms.Winners = m, 2
	p := committee.Poll{Kind: k, Terms: terms.Complete(k), Rule: committee.PresetKoG.Rule(), Seats: 14, Top: 4, State: committee.PollClosed, ClosedAt: time.Unix(0, 0)}
	if terms.Own != nil {
		p.Rule = *terms.Own
	}
	if terms.Circulation != nil {
		p.Rule.Quorum = committee.PresetKoG.Rule().Quorum
	}
	for i := range 4 {
		p.Options = append(p.Options, committee.PollOption{Key: string(rune('A' + i)), Label: strconv.Itoa(i)})
	}
	var ballots []committee.Ballot
	for i := range 14 {
		p.Electors = append(p.Electors, committee.Elector{Seat: int64(i), Group: string(rune('K' + i/3)), Weight: 1 + r.IntN(4)})
		if r.IntN(8) == 0 {
			continue
		}
		choice := chosen(r, k)
		if k == committee.MotionPoll && p.Rule.Abstention == tally.AbstentionForbidden && choice.Answer == committee.Abstain {
			choice.Answer = committee.Yes
		}
		ballots = append(ballots, committee.Ballot{Seat: int64(i), By: "secret-person", Choice: choice})
	}
	return p, ballots
}

func chosen(r *rand.Rand, k committee.PollKind) committee.Choice {
	keys := []string{"A", "B", "C", "D"}
	r.Shuffle(4, func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	some := keys[:1+r.IntN(4)]
	switch {
	case r.IntN(10) == 0 && k != committee.DatePoll:
		return committee.Choice{Answer: committee.Abstain}
	case k == committee.MotionPoll:
		return committee.Choice{Answer: []string{committee.Yes, committee.Yes, committee.No}[r.IntN(3)]}
	case k.Ranks():
		return committee.Choice{Ranking: some}
	case k == committee.ChoicePoll:
		return committee.Choice{Approve: some[:1]}
	case k == committee.ApprovalPoll:
		return committee.Choice{Approve: some}
	case k == committee.DatePoll:
		return committee.Choice{Days: map[string]string{"A": committee.Yes, keys[0]: committee.Maybe, keys[1]: committee.No}}
	}
	return committee.Choice{Points: map[string]int{some[0]: 1 + r.IntN(2), keys[3]: r.IntN(3)}}
}

// Whatever was counted, a third party counts the same from the exported file.
func TestEveryExportedPollIsRecountedTheSame(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range committee.PollKinds() {
		for _, m := range k.Methods() {
			for range 40 {
				recountExported(t, r, k, m, committee.Terms{})
			}
		}
	}
	for _, k := range committee.PollKinds() {
		for _, m := range k.Methods() {
			for range 20 * min(1, len(weightsOf(k))) {
				recountExported(t, r, k, m, committee.Terms{Weights: weightsOf(k)[r.IntN(len(weightsOf(k)))]})
			}
		}
	}
	for range 40 {
		recountExported(t, r, committee.MotionPoll, committee.ByMotion, committee.Terms{Weights: committee.WeightDouble, Circulation: &committee.Circulation{Days: 10}})
	}
	for _, groups := range []committee.GroupRule{committee.GroupsShown, committee.GroupsDouble, committee.GroupsVote} {
		for range 40 {
			recountExported(t, r, committee.MotionPoll, committee.ByMotion, committee.Terms{Groups: groups})
		}
	}
	for _, dates := range []committee.DateTerms{{AnyTurnout: true}, {AnyTurnout: true, EveryGroup: true}} {
		for range 40 {
			recountExported(t, r, committee.DatePoll, committee.ByDates, committee.Terms{Dates: dates})
		}
	}
	for range 40 {
		recountExported(t, r, committee.MotionPoll, committee.ByMotion, committee.Terms{Circulation: &committee.Circulation{Days: 10}})
	}
}

// weightsOf are the ways in which weights can count for a kind of poll.
func weightsOf(k committee.PollKind) []committee.WeightRule {
	switch k {
	case committee.DatePoll:
		return nil
	case committee.MotionPoll:
		return []committee.WeightRule{committee.WeightDecides, committee.WeightDouble}
	}
	return []committee.WeightRule{committee.WeightDecides}
}

func recountExported(t *testing.T, r *rand.Rand, k committee.PollKind, m committee.Method, terms committee.Terms) {
	t.Helper()
	p, ballots := exported(r, k, m, terms)
	if k == committee.MotionPoll {
		p.Options = nil
	}
	p.Hash = p.Seal()
	for _, e := range p.Electors[:r.IntN(3)*r.IntN(8)] { // often none, and sometimes all
		p.Recused = append(p.Recused, e.Seat)
	}
	ballots = ballots[:len(ballots)-len(ballots)*r.IntN(4)/4]
	o, err := p.Count(ballots)
	if err != nil {
		t.Fatalf("%s by %s: %v", k, m, err)
	}
	f, err := p.Export(ballots)
	if err != nil {
		t.Fatalf("exporting %s by %s: %v", k, m, err)
	}
	if why := f.Differs(); why != "" {
		t.Fatalf("the file of %s by %s differs from its checksum: %s", k, m, why)
	}
	text, err := json.Marshal(f)
	if err != nil || bytes.Contains(text, []byte("secret")) {
		t.Fatalf("the file of %s: %s, %v", k, text, err)
	}
	var out bytes.Buffer
	if err := recount(bytes.NewReader(text), &out); err != nil {
		t.Fatalf("recounting %s by %s: %v\n%s", k, m, err, text)
	}
	var got struct {
		Outcome  tally.Outcome `json:"outcome"`
		Reason   tally.Reason  `json:"reason"`
		Winners  []string      `json:"winners"`
		Tied     []string      `json:"tied"`
		Levels   [][]string    `json:"levels"`
		Order    []string      `json:"order"`
		RuledOut []string      `json:"ruled_out"`
		Abstain  int           `json:"abstain"`
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := got
	if o.Motion == nil { // whose silent ones abstain too
		want.Abstain = o.Blank
	}
	if o.Motion != nil {
		want.Outcome, want.Reason = o.Motion.Outcome, o.Motion.Reason
	}
	want.Winners, want.Levels = wanted(o)
	switch {
	case o.Approval != nil:
		want.Tied = o.Approval.Tied
	case o.Shares != nil:
		want.Tied = o.Shares.Tied
	}
	if len(want.Tied) == 0 && len(got.Tied) == 0 {
		want.Tied = got.Tied // none, however it is written
	}
	if want.Winners != nil || len(got.Winners) > 0 {
		slices.Sort(want.Winners)
		slices.Sort(got.Winners)
	}
	if want.Levels == nil {
		want.Levels = got.Levels
	}
	if o.Days != nil {
		want.Order, want.RuledOut, want.Winners = list(o.Days.Order), o.Days.RuledOut, got.Winners
	}
	if len(want.Winners) == 0 && len(got.Winners) == 0 {
		want.Winners = got.Winners
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s by %s (-counted +recounted):\n%s\n%s", k, m, diff, text)
	}
}

func wanted(o committee.Outcome) (winners []string, levels [][]string) {
	switch {
	case o.Order != nil:
		return slices.Clone(o.Order.Winners), o.Order.Levels
	case o.Pairs != nil:
		return slices.Clone(o.Pairs.Winners), o.Pairs.Levels
	case o.Borda != nil:
		return slices.Clone(o.Borda.Winners), o.Borda.Levels
	case o.Runoff != nil:
		return slices.Clone(o.Runoff.Winners), nil
	case o.Plurality != nil:
		return slices.Clone(o.Plurality.Winners), o.Plurality.Levels
	case o.Approval != nil:
		return slices.Clone(o.Approval.Winners), o.Approval.Levels
	case o.Shares != nil:
		return slices.Clone(o.Shares.Winners), nil
	case o.Points != nil:
		return slices.Clone(o.Points.Winners), o.Points.Levels
	}
	return nil, nil
}
