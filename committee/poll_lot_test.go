package committee_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

const seed = "Blauer Kranich zählt vierundvierzig Wolken"

// ended is a closed poll about A, B, C and D with the ballots of seats 1, 2, …
func ended(k committee.PollKind, terms committee.Terms, choices ...committee.Choice) (committee.Poll, []committee.Ballot) {
	p := committee.Poll{Kind: k, Terms: terms.Complete(k), Rule: committee.PresetKoG.Rule(), Seats: 14, Top: 4, State: committee.PollClosed, Version: 3}
	for _, key := range []string{"A", "B", "C", "D"} {
		p.Options = append(p.Options, committee.PollOption{Key: key, Label: key})
	}
	var ballots []committee.Ballot
	for i, c := range choices {
		p.Electors = append(p.Electors, committee.Elector{Seat: int64(i + 1)})
		ballots = append(ballots, committee.Ballot{Seat: int64(i + 1), Choice: c})
	}
	return p, ballots
}

func approve(keys ...string) committee.Choice { return committee.Choice{Approve: keys} }
func rank(keys ...string) committee.Choice    { return committee.Choice{Ranking: keys} }
func points(to ...string) committee.Choice {
	c := committee.Choice{Points: map[string]int{}}
	for _, key := range to {
		c.Points[key]++
	}
	return c
}

func TestTiesAreWhatALotMayDecide(t *testing.T) {
	t.Parallel()
	abstained := committee.Choice{Answer: committee.Abstain}
	priorities := committee.Terms{Result: committee.Prioritisation}
	for name, row := range map[string]struct {
		kind    committee.PollKind
		terms   committee.Terms
		choices []committee.Choice
		want    [][]string
	}{
		"one in front":                      {committee.ChoicePoll, committee.Terms{}, []committee.Choice{approve("A"), approve("A"), approve("B")}, nil},
		"two in front, the others equal":    {committee.ChoicePoll, committee.Terms{}, []committee.Choice{approve("C"), approve("B")}, [][]string{{"B", "C"}}},
		"nobody voted":                      {committee.ChoicePoll, committee.Terms{}, nil, nil},
		"all abstained":                     {committee.ChoicePoll, committee.Terms{}, []committee.Choice{abstained}, nil},
		"the last of two seats":             {committee.ApprovalPoll, committee.Terms{Winners: 2}, []committee.Choice{approve("A", "B"), approve("A", "D")}, [][]string{{"B", "D"}}},
		"nobody wants what is left":         {committee.ApprovalPoll, committee.Terms{Winners: 2}, []committee.Choice{approve("A"), approve("A")}, nil},
		"equal, but there is room for both": {committee.ApprovalPoll, committee.Terms{Winners: 2}, []committee.Choice{approve("A", "B")}, nil},
		"every rank of an order":            {committee.RankingPoll, committee.Terms{}, []committee.Choice{rank("A", "B"), rank("B", "A")}, [][]string{{"A", "B"}, {"C", "D"}}},
		"every rank by points for ranks":    {committee.RankingPoll, committee.Terms{Method: committee.ByBorda}, []committee.Choice{rank("A", "B")}, [][]string{{"C", "D"}}},
		"who wins the last round":           {committee.RankingPoll, committee.Terms{Method: committee.ByIRV}, []committee.Choice{rank("A"), rank("B")}, [][]string{{"A", "B"}}},
		"most points":                       {committee.DotsPoll, committee.Terms{}, []committee.Choice{points("A", "B", "B", "A", "C")}, [][]string{{"A", "B"}}},
		"all ranks of priorities by points": {committee.DotsPoll, priorities, []committee.Choice{points("A", "A", "B")}, [][]string{{"C", "D"}}},
		"equal shares":                      {committee.ApprovalPoll, committee.Terms{Method: committee.ByEqualShares}, []committee.Choice{approve("A"), approve("B")}, [][]string{{"A", "B"}}},
		"a motion":                          {committee.MotionPoll, committee.Terms{}, []committee.Choice{{Answer: committee.Yes}, {Answer: committee.No}}, nil},
	} {
		p, ballots := ended(row.kind, row.terms, row.choices...)
		o, err := p.Count(ballots)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(row.want, p.Ties(o)); diff != "" && len(row.want)+len(p.Ties(o)) > 0 {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What nobody approves is not selected, whatever place is left.
func TestPlacesStayEmptyWhereNobodyApprovesMore(t *testing.T) {
	t.Parallel()
	for _, method := range []committee.Method{committee.ByApproval, committee.ByEqualShares} {
		for want, choices := range map[int][]committee.Choice{
			0: {approve("A", "B", "C")}, 1: {approve("A", "B"), approve("A")}, 2: {approve("A")},
		} {
			p, ballots := ended(committee.ApprovalPoll, committee.Terms{Winners: 3, Method: method}, choices...)
			o, err := p.Count(ballots)
			if err != nil || p.EmptyPlaces(o) != want || len(p.Ties(o)) != 0 {
				t.Errorf("%s: %d places are empty, %v tied, %v; want %d", method, p.EmptyPlaces(o), p.Ties(o), err, want)
			}
		}
		p, ballots := ended(committee.ApprovalPoll, committee.Terms{Winners: 3, Method: method}, approve("A", "B", "C", "D"))
		if o, err := p.Count(ballots); err != nil || p.EmptyPlaces(o) != 0 || len(p.Ties(o)) != 1 {
			t.Errorf("%s: %d places are empty where four are tied for three, %v", method, p.EmptyPlaces(o), err)
		}
	}
}

func TestALotOrdersTheTiesAndChangesNothingElse(t *testing.T) {
	t.Parallel()
	office := committee.Person{User: "o", Name: "Bela", Roles: []committee.Role{committee.Office}}
	now := time.Date(2027, 3, 5, 11, 0, 0, 0, time.UTC)
	p, ballots := ended(committee.RankingPoll, committee.Terms{}, rank("A", "B"), rank("B", "A"))
	before, err := p.Count(ballots)
	if err != nil {
		t.Fatal(err)
	}
	q, err := p.Draw(office, "  „Blauer  Kranich za\u0308hlt\nvierundvierzig Wolken“ ", ballots, now)
	if err != nil {
		t.Fatal(err)
	}
	want := &committee.Lot{
		Seed: seed, By: "o", ByName: "Bela", At: now, Tied: [][]string{{"A", "B"}, {"C", "D"}},
		Order: [][]string{tally.Lot(seed, []string{"A", "B"}), tally.Lot(seed, []string{"C", "D"})},
	}
	if diff := cmp.Diff(want, q.Lot); diff != "" || q.Version != p.Version+1 || p.Lot != nil {
		t.Errorf("the lot, version %d (-want +got):\n%s", q.Version, diff)
	}
	if after, err := q.Count(ballots); err != nil || cmp.Diff(before.Order, after.Order) != "" {
		t.Errorf("the count is another: %v", err)
	}
	if f, err := q.Export(ballots); err != nil || f.Lot == nil || f.Lot.Seed != seed || cmp.Diff(want.Order, f.Lot.Order) != "" {
		t.Errorf("exported: %+v, %v", f.Lot, err)
	}
	if _, err := q.Draw(office, "Ein anderer Spruch, bitte", ballots, now); key(err) != "lot.drawn" {
		t.Errorf("drawn twice: %v", err)
	}
}

func key(err error) string {
	if rs := committee.Refusals(err); len(rs) == 1 {
		return rs[0].Key
	}
	return ""
}

func TestALotCompletesASelection(t *testing.T) {
	t.Parallel()
	chair := committee.Person{User: "v", Roles: []committee.Role{committee.Chair}}
	choices := []committee.Choice{approve("A", "B"), approve("A", "C"), approve("A", "D")}
	for _, m := range committee.ApprovalPoll.Methods() {
		left := map[string]bool{}
		for _, words := range []string{seed, "Sieben Enten, grüner Tee", "Roter Ziegel, nasser Hund", "Lauter Regen im April", "Der Zug nach Fulda wartet"} {
			p, ballots := ended(committee.ApprovalPoll, committee.Terms{Method: m, Winners: 2}, choices...)
			p, err := p.Draw(chair, words, ballots, time.Time{})
			if err != nil {
				t.Fatalf("%s: %v", m, err)
			}
			second := p.Lot.Order[0][0]
			if want := []string{"A", second}; !slices.Equal(want, p.Lot.Selected) {
				t.Errorf("%s with %q: selected %v, want %v", m, words, p.Lot.Selected, want)
			}
			left[second] = true
		}
		if len(left) < 2 {
			t.Errorf("%s: five lots gave only %v", m, left)
		}
	}
}

func TestALotIsRefused(t *testing.T) {
	t.Parallel()
	member := committee.Person{User: "m", Roles: []committee.Role{committee.Member}}
	chair := committee.Person{User: "v", Roles: []committee.Role{committee.Chair}}
	now := time.Date(2027, 3, 5, 11, 0, 0, 0, time.UTC)
	tied := []committee.Choice{approve("A"), approve("B")}
	for name, row := range map[string]struct {
		who    committee.Person
		kind   committee.PollKind
		state  committee.PollState
		words  string
		choice []committee.Choice
		want   string
	}{
		"a member":         {member, committee.ChoicePoll, committee.PollClosed, seed, tied, "may.not"},
		"open":             {chair, committee.ChoicePoll, committee.PollOpen, seed, tied, "lot.open"},
		"a motion":         {chair, committee.MotionPoll, committee.PollOpen, seed, nil, "lot.motion"},
		"days":             {chair, committee.DatePoll, committee.PollClosed, seed, nil, "lot.dates"},
		"no tie":           {chair, committee.ChoicePoll, committee.PollClosed, seed, tied[:1], "lot.none"},
		"no words":         {chair, committee.ChoicePoll, committee.PollClosed, " „“ ", tied, "lot.words"},
		"eleven":           {chair, committee.ChoicePoll, committee.PollClosed, "elf Zeichen", tied, "lot.short"},
		"too long":         {chair, committee.ChoicePoll, committee.PollClosed, strings.Repeat("a", committee.MaxSeed+1), tied, "text.long"},
		"cannot be copied": {chair, committee.ChoicePoll, committee.PollClosed, "Kranich `und` Wolken", tied, "lot.letters"},
		"hidden letters":   {chair, committee.ChoicePoll, committee.PollClosed, "Kranich\u200b und Wolken", tied, "lot.letters"},
		"a marking":        {chair, committee.ChoicePoll, committee.PollClosed, "VS-NfD ist dieser Spruch", tied, "text.classified"},
	} {
		p, ballots := ended(row.kind, committee.Terms{}, row.choice...)
		p.State = row.state
		if _, err := p.Draw(row.who, row.words, ballots, now); key(err) != row.want {
			t.Errorf("%s: %v, want %s", name, err, row.want)
		}
	}
	twelve, ballots := ended(committee.ChoicePoll, committee.Terms{}, tied...)
	if _, err := twelve.Draw(chair, "zwölf Wörter", ballots, now); err != nil {
		t.Errorf("twelve characters are enough: %v", err)
	}
}
