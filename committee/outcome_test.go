package committee_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// said are the ballots of seats 1, 2, … on a motion.
func said(yes, no, abstain int) []committee.Ballot {
	answers := slices.Concat(slices.Repeat([]string{committee.Yes}, yes), slices.Repeat([]string{committee.No}, no), slices.Repeat([]string{committee.Abstain}, abstain))
	var list []committee.Ballot
	for i, answer := range answers {
		list = append(list, committee.Ballot{Seat: int64(i + 1), Choice: committee.Choice{Answer: answer}})
	}
	return list
}

func TestAMotionIsCountedByThePresetOfTheCommittee(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		preset           committee.Preset
		yes, no, abstain int
		want             tally.Outcome
		reason           tally.Reason
	}{
		{committee.PresetKoG, 8, 4, 2, tally.Adopted, tally.MajorityReached},
		{committee.PresetKoG, 5, 4, 5, tally.Adopted, tally.MajorityReached},
		{committee.PresetKoG, 6, 6, 2, tally.Rejected, tally.TieRejected},
		{committee.PresetKoG, 3, 2, 2, tally.NotQuorate, tally.QuorumMissed},
		{committee.PresetKoG, 0, 0, 10, tally.Rejected, tally.NoYesVotes},
		{committee.PresetKoG, 0, 0, 0, tally.NotQuorate, tally.QuorumBelowMinimum},
		{committee.PresetVwVfG, 7, 7, 0, tally.Rejected, tally.TieChairNoVote},
		{committee.PresetAbstainIsNo, 5, 4, 5, tally.Rejected, tally.MajorityMissed},
		{committee.PresetTwoThirds, 8, 4, 2, tally.Adopted, tally.MajorityReached},
		{committee.PresetTwoThirds, 7, 4, 3, tally.Rejected, tally.MajorityMissed},
		{committee.PresetAllSeats, 7, 3, 4, tally.Rejected, tally.MajorityMissed},
		{committee.PresetAllSeats, 8, 3, 3, tally.Adopted, tally.MajorityReached},
	} {
		p := opened(t, motionDraft())
		p.Rule = row.preset.Rule()
		o, err := p.Count(said(row.yes, row.no, row.abstain))
		if err != nil {
			t.Errorf("%s %d/%d/%d: %v", row.preset, row.yes, row.no, row.abstain, err)
			continue
		}
		if o.Motion.Outcome != row.want || o.Motion.Reason != row.reason || o.Cast != row.yes+row.no+row.abstain || o.Seats != 14 {
			t.Errorf("%s %d/%d/%d = %s because %s, %d of %d, want %s because %s",
				row.preset, row.yes, row.no, row.abstain, o.Motion.Outcome, o.Motion.Reason, o.Cast, o.Seats, row.want, row.reason)
		}
	}
}

func TestTheChairsOwnBallotDecidesATieWhereTheRuleSaysSo(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]tally.Reason{
		committee.Yes: tally.TieChairYes, committee.No: tally.TieChairNo, committee.Abstain: tally.TieChairAbstained,
	} {
		p := opened(t, motionDraft())
		p.Rule = committee.PresetVwVfG.Rule()
		ballots := said(6, 6, 2)
		for i := range ballots {
			if ballots[i].Choice.Answer == answer {
				ballots[i].AsChair = true
				break
			}
		}
		if o, err := p.Count(ballots); err != nil || o.Motion.Reason != want {
			t.Errorf("the chair says %s: %v, %v, want %s", answer, o.Motion, err, want)
		}
	}
}

// While a poll is open the chair may pass to somebody else who has a seat too. If both
// have voted as the chair, and not the same, no vote of the chair decides.
func TestTwoWhoWereTheChairDecideATieOnlyTogether(t *testing.T) {
	t.Parallel()
	for second, want := range map[int]tally.Reason{1: tally.TieChairYes, 6: tally.TieChairNoVote, 11: tally.TieChairNoVote} {
		p := opened(t, motionDraft())
		p.Rule = committee.PresetVwVfG.Rule()
		ballots := said(6, 6, 2)
		ballots[0].AsChair, ballots[second].AsChair = true, true
		if o, err := p.Count(ballots); err != nil || o.Motion.Reason != want {
			t.Errorf("ballots 0 and %d: %v, %v, want %s", second, o.Motion, err, want)
		}
		slices.Reverse(ballots)
		if o, err := p.Count(ballots); err != nil || o.Motion.Reason != want {
			t.Errorf("ballots 0 and %d, in another order: %v, %v, want %s", second, o.Motion, err, want)
		}
	}
}

func TestOnlyElectorsAreCounted(t *testing.T) {
	t.Parallel()
	p := opened(t, motionDraft())
	o, err := p.Count(append(said(8, 0, 0), committee.Ballot{Seat: 99, Choice: committee.Choice{Answer: committee.No}}))
	if err != nil || o.Cast != 8 || o.Motion.No != 0 {
		t.Errorf("Count = %+v, %v", o, err)
	}
}

// ranked are ballots written as in the founding case: "3 EAFBC".
func ranked(lines ...string) []committee.Ballot {
	var list []committee.Ballot
	for _, l := range lines {
		var ranking []string
		for _, letter := range l[2:] {
			ranking = append(ranking, need(int(letter-'A')+1).Number.String())
		}
		for range int(l[0] - '0') {
			list = append(list, committee.Ballot{Seat: int64(len(list) + 1), Choice: committee.Choice{Ranking: ranking}})
		}
	}
	return list
}

// letters writes an order the way the founding case does: "E A BC".
func letters(levels [][]string) string {
	var words []string
	for _, level := range levels {
		word := ""
		var wordSb111 strings.Builder
		for _, key := range level {
			n, _ := committee.ParseNumber(key, committee.NeedRegister, 2027)
			wordSb111.WriteString(string(rune('A' + n.Seq - 1)))
		}
		word += wordSb111.String()
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestPrioritiesAreOrderedAfterSchulzeWithSharedRanks(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		ballots []string
		want    string
	}{
		{[]string{"3 EAFBC", "2 AEB", "1 FA", "3 DEA", "3 BAE", "2 CDE"}, "E A B C D F"},
		{[]string{"1 A", "1 BA"}, "AB CDEF"},
		{nil, "ABCDEF"},
	} {
		p := opened(t, priorityDraft(1, 2, 3, 4, 5, 6))
		o, err := p.Count(ranked(row.ballots...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(row.want, letters(o.Order.Levels)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", row.ballots, diff)
		}
	}
}
