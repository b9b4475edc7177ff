package committee_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// situation is a poll at a moment.
type situation struct {
	poll    committee.Poll
	outcome *committee.Outcome
}

// situations are all that a poll can be as far as it matters for what is told; each
// of them also confidential, with terms that nobody could open it with.
func situations() map[string]situation {
	poll := func(state committee.PollState, t committee.Terms) committee.Poll {
		return committee.Poll{Kind: committee.MotionPoll, State: state, Terms: t}
	}
	decided := func(o tally.Outcome, r tally.Reason) *committee.Outcome {
		return &committee.Outcome{Motion: &tally.MotionResult{Outcome: o, Reason: r}}
	}
	adopted := decided(tally.Adopted, tally.MajorityReached)
	objected := committee.Terms{Circulation: &committee.Circulation{Objected: opening}}
	dates := poll(committee.PollClosed, committee.Terms{})
	dates.Kind = committee.DatePoll
	all := map[string]situation{
		"open":                {poll(committee.PollOpen, committee.Terms{}), nil},
		"open, shown":         {poll(committee.PollOpen, committee.Terms{Interim: true}), nil},
		"open, shown, groups": {poll(committee.PollOpen, committee.Terms{Interim: true, Groups: committee.GroupsShown}), adopted},
		"open, hidden":        {poll(committee.PollOpen, committee.Terms{HideMissing: true}), nil},
		"open, groups":        {poll(committee.PollOpen, committee.Terms{Groups: committee.GroupsShown}), nil},
		"ended":               {poll(committee.PollClosed, committee.Terms{}), adopted},
		"ended, not counted":  {poll(committee.PollClosed, committee.Terms{}), nil},
		"ended, shown":        {poll(committee.PollClosed, committee.Terms{Interim: true}), adopted},
		"ended, groups":       {poll(committee.PollClosed, committee.Terms{Groups: committee.GroupsDouble}), adopted},
		"ended, dates":        {dates, &committee.Outcome{}},
		"ended, tie":          {poll(committee.PollClosed, committee.Terms{}), decided(tally.Rejected, tally.TieChairNo)},
		"ended, too few":      {poll(committee.PollClosed, committee.Terms{Groups: committee.GroupsShown}), decided(tally.NotQuorate, tally.QuorumMissed)},
		"ended, withheld":     {poll(committee.PollClosed, committee.Terms{}), &committee.Outcome{Cast: 2, Withheld: true}},
		"ended, objected":     {poll(committee.PollClosed, objected), adopted},
	}
	confidential := map[string]situation{}
	for name, s := range all {
		s.poll.Confidential = true
		confidential["confidential, "+name] = s
	}
	maps.Copy(all, confidential)
	return all
}

// both are situations of open and of confidential ballots.
func both(names ...string) []string {
	for _, name := range slices.Clone(names) {
		names = append(names, "confidential, "+name)
	}
	return names
}

// The policy in words. Whatever no sentence allows is told to nobody.
func TestWhatIsToldOfAPoll(t *testing.T) {
	t.Parallel()
	var ever, open []string
	for name, s := range situations() {
		ever = append(ever, name)
		if !s.poll.Confidential {
			open = append(open, name)
		}
	}
	running := []string{"open", "open, shown", "open, shown, groups", "open, groups"}
	decided := both("ended", "ended, shown", "ended, groups", "ended, dates", "ended, tie")
	everybody := []committee.Audience{committee.ToAll, committee.ToVoter, committee.ToLead}
	everywhere := append(slices.Clone(everybody), committee.ToFile)
	sentences := []struct {
		words string
		fact  committee.Fact
		to    []committee.Audience
		in    []string
	}{
		{"everybody sees at any time how many seats have voted", committee.HowManyVoted, everywhere, ever},
		{"chair and office see which seats have not, while a poll of open ballots runs whose terms do not hide it", committee.WhoIsMissing, []committee.Audience{committee.ToLead}, running},
		{"numbers are seen before the end if the terms say so, never of confidential ballots", committee.NumbersSoFar, everybody, []string{"open, shown", "open, shown, groups"}},
		{"numbers are seen after the end, unless too few took part or a member objected", committee.Numbers, everywhere, decided},
		{"and so is who is preferred to whom", committee.NumbersOfPairs, everybody, decided},
		{"numbers of groups are seen with them where the terms ask for groups, never of confidential ballots", committee.NumbersOfGroups, everywhere, []string{"open, shown, groups", "ended, groups", "ended, dates"}},
		{"a receipt repeats the choice, except a confidential one", committee.OwnChoice, []committee.Audience{committee.ToVoter}, open},
		{"what the office enters it knows, and tells the seat; so it enters nothing confidential", committee.EnteredChoice, []committee.Audience{committee.ToVoter, committee.ToLead}, open},
		{"how the chair voted is seen where that broke a tie", committee.ChairsTie, everywhere, []string{"ended, tie"}},
		{"nobody is shown who voted how", committee.WhoVotedHow, nil, nil},
	}
	for _, s := range sentences {
		for name, at := range situations() {
			for _, to := range append(slices.Clone(everywhere), committee.ToLog, "anybody else") {
				want := slices.Contains(s.in, name) && slices.Contains(s.to, to)
				if got := at.poll.Tells(s.fact, to, at.outcome); got != want {
					t.Errorf("%s: in %q %s is told to %s: %t, want %t", s.words, name, s.fact, to, got, want)
				}
			}
		}
	}
}

// What a poll can be opened with is never more than the policy tells.
func TestNoPollPromisesToTellMoreThanThePolicy(t *testing.T) {
	t.Parallel()
	for name, terms := range map[string]committee.Terms{
		"interim numbers": {Interim: true}, "groups": {Groups: committee.GroupsShown}, "groups that decide": {Groups: committee.GroupsDouble},
	} {
		d := motionDraft()
		d.Terms = terms
		opened(t, d)
		d.Confidential = true
		if p, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening); err == nil {
			t.Errorf("%s of confidential ballots: opened with %+v", name, p.Terms)
		}
	}
}

// The member's ballot is shown to the member, the substitute's to both.
func TestAMembersBallotIsNotShownToTheSubstitute(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		before       *committee.Ballot
		confidential bool
		shown        bool
	}{
		"their own":                    {&committee.Ballot{By: "u", AsHolder: true}, false, true},
		"the other member's":           {&committee.Ballot{By: "member", AsHolder: true}, false, false},
		"the substitute's":             {&committee.Ballot{By: "substitute"}, false, true},
		"none":                         {nil, false, false},
		"their own, confidential":      {&committee.Ballot{By: "u", AsHolder: true}, true, false},
		"one kept apart from its seat": {&committee.Ballot{AsHolder: true}, true, false},
	} {
		v := committee.Voting{Poll: committee.Poll{Terms: committee.Terms{Confidential: row.confidential}}, Who: with(committee.Member), Before: row.before}
		if got := v.Own(); (got != nil) != row.shown {
			t.Errorf("%s: shown %v, want %t", name, got, row.shown)
		}
	}
}

// So few confidential ballots that each voter would know the other's have no result.
func TestFewConfidentialBallotsHaveNoResult(t *testing.T) {
	t.Parallel()
	for _, kind := range committee.PollKinds() {
		for cast := range 5 {
			for _, confidential := range []bool{true, false} {
				p, ballots := fewVoted(kind, cast)
				p.Confidential = confidential
				o, err := p.Count(ballots)
				if err != nil {
					t.Fatal(err)
				}
				want := confidential && (cast == 1 || cast == 2)
				bare := committee.Outcome{Cast: cast, Seats: p.Seats, Withheld: true}
				if o.Withheld != want || want && !reflect.DeepEqual(o, bare) || o.Cast != cast {
					t.Errorf("%s, %d of %d, confidential %t: counted %+v, want it withheld: %t", kind, cast, p.Seats, confidential, o, want)
				}
				if p.Enters(o) && want || p.Tells(committee.Numbers, committee.ToAll, &o) == (want || o.TooFew()) {
					t.Errorf("%s, %d voted, confidential %t: enters the register %t", kind, cast, confidential, p.Enters(o))
				}
				_, err = p.Export(ballots)
				if got := refusedAs(t, err) == "poll.withheld.few"; got != want {
					t.Errorf("%s, %d voted, confidential %t: exported with %v", kind, cast, confidential, err)
				}
			}
		}
	}
}

// A motion that has missed its quorum says so as ever, and its file that there are
// answers which it does not tell.
func TestAFileSaysThatAnswersAreWithheld(t *testing.T) {
	t.Parallel()
	for cast, want := range map[int]bool{0: false, 1: true, 2: true} {
		p, ballots := fewVoted(committee.MotionPoll, cast)
		p.Rule, p.Confidential = committee.PresetKoG.Rule(), true
		o, err := p.Count(ballots)
		if err != nil || o.Withheld || o.Motion == nil || o.Motion.Outcome != tally.NotQuorate {
			t.Fatalf("%d voted: %+v, %v", cast, o, err)
		}
		f, err := p.Export(ballots)
		if err != nil || f.Withheld != want || f.Yes+f.No+f.Abstain != 0 || *f.Present != cast {
			t.Errorf("%d voted: %+v, %v; want it to say that answers are withheld: %t", cast, f, err, want)
		}
	}
}

// fewVoted is a closed poll of five seats in which some have cast the same.
func fewVoted(kind committee.PollKind, cast int) (committee.Poll, []committee.Ballot) {
	p := committee.Poll{Kind: kind, State: committee.PollClosed, Seats: 5, Top: 2, Rule: committee.PresetKoG.Rule()}
	p.Rule.Quorum = tally.Quorum{}
	p.Terms = committee.Terms{Result: kind.Results()[len(kind.Results())-1]}.Complete(kind)
	if kind != committee.MotionPoll {
		p.Options = []committee.PollOption{{Key: "A", Label: "Kassel"}, {Key: "B", Label: "Gießen"}, {Key: "C", Label: "Fulda"}}
	}
	choice := committee.Choice{Ranking: []string{"A"}, Approve: []string{"A"}, Points: map[string]int{"A": 1}, Days: map[string]string{"A": committee.Yes}}
	if kind == committee.MotionPoll {
		choice.Answer = committee.Yes
	}
	var ballots []committee.Ballot
	for i := range int64(5) {
		p.Electors = append(p.Electors, committee.Elector{Seat: i + 1, Group: "Städte", Weight: 1})
		if int(i) < cast {
			ballots = append(ballots, committee.Ballot{Seat: i + 1, Choice: choice})
		}
	}
	return p, ballots
}
