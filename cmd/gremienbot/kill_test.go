package main

import (
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/committee"
)

const (
	kills       = 100                    // in the test; the benchmark has ten times as many
	perLife     = 4                      // reminders that fall due before each life
	longestLife = 350 * time.Millisecond // the longest life, from the start of the process
	downtime    = 30 * time.Second       // between two lives, by the clock of all
	afterwards  = 5 * time.Minute        // longer than any lease
)

// TestAKilledProgramLosesNoBallotAndSendsNoReminderTwice kills the program a
// hundred times at random moments, while it starts, counts votes, answers and
// sends reminders, and starts it again. The people go on pressing all the time:
// all at once in one life, when the program lets receipts wait, and at leisure in
// the next. That one lasts at least until presses were answered and reminders and a
// receipt sent, so that no machine is so slow that the program never came to do
// anything, and none so fast that each life ended before the first receipt.
func TestAKilledProgramLosesNoBallotAndSendsNoReminderTwice(t *testing.T) { killed(t, kills) }

// BenchmarkKills is the same with a thousand kills, which takes minutes.
func BenchmarkKills(b *testing.B) {
	for b.Loop() {
		killed(b, 10*kills)
	}
}

func killed(t testing.TB, kills int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(20270310, uint64(kills))) //nolint:gosec // a test that repeats itself
	w := newTown(t, 14)
	meeting, polls := w.meet(), []committee.Poll{w.choose("Fulda"), w.choose("Kassel"), w.choose("Marburg")}
	posts, receipts := w.observe()
	first := w.serve()
	card := w.card()
	first.kill(t)

	var pressing sync.WaitGroup
	enough, hurried, answered := make(chan struct{}), &atomic.Bool{}, &atomic.Int64{}
	presses := make([]*history, len(w.voters))
	for i, v := range w.voters {
		presses[i] = &history{}
		own := rand.New(rand.NewPCG(dice.Uint64(), uint64(i))) //nolint:gosec // a test that repeats itself
		pressing.Go(func() { w.keepPressing(v, card, own, presses[i], hurried, answered, enough) })
	}
	var owed []string
	half := (perLife + len(polls) + 1) / 2 // of what falls due before each life
	for n := range kills {
		w.ahead.Add(int64(downtime))
		owed = append(owed, w.owe(meeting, perLife, dice)...)
		owed = append(owed, w.oweInOne(polls, dice)...)
		hurried.Store(n%2 == 0)
		sent, told, heard := posts.keys(), receipts.Load(), answered.Load()
		life := w.serve()
		if n%2 == 1 {
			within(w, 2*time.Minute, "a life answers and sends", func() bool {
				return posts.keys() >= sent+half && receipts.Load() > told && answered.Load() >= heard+2
			})
		}
		<-time.After(time.Duration(dice.Int64N(int64(longestLife))))
		life.kill(t)
	}
	close(enough)
	pressing.Wait()
	early := posts.keys()
	w.sendTheRest()

	w.compareBallots(presses)
	posts.eachOnce(t, owed)
	if posts.several < kills/2 {
		t.Errorf("%d posts said several things: that is too little to prove anything", posts.several)
	}
	if receipts.Load() < int64(kills)/2 || answered.Load() < int64(kills) || early < len(owed)/4 {
		t.Errorf("%d presses were answered and %d receipts seen, and %d of %d reminders sent before the last start: that is too little to prove anything", answered.Load(), receipts.Load(), early, len(owed))
	}
	t.Logf("%d presses answered, %d receipts, %d reminders, of which %d before the last start", answered.Load(), receipts.Load(), len(owed), early)
}

// history is what one person pressed.
type history struct {
	last string   // the last choice that was answered
	lost []string // what was pressed since then without an answer
}

// keepPressing changes one's mind until it is enough, ten times as often when
// hurried. Who gets no answer presses again.
func (w *town) keepPressing(v *voter, card string, dice *rand.Rand, h *history, hurried *atomic.Bool, answered *atomic.Int64, enough <-chan struct{}) {
	choices := []string{committee.Yes, committee.No, committee.Abstain}
	for {
		choice := choices[dice.IntN(len(choices))]
		if err := w.press(v, card, choice); err != nil {
			h.lost = append(h.lost, choice)
		} else {
			h.last, h.lost = choice, nil
			answered.Add(1)
		}
		rest := time.Duration(10+dice.IntN(90)) * time.Millisecond
		if !hurried.Load() {
			rest *= 10
		}
		select {
		case <-enough:
			return
		case <-time.After(rest):
		}
	}
}

// compareBallots holds that the last choice that was answered is the one that
// counts, unless a later one was stored whose answer was lost.
func (w *town) compareBallots(presses []*history) {
	w.Helper()
	ballots := w.counted()
	for i, v := range w.voters {
		h, got := presses[i], ballots[v.seat]
		if got != h.last && !slices.Contains(h.lost, got) {
			w.Errorf("the ballot of %s is %q, acknowledged was %q, and after it pressed in vain %q", v.name, got, h.last, h.lost)
		}
	}
}

// owe writes reminders down that were due in the last minutes.
func (w *town) owe(m committee.Meeting, n int, dice *rand.Rand) (keys []string) {
	w.Helper()
	for range n {
		o := committee.Owed{
			Committee: w.home.ID, Object: committee.Object{Kind: committee.MeetingObject, ID: m.ID}, Kind: committee.OwedAttendance,
			User: w.voters[dice.IntN(len(w.voters))].id, Due: w.now().Add(-time.Duration(dice.IntN(1_000_000)) * time.Millisecond), Grace: 12 * time.Hour,
		}
		w.ok(w.db.Owe(w.Context(), o))
		keys = append(keys, o.Key())
	}
	return keys
}

// oweInOne writes down, for one person, reminders of polls that were due at the same
// moment and are said in one message.
func (w *town) oweInOne(polls []committee.Poll, dice *rand.Rand) (keys []string) {
	w.Helper()
	who, due := w.voters[dice.IntN(len(w.voters))].id, w.now().Add(-time.Duration(dice.IntN(1_000_000))*time.Millisecond)
	var owed []committee.Owed
	for _, p := range polls {
		o := committee.Owed{Committee: w.home.ID, Object: p.Ref(), Kind: committee.OwedDayLeft, User: who, Due: due, Grace: 12 * time.Hour}
		owed, keys = append(owed, o), append(keys, o.Key())
	}
	w.ok(w.db.Owe(w.Context(), owed...))
	return keys
}

// sendTheRest lets the program live until nothing is due any more.
func (w *town) sendTheRest() {
	w.Helper()
	for {
		w.ahead.Add(int64(afterwards))
		started := w.now()
		life := w.serve()
		w.ready()
		within(w, time.Minute, "what was due is sent", func() bool { return !w.due(started) })
		if status := life.stop(w); status != 0 {
			w.Fatalf("stopped: status %d\n%s", status, life.wrong.String())
		}
		if !w.due(w.now().Add(afterwards)) {
			return
		}
	}
}

// due reports whether something is to be sent before a moment.
func (w *town) due(before time.Time) bool {
	w.Helper()
	at, _, ahead, err := w.db.NextDue(w.Context())
	w.ok(err)
	return ahead && at.Before(before)
}

// postings are the posts of the bot by the key of what was owed.
type postings struct {
	mu      sync.Mutex
	posts   map[string]map[string]bool
	several int // how often one was seen that says several
}

func (w *town) observe() (*postings, *atomic.Int64) {
	p, receipts := &postings{posts: map[string]map[string]bool{}}, &atomic.Int64{}
	w.chat.ObservePosts(p.see)
	w.chat.ObserveEphemerals(func(string, *model.Post) { receipts.Add(1) })
	return p, receipts
}

func (p *postings) see(post *model.Post) {
	key, _ := post.GetProp("gremienbot_key").(string)
	if key == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	keys := []string{key}
	others, _ := post.GetProp("gremienbot_keys").([]any)
	for _, o := range others {
		other, _ := o.(string)
		keys = append(keys, other)
	}
	for _, key := range keys {
		if p.posts[key] == nil {
			p.posts[key] = map[string]bool{}
		}
		p.posts[key][post.Id] = true
	}
	if len(keys) > 1 {
		p.several++
	}
}

// keys is how many different messages were posted.
func (p *postings) keys() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.posts)
}

// eachOnce holds that everything owed stands in the chat, and nothing twice.
func (p *postings) eachOnce(t testing.TB, owed []string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, key := range owed {
		if len(p.posts[key]) == 0 {
			t.Errorf("never sent: %s", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(p.posts)) {
		if n := len(p.posts[key]); n > 1 {
			t.Errorf("sent %d times: %s", n, key)
		}
	}
}
