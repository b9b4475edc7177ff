// Package assembly introduces the rooms to each other: it makes a running bot
// of a database and the address of a chat. The program and the playground both
// start what it makes; it decides nothing itself.
package assembly

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/chart"
	"gremienbot/bot/feed"
	"gremienbot/bot/mattermost"
	"gremienbot/bot/messages"
	"gremienbot/commands"
	"gremienbot/committee"
	"gremienbot/scheduler"
	"gremienbot/storage"
)

// Options are what a bot is made of; all fields but Lang and PublicURL are required.
type Options struct {
	DB            *storage.DB // migrated
	Chat          mattermost.ClientOptions
	CommandTokens []string
	Now           func() time.Time
	Log           *slog.Logger
	// Lang is the language of what is said before anybody is known; "de".
	Lang string
	// PublicURL is the address under which calendar programs reach the bot; "" if
	// they cannot.
	PublicURL string
}

// Bot is a bot that can serve: Handler hears Mattermost, Scheduler beats.
type Bot struct {
	Handler   http.Handler
	Scheduler *scheduler.Scheduler
	Client    *mattermost.Client
	server    *mattermost.Server
}

// Make introduces the rooms to each other. It starts nothing but the queue of
// private answers; end that with Close.
func Make(o Options) (*Bot, error) {
	if o.DB == nil || o.Now == nil || o.Log == nil {
		return nil, errors.New("a bot needs a database, a clock and a log")
	}
	o.Chat.Now = o.Now
	o.Chat.Draw = func(ctx context.Context, c bot.Chart) (bot.File, bool) {
		f, err := chart.PNG(c)
		if err != nil {
			o.Log.ErrorContext(ctx, "drawing a chart", "err", err)
		}
		return f, err == nil
	}
	client := mattermost.NewClient(o.Chat)
	b := &Bot{Client: client}
	b.Scheduler = scheduler.New(scheduler.Options{
		Store: o.DB, Polls: o.DB, Assessments: o.DB, Composer: scheduler.Words{Records: o.DB}, Poster: client,
		Planners: []scheduler.Planner{planner(o.DB.PlanMeetings), planner(o.DB.LapseTopics), planner(o.DB.SweepDrafts)}, Now: o.Now, Log: o.Log,
	})
	desk := commands.Desk{
		Store: o.DB, Chat: client, Now: o.Now, Log: o.Log, Kick: b.Scheduler.Kick,
		Away: storage.Unavailable, Unsure: storage.Unsure, Calendars: calendars(o.PublicURL),
	}
	var router bot.Router
	desk.Register(&router)
	b.server = mattermost.NewServer(mattermost.ServerOptions{
		Router: &router, Client: client, CommandTokens: o.CommandTokens, Words: words(o.Lang),
		Now: o.Now, Log: o.Log, Ready: ready(o.DB), Receipts: o.DB,
	})
	b.Handler = doors(b.server, feed.New(feed.Options{Store: o.DB, Words: inItsLanguage, Now: o.Now, Log: o.Log}))
	return b, nil
}

// doors is the one server for both who call: Mattermost, and calendars.
func doors(chat, calendars http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", chat)
	mux.Handle(feed.Path, calendars)
	return mux
}

// inItsLanguage are the words of a committee's calendar.
func inItsLanguage(c committee.Committee) feed.Words { return messages.In(c.Lang, c.Location()) }

// calendars are how calendars leave the chat.
func calendars(public string) commands.Calendars {
	c := commands.Calendars{File: func(c committee.Committee, events []committee.FeedEvent) []byte {
		return feed.Calendar(inItsLanguage(c), c, events)
	}}
	if public != "" {
		c.Address = func(secret string) string { return feed.Address(public, secret) }
	}
	return c
}

// Close waits for private answers that are on their way, until ctx ends.
func (b *Bot) Close(ctx context.Context) error {
	err := b.server.Close(ctx)
	b.Client.Close()
	return err
}

// ready reports whether the database answers and its schema is the program's.
func ready(db *storage.DB) func(context.Context) error {
	return func(ctx context.Context) error {
		have, want, err := db.Version(ctx)
		if err == nil && have < want {
			err = fmt.Errorf("the database has schema %d, the program needs %d", have, want)
		}
		return err
	}
}

// words are what the adapter says when no handler is asked.
func words(lang string) mattermost.Words {
	v := messages.In(lang, time.UTC)
	return mattermost.Words{Fault: v.Say("form.broken"), Forged: v.Say("expired"), Expired: v.Say("expired"), Cut: v.Say("cut")}
}

// planner makes a function a Planner.
type planner func(context.Context, time.Time) error

// Plan writes down what will be owed.
func (p planner) Plan(ctx context.Context, now time.Time) error { return p(ctx, now) }

// Idle waits until private answers that were due before are sent.
func (b *Bot) Idle(ctx context.Context) error { return b.server.Idle(ctx) }
