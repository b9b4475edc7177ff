package messages_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// pollOf is an open poll of a kind with so many seats and options.
func pollOf(k committee.PollKind, seats, options int, terms committee.Terms) committee.Poll {
	p := motionPoll()
	p.Kind, p.Terms, p.Seats, p.Electors, p.Question = k, terms.Complete(k), seats, p.Electors[:seats], "Worum geht es?"
	for i := range options {
		o := committee.PollOption{Key: string(rune('A' + i)), Label: "Vorschlag"}
		switch k {
		case committee.DatePoll:
			o = committee.DayOption(calendar.Date{Year: 2027, Month: time.September, Day: 20 + i}, calendar.Clock{}, "")
		case committee.PriorityPoll:
			o.Key = fmt.Sprintf("B-2027-%03d", i+1)
		default:
		}
		p.Options = append(p.Options, o)
	}
	if k.Ranks() {
		p.Top = min(committee.DefaultTop, options)
	}
	return p
}

// A number is said as a person would say it: both, all, none, one.
func TestCountsAreSaidAsAPersonWouldSayThem(t *testing.T) {
	t.Parallel()
	card := func(v messages.Voice, p committee.Poll, cast int) string { return v.PollCard(p, cast, nil).Card.Text }
	task := func(k committee.PollKind, options int, terms committee.Terms) func(messages.Voice) string {
		return func(v messages.Voice) string { return card(v, pollOf(k, 14, options, terms), 0) }
	}
	turnout := func(seats, cast int, closed bool) func(messages.Voice) string {
		return func(v messages.Voice) string {
			p := pollOf(committee.ChoicePoll, seats, 2, committee.Terms{})
			if closed {
				p = closedPoll(p)
			}
			return card(v, p, cast)
		}
	}
	term := func(k committee.PollKind, seats, options int, terms committee.Terms) func(messages.Voice) string {
		return func(v messages.Voice) string {
			return strings.Join(v.PollTerms(pollOf(k, seats, options, terms)), "\n")
		}
	}
	say := func(key string, args ...any) func(messages.Voice) string {
		return func(v messages.Voice) string { return v.Say(key, args...) }
	}
	group := committee.Terms{Voters: "KGSt"}
	for _, row := range []struct {
		said   func(messages.Voice) string
		de, en string
	}{
		{task(committee.PriorityPoll, 2, committee.Terms{}), "Bitte bringen Sie die beiden Bedarfe in eine Reihenfolge, den wichtigsten zuerst.", "Please put both needs in order, the most important first."},
		{task(committee.PriorityPoll, 5, committee.Terms{}), "Bitte bringen Sie die 5 Bedarfe in eine Reihenfolge, den wichtigsten zuerst.", "Please put the 5 needs in order"},
		{task(committee.PriorityPoll, 6, committee.Terms{}), "Reihenfolge: bis zu 5 von 6.", "in order: up to 5 of 6."},
		{task(committee.RankingPoll, 2, committee.Terms{}), "Bitte bringen Sie die beiden Vorschläge in eine Reihenfolge", "Please put both proposals in order"},
		{task(committee.RankingPoll, 3, committee.Terms{}), "Bitte bringen Sie die 3 Vorschläge in eine Reihenfolge", "Please put the 3 proposals in order"},
		{task(committee.ChoicePoll, 2, committee.Terms{}), "Bitte wählen Sie einen der beiden Vorschläge.", "Please choose one of the two proposals."},
		{task(committee.ChoicePoll, 3, committee.Terms{}), "Bitte wählen Sie einen der 3 Vorschläge.", "Please choose one of the 3 proposals."},
		{task(committee.ApprovalPoll, 2, committee.Terms{}), "Gesucht ist einer von beiden.", "One of the two is wanted."},
		{task(committee.ApprovalPoll, 2, committee.Terms{Winners: 2}), "Ausgewählt werden beide; gefragt ist, wie viel Zustimmung jeder hat.", "Both are selected; the question is how much approval each has."},
		{task(committee.ApprovalPoll, 3, committee.Terms{Winners: 3}), "Ausgewählt werden alle 3;", "All 3 are selected;"},
		{task(committee.ApprovalPoll, 3, committee.Terms{Winners: 2}), "Ausgewählt werden 2 von 3.", "2 of 3 are selected."},
		{task(committee.DotsPoll, 2, committee.Terms{Points: 1}), "Bitte geben Sie Ihren Punkt einem der Vorschläge.", "Please give your point to one of the proposals."},
		{task(committee.DotsPoll, 2, committee.Terms{Points: 5, Cap: 5}), "bis zu 5 Punkte auf die Vorschläge.", "up to 5 points over the proposals."},
		{task(committee.DotsPoll, 2, committee.Terms{Points: 5, Cap: 1}), "je Vorschlag höchstens einen.", "at most one for each."},
		{task(committee.DotsPoll, 2, committee.Terms{Points: 5, Cap: 2}), "je Vorschlag höchstens 2.", "at most 2 for each."},

		{turnout(14, 0, false), "Von 14 Sitzen hat noch keiner abgestimmt.", "None of 14 seats has voted yet."},
		{turnout(14, 0, true), "Von 14 Sitzen hat keiner abgestimmt.", "None of 14 seats has voted."},
		{turnout(14, 1, false), "1 von 14 Sitzen hat abgestimmt.", "1 of 14 seats has voted."},
		{turnout(14, 9, false), "9 von 14 Sitzen haben abgestimmt.", "9 of 14 seats have voted."},
		{turnout(14, 14, false), "Alle 14 Sitze haben abgestimmt.", "All 14 seats have voted."},
		{turnout(2, 2, true), "Beide Sitze haben abgestimmt.", "Both seats have voted."},
		{turnout(1, 0, false), "Der eine Sitz hat noch nicht abgestimmt.", "The one seat has not voted yet."},
		{turnout(1, 1, true), "Der eine Sitz hat abgestimmt.", "The one seat has voted."},

		{term(committee.ChoicePoll, 1, 2, committee.Terms{}), "Abstimmen kann nur ein Sitz.", "Only one seat can vote."},
		{term(committee.ChoicePoll, 2, 2, committee.Terms{}), "Abstimmen können beide Sitze, jeder mit einer Stimme.", "Both seats can vote, each with one vote."},
		{term(committee.ChoicePoll, 1, 2, group), "Abstimmen kann nur der eine Sitz der Gruppe KGSt.", "Only the one seat of the group KGSt can vote."},
		{term(committee.ChoicePoll, 2, 2, group), "Abstimmen können nur die beiden Sitze der Gruppe KGSt.", "Only the two seats of the group KGSt can vote."},
		{term(committee.ChoicePoll, 3, 2, group), "Abstimmen können nur die 3 Sitze der Gruppe KGSt.", "Only the 3 seats of the group KGSt can vote."},
		{term(committee.ApprovalPoll, 3, 2, committee.Terms{Winners: 2}), "Ausgewählt werden beide.", "Both are selected."},
		{term(committee.MotionPoll, 14, 0, committee.Terms{}), "mehr als die Hälfte aller Sitze, hier also mindestens 8 von 14.", "more than half of all seats, here at least 8 of 14."},
		{term(committee.MotionPoll, 3, 0, committee.Terms{}), "mehr als die Hälfte aller Sitze, in jedem Fall aber 3, hier also alle 3.", "more than half of all seats, but 3 in any case, here all 3."},
		{term(committee.MotionPoll, 2, 0, committee.Terms{}), "in jedem Fall aber 3, hier also mindestens 3; es gibt aber nur 2.", "but 3 in any case, here at least 3; but there are only 2."},
		{term(committee.DatePoll, 3, 2, committee.Terms{}), "wenn alle 3 Sitze können und", "if all 3 seats can come and"},
		{term(committee.DatePoll, 2, 2, committee.Terms{}), "wenn mindestens 3 Sitze können (es gibt aber nur 2) und", "if at least 3 seats can come (but there are only 2) and"},
		{term(committee.DatePoll, 14, 2, committee.Terms{}), "wenn mindestens 8 von 14 Sitzen können und", "if at least 8 of 14 seats can come and"},

		{say("rule.quorum.min", "Needed", 1), "mindestens ein Sitz.", "at least one seat."},
		{say("rule.quorum.share", "Share", "x", "Base", "y", "Least", 0, "Needed", 1, "Total", 1), "hier also dieser eine.", "here this one."},
		{say("rule.quorum.share", "Share", "x", "Base", "y", "Least", 0, "Needed", 2, "Total", 2), "hier also beide.", "here both."},
		{say("rule.quorum.share", "Share", "x", "Base", "y", "Least", 0, "Needed", 1, "Total", 3), "hier also mindestens einer von 3.", "here at least one of 3."},
		{say("poll.reason.majority-missed", "Majority", 1), "Nötig war mindestens eine Ja-Stimme.", "At least one yes vote was needed."},
		{say("poll.reason.quorum-missed", "Have", 0, "Seats", 14, "Needed", 8), "Von 14 Sitzen hat keiner teilgenommen, nötig sind mindestens 8.", "none of 14 seats took part, at least 8 are needed."},
		{say("poll.reason.quorum-missed", "Have", 6, "Seats", 14, "Needed", 8), "Teilnahme 6 von 14 Sitzen, nötig sind mindestens 8.", "6 of 14 seats took part, at least 8 are needed."},
		{say("poll.reason.quorum-below-minimum", "Have", 2, "Seats", 2, "Needed", 3), "Teilgenommen haben beide Sitze, nötig sind mindestens 3.", "both seats took part, at least 3 are needed."},
		{say("poll.reason.quorum-missed", "Have", 2, "Seats", 3, "Needed", 3), "Teilnahme 2 von 3 Sitzen, nötig sind alle 3.", "2 of 3 seats took part, all 3 are needed."},
		{say("poll.reason.quorum-missed", "Have", 0, "Seats", 1, "Needed", 1), "Der eine Sitz hat nicht teilgenommen, nötig ist mindestens einer.", "the one seat did not take part, at least one is needed."},
		{say("poll.dots.left", "Used", 5, "Points", 5), "Alle 5 Punkte sind vergeben.", "All 5 points are given."},
		{say("poll.dots.left", "Used", 1, "Points", 1), "Ihr Punkt ist vergeben.", "Your point is given."},
		{say("poll.dots.left", "Used", 3, "Points", 5), "Vergeben: 3 von 5 Punkten.", "Given: 3 of 5 points."},
		{say("poll.dots.sum", "Sum", 2, "Max", 1), "es gibt aber nur einen.", "there is only one."},
		{say("poll.voters.few", "Group", "KGSt", "Seats", 1, "Needed", 3), "hat nur einen Sitz.", "has only one seat."},
		{say("poll.groups.rule.double", "Yes", 0, "No", 0, "Abstain", 5), "keine dafür, keine dagegen, 5 ohne Mehrheit.", "none for it, none against, 5 without a majority."},
		{say("poll.groups.rule.double", "Yes", 1, "No", 1, "Abstain", 1), "eine dafür, eine dagegen, eine ohne Mehrheit.", "one for it, one against, one without a majority."},
		{say("poll.groups.rule.double", "Yes", 3, "No", 2, "Abstain", 0), "3 dafür, 2 dagegen.", "3 for it, 2 against."},
		{say("poll.outside.present", "Count", 2, "Present", 1), "Abgestimmt haben 2, anwesend war aber nur eine.", "2 have voted, but only one was present."},
		{say("poll.outside.seats", "Count", 2, "Seats", 1), "das Gremium hat aber nur einen Sitz.", "the committee has only one seat."},
		{say("poll.quick.counted", "Count", 1), "Anwesend: eine stimmberechtigte Person.", "Present: one person entitled to vote."},
		{say("poll.numbers", "Yes", 9, "No", 3, "Abstain", 2), "Ja 9, Nein 3, Enthaltung 2.", "Yes 9, no 3, abstention 2."},
		{say("poll.numbers", "Yes", 14, "No", 0, "Abstain", 0), "Ja 14, kein Nein, keine Enthaltung.", "Yes 14, none against, none abstained."},
		{say("poll.numbers", "Yes", 0, "No", 0, "Abstain", 3), "Kein Ja, kein Nein, Enthaltung 3.", "None in favour, none against, abstention 3."},
		{say("poll.numbers", "Yes", 0, "No", 0, "Abstain", 0), "noch keine Stimme.", "no votes yet."},
		{say("poll.numbers.typed", "Yes", 9, "No", 3, "Abstain", 1), "9 Ja, 3 Nein, 1 Enthaltung", "9 yes, 3 no, 1 abstention"},
		{say("poll.groups.rule.votes", "Yes", 3, "No", 0, "Abstain", 1), "Ja 3, kein Nein, eine Gruppe ohne Mehrheit.", "yes 3, none against, one group without a majority."},
		{say("poll.groups.rule.votes", "Yes", 0, "No", 3, "Abstain", 2), "kein Ja, Nein 3, 2 Gruppen ohne Mehrheit.", "none in favour, no 3, 2 groups without a majority."},
		{say("poll.count.days", "Yes", 8, "Maybe", 5, "No", 1), "8 ja, 5 wenn nötig, 1 nein", "8 yes, 5 if need be, 1 no"},
		{say("poll.count.days", "Yes", 0, "Maybe", 0, "No", 14), "14 nein", "14 no"},
		{say("poll.date.best", "Day", "Montag", "Yes", 0, "Maybe", 1, "No", 0), "am besten: niemand sicher, 1 wenn nötig.", "Montag: nobody for certain, 1 if need be."},
		{say("poll.fix.option", "Day", "Montag", "Yes", 0, "Maybe", 0), "Montag – niemand kann", "nobody can"},
		{say("poll.fix.option", "Day", "Montag", "Yes", 0, "Maybe", 1), "Montag – 1 wenn nötig", "1 if need be"},
		{say("poll.count.grades", "Sum", 10, "Grades", 1, "Ballots", 1, "Mean", "10,0"), "eine Note: 10", "one grade: 10"},
		{say("poll.count.grades", "Sum", 10, "Grades", 1, "Ballots", 2, "Mean", "5,0"), "Summe 10, im Schnitt 5,0 (eine Note, 2 Sitze)", "sum 10, 5,0 on average (one grade, 2 seats)"},
		{say("poll.count.grades", "Sum", 10, "Grades", 2, "Ballots", 2, "Mean", "5,0"), "Summe 10, im Schnitt 5,0", "sum 10, 5,0 on average"},
		{say("poll.silent", "Count", 1, "All", 2), "Dazu kommt ein Sitz, der nicht geantwortet hat; er zählt als Enthaltung. Zusammen sind das 2 Enthaltungen.", "Together these are 2 abstentions."},
		{say("poll.quick.more", "Present", 11, "Count", 12), "Als anwesend genannt waren 11, abgestimmt haben aber 12. Als anwesend gezählt sind deshalb 12.", "So 12 are counted as present."},
		{say("poll.electorate", "Group", "KGSt", "Seats", 2), "Gefragt sind nur die beiden Sitze der Gruppe KGSt.", "only the two seats of the group KGSt."},
		{say("poll.count.weighed.points", "Exact", "1", "Heads", "1"), "1 Punkt nach Gewicht, 1 ohne", "1 point by weight, 1 without"},
		{say("poll.circulates", "Needed", 3, "Seats", 3), "müssen alle 3 Sitze antworten.", "answers of all 3 seats."},
		{say("poll.circulates", "Needed", 3, "Seats", 2), "müssten mindestens 3 Sitze antworten; es gibt aber nur 2.", "at least 3 seats, but there are only 2."},
	} {
		for v, want := range map[messages.Voice]string{inGerman: row.de, inEnglish: row.en} {
			if got := row.said(v); !strings.Contains(got, want) {
				t.Errorf("%s: lacks %q:\n%s", v.Lang(), want, got)
			}
		}
	}
}

// clumsy are counts that a program says and a person does not.
var clumsy = regexp.MustCompile(`\b(?:0|1 (?:von|of) 1|2 (?:von|of) 2|3 (?:von|of) 3) (?:von|of|Sitzen)\b|\b(?:1 von 1|1 of 1|2 von 2|2 of 2|3 von 3|3 of 3)\b|` +
	`\b1 (?:Sitze|seats|Punkte|points|Stimmen|votes|Vorschläge|proposals|Zustimmungen|approvals|Noten|grades)\b|\b(?:alle|all|All) [12]\b`)

// Nothing that a poll says is clumsy, however small committee and poll are.
func TestSmallPollsAreNotClumsy(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, k := range committee.PollKinds() {
		for _, terms := range []committee.Terms{{}, {Voters: "Städte"}, {Winners: 2, Points: 1, Cap: 1}} {
			for seats := 1; seats <= 3; seats++ {
				for options := 2; options <= 3; options++ {
					for cast := range seats + 1 {
						p := pollOf(k, seats, options, terms)
						for _, v := range []messages.Voice{inGerman, inEnglish} {
							for where, text := range saidOf(t, v, p, cast) {
								seen++
								if found := clumsy.FindString(text); found != "" {
									t.Errorf("%s, %s poll, %d seats, %d options, %d cast: the %s says %q:\n%s", v.Lang(), k, seats, options, cast, where, found, text)
								}
							}
						}
					}
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d texts were read", seen)
	}
}

// saidOf are the texts about a poll in which the first seats have voted for the first
// option.
func saidOf(t *testing.T, v messages.Voice, p committee.Poll, cast int) map[string]string {
	t.Helper()
	var votes []committee.Choice
	for range cast {
		votes = append(votes, firstOption(p))
	}
	closed := closedPoll(p)
	o := counted(t, closed, votes...)
	plain := func(m bot.Message) string {
		if m.Card == nil {
			return m.Text
		}
		return m.Text + "\n" + m.Card.Text
	}
	said := map[string]string{
		"card": plain(v.PollCard(p, cast, nil)), "closed card": plain(v.PollCard(closed, cast, &o)), "result": plain(v.PollResult(kog(), closed, o)),
		"preview": plain(v.PollPreview(kog(), p, 1)), "view": plain(v.PollShown(messages.PollView{Poll: closed, Outcome: &o})), "ballot": v.BallotDialog(p, committee.Choice{}).Intro,
	}
	if cast > 0 {
		w := committee.Voting{Committee: kog(), Poll: p}
		said["receipt"] = plain(v.PollReceipt(w, committee.Ballot{Seat: 1, AsHolder: true, Choice: votes[0]}))
	}
	return said
}

// firstOption is a ballot for the first option of a poll, or yes.
func firstOption(p committee.Poll) committee.Choice {
	if p.Kind == committee.MotionPoll {
		return committee.Choice{Answer: committee.Yes}
	}
	key := p.Options[0].Key
	switch p.Kind {
	case committee.DatePoll:
		return committee.Choice{Days: map[string]string{key: committee.Yes}}
	case committee.ScorePoll, committee.DotsPoll:
		return committee.Choice{Points: map[string]int{key: 1}}
	case committee.PriorityPoll, committee.RankingPoll:
		return committee.Choice{Ranking: []string{key}}
	default:
		return committee.Choice{Approve: []string{key}}
	}
}
