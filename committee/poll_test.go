package committee_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

var (
	opening = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	closing = time.Date(2027, 3, 9, 11, 0, 0, 0, time.UTC)
)

func kog() committee.Committee {
	return committee.Committee{ID: 1, Name: "KoG", Channel: "home", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: committee.PresetKoG, Seats: 14}
}

func seats(n int) []committee.Seat {
	list := make([]committee.Seat, n)
	for i := range list {
		list[i] = committee.Seat{ID: int64(i + 1), Group: "Städte", Body: "Stadt"}
	}
	return list
}

func presiding() committee.Person {
	return committee.Person{User: "chair", Name: "Vera Vorsitz", Roles: []committee.Role{committee.Chair}}
}

// on is somebody on the seat with this ID.
func on(seat int64, role committee.Role, more ...committee.Role) committee.Person {
	return committee.Person{User: "u", Roles: append(more, role), Seat: &committee.Seat{ID: seat, Body: "Stadt"}}
}

func need(seq int) committee.Need {
	return committee.Need{
		ID: int64(100 + seq), Number: committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: seq},
		Title: "Bedarf " + string(rune('A'+seq-1)), NeedStanding: committee.NeedStanding{State: committee.NeedReported},
	}
}

func motionDraft() committee.PollDraft {
	return committee.PollDraft{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: closing}
}

func priorityDraft(seqs ...int) committee.PollDraft {
	d := committee.PollDraft{Kind: committee.PriorityPoll, Question: "Was zuerst?", ClosesAt: closing}
	for _, s := range seqs {
		d.Needs = append(d.Needs, need(s))
	}
	return d
}

func opened(t *testing.T, d committee.PollDraft) committee.Poll {
	t.Helper()
	p, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening)
	if err != nil {
		t.Fatalf("OpenPoll = %v", err)
	}
	return p
}

// keys are the refusals in an error, in alphabetical order.
func keys(t *testing.T, err error) []string {
	t.Helper()
	var list []string
	for _, e := range committee.Refusals(err) {
		list = append(list, e.Error())
	}
	if err != nil && list == nil {
		t.Errorf("a fault: %v", err)
	}
	slices.Sort(list)
	return list
}

func TestOpenPollRefusesWhatCannotBeAsked(t *testing.T) {
	t.Parallel()
	withdrawn := priorityDraft(1, 2)
	withdrawn.Needs[1].State = committee.NeedWithdrawn
	for name, row := range map[string]struct {
		who   committee.Person
		draft committee.PollDraft
		seats int
		want  []string
	}{
		"a member has no polls to open":       {on(1, committee.Member), motionDraft(), 14, []string{"may.not"}},
		"an outsider":                         {committee.Person{}, motionDraft(), 14, []string{"may.outsider"}},
		"everything missing is said at once":  {presiding(), committee.PollDraft{Kind: committee.PriorityPoll}, 0, []string{"poll.closes.soon (field until)", "poll.needs.few (field needs)", "poll.noseats", "poll.question.missing (field question)"}},
		"a kind nobody knows":                 {presiding(), committee.PollDraft{Kind: "mood", Question: "Wie geht es?", ClosesAt: closing}, 14, []string{"poll.kind.unknown (field kind)"}},
		"a need twice":                        {presiding(), priorityDraft(1, 2, 1), 14, []string{"poll.needs.twice (field needs)"}},
		"a need that is withdrawn":            {presiding(), withdrawn, 14, []string{"poll.needs.closed (field needs)"}},
		"thirteen needs":                      {presiding(), priorityDraft(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), 14, []string{"poll.needs.many (field needs)"}},
		"an end in more than a year":          {presiding(), committee.PollDraft{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: opening.AddDate(2, 0, 0)}, 14, []string{"poll.closes.late (field until)"}},
		"classified information stays out":    {presiding(), committee.PollDraft{Kind: committee.MotionPoll, Question: "VS-NfD: wer?", ClosesAt: closing}, 14, []string{"text.classified"}},
		"the office may, and all is in order": {committee.Person{Roles: []committee.Role{committee.Office}}, motionDraft(), 14, nil},
	} {
		_, err := committee.OpenPoll(kog(), row.who, row.draft, seats(row.seats), opening)
		if diff := cmp.Diff(row.want, keys(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Who reads the options must be able to tell them apart.
func TestOptionsThatLookTheSameAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ first, second, want string }{
		{"Kassel", "Kassel", "options poll.options.twice"},
		{"Kassel", "KASSEL", "options poll.options.twice"},
		{"Kassel", "Kas\u200bsel", "options poll.options.twice"},
		{"Kas\u00adsel", "Kassel\u2060", "options poll.options.twice"},
		{"Köln am Rhein", "Ko\u0308ln am\u00a0Rhein", "options poll.options.twice"},
		{"Kassel", "Kassel 2", ""},
		{"Köln", "Koln", ""},
	} {
		d := committee.PollDraft{Kind: committee.ChoicePoll, Question: "Wo tagen wir?", ClosesAt: closing}
		d.Options = []committee.PollOption{{Key: "A", Label: row.first}, {Key: "B", Label: row.second}}
		_, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%q and %q: %q, want %q", row.first, row.second, got, row.want)
		}
	}
}

func TestAPriorityPollOffersItsNeedsInTheOrderOfTheirNumbers(t *testing.T) {
	t.Parallel()
	p := opened(t, priorityDraft(3, 1, 2))
	want := []committee.PollOption{
		{Key: "B-2027-001", Label: "Bedarf A", Need: 101}, {Key: "B-2027-002", Label: "Bedarf B", Need: 102}, {Key: "B-2027-003", Label: "Bedarf C", Need: 103},
	}
	if diff := cmp.Diff(want, p.Options); diff != "" || p.Top != 3 {
		t.Errorf("top %d of (-want +got):\n%s", p.Top, diff)
	}
	if p := opened(t, priorityDraft(1, 2, 3, 4, 5, 6)); p.Top != 5 {
		t.Errorf("six needs, rank up to %d, want 5", p.Top)
	}
}

func TestCastLetsInOneBallotPerSeat(t *testing.T) {
	t.Parallel()
	yes := committee.Choice{Answer: committee.Yes}
	ranked := func(keys ...string) committee.Choice { return committee.Choice{Ranking: keys} }
	motion, priority := opened(t, motionDraft()), opened(t, priorityDraft(1, 2, 3, 4, 5, 6))
	closed, strict := motion, motion
	closed.State = committee.PollClosed
	strict.Rule.Abstention = tally.AbstentionForbidden
	members, substitutes := &committee.Ballot{Seat: 1, AsHolder: true}, &committee.Ballot{Seat: 1}
	for name, row := range map[string]struct {
		poll   committee.Poll
		who    committee.Person
		choice committee.Choice
		before *committee.Ballot
		at     time.Time
		want   []string
	}{
		"a member":                               {motion, on(1, committee.Member), yes, nil, opening, nil},
		"a substitute":                           {motion, on(1, committee.Substitute), yes, nil, opening, nil},
		"a substitute changes their mind":        {motion, on(1, committee.Substitute), yes, substitutes, opening, nil},
		"the member after the substitute":        {motion, on(1, committee.Member), yes, substitutes, opening, nil},
		"the member changes their mind":          {motion, on(1, committee.Member), yes, members, opening, nil},
		"the substitute after the member":        {motion, on(1, committee.Substitute), yes, members, opening, []string{"poll.member.voted"}},
		"one moment before the end":              {motion, on(1, committee.Member), yes, nil, closing.Add(-1), nil},
		"at the end":                             {motion, on(1, committee.Member), yes, nil, closing, []string{"poll.closed"}},
		"after an early close":                   {closed, on(1, committee.Member), yes, nil, opening, []string{"poll.closed"}},
		"a guest":                                {motion, committee.Person{Roles: []committee.Role{committee.Guest}}, yes, nil, opening, []string{"may.not"}},
		"an advisory member":                     {motion, committee.Person{Roles: []committee.Role{committee.Advisory}}, yes, nil, opening, []string{"may.not"}},
		"a chair without a seat":                 {motion, presiding(), yes, nil, opening, []string{"may.not"}},
		"an outsider":                            {motion, committee.Person{}, yes, nil, opening, []string{"may.outsider"}},
		"a seat that came later":                 {motion, on(15, committee.Member), yes, nil, opening, []string{"poll.seat.late"}},
		"no answer":                              {motion, on(1, committee.Member), committee.Choice{}, nil, opening, []string{"poll.answer.unknown"}},
		"an abstention where there must be none": {strict, on(1, committee.Member), committee.Choice{Answer: committee.Abstain}, nil, opening, []string{"poll.abstain.forbidden"}},
		"five needs":                             {priority, on(1, committee.Member), ranked("B-2027-005", "B-2027-001", "B-2027-002", "B-2027-003", "B-2027-004"), nil, opening, nil},
		"six needs":                              {priority, on(1, committee.Member), ranked("B-2027-005", "B-2027-001", "B-2027-002", "B-2027-003", "B-2027-004", "B-2027-006"), nil, opening, []string{"poll.ranking.long"}},
		"no need":                                {priority, on(1, committee.Member), committee.Choice{}, nil, opening, []string{"poll.ranking.empty (field rank1)"}},
		"a need twice":                           {priority, on(1, committee.Member), ranked("B-2027-005", "B-2027-001", "B-2027-005"), nil, opening, []string{"poll.ranking.twice (field rank3)"}},
		"a need that is not asked for":           {priority, on(1, committee.Member), ranked("B-2027-009"), nil, opening, []string{"poll.option.unknown"}},
	} {
		b, err := row.poll.Cast(row.who, row.choice, row.before, row.at)
		if diff := cmp.Diff(row.want, keys(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		want := committee.Ballot{}
		if row.want == nil {
			want = committee.Ballot{Seat: 1, By: "u", AsHolder: row.who.Has(committee.Member), Choice: row.choice, At: row.at}
		}
		if diff := cmp.Diff(want, b); diff != "" {
			t.Errorf("%s: ballot (-want +got):\n%s", name, diff)
		}
	}
}

func TestAPollIsClosedOnceAndByWhoMay(t *testing.T) {
	t.Parallel()
	p := opened(t, motionDraft())
	if _, err := p.Close(on(1, committee.Member), opening); !slices.Equal(keys(t, err), []string{"may.not"}) {
		t.Errorf("a member closes: %v", err)
	}
	closed, err := p.Close(presiding(), opening.Add(time.Hour))
	if err != nil || closed.State != committee.PollClosed || !closed.ClosedAt.Equal(opening.Add(time.Hour)) || closed.Version != 2 {
		t.Errorf("Close = %+v, %v", closed, err)
	}
	if _, err := closed.Expire(closing); !slices.Equal(keys(t, err), []string{"poll.closed"}) {
		t.Errorf("a second time: %v", err)
	}
}

func TestTheEndProposedForAnExtensionIsAWorkingDayLater(t *testing.T) {
	t.Parallel()
	p := opened(t, motionDraft())
	for name, row := range map[string]struct{ end, want time.Time }{
		"the next day":         {time.Date(2027, 3, 3, 11, 0, 0, 0, time.UTC), time.Date(2027, 3, 4, 11, 0, 0, 0, time.UTC)},
		"behind a weekend":     {time.Date(2027, 3, 5, 11, 0, 0, 0, time.UTC), time.Date(2027, 3, 8, 11, 0, 0, 0, time.UTC)},
		"over Easter and DST":  {time.Date(2027, 3, 25, 11, 0, 0, 0, time.UTC), time.Date(2027, 3, 30, 10, 0, 0, 0, time.UTC)},
		"the end of a Friday":  {time.Date(2027, 3, 5, 23, 0, 0, 0, time.UTC), time.Date(2027, 3, 8, 11, 0, 0, 0, time.UTC)},
		"without the seconds":  {time.Date(2027, 3, 3, 11, 0, 59, 0, time.UTC), time.Date(2027, 3, 4, 11, 0, 0, 0, time.UTC)},
		"late in the evening":  {time.Date(2027, 3, 3, 22, 30, 0, 0, time.UTC), time.Date(2027, 3, 4, 22, 30, 0, 0, time.UTC)},
		"after midnight there": {time.Date(2027, 3, 4, 23, 30, 0, 0, time.UTC), time.Date(2027, 3, 7, 23, 30, 0, 0, time.UTC)},
	} {
		p.ClosesAt = row.end
		if got := p.LaterEnd(kog()); !got.Equal(row.want) {
			t.Errorf("%s: LaterEnd = %v, want %v", name, got.UTC(), row.want)
		}
	}
}

func TestExtendOnlyMovesTheEndOfAnOpenPollLater(t *testing.T) {
	t.Parallel()
	p := opened(t, motionDraft())
	for name, row := range map[string]struct {
		who     committee.Person
		to, now time.Time
		want    []string
	}{
		"later":            {presiding(), closing.Add(time.Hour), opening, nil},
		"earlier":          {presiding(), closing.Add(-time.Hour), opening, []string{"poll.extend.earlier (field until)"}},
		"the same":         {presiding(), closing, opening, []string{"poll.extend.earlier (field until)"}},
		"when it is over":  {presiding(), closing.Add(time.Hour), closing, []string{"poll.closed"}},
		"a member":         {on(1, committee.Member), closing.Add(time.Hour), opening, []string{"may.not"}},
		"by several years": {presiding(), closing.AddDate(3, 0, 0), opening, []string{"poll.closes.late (field until)"}},
	} {
		after, err := p.Extend(row.who, row.to, "Es fehlen noch Antworten.", row.now)
		if diff := cmp.Diff(row.want, keys(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if row.want == nil && (!after.ClosesAt.Equal(row.to) || after.Version != 2) {
			t.Errorf("%s: ends %v, version %d", name, after.ClosesAt, after.Version)
		}
	}
}
