// Command playground is a chat in the browser with invented people: the
// stand-in Mattermost of bot/mattermosttest, a page to look at it, and a clock
// that can be moved. It has no passwords and listens on loopback only.
//
// page.go serves the page and its door (/playground/…) and says in
// PageOptions what it needs; the files of the page are in the folder page, in
// plain HTML, CSS and JavaScript without anything from elsewhere.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"time"

	"gremienbot/bot/mattermosttest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, "127.0.0.1:8066"); err != nil {
		fmt.Fprintln(os.Stderr, "playground:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, address string) error {
	clock := &aheadClock{real: time.Now}
	chat := mattermosttest.New(mattermosttest.Options{Now: clock.Now})
	chat.AllowInternal("127.0.0.1 localhost")
	url, stop := chat.Start()
	defer stop()
	options, err := settle(ctx, url, clock)
	if err != nil {
		return err
	}
	options.Chat = chat
	server := &http.Server{Addr: address, Handler: NewPage(options), ReadHeaderTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	fmt.Println("http://" + address)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return fmt.Errorf("serving the page: %w", err)
	}
	return nil
}

// settle builds the town: a team, a channel, a bot account and the people.
func settle(ctx context.Context, url string, clock Clock) (PageOptions, error) {
	w, err := mattermosttest.NewWorld(ctx, url, mattermosttest.AdminName, mattermosttest.AdminPassword)
	if err != nil {
		return PageOptions{}, err
	}
	if _, _, err := w.Bot(ctx, "gremienbot"); err != nil {
		return PageOptions{}, err
	}
	tokens := map[string]string{}
	for _, f := range founders {
		p, err := w.Person(ctx, f.Handle, f.Name)
		if err != nil {
			return PageOptions{}, err
		}
		tokens[f.Handle] = p.Client.AuthToken
	}
	return PageOptions{
		Team: w.Team.Name, Channel: w.Unique("sitzungssaal"), Bot: w.Unique("gremienbot"),
		People: founders, Clock: clock, Zone: time.Local,
		Login: func(_ context.Context, handle string) (string, error) { return tokens[handle], nil },
		Reset: func(context.Context) error { return errRestart },
	}, nil
}

var errRestart = fmt.Errorf("please stop and start the playground: nothing is kept")

// aheadClock runs like a real one, ahead of it by as much as it was moved.
type aheadClock struct {
	real func() time.Time

	mu    sync.Mutex
	ahead time.Duration
}

// Now is the real time and what the clock is ahead.
func (c *aheadClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.real().Add(c.ahead)
}

// Advance moves the clock; nothing becomes due.
func (c *aheadClock) Advance(_ context.Context, to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = to.Sub(c.real())
	return nil
}

// Next says that nothing is due.
func (c *aheadClock) Next(context.Context) (time.Time, string, error) {
	return time.Time{}, "", nil
}
