package committee_test

import (
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

func TestPresetsDecideAsTheirSourcesSay(t *testing.T) {
	t.Parallel()
	const (
		none = tally.ChairNone
		yes  = tally.ChairYes
		no   = tally.ChairNo
		pass = tally.ChairAbstain
	)
	for _, row := range []struct {
		preset           committee.Preset
		yes, no, abstain int
		present, seats   int // present 0: all who voted
		chair            tally.ChairVote
		want             tally.Outcome
		why              tally.Reason
	}{
		{committee.PresetITPLR, 1, 0, 9, 0, 17, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetITPLR, 2, 1, 0, 0, 17, none, tally.Adopted, tally.MajorityReached}, // no quorum is known
		{committee.PresetITPLR, 6, 6, 5, 0, 17, yes, tally.Rejected, tally.TieRejected},
		{committee.PresetITPLR, 0, 0, 17, 0, 17, none, tally.Rejected, tally.NoYesVotes},
		{committee.PresetITPLR, 0, 0, 0, 0, 17, none, tally.NotQuorate, tally.NobodyVoted},

		{committee.PresetRLP, 5, 4, 5, 0, 14, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetRLP, 7, 0, 0, 0, 14, none, tally.NotQuorate, tally.QuorumMissed}, // half is not more than half
		{committee.PresetRLP, 4, 4, 0, 0, 14, yes, tally.Rejected, tally.TieRejected},
		{committee.PresetRLP, 2, 0, 0, 0, 3, none, tally.Adopted, tally.MajorityReached},

		{committee.PresetATKommunal, 8, 4, 2, 0, 14, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetATKommunal, 7, 5, 2, 0, 14, yes, tally.Rejected, tally.TieRejected}, // abstentions reject
		{committee.PresetATKommunal, 5, 0, 0, 10, 14, none, tally.Rejected, tally.MajorityMissed},
		{committee.PresetATKommunal, 9, 0, 0, 0, 14, none, tally.NotQuorate, tally.QuorumMissed},
		{committee.PresetATKommunal, 10, 0, 0, 0, 15, none, tally.Adopted, tally.MajorityReached}, // two thirds to the seat

		{committee.PresetATBeirat, 4, 2, 1, 0, 14, none, tally.Adopted, tally.MajorityReached}, // half is enough
		{committee.PresetATBeirat, 4, 2, 2, 0, 14, yes, tally.Adopted, tally.TieChairYes},
		{committee.PresetATBeirat, 4, 2, 2, 0, 14, no, tally.Rejected, tally.TieChairNo},
		{committee.PresetATBeirat, 4, 2, 2, 0, 14, pass, tally.Rejected, tally.TieChairAbstained},
		{committee.PresetATBeirat, 4, 3, 2, 0, 14, yes, tally.Rejected, tally.MajorityMissed},
		{committee.PresetATBeirat, 6, 0, 0, 0, 14, none, tally.NotQuorate, tally.QuorumMissed},

		{committee.PresetMinistryAdvisory, 3, 2, 6, 0, 14, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetMinistryAdvisory, 7, 0, 0, 0, 14, none, tally.NotQuorate, tally.QuorumMissed},
		{committee.PresetMinistryAdvisory, 4, 4, 1, 0, 14, yes, tally.Rejected, tally.TieRejected},

		{committee.PresetNoAbstention, 4, 2, 0, 0, 14, none, tally.Adopted, tally.MajorityReached}, // two thirds, to the vote
		{committee.PresetNoAbstention, 6, 4, 0, 0, 14, none, tally.Rejected, tally.MajorityMissed},
		{committee.PresetNoAbstention, 5, 0, 0, 0, 200, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetNoAbstention, 4, 0, 0, 0, 14, none, tally.NotQuorate, tally.QuorumBelowMinimum},

		{committee.PresetConsensusFirst, 6, 0, 0, 0, 14, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetConsensusFirst, 13, 1, 0, 0, 14, none, tally.Rejected, tally.MajorityMissed},
		{committee.PresetConsensusFirst, 2, 0, 12, 0, 14, none, tally.Adopted, tally.MajorityReached}, // an abstention objects to nothing
		{committee.PresetConsensusFirst, 5, 0, 0, 0, 14, none, tally.NotQuorate, tally.QuorumBelowMinimum},

		{committee.PresetRoberts, 5, 4, 5, 0, 14, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetRoberts, 5, 5, 4, 0, 14, yes, tally.Rejected, tally.TieRejected},
		{committee.PresetRoberts, 1, 0, 0, 8, 14, none, tally.Adopted, tally.MajorityReached},
		{committee.PresetRoberts, 7, 0, 0, 7, 14, none, tally.NotQuorate, tally.QuorumMissed},
	} {
		m := tally.Motion{Yes: row.yes, No: row.no, Abstain: row.abstain, Present: row.present, Seats: row.seats, Filled: row.seats, Rule: row.preset.Rule(), Chair: row.chair}
		if m.Present == 0 {
			m.Present = row.yes + row.no + row.abstain
		}
		got, err := m.Count()
		if err != nil || got.Outcome != row.want || got.Reason != row.why {
			t.Errorf("%s, %d:%d:%d of %d present, %d seats, chair %s = %s, %s, %v, want %s, %s",
				row.preset, row.yes, row.no, row.abstain, m.Present, row.seats, row.chair, got.Outcome, got.Reason, err, row.want, row.why)
		}
	}
}

func TestAnAbstentionIsRefusedWhereThePresetForbidsIt(t *testing.T) {
	t.Parallel()
	m := tally.Motion{Yes: 5, Abstain: 1, Present: 6, Seats: 14, Rule: committee.PresetNoAbstention.Rule()}
	if _, err := m.Count(); err == nil {
		t.Error("an abstention was counted")
	}
}
