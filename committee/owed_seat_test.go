package committee_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

// onSeat is a person on a seat, "" for none.
func onSeat(user string, seat int64, role committee.Role) committee.Person {
	p := committee.Person{User: user, Roles: []committee.Role{role}}
	if seat > 0 {
		p.Seat = &committee.Seat{ID: seat, Group: "Landkreise", Body: fmt.Sprintf("Kreis %d", seat)}
	}
	return p
}

func TestWhoIsSeatedIsWhoWasNotOnTheSeatBefore(t *testing.T) {
	t.Parallel()
	before := []committee.Person{
		onSeat("stays", 1, committee.Member), onSeat("moves", 2, committee.Member), onSeat("rises", 3, committee.Substitute),
		onSeat("leaves", 4, committee.Member), onSeat("office", 0, committee.Office),
	}
	after := []committee.Person{
		onSeat("stays", 1, committee.Member), onSeat("moves", 4, committee.Member), onSeat("rises", 3, committee.Member),
		onSeat("office", 2, committee.Substitute), onSeat("guest", 0, committee.Guest), onSeat("new", 1, committee.Substitute),
	}
	var got []string
	for _, p := range committee.Seated(before, after) {
		got = append(got, p.User)
	}
	if diff := cmp.Diff([]string{"moves", "office", "new"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhoTakesASeatIsOwedTheRemindersToComeOfWhatTheSeatMayTakePartIn(t *testing.T) {
	t.Parallel()
	poll := committee.Poll{ID: 5, State: committee.PollOpen, OpensAt: at(t, "2027-03-01 09:00"), ClosesAt: at(t, "2027-03-19 12:00"), Electors: []committee.Elector{{Seat: 1}}}
	round := committee.Assessment{ID: 6, State: committee.AssessmentOpen, OpensAt: at(t, "2027-03-01 09:00"), ClosesAt: at(t, "2027-03-20 00:00"), Electors: []committee.Elector{{Seat: 1}, {Seat: 2}}}
	work := committee.SeatWork{Polls: []committee.Poll{poll}, Rounds: []committee.Assessment{round}}
	both := []committee.Person{onSeat("a", 1, committee.Member), onSeat("b", 2, committee.Substitute), onSeat("c", 3, committee.Member)}
	for now, want := range map[string][]string{
		"2027-03-10 10:00": {"day-left a", "hours-left a", "assess-day-left a", "assess-day-left b"},
		"2027-03-18 12:00": {"hours-left a"}, // what is due at this moment was for those before
		"2027-03-19 11:00": nil,
	} {
		var got []string
		for _, o := range work.Reminders(board, both, at(t, now)) {
			got = append(got, string(o.Kind)+" "+o.User)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", now, diff)
		}
	}
}

func TestTheNewsOfASeatDoesNotWaitUntilItIsTooLateToVote(t *testing.T) {
	t.Parallel()
	poll := committee.Poll{ID: 5, State: committee.PollOpen, ClosesAt: at(t, "2027-03-12 09:00"), Electors: []committee.Elector{{Seat: 1}}}
	for seat, want := range map[int64]string{1: "2027-03-11 20:00", 2: "2027-03-12 08:00"} {
		after := []committee.Person{onSeat("a", seat, committee.Member)}
		owed := committee.PositionsChanged(board, nil, after, committee.SeatWork{Polls: []committee.Poll{poll}}, "office", at(t, "2027-03-11 20:00"))
		if len(owed) != 1 || !owed[0].Due.Equal(at(t, want)) {
			t.Errorf("seat %d: %+v, want it due at %s", seat, owed, want)
		}
	}
}
