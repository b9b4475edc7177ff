package committee_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
)

// circle are the reporter on seat 3, another seat that has the need, its
// substitute, a seat that has not, office and chair.
func circle() []committee.Person {
	other, substitute, without := on(4, committee.Member), on(4, committee.Substitute), on(9, committee.Member)
	other.User, substitute.User, without.User = "other", "substitute", "without"
	return []committee.Person{reporter(3, committee.Member), other, substitute, without, keeper(), presiding()}
}

// shared is a need in a state that seats 3 and 4 have.
func shared(t *testing.T, state committee.NeedState) committee.Need {
	t.Helper()
	n := in(t, state)
	n.Owners = append(n.Owners, committee.Owner{Seat: 4, Group: "Städte", Body: "Stadt B"}, committee.Owner{Body: "Stadt Musterstadt"})
	return n
}

// debts writes messages as "kind user day hour", in order.
func debts(owed []committee.Owed) string {
	var all []string
	for _, o := range owed {
		all = append(all, fmt.Sprintf("%s %s %s", strings.TrimPrefix(string(o.Kind), "need-"), o.User, o.Due.In(kog().Location()).Format("2.1. 15h")))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func TestWhoIsToldOfAChange(t *testing.T) {
	t.Parallel()
	step := func(to committee.NeedState) func(committee.Need) (committee.Need, error) {
		return func(n committee.Need) (committee.Need, error) {
			return n.Step(kog(), keeper(), committee.NeedStep{To: to, Why: "Geld fehlt."}, monday)
		}
	}
	for name, row := range map[string]struct {
		from committee.NeedState
		do   func(committee.Need) (committee.Need, error)
		by   string
		over string
		want string
	}{
		"the office takes it on": {committee.NeedReported, step(committee.NeedClarifying), "office", "", "state reporter 1.3. 09h"},
		"its reporter withdraws it": {
			committee.NeedReported, func(n committee.Need) (committee.Need, error) {
				return n.Withdraw(reporter(3, committee.Member), committee.NeedWithdrawal{Others: 2}, monday)
			},
			"reporter", "", "state other 1.3. 09h",
		},
		"put off until 1 September": {committee.NeedReported, func(n committee.Need) (committee.Need, error) {
			return n.Step(kog(), keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt.", Resume: day(t, "2027-09-01")}, monday)
		}, "office", "", "resume chair 1.9. 09h, resume office 1.9. 09h, state reporter 1.3. 09h"},
		"back from over": {committee.NeedHandedOver, func(n committee.Need) (committee.Need, error) {
			return n.Step(kog(), keeper(), committee.NeedStep{To: committee.NeedDescribed, Sure: true}, monday)
		}, "office", "handover answer answer-late", "state other 1.3. 09h, state reporter 1.3. 09h"},
		"back from over, undone": {committee.NeedHandedOver, func(n committee.Need) (committee.Need, error) {
			n.Past, n.ChangedBy, n.ChangedAt = &committee.NeedPast{NeedStanding: committee.NeedStanding{State: committee.NeedDescribed}}, "office", monday
			return n.Undo(keeper(), 0, monday)
		}, "office", "state handover answer answer-late", "state other 1.3. 09h, state reporter 1.3. 09h"},
		"resumed": {committee.NeedDeferred, step(committee.NeedDescribed), "office", "resume", "state reporter 1.3. 09h"},
		"asked, five working days": {committee.NeedClarifying, func(n committee.Need) (committee.Need, error) {
			return n.Ask(kog(), presiding(), committee.QueryDraft{Text: "Welche Fachverfahren?", Days: 5}, monday)
		}, "chair", "", "query other 1.3. 09h, query reporter 1.3. 09h, query-late chair 10.3. 09h, query-late office 10.3. 09h, query-soon other 5.3. 09h, query-soon reporter 5.3. 09h"},
		"asked until tomorrow": {committee.NeedClarifying, func(n committee.Need) (committee.Need, error) {
			return n.Ask(kog(), keeper(), committee.QueryDraft{Text: "Welche Fachverfahren?", Days: 1}, monday)
		}, "office", "", "query other 1.3. 09h, query reporter 1.3. 09h, query-late office 3.3. 09h"},
		"answered by another owner": {
			committee.NeedQueried, func(n committee.Need) (committee.Need, error) {
				return n.Reply(on(4, committee.Member), "Alle.", monday)
			},
			"other", "query query-again query-soon query-late", "reply office 1.3. 09h, state reporter 1.3. 09h",
		},
		"asked again": {
			committee.NeedQueried, func(n committee.Need) (committee.Need, error) { return n.Remind(kog(), keeper(), monday) },
			"office", "query query-again query-soon query-late",
			"query-again other 1.3. 09h, query-again reporter 1.3. 09h, query-late office 10.3. 09h, query-soon other 5.3. 09h, query-soon reporter 5.3. 09h",
		},
		"gone on with": {committee.NeedQueried, step(committee.NeedDescribed), "office", "query query-again query-soon query-late", "state reporter 1.3. 09h"},
		"handed over": {committee.NeedAdopted, func(n committee.Need) (committee.Need, error) {
			return n.HandOver(kog(), keeper(), committee.HandoverDraft{To: "FITKO", AnswerBy: day(t, "2027-06-30")}, monday)
		}, "office", "", "answer-late chair 1.7. 09h, answer-late office 1.7. 09h, handover other 1.3. 09h, handover reporter 1.3. 09h"},
		"answered": {committee.NeedHandedOver, func(n committee.Need) (committee.Need, error) {
			return n.RecordAnswer(kog(), keeper(), committee.AnswerDraft{Outcome: committee.HandoverNoted, Text: "Zur Kenntnis."}, monday)
		}, "office", "answer-late", "answer other 1.3. 09h, answer reporter 1.3. 09h"},
		"prioritised by a poll": {committee.NeedReported, func(n committee.Need) (committee.Need, error) { n, _ = n.Prioritised(monday); return n, nil }, "", "", ""},
	} {
		before := shared(t, row.from)
		after, err := row.do(before)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		over, owed := committee.NeedNews(kog(), before, after, row.by, circle(), monday)
		if got := debts(owed); got != row.want {
			t.Errorf("%s: owed %q\nwant %q", name, got, row.want)
		}
		var gone []string
		for _, k := range over {
			gone = append(gone, strings.TrimPrefix(string(k), "need-"))
		}
		if got := strings.Join(gone, " "); got != row.over {
			t.Errorf("%s: over %q, want %q", name, got, row.over)
		}
	}
}

func TestNewsWaitsForTheMorningAndNobodyWhoLeftIsTold(t *testing.T) {
	t.Parallel()
	evening := time.Date(2027, time.March, 5, 20, 0, 0, 0, time.UTC) // a Friday; Monday is a holiday in two Länder
	before := shared(t, committee.NeedReported)
	after, err := before.Step(kog(), keeper(), committee.NeedStep{To: committee.NeedClarifying}, evening)
	if err != nil {
		t.Fatal(err)
	}
	if _, owed := committee.NeedNews(kog(), before, after, "office", circle(), evening); debts(owed) != "state reporter 9.3. 08h" {
		t.Errorf("owed %q, want it on Tuesday morning", debts(owed))
	}
	if _, owed := committee.NeedNews(kog(), before, after, "office", circle()[1:], monday); len(owed) != 0 {
		t.Errorf("owed %q, want nothing: the reporter has left", debts(owed))
	}
}

func TestAMessageAboutANeedIsDroppedWhenItIsOver(t *testing.T) {
	t.Parallel()
	answered, _ := shared(t, committee.NeedQueried).Reply(keeper(), "Alle.", monday)
	for kind, row := range map[committee.OwedKind]struct{ still, over committee.Need }{
		committee.OwedNeedQuery:      {shared(t, committee.NeedQueried), answered},
		committee.OwedNeedQueryLate:  {shared(t, committee.NeedQueried), answered},
		committee.OwedNeedReply:      {answered, shared(t, committee.NeedDescribed)},
		committee.OwedNeedAnswerLate: {shared(t, committee.NeedHandedOver), shared(t, committee.NeedImplementing)},
		committee.OwedNeedResume:     {shared(t, committee.NeedDeferred), shared(t, committee.NeedDescribed)},
	} {
		if o := (committee.Owed{Kind: kind}); !committee.StillOwed(o, row.still) || committee.StillOwed(o, row.over) {
			t.Errorf("%s: still %v and %v, want true and false", kind, committee.StillOwed(o, row.still), committee.StillOwed(o, row.over))
		}
	}
}

func TestWhoGetsAQuestion(t *testing.T) {
	t.Parallel()
	second, office := keeper(), keeper()
	second.User = "second"
	own := shared(t, committee.NeedClarifying)
	own.By, own.Owners = office.User, []committee.Owner{{Body: "Stadt Musterstadt"}}
	for name, row := range map[string]struct {
		n       committee.Need
		people  []committee.Person
		asker   string
		want    []string
		instead bool
	}{
		"reporter and seats":                  {shared(t, committee.NeedClarifying), circle(), "office", []string{"reporter", "other"}, false},
		"the asker is not asked":              {shared(t, committee.NeedClarifying), circle(), "reporter", []string{"other"}, false},
		"the office's own, asked by chair":    {own, circle(), "chair", []string{"office"}, false},
		"the office's own, asked by itself":   {own, circle(), "office", nil, true},
		"the office's own, there are two":     {own, append(circle(), second), "office", []string{"second"}, true},
		"the reporter has left, nobody else":  {own, circle()[:1], "chair", nil, true},
		"the reporter has left, there is one": {own, []committee.Person{second, presiding()}, "chair", []string{"second"}, true},
	} {
		got, instead := row.n.Answerers(row.people, row.asker)
		if !slices.Equal(got, row.want) || instead != row.instead {
			t.Errorf("%s: %v, %v, want %v, %v", name, got, instead, row.want, row.instead)
		}
	}
}
