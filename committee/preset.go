package committee

import (
	"slices"

	"gremienbot/committee/tally"
)

// Preset names a set of rules that real committees vote by.
type Preset string

// The presets. KoG is the founding case: the quorum of § 90 VwVfG, abstentions
// neutral as in the IT-Planungsrat, a tie rejects because the chair has no vote
// (§ 91 VwVfG). What a rule for one motion cannot hold (a second call, a chair who
// must be there, a further round) is not in them; the handbook says so. A quorum of
// members is taken of all seats, vacant ones too: the stricter reading, and the only
// one the bot can keep to while seats are filled and left.
const (
	PresetKoG              Preset = "kog"
	PresetVwVfG            Preset = "de-vwvfg"             // §§ 90–93 VwVfG
	PresetITPLR            Preset = "de-itplr"             // recommendations of the IT-Planungsrat; no quorum of it is known
	PresetKommunal         Preset = "de-kommunal"          // § 54 HGO, § 39 GO Schleswig-Holstein
	PresetRLP              Preset = "de-rlp"               // §§ 39, 40 GemO Rheinland-Pfalz
	PresetATKommunal       Preset = "at-kommunal"          // §§ 37, 39 K-AGO (Carinthia): abstention is rejection
	PresetATBeirat         Preset = "at-beirat"            // an advisory board in Burgenland: abstention is rejection, the chair breaks ties
	PresetMinistryAdvisory Preset = "de-ministry-advisory" // Tierschutzbeirat Rheinland-Pfalz
	PresetAbstainIsNo      Preset = "de-abstain-no"        // abstention counts as no, as in old § 37 BPersVG
	PresetNoAbstention     Preset = "de-nabstain"          // § 18 GIGV: no abstentions, two thirds, five must vote
	PresetConsensusFirst   Preset = "de-consensus-first"   // § 8 DHRV, its first two rounds
	PresetTwoThirds        Preset = "de-two-thirds"        // two thirds of yes and no
	PresetAllSeats         Preset = "de-all-seats"         // absolute majority of the statutory seats
	PresetRoberts          Preset = "roberts-rules"        // Robert's Rules of Order: a majority of the votes cast
)

var (
	half      = tally.Fraction{Num: 1, Den: 2}
	twoThirds = tally.Fraction{Num: 2, Den: 3}
	whole     = tally.Fraction{Num: 1, Den: 1}

	moreHalf      = tally.Quorum{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats, Min: 3}
	moreHalfSeats = tally.Quorum{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats}
	halfSeats     = tally.Quorum{Fraction: half, Comparator: tally.AtLeast, Base: tally.Seats}

	simple    = tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.YesNo}
	ofPresent = tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.Present}
	ofSeats   = tally.Majority{Fraction: half, Comparator: tally.MoreThan, Base: tally.Seats}
	twoOfYes  = tally.Majority{Fraction: twoThirds, Comparator: tally.AtLeast, Base: tally.YesNo}
	unanimous = tally.Majority{Fraction: whole, Comparator: tally.AtLeast, Base: tally.YesNo}
)

// presets are the rules in the order in which they are offered.
var presets = []struct {
	name Preset
	rule tally.Rule
}{
	{PresetKoG, tally.Rule{Quorum: moreHalf, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetVwVfG, tally.Rule{Quorum: moreHalf, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieChair}},
	{PresetITPLR, tally.Rule{Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetKommunal, tally.Rule{Quorum: moreHalfSeats, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetRLP, tally.Rule{Quorum: moreHalfSeats, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetATKommunal, tally.Rule{
		Quorum:   tally.Quorum{Fraction: twoThirds, Comparator: tally.AtLeast, Base: tally.Seats},
		Majority: ofPresent, Abstention: tally.AbstentionNo, Tie: tally.TieRejects,
	}},
	{PresetATBeirat, tally.Rule{Quorum: halfSeats, Majority: simple, Abstention: tally.AbstentionNo, Tie: tally.TieChair}},
	{PresetMinistryAdvisory, tally.Rule{Quorum: moreHalfSeats, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetAbstainIsNo, tally.Rule{
		Quorum:   tally.Quorum{Fraction: half, Comparator: tally.AtLeast, Base: tally.Seats, Min: 3},
		Majority: ofPresent, Abstention: tally.AbstentionNo, Tie: tally.TieRejects,
	}},
	{PresetNoAbstention, tally.Rule{Quorum: tally.Quorum{Min: 5}, Majority: twoOfYes, Abstention: tally.AbstentionForbidden, Tie: tally.TieRejects}},
	{PresetConsensusFirst, tally.Rule{Quorum: tally.Quorum{Min: 6}, Majority: unanimous, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetTwoThirds, tally.Rule{Quorum: moreHalf, Majority: twoOfYes, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetAllSeats, tally.Rule{Quorum: moreHalf, Majority: ofSeats, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
	{PresetRoberts, tally.Rule{Quorum: moreHalfSeats, Majority: simple, Abstention: tally.AbstentionNeutral, Tie: tally.TieRejects}},
}

// Presets lists the presets in the order in which they are offered.
func Presets() []Preset {
	names := make([]Preset, len(presets))
	for i, p := range presets {
		names[i] = p.name
	}
	return names
}

// Known reports whether there is such a preset.
func (p Preset) Known() bool { return slices.Contains(Presets(), p) }

// Rule is what the preset decides by; an unknown preset decides like PresetKoG.
func (p Preset) Rule() tally.Rule {
	for _, q := range presets {
		if q.name == p {
			return q.rule
		}
	}
	return presets[0].rule
}
