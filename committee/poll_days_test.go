package committee_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestDaysThatAreNotNamedKeepTheirAnswer(t *testing.T) {
	t.Parallel()
	p := opened(t, dates())
	now := opening.Add(time.Hour)
	first, second := p.Options[0].Key, p.Options[1].Key
	earlier := committee.Choice{Days: map[string]string{first: committee.No, second: committee.Maybe}}
	said := committee.Choice{Days: map[string]string{first: committee.Yes}}
	both := map[string]string{first: committee.Yes, second: committee.Maybe}
	for name, row := range map[string]struct {
		who    committee.Person
		before *committee.Ballot
		want   map[string]string
	}{
		"nothing before":                      {on(1, committee.Member), nil, said.Days},
		"their own":                           {on(1, committee.Member), &committee.Ballot{AsHolder: true, Choice: earlier}, both},
		"of who held the seat before":         {on(1, committee.Member), &committee.Ballot{AsHolder: true, By: "earlier", Choice: earlier}, said.Days},
		"what the office entered":             {on(1, committee.Member), &committee.Ballot{Entered: true, Choice: earlier}, both},
		"the substitute's, which it replaces": {on(1, committee.Member), &committee.Ballot{Choice: earlier}, said.Days},
		"a substitute on their own":           {on(1, committee.Substitute), &committee.Ballot{Choice: earlier}, both},
	} {
		b, err := p.CastDays(row.who, said, row.before, now)
		if diff := cmp.Diff(row.want, b.Choice.Days); err != nil || diff != "" || !b.Builds {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
	if earlier.Days[first] != committee.No {
		t.Error("the ballot before was changed")
	}
}
