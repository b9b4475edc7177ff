package scheduler_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/scheduler"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

var noon = time.Date(2027, 3, 17, 12, 0, 0, 0, time.UTC)

// words is a Composer whose messages say their kind.
type words struct {
	compose func(committee.Owed) (bool, error)
	draw    func(committee.Object) (string, error)
}

func (w *words) Compose(_ context.Context, o committee.Owed) (bot.Message, bool, error) {
	m := bot.Message{Text: string(o.Kind)}
	if w.compose == nil {
		return m, true, nil
	}
	still, err := w.compose(o)
	return m, still, err
}

func (w *words) Draw(_ context.Context, o committee.Object) (bot.Message, error) {
	if w.draw == nil {
		return bot.Message{Text: "redrawn"}, nil
	}
	text, err := w.draw(o)
	return bot.Message{Text: text}, err
}

// polls end when they are due, unless they cannot be closed.
type polls struct {
	mu     sync.Mutex
	due    map[int64]time.Time
	broken int64
}

func (p *polls) DuePolls(_ context.Context, now time.Time) ([]int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []int64
	for id, at := range p.due {
		if !at.After(now) {
			list = append(list, id)
		}
	}
	return list, nil
}

func (p *polls) ClosePoll(_ context.Context, id int64, _ time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id == p.broken {
		panic("a bug")
	}
	delete(p.due, id)
	return nil
}

// planner counts how often it plans.
type planner struct {
	mu    sync.Mutex
	days  []time.Time
	fails error
}

func (p *planner) Plan(_ context.Context, now time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.days = append(p.days, now)
	return p.fails
}

// world is a committee, its memory and its chat.
type world struct {
	db    *storage.DB
	home  committee.Committee
	chat  *chat
	words *words
	polls *polls
	plans *planner
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return worldIn(t, storagetest.Open(t))
}

func worldIn(t testing.TB, db *storage.DB) *world {
	t.Helper()
	c, err := db.Found(t.Context(), committee.Committee{
		Name: "Kommunalgremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kommunal",
	}, committee.Person{User: "office", Handle: "office", Name: "Office"}, noon)
	if err != nil {
		t.Fatalf("founding: %v", err)
	}
	return &world{db: db, home: c, chat: &chat{}, words: &words{}, polls: &polls{}, plans: &planner{}}
}

func (w *world) options() scheduler.Options {
	return scheduler.Options{
		Store: w.db, Polls: w.polls, Composer: w.words, Poster: w.chat, Planners: []scheduler.Planner{w.plans},
		Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
	}
}

func (w *world) beat(t testing.TB, now time.Time) {
	t.Helper()
	if err := scheduler.New(w.options()).Beat(t.Context(), now); err != nil {
		t.Errorf("Beat(%v) = %v", now, err)
	}
}

// reminder is the nth of many to different people, due a second apart.
func (w *world) reminder(n int) committee.Owed {
	return committee.Owed{
		Committee: w.home.ID, Object: committee.Object{Kind: committee.MeetingObject, ID: 78}, Kind: committee.OwedDayBefore,
		User: fmt.Sprintf("user%03d", n), Due: noon.Add(time.Duration(n) * time.Second), Grace: time.Hour,
	}
}

func (w *world) owe(t testing.TB, owed ...committee.Owed) {
	t.Helper()
	if err := w.db.Owe(t.Context(), owed...); err != nil {
		t.Fatalf("owing: %v", err)
	}
}

func (w *world) oweReminders(t testing.TB, n int) {
	t.Helper()
	for i := range n {
		w.owe(t, w.reminder(i))
	}
}

// eachOnce checks that the first n reminders were posted exactly once and that
// nothing is left.
func (w *world) eachOnce(t testing.TB, n int) {
	t.Helper()
	times := w.chat.times()
	for i := range n {
		if key := w.reminder(i).Key(); times[key] != 1 {
			t.Errorf("%s was posted %d times", key, times[key])
		}
	}
	if len(times) != n {
		t.Errorf("%d different posts, want %d", len(times), n)
	}
	w.nothingLeft(t)
}

func (w *world) nothingLeft(t testing.TB) {
	t.Helper()
	if at, what, ahead, err := w.db.NextDue(t.Context()); ahead || err != nil {
		t.Errorf("%+v is left for %v (%v), want nothing", what, at, err)
	}
}
