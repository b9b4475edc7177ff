package committee_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

func TestTheEndOfACirculation(t *testing.T) {
	t.Parallel()
	c := committee.Committee{Zone: "Europe/Berlin", Lands: calendar.Lands(), Seats: 14}
	for days, want := range map[int]string{10: "2027-05-04T00:00:00+02:00", 3: "2027-04-23T00:00:00+02:00"} {
		now := time.Date(2027, 4, 19, 9, 0, 0, 0, c.Location())
		if got := c.CirculationEnds(now, days).In(c.Location()).Format(time.RFC3339); got != want {
			t.Errorf("%d working days from 19 April 2027 end %s, want %s", days, got, want)
		}
	}
}

func TestSilenceAbstainsInACirculation(t *testing.T) {
	t.Parallel()
	strict := committee.PresetAbstainIsNo.Rule()
	for name, row := range map[string]struct {
		rule            tally.Rule
		yes, no         int
		want            tally.Outcome
		silent, against int
	}{
		"nine of ten, four silent":               {committee.PresetKoG.Rule(), 9, 1, tally.Adopted, 4, 1},
		"six answer":                             {committee.PresetKoG.Rule(), 6, 0, tally.NotQuorate, 0, 0},
		"silence counts as no where the rule is": {strict, 7, 1, tally.Rejected, 6, 7},
		"and is outvoted":                        {strict, 8, 0, tally.Adopted, 6, 6},
		"an absolute majority of seats":          {committee.PresetAllSeats.Rule(), 7, 1, tally.Rejected, 6, 1},
	} {
		p, ballots := grouped(committee.GroupsAside)
		p.Rule, p.Circulation = row.rule, &committee.Circulation{Days: 10}
		for i := range row.yes + row.no {
			answer := committee.Yes
			if i >= row.yes {
				answer = committee.No
			}
			ballots = append(ballots, committee.Ballot{Seat: int64(i + 1), Choice: committee.Choice{Answer: answer}})
		}
		o, err := p.Count(ballots)
		if err != nil || o.Motion.Outcome != row.want || o.Silent != row.silent || o.Motion.Against != row.against {
			t.Errorf("%s: %s, %d silent, %d against, %v", name, o.Motion.Outcome, o.Silent, o.Motion.Against, err)
		}
	}
}

func TestOneObjectionEndsACirculation(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 4, 20, 9, 0, 0, 0, time.UTC)
	p, _ := grouped(committee.GroupsAside)
	p.State, p.ClosesAt = committee.PollOpen, now.Add(time.Hour)
	member := committee.Person{User: "u", Name: "Vera", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 3}}
	if _, err := p.Object(member, nil, "", now); err == nil {
		t.Error("an ordinary poll was objected to")
	}
	p.Circulation = &committee.Circulation{Days: 10}
	if _, err := p.Object(committee.Person{User: "g", Roles: []committee.Role{committee.Guest}}, nil, "", now); err == nil {
		t.Error("a guest objected")
	}
	if _, err := p.Object(member, nil, "", p.ClosesAt); err == nil {
		t.Error("an objection at the end counted")
	}
	hash := p.Seal()
	after, err := p.Object(member, nil, " zu  eilig ", now)
	if err != nil || !after.Objected() || after.State != committee.PollClosed || after.Circulation.Why != "zu eilig" || after.Circulation.Objector != "Vera" {
		t.Fatalf("after the objection: %+v, %v", after.Circulation, err)
	}
	if after.Seal() != hash {
		t.Error("the objection changed what was voted on")
	}
	if p.Objected() {
		t.Error("the poll before was changed")
	}
	if o, err := after.Count(nil); err != nil || o.Motion != nil {
		t.Errorf("there is a result: %+v, %v", o, err)
	}
}

func TestASubstituteCannotObjectOnceTheMemberHasVoted(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 4, 20, 9, 0, 0, 0, time.UTC)
	p, _ := grouped(committee.GroupsAside)
	p.State, p.ClosesAt, p.Circulation = committee.PollOpen, now.Add(time.Hour), &committee.Circulation{Days: 10}
	seat := &committee.Seat{ID: 3, Body: "Landkreis"}
	member := committee.Person{User: "u", Roles: []committee.Role{committee.Member}, Seat: seat}
	substitute := committee.Person{User: "s", Roles: []committee.Role{committee.Substitute}, Seat: seat}
	members, substitutes := &committee.Ballot{Seat: 3, AsHolder: true}, &committee.Ballot{Seat: 3}
	for name, row := range map[string]struct {
		who    committee.Person
		before *committee.Ballot
		want   []string
	}{
		"a substitute before anybody voted":   {substitute, nil, nil},
		"a substitute who voted themselves":   {substitute, substitutes, nil},
		"a substitute after the member":       {substitute, members, []string{"poll.object.voted"}},
		"a member who voted":                  {member, members, nil},
		"a member whose substitute has voted": {member, substitutes, nil},
	} {
		after, err := p.Object(row.who, row.before, "", now)
		if got := keys(t, err); !slices.Equal(got, row.want) || after.Objected() != (row.want == nil) {
			t.Errorf("%s: %v, objected %t, want %v", name, got, after.Objected(), row.want)
		}
	}
}

func TestOnlyACirculationWithoutAResultBecomesATopic(t *testing.T) {
	t.Parallel()
	d := motionDraft()
	d.Question, d.Terms = strings.Repeat("ä", committee.MaxQuestion), committee.Terms{Text: "Wortlaut", Circulation: &committee.Circulation{Days: 5}}
	p := opened(t, d)
	if _, err := p.ForMeeting(presiding(), committee.Outcome{}, "x"); !slices.Equal(keys(t, err), []string{"poll.topic.none"}) {
		t.Errorf("nobody has objected: %v", err)
	}
	few, enough := motionOutcome(tally.NotQuorate), motionOutcome(tally.Rejected)
	over, err := p.Expire(p.ClosesAt)
	if err != nil {
		t.Fatal(err)
	}
	plain := over
	plain.Circulation = nil
	for name, row := range map[string]struct {
		poll committee.Poll
		o    committee.Outcome
		may  bool
	}{"too few answered": {over, few, true}, "it was rejected": {over, enough, false}, "it is open": {p, few, false}, "no circulation": {plain, few, false}} {
		if _, err := row.poll.ForMeeting(presiding(), row.o, "x"); (err == nil) != row.may {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err = p.Object(on(1, committee.Member), nil, "Zu wichtig", opening.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.ForMeeting(on(1, committee.Member), committee.Outcome{}, "x"); !slices.Equal(keys(t, err), []string{"may.not"}) {
		t.Errorf("a member: %v", err)
	}
	draft, err := p.ForMeeting(presiding(), committee.Outcome{}, strings.Repeat("ö", committee.MaxText+1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := committee.SubmitTopic(kog(), presiding(), draft, opening); err != nil {
		t.Errorf("too long for a topic: %v", err)
	}
}

func motionOutcome(o tally.Outcome) committee.Outcome {
	return committee.Outcome{Motion: &tally.MotionResult{Outcome: o}}
}

func TestNobodyEndsACirculationWithAResultBeforeItsTime(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 4, 20, 9, 0, 0, 0, time.UTC)
	p, ballots := grouped(committee.GroupsAside)
	p.State, p.ClosesAt, p.Circulation = committee.PollOpen, now.Add(time.Hour), &committee.Circulation{Days: 10}
	if after, err := p.Close(presiding(), now); !slices.Equal(keys(t, err), []string{"poll.circulation.runs"}) || after.State != committee.PollOpen {
		t.Errorf("closed early: %s, %v", after.State, err)
	}
	if after, err := p.Close(presiding(), p.ClosesAt); err != nil || after.State != committee.PollClosed {
		t.Errorf("closed at its end: %s, %v", after.State, err)
	}
	if _, err := p.CallOff(presiding(), "", now); !slices.Equal(keys(t, err), []string{"poll.calloff.why (field why)"}) {
		t.Errorf("called off without a reason: %v", err)
	}
	if _, err := p.CallOff(presiding(), "Ein Fehler im Text", p.ClosesAt); !slices.Equal(keys(t, err), []string{"poll.closed"}) {
		t.Errorf("called off at its end: %v", err)
	}
	member := committee.Person{User: "u", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 3}}
	if _, err := p.CallOff(member, "Ein Fehler im Text", now); err == nil {
		t.Error("a member called it off")
	}
	hash := p.Seal()
	after, err := p.CallOff(presiding(), "Ein  Fehler im Text", now)
	if err != nil || !after.CalledOff() || after.State != committee.PollClosed || after.Circulation.Why != "Ein Fehler im Text" || after.Seal() != hash {
		t.Fatalf("called off: %+v, %v", after.Circulation, err)
	}
	o, err := after.Count(ballots)
	if err != nil || o.Motion != nil || after.Enters(o) || !after.NeedsMeeting(o) {
		t.Errorf("there is a result: %+v, %v", o, err)
	}
	p.Circulation = nil
	if _, err := p.CallOff(presiding(), "Ein Fehler im Text", now); !slices.Equal(keys(t, err), []string{"poll.topic.none"}) {
		t.Errorf("an ordinary poll was called off: %v", err)
	}
}
