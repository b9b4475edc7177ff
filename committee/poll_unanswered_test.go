package committee_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestWhoLearnsThatNobodyHasVoted(t *testing.T) {
	t.Parallel()
	people := []committee.Person{presiding(), keeper(), on(1, committee.Member), {User: "deputy", Roles: []committee.Role{committee.Deputy}}}
	quick, objected := found(t), found(t)
	quick.Quick = true
	objected.Circulation = &committee.Circulation{Days: 10, Objected: closing}
	morning := at(t, "2027-03-15 08:00") // a Monday
	for _, row := range []struct {
		name string
		poll committee.Poll
		by   string
		now  time.Time
		due  time.Time
		want []string
	}{
		{"a poll that ended by itself", found(t), "", at(t, "2027-03-12 12:00"), at(t, "2027-03-12 12:00"), []string{"chair", "office", "deputy"}},
		{"one that the office ended", found(t), "office", at(t, "2027-03-12 12:00"), at(t, "2027-03-12 12:00"), []string{"chair", "deputy"}},
		{"one that ended on Friday night", found(t), "", at(t, "2027-03-12 23:00"), morning, []string{"chair", "office", "deputy"}},
		{"a vote in a meeting", quick, "", at(t, "2027-03-12 12:00"), time.Time{}, nil},
		{"a circulation that was objected to", objected, "", at(t, "2027-03-12 12:00"), time.Time{}, nil},
	} {
		var want []committee.Owed
		for _, user := range row.want {
			want = append(want, committee.Owed{
				Committee: 1, Object: committee.Object{Kind: committee.PollObject, ID: 5}, Kind: committee.OwedUnanswered, User: user,
				Due: row.due, Grace: 7 * 24 * time.Hour,
			})
		}
		if d := cmp.Diff(want, committee.Unanswered(kog(), row.poll, people, row.by, row.now)); d != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, d)
		}
	}
}
