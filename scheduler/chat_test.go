package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"gremienbot/bot"
)

// chat is a Poster in memory. Unlike a real one it makes two posts of two
// requests with the same pending, so that only the look back prevents doubles.
type chat struct {
	mu    sync.Mutex
	posts []post
	edits int
	finds int
	// before and after may fail a request before or after its work is done.
	before, after func(channel string) error
	gone          map[string]time.Time // since when accounts are closed
	// during is called while a post is under way.
	during func(ctx context.Context, channel string)
}

type post struct {
	channel, key, text, pending string
	keys                        []string // of what it says too
}

func (p post) has(key string) bool { return p.key == key || slices.Contains(p.keys, key) }

func (c *chat) Post(ctx context.Context, channel string, m bot.Message, pending string) (string, error) {
	if c.during != nil {
		c.during(ctx, channel)
	}
	if err := c.fails(c.before, channel); err != nil {
		return "", err
	}
	c.mu.Lock()
	c.posts = append(c.posts, post{channel, m.Key, m.Text, pending, m.Keys})
	id := fmt.Sprint("post", len(c.posts)-1)
	c.mu.Unlock()
	return id, c.fails(c.after, channel)
}

func (c *chat) fails(f func(string) error, channel string) error {
	if f == nil {
		return nil
	}
	return f(channel)
}

func (c *chat) Edit(_ context.Context, channel, id string, m bot.Message) error {
	if err := c.fails(c.before, channel); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var n int
	if _, err := fmt.Sscanf(id, "post%d", &n); err != nil || n >= len(c.posts) {
		return &bot.DeliveryError{Fate: bot.Never, Err: errors.New("no such post")}
	}
	c.posts[n].text = m.Text
	c.edits++
	return nil
}

func (c *chat) Find(_ context.Context, channel, key string, _ time.Time) (string, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.finds++
	for i, p := range c.posts {
		if p.channel == channel && p.has(key) {
			return fmt.Sprint("post", i), true, nil
		}
	}
	return "", false, nil
}

// Account is closed for those in gone.
func (c *chat) Account(_ context.Context, user string) (bot.Account, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	since, gone := c.gone[user]
	return bot.Account{ID: user, Gone: gone, GoneAt: since}, nil
}

func (c *chat) DirectChannel(_ context.Context, user string) (string, error) {
	return "dm-" + user, nil
}

// all are the posts so far.
func (c *chat) all() []post {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]post(nil), c.posts...)
}

// times says how often each key was posted.
func (c *chat) times() map[string]int {
	n := map[string]int{}
	for _, p := range c.all() {
		n[p.key]++
		for _, k := range p.keys {
			n[k]++
		}
	}
	return n
}

func unsure(string) error {
	return &bot.DeliveryError{Fate: bot.Unsure, Err: errors.New("the answer was lost")}
}

func never(string) error {
	return &bot.DeliveryError{Fate: bot.Never, Err: errors.New("the bot was removed")}
}

func later(after time.Duration) func(string) error {
	return func(string) error {
		return &bot.DeliveryError{Fate: bot.Later, After: after, Err: errors.New("too many requests")}
	}
}
