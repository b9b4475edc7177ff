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

// The store of the program fits; the polls of these tests are made up.
var _ scheduler.Polls = (*storage.DB)(nil)

// words is a Composer whose messages say their kind.
type words struct {
	compose func(committee.Owed) (bool, error)
	draw    func(committee.Object) (string, error)
	// together may fail at saying several in one.
	together func() error
}

func (w *words) Compose(_ context.Context, o committee.Owed) (bot.Message, bool, error) {
	m := bot.Message{Text: string(o.Kind)}
	if w.compose == nil {
		return m, true, nil
	}
	still, err := w.compose(o)
	return m, still, err
}

// Together says how many it says.
func (w *words) Together(_ context.Context, owed []committee.Owed) (bot.Message, error) {
	m := bot.Message{Text: fmt.Sprint(len(owed), " in one")}
	if w.together == nil {
		return m, nil
	}
	return m, w.together()
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

// NextEnd is far off: the tests beat by hand.
func (*polls) NextEnd(context.Context) (time.Time, error) { return time.Time{}, nil }

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

func newWorld(tb testing.TB) *world {
	tb.Helper()
	return worldIn(tb, storagetest.Open(tb))
}

func worldIn(tb testing.TB, db *storage.DB) *world {
	tb.Helper()
	c, err := db.Found(tb.Context(), committee.Committee{
		Name: "Kommunalgremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kommunal",
	}, committee.Person{User: "office", Handle: "office", Name: "Office"}, noon)
	if err != nil {
		tb.Fatalf("founding: %v", err)
	}
	return &world{db: db, home: c, chat: &chat{}, words: &words{}, polls: &polls{}, plans: &planner{}}
}

func (w *world) options() scheduler.Options {
	return scheduler.Options{
		Store: w.db, Polls: w.polls, Composer: w.words, Poster: w.chat, Planners: []scheduler.Planner{w.plans},
		Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
	}
}

func (w *world) beat(tb testing.TB, now time.Time) {
	tb.Helper()
	if err := scheduler.New(w.options()).Beat(tb.Context(), now); err != nil {
		tb.Errorf("Beat(%v) = %v", now, err)
	}
}

// reminder is the nth of many to different people, due a second apart.
func (w *world) reminder(n int) committee.Owed {
	return committee.Owed{
		Committee: w.home.ID, Object: committee.Object{Kind: committee.MeetingObject, ID: 78}, Kind: committee.OwedDayBefore,
		User: fmt.Sprintf("user%03d", n), Due: noon.Add(time.Duration(n) * time.Second), Grace: time.Hour,
	}
}

func (w *world) owe(tb testing.TB, owed ...committee.Owed) {
	tb.Helper()
	if err := w.db.Owe(tb.Context(), owed...); err != nil {
		tb.Fatalf("owing: %v", err)
	}
}

func (w *world) oweReminders(tb testing.TB, n int) {
	tb.Helper()
	for i := range n {
		w.owe(tb, w.reminder(i))
	}
}

// pollReminders are those of some polls to some people, all due at noon. They are said
// to each person in one.
func (w *world) pollReminders(polls, people int) []committee.Owed {
	var owed []committee.Owed
	for p := range polls {
		for u := range people {
			owed = append(owed, committee.Owed{
				Committee: w.home.ID, Object: committee.Object{Kind: committee.PollObject, ID: int64(p + 1)}, Kind: committee.OwedDayLeft,
				User: fmt.Sprintf("user%03d", u), Due: noon, Grace: 12 * time.Hour,
			})
		}
	}
	return owed
}

// eachOnce checks that the first n reminders were posted exactly once and that
// nothing is left.
func (w *world) eachOnce(tb testing.TB, n int) {
	tb.Helper()
	times := w.chat.times()
	for i := range n {
		if key := w.reminder(i).Key(); times[key] != 1 {
			tb.Errorf("%s was posted %d times", key, times[key])
		}
	}
	if len(times) != n {
		tb.Errorf("%d different posts, want %d", len(times), n)
	}
	w.nothingLeft(tb)
}

func (w *world) nothingLeft(tb testing.TB) {
	tb.Helper()
	if at, what, ahead, err := w.db.NextDue(tb.Context()); ahead || err != nil {
		tb.Errorf("%+v is left for %v (%v), want nothing", what, at, err)
	}
}
