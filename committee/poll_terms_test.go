package committee_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

// asking is a draft of a poll of a kind that can be opened: about three options,
// needs or days, or a motion.
func asking(kind committee.PollKind) committee.PollDraft {
	d := committee.PollDraft{Kind: kind, Question: "Was zuerst?", ClosesAt: closing}
	switch kind {
	case committee.MotionPoll:
	case committee.PriorityPoll:
		d.Needs = []committee.Need{need(1), need(2), need(3)}
	case committee.DatePoll:
		d.Options = dates().Options
	default:
		d.Options = committee.OptionLines("Apfel\nBirne\nKirsche")
	}
	return d
}

// refusedPoll is how a draft is refused, "" if it is not.
func refusedPoll(t *testing.T, d committee.PollDraft, list []committee.Seat) string {
	t.Helper()
	_, err := committee.OpenPoll(kog(), presiding(), d, list, opening)
	return refusedAs(t, err)
}

// Every kind with every method and every kind of result: what may be, the default
// first.
func TestWhatAKindOfPollCanBe(t *testing.T) {
	t.Parallel()
	methods := strings.Fields("motion plurality approval equal-shares schulze ranked-pairs irv borda score dots dates")
	results := strings.Fields("mood prioritisation notice opinion recommendation resolution")
	for kind, row := range map[committee.PollKind]struct{ methods, results string }{
		committee.MotionPoll:   {"motion", "mood notice opinion recommendation resolution"},
		committee.PriorityPoll: {"schulze ranked-pairs borda irv", "prioritisation mood"},
		committee.RankingPoll:  {"schulze ranked-pairs borda irv", "mood prioritisation"},
		committee.ChoicePoll:   {"plurality", "mood"},
		committee.ApprovalPoll: {"approval equal-shares", "mood prioritisation"},
		committee.ScorePoll:    {"score", "mood prioritisation"},
		committee.DotsPoll:     {"dots", "mood prioritisation"},
		committee.DatePoll:     {"dates", "mood"},
	} {
		may, called := strings.Fields(row.methods), strings.Fields(row.results)
		for _, method := range append(methods, "coin") {
			for _, result := range append(results, "law") {
				d := asking(kind)
				d.Method, d.Result = committee.Method(method), committee.ResultKind(result)
				var want []string
				if !slices.Contains(may, method) {
					want = append(want, "method poll.method.unknown")
				}
				if !slices.Contains(called, result) {
					want = append(want, "result poll.result.kind")
				}
				if got := refusedPoll(t, d, seats(14)); got != strings.Join(want, ", ") {
					t.Errorf("a %s poll by %s as %s: refused %q, want %q", kind, method, result, got, want)
				}
			}
		}
		p := opened(t, asking(kind))
		if string(p.Method) != may[0] || string(p.Result) != called[0] {
			t.Errorf("a %s poll is counted by %s as %s unless somebody says otherwise, want %s as %s", kind, p.Method, p.Result, may[0], called[0])
		}
		if d := cmp.Diff(may, texts(kind.Methods())); d != "" {
			t.Errorf("methods of a %s poll (-want +got):\n%s", kind, d)
		}
		if d := cmp.Diff(called, texts(kind.Results())); d != "" {
			t.Errorf("results of a %s poll (-want +got):\n%s", kind, d)
		}
		if kind.Ranks() != (may[0] == "schulze") || !slices.Contains(committee.PollKinds(), kind) {
			t.Errorf("a %s poll ranks: %t; or it is offered to nobody", kind, kind.Ranks())
		}
	}
	if unknown := committee.PollKind("mood"); unknown.Methods() != nil || unknown.Results() != nil {
		t.Errorf("a kind nobody knows has methods %v and results %v", unknown.Methods(), unknown.Results())
	}
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	return all
}

// The table of group rules: what a kind may be, openly and confidentially.
func TestWhatGroupsHaveToDoWithAPoll(t *testing.T) {
	t.Parallel()
	for _, kind := range committee.PollKinds() {
		for rule, want := range map[committee.GroupRule][2]string{ // openly, confidentially
			committee.GroupsAside:  {"", ""},
			committee.GroupsShown:  {"", "groups poll.groups.confidential"},
			committee.GroupsDouble: {"groups poll.groups.motion", "groups poll.groups.confidential"},
			committee.GroupsVote:   {"groups poll.groups.motion", "groups poll.groups.confidential"},
			"all":                  {"groups poll.groups.motion", "groups poll.groups.motion"},
		} {
			if kind == committee.MotionPoll && rule != "all" {
				want[0] = ""
			}
			d := asking(kind)
			d.Groups = rule
			if got := refusedPoll(t, d, seats(14)); got != want[0] {
				t.Errorf("a %s poll with the groups %q: refused %q, want %q", kind, rule, got, want[0])
			}
			d.Confidential = true
			if got := refusedPoll(t, d, seats(14)); got != want[1] {
				t.Errorf("a confidential %s poll with the groups %q: refused %q, want %q", kind, rule, got, want[1])
			}
		}
	}
}

func TestTermsAreOpenedOrRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", committee.MaxWording+1)
	list := seats(14)
	for i := range list[10:] {
		list[10+i].Group = "KGSt"
	}
	list[0].Group = "Land"
	circulated := func(kind committee.PollKind, text string, days int) committee.PollDraft {
		d := asking(kind)
		d.Text, d.Circulation = text, &committee.Circulation{Days: days}
		return d
	}
	with := func(kind committee.PollKind, terms committee.Terms) committee.PollDraft {
		d := asking(kind)
		d.Terms = terms
		return d
	}
	alone := with(committee.ApprovalPoll, committee.Terms{Winners: 1})
	alone.Options = alone.Options[:1]
	for name, row := range map[string]struct {
		draft committee.PollDraft
		want  string
	}{
		"one winner of one, where two are needed": {alone, "options poll.options.few"},
		"one winner of three":                     {with(committee.ApprovalPoll, committee.Terms{Winners: 1}), ""},
		"two winners of three":                    {with(committee.ApprovalPoll, committee.Terms{Winners: 2}), ""},
		"three winners of three":                  {with(committee.ApprovalPoll, committee.Terms{Winners: 3}), "winners poll.winners.range"},
		"winners below nothing become one":        {with(committee.ApprovalPoll, committee.Terms{Winners: -1}), ""},
		"winners of a choice do not matter":       {with(committee.ChoicePoll, committee.Terms{Winners: 9}), ""},
		"grades up to one":                        {with(committee.ScorePoll, committee.Terms{Points: 1}), ""},
		"grades up to a hundred":                  {with(committee.ScorePoll, committee.Terms{Points: 100}), ""},
		"grades up to a hundred and one":          {with(committee.ScorePoll, committee.Terms{Points: 101}), "points poll.grade.range"},
		"grades below nothing":                    {with(committee.ScorePoll, committee.Terms{Points: -1}), "points poll.grade.range"},
		"a hundred dots":                          {with(committee.DotsPoll, committee.Terms{Points: 100}), ""},
		"a hundred and one dots":                  {with(committee.DotsPoll, committee.Terms{Points: 101}), "points poll.dots.range"},
		"dots below nothing":                      {with(committee.DotsPoll, committee.Terms{Points: -5}), "points poll.dots.range"},
		"five dots, five on one":                  {with(committee.DotsPoll, committee.Terms{Points: 5, Cap: 5}), ""},
		"five dots, six on one":                   {with(committee.DotsPoll, committee.Terms{Points: 5, Cap: 6}), "cap poll.cap.range"},
		"five dots as usual, six on one":          {with(committee.DotsPoll, committee.Terms{Cap: 6}), "cap poll.cap.range"},
		"a cap below nothing":                     {with(committee.DotsPoll, committee.Terms{Cap: -1}), "cap poll.cap.range"},
		"confidential":                            {with(committee.MotionPoll, committee.Terms{Confidential: true}), ""},
		"confidential, with numbers before":       {with(committee.MotionPoll, committee.Terms{Confidential: true, Interim: true}), "shown poll.interim.confidential"},
		"open, with numbers before":               {with(committee.ScorePoll, committee.Terms{Interim: true}), ""},
		"confidential, shown and by groups":       {with(committee.MotionPoll, committee.Terms{Confidential: true, Interim: true, Groups: committee.GroupsShown}), "shown poll.interim.confidential, groups poll.groups.confidential"},
		"confidential days for each group":        {with(committee.DatePoll, committee.Terms{Confidential: true, Dates: committee.DateTerms{EveryGroup: true}}), "everygroup poll.days.confidential"},
		"conditions of days are only of days":     {with(committee.MotionPoll, committee.Terms{Confidential: true, Dates: committee.DateTerms{EveryGroup: true}}), ""},
		"the longest wording":                     {with(committee.MotionPoll, committee.Terms{Text: long[2:]}), ""},
		"a wording that is too long":              {with(committee.MotionPoll, committee.Terms{Text: long}), "text text.long"},
		"a classified wording":                    {with(committee.MotionPoll, committee.Terms{Text: "VS-NfD"}), "text.classified"},
		"a circulation":                           {circulated(committee.MotionPoll, "Wortlaut", 10), ""},
		"a circulation of three days":             {circulated(committee.MotionPoll, "Wortlaut", committee.MinCirculation), ""},
		"a circulation of two days":               {circulated(committee.MotionPoll, "Wortlaut", committee.MinCirculation-1), "days poll.circulation.days"},
		"a circulation of sixty days":             {circulated(committee.MotionPoll, "Wortlaut", committee.MaxCirculation), ""},
		"a circulation of sixty-one days":         {circulated(committee.MotionPoll, "Wortlaut", committee.MaxCirculation+1), "days poll.circulation.days"},
		"a circulation without a wording":         {circulated(committee.MotionPoll, " \n", 10), "text poll.circulation.text"},
		"a circulation of options":                {circulated(committee.ChoicePoll, "Wortlaut", 10), "kind poll.circulation.motion"},
		"another rule than the committee's":       {with(committee.MotionPoll, committee.Terms{Preset: committee.PresetTwoThirds}), ""},
		"a rule that nobody knows":                {with(committee.MotionPoll, committee.Terms{Preset: "de-unheard-of"}), "preset poll.preset.unknown"},
		"one group only":                          {with(committee.MotionPoll, committee.Terms{Voters: "KGSt"}), ""},
		"a group that no seat belongs to":         {with(committee.MotionPoll, committee.Terms{Voters: "Länder"}), "voters poll.voters.unknown"},
		"a group that can never be enough":        {with(committee.MotionPoll, committee.Terms{Voters: "Land"}), "voters poll.voters.few"},
		"such a group, of which no rule asks":     {with(committee.ChoicePoll, committee.Terms{Voters: "Land"}), ""},
		"such a group, by a rule without minimum": {with(committee.MotionPoll, committee.Terms{Voters: "Land", Preset: committee.PresetKommunal}), ""},
	} {
		if got := refusedPoll(t, row.draft, list); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
	}
}

func TestARefusalOfTermsNamesTheBound(t *testing.T) {
	t.Parallel()
	for want, terms := range map[*committee.Error]committee.Terms{
		committee.Refuse(committee.Invalid, "poll.winners.range", "Max", 2).At("winners"): {Winners: 3},
	} {
		d := asking(committee.ApprovalPoll)
		d.Terms = terms
		_, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening)
		if diff := cmp.Diff([]*committee.Error{want}, committee.Refusals(err)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", terms, diff)
		}
	}
	d := asking(committee.DotsPoll)
	d.Terms = committee.Terms{Points: 7, Cap: 8}
	_, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening)
	if diff := cmp.Diff([]*committee.Error{committee.Refuse(committee.Invalid, "poll.cap.range", "Max", 7).At("cap")}, committee.Refusals(err)); diff != "" {
		t.Errorf("the cap (-want +got):\n%s", diff)
	}
	list := seats(14)
	list[13].Group = "Land"
	d = asking(committee.MotionPoll)
	d.Voters = "Land"
	_, err = committee.OpenPoll(kog(), presiding(), d, list, opening)
	want := committee.Refuse(committee.Invalid, "poll.voters.few", "Group", "Land", "Seats", 1, "Needed", 3).At("voters")
	if diff := cmp.Diff([]*committee.Error{want}, committee.Refusals(err)); diff != "" {
		t.Errorf("the group (-want +got):\n%s", diff)
	}
}

func TestTermsAreCompletedByTheirKind(t *testing.T) {
	t.Parallel()
	days, round := committee.DateTerms{Unled: true}, &committee.Circulation{Days: 10}
	for name, row := range map[string]struct {
		kind        committee.PollKind
		given, want committee.Terms
	}{
		"an approval has a winner":            {committee.ApprovalPoll, committee.Terms{}, committee.Terms{Method: committee.ByApproval, Result: committee.Mood, Winners: 1}},
		"what was said stays":                 {committee.ApprovalPoll, committee.Terms{Method: committee.ByEqualShares, Result: committee.Prioritisation, Winners: 4}, committee.Terms{Method: committee.ByEqualShares, Result: committee.Prioritisation, Winners: 4}},
		"grades go to ten":                    {committee.ScorePoll, committee.Terms{}, committee.Terms{Method: committee.ByScore, Result: committee.Mood, Points: 10}},
		"there are five dots and no cap":      {committee.DotsPoll, committee.Terms{}, committee.Terms{Method: committee.ByDots, Result: committee.Mood, Points: 5}},
		"days keep their conditions":          {committee.DatePoll, committee.Terms{Dates: days}, committee.Terms{Method: committee.ByDates, Result: committee.Mood, Dates: days}},
		"other kinds have no conditions":      {committee.ChoicePoll, committee.Terms{Dates: days}, committee.Terms{Method: committee.ByPlurality, Result: committee.Mood}},
		"needs are put in order":              {committee.PriorityPoll, committee.Terms{}, committee.Terms{Method: committee.BySchulze, Result: committee.Prioritisation}},
		"a circulation recommends":            {committee.MotionPoll, committee.Terms{Circulation: round}, committee.Terms{Method: committee.ByMotion, Result: committee.Recommendation, Circulation: round}},
		"a circulation may be a resolution":   {committee.MotionPoll, committee.Terms{Circulation: round, Result: committee.Resolution}, committee.Terms{Method: committee.ByMotion, Result: committee.Resolution, Circulation: round}},
		"a motion is a straw poll until told": {committee.MotionPoll, committee.Terms{}, committee.Terms{Method: committee.ByMotion, Result: committee.Mood}},
	} {
		if d := cmp.Diff(row.want, row.given.Complete(row.kind)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// What a circulation can be called begins with its default; other polls are as their kind.
func TestACirculationCanBeCalledWhatAMotionCan(t *testing.T) {
	t.Parallel()
	round := committee.Terms{Circulation: &committee.Circulation{Days: 10}}
	got := texts(round.Results(committee.MotionPoll))
	if want := "recommendation resolution opinion notice mood"; strings.Join(got, " ") != want {
		t.Errorf("a circulation is %v, want %s", got, want)
	}
	slices.Sort(got)
	if want := slices.Sorted(slices.Values(texts(committee.MotionPoll.Results()))); !slices.Equal(got, want) {
		t.Errorf("a circulation is %v, a motion %v", got, want)
	}
	for _, k := range committee.PollKinds() {
		if got := (committee.Terms{}).Results(k); !slices.Equal(got, k.Results()) {
			t.Errorf("a %s poll is %v, want %v", k, got, k.Results())
		}
	}
}

// What one group is asked never speaks for the committee (domain, section 0.1).
func TestWhatOneGroupIsAskedIsNoDecisionOfTheCommittee(t *testing.T) {
	t.Parallel()
	list := seats(14)
	for i := range list[8:] {
		list[8+i].Group = "KGSt"
	}
	for _, circulation := range []*committee.Circulation{nil, {Days: 10}} {
		for result := range strings.FieldsSeq("mood notice opinion recommendation resolution") {
			d := asking(committee.MotionPoll)
			d.Voters, d.Result, d.Circulation, d.Text, d.Preset = "KGSt", committee.ResultKind(result), circulation, "Wortlaut", committee.PresetKoG
			want := "result poll.result.part"
			if result == "mood" {
				want = ""
			}
			if got := refusedPoll(t, d, list); got != want {
				t.Errorf("%s, circulates %t: refused %q, want %q", result, circulation != nil, got, want)
			}
		}
		d := committee.Terms{Voters: "KGSt", Circulation: circulation}
		if got := texts(d.Results(committee.MotionPoll)); !slices.Equal(got, []string{"mood"}) {
			t.Errorf("offered %q", got)
		}
	}
}
