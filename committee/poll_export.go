package committee

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"gremienbot/committee/tally"
)

// PollFile is a closed poll in the form that a third party can recount (design,
// section 7): what was counted and by which rule, without persons, without the
// seats or times of ballots. Fields that a method has not stay out.
type PollFile struct {
	Method     string          `json:"method"`
	Options    []string        `json:"options,omitempty"`
	Seats      int             `json:"seats,omitempty"` // of a motion, or how many are selected
	Completion string          `json:"completion,omitempty"`
	Points     int             `json:"points,omitempty"`
	Cap        int             `json:"cap,omitempty"`
	Ballots    []FileBallot    `json:"ballots,omitempty"`
	Days       []FileDay       `json:"days,omitempty"`
	Conditions *FileConditions `json:"conditions,omitempty"` // of days
	Yes        int             `json:"yes,omitempty"`
	No         int             `json:"no,omitempty"`
	Abstain    int             `json:"abstain,omitempty"` // seats, whatever they weigh; no ballots say so
	Invalid    int             `json:"invalid,omitempty"`
	Silent     int             `json:"silent,omitempty"` // of the abstentions, seats that did not answer a circulation
	Present    *int            `json:"present,omitempty"`
	Filled     int             `json:"filled,omitempty"`
	Rule       *FileRule       `json:"rule,omitempty"`
	Groups     []GroupCount    `json:"groups,omitempty"`      // whose majority is needed too
	GroupHeads []GroupCount    `json:"group_heads,omitempty"` // from which each group has its one vote
	Weights    *tally.Weights  `json:"weights,omitempty"`     // of the seats behind the answers to a motion
	Lot        *FileLot        `json:"lot,omitempty"`         // among options that came out equal
	Withheld   bool            `json:"withheld,omitempty"`    // there are answers that the file does not tell
	Void       *FileVoid       `json:"void,omitempty"`        // it was recorded wrongly and does not hold
	FileSeal
}

// FileVoid says in the file of a void result why it does not hold, since when, and which
// result does, "" if none was named. Who declared it void stands with the result.
type FileVoid struct {
	Why   string    `json:"why"`
	At    time.Time `json:"at"`
	Right string    `json:"right,omitempty"`
}

// fileVoid is what a file says of a void result, nil for one that holds.
func (p Poll) fileVoid() *FileVoid {
	if p.Voided == nil {
		return nil
	}
	f := FileVoid{Why: p.Voided.Why, At: p.Voided.At}
	if p.Voided.Right.Seq > 0 {
		f.Right = p.Voided.Right.String()
	}
	return &f
}

// FileBallot is a choice, and how many seats have made it. Where seats have weights,
// Count is what these weigh together, and Heads how many they are.
type FileBallot struct {
	Count   int            `json:"count"`
	Heads   int            `json:"heads,omitempty"`
	Ranking tally.Ranking  `json:"ranking,omitempty"`
	Approve []string       `json:"approve,omitempty"`
	Scores  map[string]int `json:"scores,omitempty"`
}

// FileRule is the rule of a motion with what the chair said, who may decide a tie.
type FileRule struct {
	tally.Rule
	Chair tally.ChairVote `json:"chair,omitempty"`
}

// Export is the poll to be recounted, or a refusal while it is open or if it
// ended without a count that may be told.
func (p Poll) Export(ballots []Ballot) (PollFile, error) {
	switch {
	case p.State != PollClosed:
		return PollFile{}, Refuse(Conflict, "poll.export.open", "Number", p.Number)
	case p.Objected():
		return PollFile{}, Refuse(Conflict, "poll.export.objected", "Number", p.Number)
	}
	o, err := p.Count(ballots)
	if err != nil {
		return PollFile{}, err
	}
	if o.Withheld {
		return PollFile{}, p.withheld()
	}
	f := PollFile{Method: string(p.Method), FileSeal: p.fileSeal()}
	switch {
	case p.Kind == MotionPoll:
		return p.exportMotion(o, p.motion(p.valid(ballots))), nil
	case o.Days != nil:
		return p.exportDays(f, *o.Days), nil
	case p.Kind == ScorePoll:
		f.Points = p.Points
	case p.Kind == DotsPoll:
		f.Points, f.Cap = p.Points, p.Cap
	case p.Kind == ApprovalPoll:
		f.Seats = p.Winners
	}
	if p.Method == ByEqualShares {
		f.Completion = string(tally.CompletionAdd1)
	}
	f.Options, f.Ballots, f.Abstain = p.keys(), p.alike(p.valid(ballots)), o.Blank
	if l := p.Lot; l != nil {
		f.Lot = &FileLot{Seed: l.Seed, Tied: l.Tied, Order: l.Order, Selected: l.Selected}
	}
	return f, nil
}

// withheld refuses what would tell the few confidential ballots of a poll.
func (p Poll) withheld() *Error {
	return Refuse(Conflict, "poll.withheld.few", "Number", p.Number, "Min", MinConfidential)
}

// exportMotion is the motion as it was decided: with the silent ones of a
// circulation whose quorum was reached among the abstentions, and with the votes
// of the groups where these are counted. What the result does not tell is not in the
// file either: the answers if too few have taken part, and how the chair has voted
// if that broke no tie.
func (p Poll) exportMotion(o Outcome, m tally.Motion) PollFile {
	if o.Silent > 0 {
		m = silenced(m, o.Silent)
	}
	groups := p.Tells(NumbersOfGroups, ToFile, &o)
	if p.Groups == GroupsVote && groups {
		m = groupMotion(m.Rule, o.Groups)
	}
	withheld := !p.Tells(Numbers, ToFile, &o) && m.Yes+m.No+m.Abstain+m.Invalid > 0
	if withheld {
		m.Yes, m.No, m.Abstain, m.Invalid, m.Weights = 0, 0, 0, 0, nil
	}
	if !p.Tells(ChairsTie, ToFile, &o) {
		m.Chair = tally.ChairNone
	}
	f := PollFile{
		Method: string(ByMotion), Yes: m.Yes, No: m.No, Abstain: m.Abstain, Invalid: m.Invalid, Present: &m.Present, Seats: m.Seats, Filled: m.Filled,
		Rule: &FileRule{Rule: m.Rule, Chair: m.Chair}, Weights: m.Weights, FileSeal: p.fileSeal(), Withheld: withheld, Silent: o.Silent, Void: p.fileVoid(),
	}
	switch {
	case p.Groups == GroupsDouble && groups:
		f.Groups = o.Groups
	case p.Groups == GroupsVote && groups: // whose votes are counted, not those of seats
		f.GroupHeads, f.Silent = o.Groups, 0
	}
	return f
}

// alike counts ballots that say the same, in an order that depends on what they
// say and not on who cast them. Abstentions are left out, as in the count;
// the file has their number.
func (p Poll) alike(ballots []Ballot) []FileBallot {
	found, weigh := map[string]*FileBallot{}, p.weighing()
	for _, b := range ballots {
		if b.Choice.Answer == Abstain {
			continue
		}
		file := FileBallot{Ranking: levels(b.Choice.Ranking), Approve: slices.Sorted(slices.Values(b.Choice.Approve)), Scores: b.Choice.Points}
		if p.Kind == ChoicePoll {
			file.Ranking, file.Approve = levels(b.Choice.Approve), nil
		}
		text, _ := json.Marshal(file)
		if found[string(text)] == nil {
			found[string(text)] = &file
		}
		same := found[string(text)]
		same.Count += weigh(b)
		if p.Weighs() {
			same.Heads++
		}
	}
	var list []FileBallot
	for _, text := range slices.Sorted(maps.Keys(found)) {
		list = append(list, *found[text])
	}
	return list
}
