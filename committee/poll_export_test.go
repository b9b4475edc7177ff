package committee_test

import (
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// The file says no more than the result: not how the chair has voted where that
// broke no tie, and not what was answered where too few have taken part.
func TestTheExportTellsNoMoreThanTheResult(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		preset  committee.Preset
		yes, no int
		chair   tally.ChairVote
		inFile  int
	}{
		"a clear majority":               {committee.PresetVwVfG, 8, 4, tally.ChairNone, 8},
		"a tie that the chair breaks":    {committee.PresetVwVfG, 6, 6, tally.ChairYes, 6},
		"a tie that nobody has to break": {committee.PresetKoG, 6, 6, tally.ChairNone, 6},
		"too few":                        {committee.PresetVwVfG, 3, 2, tally.ChairNone, 0},
	} {
		p := opened(t, motionDraft())
		p.Rule, p.State = row.preset.Rule(), committee.PollClosed
		ballots := said(row.yes, row.no, 0)
		for i, b := range ballots {
			if b.Choice.Answer == committee.Yes {
				ballots[i].AsChair = true
				break
			}
		}
		f, err := p.Export(ballots)
		if err != nil || f.Rule.Chair != row.chair || f.Yes != row.inFile || *f.Present != row.yes+row.no {
			t.Errorf("%s: %+v, rule %+v, %v", name, f, f.Rule, err)
		}
	}
}
