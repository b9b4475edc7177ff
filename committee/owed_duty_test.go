package committee_test

import (
	"slices"
	"testing"

	"gremienbot/committee"
)

// To whom the reminders of an office are owed, and who is relieved of them when they
// are not in it any more.
func TestRemindersOfAnOfficeAreForWhoHasItNow(t *testing.T) {
	t.Parallel()
	role := func(user string, roles ...committee.Role) committee.Person {
		return committee.Person{User: user, Roles: roles}
	}
	board := []committee.Person{
		role("chair", committee.Chair), role("deputy", committee.Deputy, committee.Member), role("office", committee.Office), role("member", committee.Member), role("left"),
	}
	for kind, want := range map[committee.OwedKind]struct{ to, still []string }{
		committee.OwedReview:         {[]string{"chair", "deputy", "office"}, []string{"chair", "deputy", "office"}},
		committee.OwedNeedAnswerLate: {[]string{"chair", "office"}, []string{"chair", "office"}},
		committee.OwedNeedResume:     {[]string{"chair", "office"}, []string{"chair", "office"}},
		committee.OwedTopicUnhandled: {[]string{"chair", "office"}, []string{"chair", "office"}},
		committee.OwedTopicResume:    {[]string{"chair", "office"}, []string{"chair", "office"}},
		committee.OwedNeedQueryLate:  {[]string{"office"}, []string{"chair", "deputy", "office", "member"}}, // who asked may be anybody
		committee.OwedDayLeft:        {nil, []string{"chair", "deputy", "office", "member", "left"}},        // is a person's own
	} {
		if got := committee.OnDuty(kind, board); !slices.Equal(got, want.to) {
			t.Errorf("%s is owed to %v, want %v", kind, got, want.to)
		}
		for _, p := range board {
			if got := (committee.Owed{Kind: kind, User: p.User}).Relieved(p); got == slices.Contains(want.still, p.User) {
				t.Errorf("%s: %s is relieved: %t", kind, p.User, got)
			}
		}
		if slices.Contains(committee.Duties(), kind) != (want.to != nil) {
			t.Errorf("%s among the duties %v", kind, committee.Duties())
		}
	}
	if n := len(committee.Duties()); n != 6 {
		t.Errorf("%d duties are not those of this table", n)
	}
}
