package mattermost

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// shore hands answers over and writes down when each was given.
type shore struct {
	*outgoing
	began time.Time
	mu    sync.Mutex
	given []string
}

func newShore() *shore {
	return &shore{outgoing: newOutgoing(slog.New(slog.DiscardHandler)), began: time.Now()}
}

// press is a request of a person whose answer is about something.
func (s *shore) press(user, about, word string) {
	s.wave.came()
	s.send(job{user: user, about: about, do: func(context.Context) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.given = append(s.given, fmt.Sprint(word, " ", time.Since(s.began)))
	}})
}

func (s *shore) told() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.given, ", ")
}

func (s *shore) want(t *testing.T, told string) {
	t.Helper()
	synctest.Wait()
	if got := s.told(); got != told {
		t.Errorf("after %v: told %q, want %q", time.Since(s.began), got, told)
	}
}

func TestAFewWhoPressAreToldAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShore()
		for range crowded - 1 {
			s.press("anna", "", "stored")
		}
		s.want(t, "stored 0s, stored 0s, stored 0s, stored 0s")
		<-time.After(moment)
		s.press("anna", "", "again")
		s.want(t, "stored 0s, stored 0s, stored 0s, stored 0s, again 100ms")
		_ = s.close(t.Context())
	})
}

func TestInAWaveNobodyIsToldUntilItEbbs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShore()
		for range crowded {
			s.wave.came()
		}
		s.press("anna", "", "stored")
		<-time.After(50 * time.Millisecond)
		s.press("ben", "", "his too")
		for range crowded - 1 {
			s.wave.came()
		}
		s.want(t, "")
		<-time.After(moment - 1)
		s.want(t, "")
		<-time.After(1)
		synctest.Wait()
		if got := s.told(); got != "stored 150ms, his too 150ms" && got != "his too 150ms, stored 150ms" {
			t.Errorf("told %q", got)
		}
		_ = s.close(t.Context())
	})
}

func TestNobodyWaitsLongerThanPatience(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShore()
		for n := range 150 {
			s.press("anna", "poll.7", strconv.Itoa(n))
			<-time.After(12 * time.Millisecond)
		}
		// The first four came before there was a wave. The fifth, of 48 ms, waits, and
		// what takes its place waits no longer than it would have.
		s.want(t, "0 0s, 1 12ms, 2 24ms, 3 36ms, 87 1.048s")
		_ = s.close(t.Context())
		s.want(t, "0 0s, 1 12ms, 2 24ms, 3 36ms, 87 1.048s, 149 1.8s")
	})
}

func TestWhoeverWaitsForTheAnswersNeedNotWaitForTheWave(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShore()
		for range crowded {
			s.wave.came()
		}
		s.press("anna", "", "stored")
		s.want(t, "")
		if err := s.idle(t.Context()); err != nil {
			t.Error(err)
		}
		s.want(t, "stored 0s")
		s.press("anna", "", "waits again")
		s.want(t, "stored 0s")
		_ = s.close(t.Context())
		s.want(t, "stored 0s, waits again 0s")
	})
}
