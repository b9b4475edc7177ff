package committee

import "gremienbot/committee/tally"

// Preset names a set of rules that real committees vote by.
type Preset string

// The presets of the first cut. KoG is the founding case: the quorum of § 90
// VwVfG, abstentions neutral as in the IT-Planungsrat, a tie rejects because
// the chair has no vote (§ 91 VwVfG).
const (
	PresetKoG         Preset = "kog"
	PresetVwVfG       Preset = "de-vwvfg"      // §§ 90–93 VwVfG
	PresetKommunal    Preset = "de-kommunal"   // § 54 HGO, § 39 GO Schleswig-Holstein
	PresetAbstainIsNo Preset = "de-abstain-no" // abstention counts as no, as in old § 37 BPersVG
	PresetTwoThirds   Preset = "de-two-thirds" // two thirds of yes and no
	PresetAllSeats    Preset = "de-all-seats"  // absolute majority of the statutory seats
)

var (
	half      = tally.Fraction{Num: 1, Den: 2}
	twoThirds = tally.Fraction{Num: 2, Den: 3}
	moreHalf  = tally.Quorum{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats, Min: 3}
	simple    = tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.YesNo}
	presets   = map[Preset]tally.Rule{
		PresetKoG:         {Quorum: moreHalf, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects},
		PresetVwVfG:       {Quorum: moreHalf, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieChair},
		PresetKommunal:    {Quorum: tally.Quorum{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats}, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects},
		PresetAbstainIsNo: {Quorum: tally.Quorum{Fraction: half, Comparator: tally.AtLeast, Base: tally.Seats, Min: 3}, Majority: tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.Present}, Abstention: tally.AbstentionNo, Tie: tally.TieRejects},
		PresetTwoThirds:   {Quorum: moreHalf, Majority: tally.Majority{Fraction: twoThirds, Comparator: tally.AtLeast, Base: tally.YesNo}, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects},
		PresetAllSeats:    {Quorum: moreHalf, Majority: tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats}, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects},
	}
)

// Presets lists the presets in the order in which they are offered.
func Presets() []Preset {
	return []Preset{PresetKoG, PresetVwVfG, PresetKommunal, PresetAbstainIsNo, PresetTwoThirds, PresetAllSeats}
}

// Rule is what the preset decides by; an unknown preset decides like PresetKoG.
func (p Preset) Rule() tally.Rule {
	if r, ok := presets[p]; ok {
		return r
	}
	return presets[PresetKoG]
}
