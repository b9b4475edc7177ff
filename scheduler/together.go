package scheduler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"strings"
	"time"

	"gremienbot/committee"
)

// pendingBytes make a pending as long as those of single messages.
const pendingBytes = 16

// inOne takes the first message of a queue off it, with those behind it that can be said
// in one with it.
func inOne(queue []Claimed) (several, rest []Claimed) {
	for i, c := range queue {
		if i == 0 || len(several) < committee.MostTogether && queue[0].Owed.GoesWith(c.Owed) {
			several = append(several, c)
		} else {
			rest = append(rest, c)
		}
	}
	return several, rest
}

// attempts tries to send messages that can be said in one, and returns those that it
// tried. Each of them is looked for and asked about by itself. When the chat does not
// take one yet, those that were to be said with it wait with it.
func (s *Scheduler) attempts(ctx context.Context, clock func() time.Time, several []Claimed) []attempt {
	tried := make([]attempt, 0, len(several))
	var ready []*attempt
	for _, c := range several {
		tried = append(tried, s.prepare(ctx, clock, c))
		switch a := &tried[len(tried)-1]; {
		case a.o.refused:
			s.waitWith(a, ready)
			return tried
		case a.m != nil:
			ready = append(ready, a)
		}
	}
	if len(ready) > 1 && s.sendInOne(ctx, ready) {
		return tried
	}
	for i, a := range ready {
		if s.send(ctx, a, a.c.Pending); a.o.refused {
			s.waitWith(a, ready[i+1:])
			break
		}
	}
	return tried
}

// sendInOne sends several messages as one and reports whether that is settled. If there
// are no words for all of them, or the chat refuses it for good, as too long perhaps,
// nothing was posted, and they can be sent one by one.
//
// The post has the keys of all, so that after a crash each finds it by its own. Its
// pending is made of theirs: what is said with others or without them is another post,
// and the chat must not take it for the one before.
func (s *Scheduler) sendInOne(ctx context.Context, ready []*attempt) bool {
	one := attempt{c: ready[0].c, o: ready[0].o}
	if s.wordInOne(ctx, ready, &one); one.m == nil {
		s.Log.ErrorContext(ctx, "messages are not said in one", append(ids(one.c), slog.Any("err", one.o.err))...)
		return false
	}
	var keys, pendings []string
	for _, a := range ready {
		keys, pendings = append(keys, a.c.Owed.Key()), append(pendings, a.c.Pending)
	}
	sum := sha256.Sum256([]byte(strings.Join(pendings, " ")))
	if s.send(ctx, &one, hex.EncodeToString(sum[:pendingBytes]), keys[1:]...); one.o.end == failed {
		s.Log.WarnContext(ctx, "messages are not taken in one", append(ids(one.c), slog.Any("err", one.o.err))...)
		return false
	}
	for _, a := range ready {
		one.o.after = max(one.o.after, s.wait(a.c, one.o)) // none is tried again without the others
	}
	for _, a := range ready {
		drawn := a.o.drawn
		a.o = one.o
		a.o.drawn = drawn
	}
	return true
}

// wordInOne finds the words for all that is ready; one has none if that went wrong.
func (s *Scheduler) wordInOne(ctx context.Context, ready []*attempt, one *attempt) {
	defer one.guard()
	var owed []committee.Owed
	for _, a := range ready {
		owed = append(owed, a.c.Owed)
	}
	m, err := s.Composer.Together(ctx, owed)
	if err != nil {
		one.o.err = err
		return
	}
	one.m = &m
}

// waitWith gives up, for now, what was not posted because the chat did not take another
// message: it is tried again with that one.
func (s *Scheduler) waitWith(refused *attempt, others []*attempt) {
	for _, a := range others {
		refused.o.after = max(refused.o.after, s.wait(a.c, refused.o))
	}
	refused.o.after = max(refused.o.after, s.wait(refused.c, refused.o))
	for _, a := range others {
		a.m, a.o = nil, outcome{refused: true, after: refused.o.after, err: refused.o.err}
	}
}
