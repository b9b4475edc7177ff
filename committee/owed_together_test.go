package committee_test

import (
	"testing"

	"gremienbot/committee"
)

func TestOnlyRemindersOfPollsOfOneCommitteeGoTogetherToOnePerson(t *testing.T) {
	t.Parallel()
	o := committee.Owed{Committee: 1, Kind: committee.OwedDayLeft, User: "anna", Object: committee.Object{Kind: committee.PollObject, ID: 4}}
	with := func(change func(*committee.Owed)) committee.Owed {
		other := o
		other.Object.ID = 5
		change(&other)
		return other
	}
	for name, row := range map[string]struct {
		other committee.Owed
		want  bool
	}{
		"another poll":                      {with(func(*committee.Owed) {}), true},
		"one that ends in hours":            {with(func(o *committee.Owed) { o.Kind = committee.OwedHours }), true},
		"another person":                    {with(func(o *committee.Owed) { o.User = "bert" }), false},
		"another committee":                 {with(func(o *committee.Owed) { o.Committee = 2 }), false},
		"word of a vote that was entered":   {with(func(o *committee.Owed) { o.Kind = committee.OwedEntered }), false},
		"a message to a channel":            {with(func(o *committee.Owed) { o.User, o.Channel = "", "home" }), false},
		"the reminder of an assessment":     {with(func(o *committee.Owed) { o.Kind = committee.OwedAssessment }), false},
		"the result of one, to the channel": {with(func(o *committee.Owed) { o.User, o.Kind = "", committee.OwedResult }), false},
	} {
		if got := o.GoesWith(row.other); got != row.want {
			t.Errorf("%s: %t, want %t", name, got, row.want)
		}
		if got := row.other.GoesWith(o); got != row.want {
			t.Errorf("%s, the other way round: %t, want %t", name, got, row.want)
		}
	}
	var nobody committee.Owed
	nobody.Kind = committee.OwedDayLeft
	if nobody.GoesWith(nobody) {
		t.Error("reminders to nobody go together")
	}
}
