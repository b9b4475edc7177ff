package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// lacks reports each sentence that a text does not have.
func lacks(t *testing.T, where, said string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("%s lacks %q:\n%s", where, w, said)
		}
	}
}

// Two options that differ in their last word, as long as an option may be.
func TestALongOptionIsReadInFull(t *testing.T) {
	t.Parallel()
	begin := strings.Repeat("Digitalisierung ", 9)
	one, other := begin+"heute", begin+"morgen"
	for name, row := range map[string]struct {
		kind   committee.PollKind
		method committee.Method
		choice committee.Choice
	}{
		"choice":         {committee.ChoicePoll, "", committee.Choice{Approve: []string{"A"}}},
		"approval":       {committee.ApprovalPoll, "", committee.Choice{Approve: []string{"A"}}},
		"equal shares":   {committee.ApprovalPoll, committee.ByEqualShares, committee.Choice{Approve: []string{"A"}}},
		"Schulze":        {committee.RankingPoll, "", committee.Choice{Ranking: []string{"A", "B"}}},
		"ranked pairs":   {committee.RankingPoll, committee.ByRankedPairs, committee.Choice{Ranking: []string{"A", "B"}}},
		"Borda":          {committee.RankingPoll, committee.ByBorda, committee.Choice{Ranking: []string{"A", "B"}}},
		"instant runoff": {committee.RankingPoll, committee.ByIRV, committee.Choice{Ranking: []string{"A", "B"}}},
		"dots":           {committee.DotsPoll, "", committee.Choice{Points: map[string]int{"A": 2}}},
		"grades":         {committee.ScorePoll, "", committee.Choice{Points: map[string]int{"A": 2}}},
	} {
		v, p := inBerlin(), pollOf(row.kind, 3, 2, committee.Terms{Method: row.method})
		p.Options[0].Label, p.Options[1].Label = one, other
		o := counted(t, closedPoll(p), row.choice, row.choice, row.choice)
		lacks(t, name+": the card", v.PollCard(p, 0, nil).Text, one, other)
		lacks(t, name+": the preview", v.PollPreview(kog(), p, 1).Text, one, other)
		lacks(t, name+": the view", v.PollShown(messages.PollView{Poll: p}).Text, one, other)
		w := committee.Voting{Poll: p, Who: seated(committee.Member)}
		lacks(t, name+": the receipt", v.PollReceipt(w, committee.Ballot{Seat: 1, AsHolder: true, Choice: row.choice}).Text, one)
		result := v.PollResult(kog(), closedPoll(p), o).Text
		lacks(t, name+": the result", result, one)
		if row.method != committee.ByIRV { // which ends as soon as one has more than half
			lacks(t, name+": the result", result, other)
		}
		for _, b := range v.PollCard(p, 0, nil).Card.Buttons {
			if strings.HasPrefix(b.ID, "option") && (len([]rune(b.Label)) > 42 || b.Label[1] != ' ') {
				t.Errorf("%s: the button %q is long, or has no letter", name, b.Label)
			}
		}
		for i, bar := range barsOf(v, closedPoll(p), o) {
			if key := p.Options[i].Key; !strings.HasPrefix(bar.Label, key+" ") {
				t.Errorf("%s: the bar %q does not begin with %s", name, bar.Label, key)
			}
		}
	}
}

func TestTheChairsVoteDecidesNoConfidentialTie(t *testing.T) {
	t.Parallel()
	v, p := inBerlin(), motionPoll()
	p.Rule, p.Confidential = committee.PresetVwVfG.Rule(), true
	ahead := "bei Stimmengleichheit gilt der Vorschlag als abgelehnt, denn in einer vertraulichen Umfrage ist auch die Stimme des Vorsitzes nicht bekannt"
	o := counted(t, closedPoll(p), answers(7, 7, 0)...)
	result := v.PollResult(kog(), closedPoll(p), o).Text
	lacks(t, "the preview", v.PollPreview(kog(), p, 1).Text, ahead)
	lacks(t, "the view", v.PollShown(messages.PollView{Poll: p}).Text, ahead)
	lacks(t, "the result", result, ahead, "**Abgelehnt** wegen Stimmengleichheit. In einer vertraulichen Umfrage ist auch die Stimme des Vorsitzes nicht bekannt; sie kann deshalb nicht entscheiden.")
	if strings.Contains(result, "gibt es nicht") {
		t.Errorf("the result says that there is no such vote:\n%s", result)
	}
	p.Confidential = false
	told := "Bei Stimmengleichheit entscheidet die Stimme des Vorsitzes; das Ergebnis sagt dann, wie sie lautet."
	lacks(t, "the open card", v.PollCard(p, 0, nil).Card.Text, told)
	lacks(t, "the open preview", v.PollPreview(kog(), p, 1).Text, told)
	lacks(t, "the open view", v.PollShown(messages.PollView{Poll: p}).Text, told)
}

func TestACardSaysInOneLineWhatIsOutOfTheOrdinary(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		change func(*committee.Poll)
		want   string
	}{
		"nothing":            {func(*committee.Poll) {}, ""},
		"two thirds":         {func(p *committee.Poll) { p.Rule = committee.PresetTwoThirds.Rule() }, "Nötig: mindestens zwei Drittel der Ja- und Nein-Stimmen müssen Ja lauten."},
		"all seats":          {func(p *committee.Poll) { p.Rule = committee.PresetAllSeats.Rule() }, "Nötig: absolute Mehrheit aller Sitze."},
		"double majority":    {func(p *committee.Poll) { p.Groups = committee.GroupsDouble }, "Nötig ist auch, dass mehr Gruppen dafür als dagegen sind."},
		"one vote per group": {func(p *committee.Poll) { p.Groups = committee.GroupsVote }, "Jede Gruppe hat eine Stimme; sie folgt der Mehrheit ihrer Sitze."},
		"one group":          {func(p *committee.Poll) { p.Voters, p.Seats = "Vitako", 3 }, "Gefragt sind nur die 3 Sitze der Gruppe Vitako."},
	} {
		p := motionPoll()
		lines := strings.Count(inBerlin().PollCard(p, 0, nil).Card.Text, "\n")
		row.change(&p)
		card := inBerlin().PollCard(p, 0, nil).Card.Text
		lacks(t, name, card, row.want)
		if more := strings.Count(card, "\n") - lines; more != len(strings.Fields(row.want[:min(1, len(row.want))])) {
			t.Errorf("%s: %d more lines than an ordinary card:\n%s", name, more, card)
		}
		if p.Groups != committee.GroupsAside {
			lacks(t, name, card, "Der Bot nennt zu keiner Stimme einen Namen, zeigt aber die Zahlen je Gruppe; aus kleinen Gruppen lässt sich auf einzelne Stimmen schließen.")
		}
	}
}

func TestWhatOneGroupIsAskedIsSaidToBeTheirs(t *testing.T) {
	t.Parallel()
	v, p := inBerlin(), motionPoll()
	p.Voters, p.Seats, p.Electors = "Vitako", 3, p.Electors[:3]
	p.Rule.Quorum = tally.Quorum{}
	o := counted(t, closedPoll(p), answers(3, 0, 0)...)
	asked := "Gefragt sind nur die 3 Sitze der Gruppe Vitako."
	lacks(t, "the view", v.PollShown(messages.PollView{Poll: p}).Text, asked)
	lacks(t, "the closed card", v.PollCard(closedPoll(p), 3, &o).Card.Text, asked)
	lacks(t, "the result", v.PollResult(kog(), closedPoll(p), o).Text, asked, "Das sagen nur die Sitze der Gruppe Vitako, nicht das Gremium; es ist kein Beschluss.")
	p.Result = committee.Recommendation // as it could be called before
	lacks(t, "the result", v.PollResult(kog(), closedPoll(p), o).Text, "Das ist eine Empfehlung der Sitze der Gruppe Vitako, kein Beschluss.")
	p.Entry = committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: 1}
	lacks(t, "the register", v.ResultList(messages.ResultPage{Found: committee.FoundResults{Polls: []committee.Poll{closedPoll(p)}, Entered: 1}, Page: 1, Size: 10}).Text, "Empfehlung (nur die Gruppe Vitako)")
}

// Four for, six against, and yet each has one group: two groups are tied in themselves.
func TestOneVotePerGroupIsTheHeadline(t *testing.T) {
	t.Parallel()
	v, p := inBerlin(), motionPoll()
	p.Groups, p.Rule = committee.GroupsVote, committee.PresetVwVfG.Rule()
	for i, group := range []string{"Landkreise", "Landkreise", "KGSt", "KGSt", "Vitako", "Vitako", "Städte", "Städte", "Städte", "Städte"} {
		p.Electors[i].Group = group
	}
	p.Electors, p.Seats = p.Electors[:10], 10
	said := func(s string) (list []committee.Choice) {
		for _, r := range s {
			list = append(list, committee.Choice{Answer: map[rune]string{'y': committee.Yes, 'n': committee.No, 'a': committee.Abstain}[r]})
		}
		return list
	}
	o := counted(t, closedPoll(p), said("ynyyannnny")...)
	result := v.PollResult(kog(), closedPoll(p), o).Text
	lacks(t, "the result", result, "Gruppen: Ja 1, Nein 2, ohne Mehrheit 1. Sitze: Ja 4, Nein 5, Enthaltung 1.", "Vitako: 0 Ja, 1 Nein, 1 Enthaltung von 2 Sitzen", "KGSt: 2 Ja, 0 Nein von 2 Sitzen", "**Abgelehnt** von den Gruppen.")
	if strings.Contains(result, "entscheidet die Stimme des Vorsitzes") {
		t.Errorf("the chair has a vote among groups:\n%s", result)
	}
	tied := counted(t, closedPoll(p), said("ynyyaannny")...)
	lacks(t, "the tie", v.PollResult(kog(), closedPoll(p), tied).Text, "**Abgelehnt** wegen Gleichheit der Gruppen. Gruppen: Ja 1, Nein 1, ohne Mehrheit 2.")
	var bars []string
	for _, b := range v.WithChart(bot.Message{}, committee.Committee{Charts: true}, closedPoll(p), o).Chart.Bars {
		bars = append(bars, b.Label+" "+b.Said)
	}
	if got := strings.Join(bars, ", "); got != "Gruppen: Ja 1, Gruppen: Nein 2, Gruppen ohne Mehrheit 1" {
		t.Errorf("the picture shows %s", got)
	}
}

func TestSharesByWeightAreNotCalledEqual(t *testing.T) {
	t.Parallel()
	v, p := inBerlin(), pollOf(committee.ApprovalPoll, 3, 3, committee.Terms{Method: committee.ByEqualShares, Winners: 2, Weights: committee.WeightDecides})
	p.Electors[0].Weight = 3
	yes := committee.Choice{Approve: []string{"A", "B"}}
	for name, said := range map[string]string{
		"the card": v.PollCard(p, 0, nil).Card.Text, "the preview": v.PollPreview(kog(), p, 1).Text, "the view": v.PollShown(messages.PollView{Poll: p}).Text,
		"the result": v.PollResult(kog(), closedPoll(p), counted(t, closedPoll(p), yes, yes, yes)).Text,
	} {
		if strings.Contains(said, "gleicher Anteil") || strings.Contains(said, "gleichen Anteil") {
			t.Errorf("%s calls unequal shares equal:\n%s", name, said)
		}
	}
	lacks(t, "the card", v.PollCard(p, 0, nil).Card.Text, "Anteil nach dem Gewicht der Sitze")
}

func TestMoreVotesThanWereSaidToBePresentAreSaidSo(t *testing.T) {
	t.Parallel()
	p := motionPoll()
	p.Quick, p.Present = true, 11
	want := "Als anwesend genannt waren 11, abgestimmt haben aber 12. Als anwesend gezählt sind deshalb 12."
	lacks(t, "the result", inBerlin().PollResult(kog(), closedPoll(p), counted(t, closedPoll(p), answers(12, 0, 0)...)).Text, want)
	if said := inBerlin().PollResult(kog(), closedPoll(p), counted(t, closedPoll(p), answers(11, 0, 0)...)).Text; strings.Contains(said, "als anwesend genannt") {
		t.Errorf("said without need:\n%s", said)
	}
}

// A grade left free counts as 0, so the mean is one of all who have voted.
func TestTheMeanOfGradesIsThatOfAllWhoVoted(t *testing.T) {
	t.Parallel()
	p := pollOf(committee.ScorePoll, 3, 2, committee.Terms{})
	o := counted(t, closedPoll(p), committee.Choice{Points: map[string]int{"A": 9}}, committee.Choice{Points: map[string]int{"B": 6, "A": 0}}, committee.Choice{Points: map[string]int{"B": 6}})
	lacks(t, "the result", inBerlin().PollResult(kog(), closedPoll(p), o).Text, "Summe 9, im Schnitt 3,0 (2 Noten, 3 Sitze)", "Summe 12, im Schnitt 4,0 (2 Noten, 3 Sitze)", "was frei bleibt, als 0")
	lacks(t, "the form", inBerlin().BallotDialog(p, committee.Choice{}).Intro, "Was Sie frei lassen, zählt als 0.")
}

func barsOf(v messages.Voice, p committee.Poll, o committee.Outcome) []bot.Bar {
	if m := v.WithChart(bot.Message{}, committee.Committee{Charts: true}, p, o); m.Chart != nil {
		return m.Chart.Bars
	}
	return nil
}
