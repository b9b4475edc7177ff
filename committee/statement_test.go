package committee_test

import (
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
)

// A vote that ended at 10:30 can be commented on until 10:30, whatever the clocks
// did in between.
func TestStatementsAreTakenForSixWeeksByTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	berlin := kog().Location()
	p := opened(t, motionDraft())
	p.State, p.ClosedAt = committee.PollClosed, time.Date(2027, 3, 10, 10, 30, 0, 0, berlin)
	last := time.Date(2027, 4, 21, 10, 30, 0, 0, berlin) // summer time has begun
	if got := p.StatementsUntil(berlin); !got.Equal(last) {
		t.Errorf("until %v, want %v", got, last)
	}
	for at, want := range map[time.Time][]string{last: nil, last.Add(time.Second): {"statement.late"}} {
		_, err := p.Declare(kog(), on(1, committee.Member), "Ich bin anderer Meinung.", at)
		if got := keys(t, err); !slices.Equal(got, want) {
			t.Errorf("at %v: %q, want %q", at, got, want)
		}
	}
}
