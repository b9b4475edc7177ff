package storage_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"gremienbot/committee"
	"gremienbot/storage"
)

// side is one of two people who change the same thing at the same moment. It calls
// meet where it decides, inside its transaction.
type side func(meet func()) error

// race lets two sides run at once and returns their errors in the order of the
// sides. Whoever gets to decide first waits with it until the other one stands
// before the same lock, so that each round is a race. In the first round the first
// side is let go ahead, in the next the second, in the third neither.
func race(t *testing.T, db *storage.DB, round int, sides ...side) []error {
	t.Helper()
	errs := make([]error, len(sides))
	ahead := round % 3
	inside := make(chan struct{})
	var first sync.Once
	var ended atomic.Bool // one of them has: nobody will come to the lock any more
	var all sync.WaitGroup
	for i, do := range sides {
		all.Go(func() {
			if ahead < len(sides) && i != ahead {
				<-inside
			}
			errs[i] = do(func() {
				first.Do(func() {
					close(inside)
					untilSomebodyWaits(t, db, &ended)
				})
			})
			ended.Store(true)
			first.Do(func() { close(inside) }) // it was refused before it could decide
		})
	}
	all.Wait()
	return errs
}

// untilSomebodyWaits returns when somebody in the database waits for a lock, or
// nobody will.
func untilSomebodyWaits(t *testing.T, db *storage.DB, ended *atomic.Bool) {
	t.Helper()
	limit, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for waits := false; !waits && !ended.Load(); {
		err := db.SQL().GetContext(limit, &waits, `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`)
		if err != nil {
			t.Errorf("nobody waits for the one who decides: %v", err)
			return
		}
	}
}

// oneWinner is the place of the side that won, and what the other one was told.
func oneWinner(t *testing.T, errs []error) (int, *committee.Error) {
	t.Helper()
	for i, err := range errs {
		if told := committee.Refusals(errs[1-i]); err == nil && len(told) == 1 {
			return i, told[0]
		}
	}
	t.Fatalf("%v and %v, want one that wins and one that is told why not", errs[0], errs[1])
	return 0, nil
}

// wantTold compares what the loser was told.
func wantTold(t *testing.T, got, want *committee.Error) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the loser was told (-want +got):\n%s", d)
	}
}

// presided is seated with a chair, who is nobody's holder, beside the office.
func presided(t *testing.T, db *storage.DB, seats int) (c committee.Committee, office, chair committee.Person) {
	t.Helper()
	c = seated(t, db, seats)
	vera := committee.Person{User: "chair", Handle: "chair", Name: "Vera Vorsitz"}
	if err := db.GiveRole(t.Context(), c.ID, vera, committee.Chair, "office", noon); err != nil {
		t.Fatalf("giving a role: %v", err)
	}
	chair, err := db.Person(t.Context(), c.ID, "chair")
	if err != nil {
		t.Fatalf("reading the chair: %v", err)
	}
	return c, keeping(t, db, c), chair
}

// owedAbout lists what is owed about an object besides its card, as "kind user note".
func owedAbout(t *testing.T, db *storage.DB, object committee.Object) []string {
	t.Helper()
	var lines []string
	err := db.SQL().SelectContext(t.Context(), &lines, `
		SELECT kind || ' ' || user_id || ' ' || note
		FROM owed
		WHERE object_kind = $1 AND object_id = $2 AND kind <> 'card' AND state = 'owed'
		ORDER BY kind, user_id, id`, object.Kind, object.ID)
	if err != nil {
		t.Fatalf("listing what is owed: %v", err)
	}
	return lines
}

// saidByTheEvent are who put a need where it stands and when: the event in which
// they did is of them and of that moment, so that the need in it does not say it
// once more.
var saidByTheEvent = cmpopts.IgnoreFields(committee.NeedStanding{}, "By", "At")

// wantHistory says that the last event of an object is the change from before to
// after by somebody, and that there are so many in all.
func wantHistory[T any](t *testing.T, events []committee.Event[T], n int, verb, by string, before, after T) {
	t.Helper()
	if len(events) != n {
		t.Errorf("%d events, want %d", len(events), n)
		return
	}
	last := events[n-1]
	if last.Before == nil || last.After == nil || last.Verb != verb || last.By != by {
		t.Errorf("the last event is %s by %s, want %s by %s with what was before and after", last.Verb, last.By, verb, by)
		return
	}
	if d := cmp.Diff(before, *last.Before, saidByTheEvent); d != "" {
		t.Errorf("before %s by %s (-was +written):\n%s", verb, by, d)
	}
	if d := cmp.Diff(after, *last.After, saidByTheEvent); d != "" {
		t.Errorf("after %s by %s (-is +written):\n%s", verb, by, d)
	}
}
