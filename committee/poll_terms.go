package committee

import (
	"slices"
	"time"

	"gremienbot/committee/tally"
)

// ResultKind says what the result of a poll may be called (domain, section 0.1).
// A poll never says more than its kind.
type ResultKind string

// The kinds of results, from the lightest to the heaviest.
const (
	Mood           ResultKind = "mood"           // Meinungsbild
	Prioritisation ResultKind = "prioritisation" // Priorisierung
	Notice         ResultKind = "notice"         // Kenntnisnahme
	Opinion        ResultKind = "opinion"        // Votum
	Recommendation ResultKind = "recommendation" // Empfehlung
	Resolution     ResultKind = "resolution"     // Beschluss
)

// Method names how ballots are counted; each is a file of package tally.
type Method string

// The methods.
const (
	ByMotion      Method = "motion"
	ByPlurality   Method = "plurality"
	ByApproval    Method = "approval"
	ByEqualShares Method = "equal-shares"
	BySchulze     Method = "schulze"
	ByRankedPairs Method = "ranked-pairs"
	ByIRV         Method = "irv"
	ByBorda       Method = "borda"
	ByScore       Method = "score"
	ByDots        Method = "dots"
	ByDates       Method = "dates"
)

// pollForm is what a kind of poll can be: how it is counted and what its result
// can be called, the default first.
type pollForm struct {
	methods []Method
	results []ResultKind
	least   int // options
}

// forms is the whole table of polls. Only a motion, which is decided by a rule
// with a majority, can recommend or resolve.
var forms = map[PollKind]pollForm{
	MotionPoll:   {[]Method{ByMotion}, []ResultKind{Mood, Notice, Opinion, Recommendation, Resolution}, 0},
	PriorityPoll: {[]Method{BySchulze, ByRankedPairs, ByBorda, ByIRV}, []ResultKind{Prioritisation, Mood}, 2},
	RankingPoll:  {[]Method{BySchulze, ByRankedPairs, ByBorda, ByIRV}, []ResultKind{Mood, Prioritisation}, 2},
	ChoicePoll:   {[]Method{ByPlurality}, []ResultKind{Mood}, 2},
	ApprovalPoll: {[]Method{ByApproval, ByEqualShares}, []ResultKind{Mood, Prioritisation}, 2},
	ScorePoll:    {[]Method{ByScore}, []ResultKind{Mood, Prioritisation}, 2},
	DotsPoll:     {[]Method{ByDots}, []ResultKind{Mood, Prioritisation}, 2},
	DatePoll:     {[]Method{ByDates}, []ResultKind{Mood}, 2},
}

// PollKinds lists the kinds in the order in which people are offered them.
func PollKinds() []PollKind {
	return []PollKind{MotionPoll, ChoicePoll, ApprovalPoll, RankingPoll, PriorityPoll, DotsPoll, ScorePoll, DatePoll}
}

// Methods lists how a kind of poll can be counted, the default first; none for
// an unknown kind.
func (k PollKind) Methods() []Method { return slices.Clone(forms[k].methods) }

// Results lists what the result of a kind of poll can be called, the default first.
func (k PollKind) Results() []ResultKind { return slices.Clone(forms[k].results) }

// Ranks reports whether ballots of the kind put options in an order.
func (k PollKind) Ranks() bool { return k == PriorityPoll || k == RankingPoll }

// GroupRule says what the groups of seats have to do with the result.
type GroupRule string

// The group rules (domain, section 5).
const (
	GroupsAside  GroupRule = ""       // not shown
	GroupsShown  GroupRule = "shown"  // heads per group stand below the result
	GroupsDouble GroupRule = "double" // a majority of heads and of groups; a motion only
	GroupsVote   GroupRule = "votes"  // one vote per group; a motion only
)

// Circulation makes a motion an Umlaufverfahren: a decision outside a meeting.
// The text is frozen, one objection to the procedure ends it, a seat that does
// not answer abstains, and more than half of all seats must answer actively
// (§ 90 (2) VwVfG; BVerfGE 91, 148).
type Circulation struct {
	Days       int       // working days, by the members' calendar
	Objector   string    // name of who objected to the procedure, called it off or entered an objection, "" for nobody
	Objected   time.Time // when
	Why        string
	CalledOff  bool  `json:",omitempty"` // ended so by chair or office, not by a seat
	EnteredFor int64 `json:",omitempty"` // the seat whose objection the office has entered, 0 for none
}

// Bounds of the working days of a circulation (domain, section 2.2).
const (
	MinCirculation     = 3
	DefaultCirculation = 10
	MaxCirculation     = 60
)

// Terms are the rules of one poll beyond its majority. They are frozen when it
// opens.
type Terms struct {
	Result       ResultKind   `json:"result,omitempty"` // "" is the kind's default
	Method       Method       `json:"method,omitempty"` // "" is the kind's default
	Preset       Preset       `json:"preset,omitempty"` // of a motion; "" is the committee's
	Own          *tally.Rule  `json:"own,omitempty"`    // of a motion, in place of a preset
	Voters       string       `json:"voters,omitempty"` // the group whose seats vote, "" for all seats
	Text         string       `json:"text,omitempty"`   // the wording that a motion adopts
	Winners      int          `json:"winners,omitempty"`
	Points       int          `json:"points,omitempty"` // dots: the budget; score: the highest grade
	Cap          int          `json:"cap,omitempty"`    // dots: at most on one option; 0 is no cap
	Confidential bool         `json:"confidential,omitempty"`
	Interim      bool         `json:"interim,omitempty"` // numbers are shown before the end
	EarlyClose   bool         `json:"early_close,omitempty"`
	HideMissing  bool         `json:"hide_missing,omitempty"` // nobody is told which seats have not voted
	Groups       GroupRule    `json:"groups,omitempty"`
	Weights      WeightRule   `json:"weights,omitempty"`
	Circulation  *Circulation `json:"circulation,omitempty"`
	Dates        DateTerms    `json:"dates,omitzero"`    // of a date poll
	Quick        bool         `json:"quick,omitempty"`   // a motion in a meeting, open for a minute or so
	Present      int          `json:"present,omitempty"` // of a quick vote: seats said to be there; 0 if nobody said so
}

// Bounds of terms.
const (
	MaxWording    = MaxText // characters
	MaxOptionText = 150     // characters
	DefaultGrade  = 10
	DefaultDots   = 5
	MaxDots       = 100
)

// Results lists what the result of a poll of a kind with these terms can be called, the
// default first. A circulation is there to decide: what it adopts is a recommendation
// unless somebody says otherwise, for nothing is a Beschluss by default (domain, section
// 0.1). What one group alone is asked never speaks for the committee: neither decides nor
// recommends.
func (t Terms) Results(k PollKind) []ResultKind {
	if t.Voters != "" {
		return slices.DeleteFunc(k.Results(), func(r ResultKind) bool { return r != Mood && r != Prioritisation })
	}
	if k == MotionPoll && t.Circulation != nil {
		return []ResultKind{Recommendation, Resolution, Opinion, Notice, Mood}
	}
	return k.Results()
}

// Complete fills in the defaults of a kind, which must be known.
func (t Terms) Complete(k PollKind) Terms {
	f := forms[k]
	if t.Method == "" {
		t.Method = f.methods[0]
	}
	if t.Result == "" {
		t.Result = t.Results(k)[0]
	}
	if k == ApprovalPoll {
		t.Winners = max(1, t.Winners)
	}
	if k != DatePoll {
		t.Dates = DateTerms{}
	}
	if k != MotionPoll {
		t.Own = nil
	}
	switch {
	case k == ScorePoll && t.Points == 0:
		t.Points = DefaultGrade
	case k == DotsPoll && t.Points == 0:
		t.Points = DefaultDots
	}
	return t
}

// check refuses terms that do not fit the kind of poll.
func (t Terms) check(k PollKind, options int) Errors {
	f := forms[k]
	var es Errors
	if !slices.Contains(f.methods, t.Method) {
		es = es.add(Refuse(Invalid, "poll.method.unknown", "Kind", k).At("method"))
	}
	if !slices.Contains(f.results, t.Result) {
		es = es.add(Refuse(Invalid, "poll.result.kind", "Kind", k, "Result", t.Result).At("result"))
	} else if !slices.Contains(t.Results(k), t.Result) {
		es = es.add(Refuse(Invalid, "poll.result.part", "Group", t.Voters, "Result", t.Result).At("result"))
	}
	es = es.add(bounds("text", t.Text, "", 0, MaxWording))
	es = es.add(t.checkNumbers(k, options))
	if t.Confidential && t.Dates.EveryGroup {
		es = es.add(Refuse(Invalid, "poll.days.confidential").At("everygroup"))
	}
	if t.Confidential && t.Interim {
		es = es.add(Refuse(Invalid, "poll.interim.confidential").At("shown"))
	}
	return es.add(t.checkGroups(k)).add(t.checkWeights(k)).add(t.checkCirculation(k))
}

func (t Terms) checkNumbers(k PollKind, options int) *Error {
	switch {
	case k == ApprovalPoll && options > 1 && (t.Winners < 1 || t.Winners >= options): // fewer are refused as options
		return Refuse(Invalid, "poll.winners.range", "Max", options-1).At("winners")
	case k == ScorePoll && (t.Points < 1 || t.Points > MaxDots):
		return Refuse(Invalid, "poll.grade.range", "Max", MaxDots).At("points")
	case k == DotsPoll && (t.Points < 1 || t.Points > MaxDots):
		return Refuse(Invalid, "poll.dots.range", "Max", MaxDots).At("points")
	case k == DotsPoll && (t.Cap < 0 || t.Cap > t.Points):
		return Refuse(Invalid, "poll.cap.range", "Max", t.Points).At("cap")
	}
	return nil
}

func (t Terms) checkGroups(k PollKind) *Error {
	switch {
	case !slices.Contains([]GroupRule{GroupsAside, GroupsShown, GroupsDouble, GroupsVote}, t.Groups):
		return Refuse(Invalid, "poll.groups.motion").At("groups")
	case t.Groups == GroupsAside:
		return nil
	case t.Confidential:
		return Refuse(Invalid, "poll.groups.confidential").At("groups")
	case k != MotionPoll && t.Groups != GroupsShown:
		return Refuse(Invalid, "poll.groups.motion").At("groups")
	}
	return nil
}

func (t Terms) checkCirculation(k PollKind) *Error {
	switch {
	case t.Circulation == nil:
		return nil
	case k != MotionPoll:
		return Refuse(Invalid, "poll.circulation.motion").At("kind")
	case t.Text == "":
		return Refuse(Invalid, "poll.circulation.text").At("text")
	case t.Circulation.Days < MinCirculation || t.Circulation.Days > MaxCirculation:
		return Refuse(Invalid, "poll.circulation.days", "Min", MinCirculation, "Max", MaxCirculation).At("days")
	}
	return nil
}
