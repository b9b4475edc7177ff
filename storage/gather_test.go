package storage

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

// These tests are inside the package: who goes with whom shows nowhere outside.

// groups runs calls of a gather while one before them, -1, is held, then lets go,
// and says which went together.
func groups(t *testing.T, calls []int, apart func(int) any, run func([]int) ([]int, error)) (went [][]int, ends map[int]error) {
	t.Helper()
	ends = map[int]error{}
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var mu sync.Mutex
		g := newGather(func(_ context.Context, ins []int) ([]int, error) {
			if ins[0] == -1 {
				<-release
				return ins, nil
			}
			mu.Lock()
			defer mu.Unlock()
			went = append(went, slices.Clone(ins))
			return run(ins)
		}, apart)
		var all sync.WaitGroup
		call := func(n int) {
			all.Go(func() {
				defer func() { _ = recover() }()
				out, err := g.do(t.Context(), n)
				mu.Lock()
				defer mu.Unlock()
				ends[n] = err
				if err == nil && out != n {
					t.Errorf("call %d was answered with %d", n, out)
				}
			})
			synctest.Wait()
		}
		call(-1)
		for _, n := range calls {
			call(n)
		}
		close(release)
		all.Wait()
		if g.leading || len(g.waiting) != 0 {
			t.Errorf("a group is still under way: %t, %d calls wait", g.leading, len(g.waiting))
		}
	})
	return went, ends
}

func same(ins []int) ([]int, error) { return ins, nil }

func TestCallsThatWaitGoTogether(t *testing.T) {
	went, ends := groups(t, []int{1, 2, 3}, nil, same)
	if want := [][]int{{1, 2, 3}}; !equalGroups(went, want) {
		t.Errorf("went %v, want %v", went, want)
	}
	if len(ends) != 4 {
		t.Errorf("%d calls came back, want 4", len(ends))
	}
}

func TestTwoCallsThatMustBeApartNeverGoTogether(t *testing.T) {
	went, _ := groups(t, []int{11, 21, 31, 12, 22, 13}, func(n int) any { return n / 10 }, same)
	if want := [][]int{{11, 21, 31}, {12, 22}, {13}}; !equalGroups(went, want) {
		t.Errorf("went %v, want %v", went, want)
	}
}

func TestAGroupHasABound(t *testing.T) {
	calls := make([]int, groupSize+1)
	for i := range calls {
		calls[i] = i + 1
	}
	went, _ := groups(t, calls, nil, same)
	if len(went) != 2 || len(went[0]) != groupSize || len(went[1]) != 1 {
		t.Errorf("went in %d groups", len(went))
	}
}

func TestWhatFailsForAGroupIsToldToAllOfIt(t *testing.T) {
	broken := errors.New("broken")
	_, ends := groups(t, []int{1, 2}, nil, func([]int) ([]int, error) { return nil, broken })
	for n := 1; n <= 2; n++ {
		if !errors.Is(ends[n], broken) {
			t.Errorf("call %d ended with %v", n, ends[n])
		}
	}
}

func TestAPanicOfTheLeaderLeavesNobodyWaiting(t *testing.T) {
	_, ends := groups(t, []int{1, 2, 3}, nil, func([]int) ([]int, error) { panic("a bug") })
	for n := 2; n <= 3; n++ {
		if !errors.Is(ends[n], errLeft) {
			t.Errorf("call %d ended with %v, want %v", n, ends[n], errLeft)
		}
	}
}

func equalGroups(a, b [][]int) bool {
	return slices.EqualFunc(a, b, slices.Equal)
}
