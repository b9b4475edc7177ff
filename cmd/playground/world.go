package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"gremienbot/bot/mattermost"
	"gremienbot/bot/mattermosttest"
	"gremienbot/cmd/assembly"
	"gremienbot/storage"
)

// options are what a playground is opened with.
type options struct {
	dir   string // where everything is kept
	dsn   string // a database to use; "" starts a private one in dir
	fresh bool   // forget what was kept
	wall  func() time.Time
	log   *slog.Logger
	step  func(what string) // told of every step of the start; nil for nobody
}

// tell says what is done next.
func (o options) tell(step string) {
	if o.step != nil {
		o.step(step)
	}
}

// memory is what is kept between starts, besides the database and the chat.
type memory struct {
	Now           time.Time `json:"now"`
	Token         string    `json:"token"`
	CommandTokens []string  `json:"command_tokens"`
	Keys          string    `json:"keys"`
	Door          string    `json:"door"` // where the bot listens; it stands in the buttons
}

// playground is everything running: call close.
type playground struct {
	options
	db      *storage.DB
	private *storage.Private

	mu   sync.Mutex
	town *scene // replaced by a reset
}

// scene is one run of the world, from a beginning or from what was kept.
type scene struct {
	memory
	clock  *tape
	chat   *mattermosttest.Server
	url    string
	bot    *assembly.Bot
	keys   mattermost.Keys
	stop   context.CancelFunc
	ended  sync.WaitGroup
	leave  []func()
	chatAt string
	noteAt string
}

// open starts the database and the world in it.
func open(ctx context.Context, o options) (*playground, error) {
	p := &playground{options: o}
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the folder: %w", err)
	}
	o.tell("Datenbank wird gestartet")
	if o.dsn == "" {
		private, err := storage.StartPrivate(ctx, filepath.Join(o.dir, "postgres"), o.log)
		if err != nil {
			return nil, err
		}
		p.private, p.dsn = private, private.DSN()
	}
	var err error
	if p.db, err = storage.Open(ctx, p.dsn, storage.Options{}); err != nil {
		p.close()
		return nil, err
	}
	if o.fresh {
		err = p.forget(ctx)
	}
	if err == nil {
		p.town, err = p.raise(ctx)
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *playground) chatFile() string { return filepath.Join(p.dir, "chat.json") }
func (p *playground) noteFile() string { return filepath.Join(p.dir, "playground.json") }

// forget removes everything that was kept.
func (p *playground) forget(ctx context.Context) error {
	_ = os.Remove(p.chatFile())
	_ = os.Remove(p.noteFile())
	return p.db.Erase(ctx)
}

// raise continues what was kept, or begins anew when nothing was.
func (p *playground) raise(ctx context.Context) (*scene, error) {
	s := &scene{chatAt: p.chatFile(), noteAt: p.noteFile()}
	known, err := s.remember()
	if err != nil || !known {
		if err := p.forget(ctx); err != nil {
			return nil, err
		}
		s.memory = memory{Now: beginning}
	}
	if err := p.db.Migrate(ctx); err != nil {
		return nil, err
	}
	p.tell("Chat und Bot werden gestartet")
	s.clock = newTape(p.wall, s.Now)
	if err := s.openChat(known); err != nil {
		s.close()
		return nil, err
	}
	if err := s.openBot(ctx, p, known); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// remember reads what was kept; false when there is nothing whole.
func (s *scene) remember() (bool, error) {
	text, err := os.ReadFile(s.noteAt)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s.memory)
	}
	_, missing := os.Stat(s.chatAt)
	return missing == nil && err == nil, err
}

func (s *scene) openChat(known bool) error {
	s.chat = mattermosttest.New(mattermosttest.Options{Now: s.clock.Now})
	s.chat.AllowInternal("127.0.0.1")
	url, stop := s.chat.Start()
	s.url, s.leave = url, append(s.leave, stop)
	if !known {
		return nil
	}
	f, err := os.Open(s.chatAt)
	if err != nil {
		return fmt.Errorf("reading the chat: %w", err)
	}
	defer f.Close()
	return s.chat.Load(f)
}

// openBot sets the bot up on the chat if it is new, and starts it.
func (s *scene) openBot(ctx context.Context, p *playground, known bool) error {
	listener, err := s.listen(ctx)
	if err != nil {
		return err
	}
	s.leave = append(s.leave, func() { _ = listener.Close() })
	callback := "http://" + listener.Addr().String()
	var result mattermost.SetupResult
	if !known {
		if result, err = s.install(ctx, callback); err != nil {
			return err
		}
	}
	if s.keys, err = mattermost.ParseKeys(s.Keys); err != nil {
		return err
	}
	s.bot, err = assembly.Make(assembly.Options{
		DB: p.db, CommandTokens: s.CommandTokens, Now: s.clock.Now, Log: p.log, Lang: "de", PublicURL: callback,
		Chat: mattermost.ClientOptions{URL: s.url, Token: s.Token, Callback: callback, Keys: s.keys, PerSecond: -1},
	})
	if err != nil {
		return err
	}
	s.clock.beat, s.clock.due = s.bot.Scheduler.Beat, p.db.NextDue
	if !known {
		if err := s.found(ctx, p, result); err != nil {
			return err
		}
	}
	s.start(ctx, listener)
	return s.keep()
}

// listen opens the bot's door where it was, so that the buttons in the chat
// still lead to it.
func (s *scene) listen(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	if s.Door != "" {
		if l, err := config.Listen(ctx, "tcp", s.Door); err == nil {
			return l, nil
		}
	}
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening the bot's port: %w", err)
	}
	s.Door = l.Addr().String()
	return l, nil
}

// install does what `gremienbot setup` does.
func (s *scene) install(ctx context.Context, callback string) (mattermost.SetupResult, error) {
	picture, err := assembly.Picture()
	if err != nil {
		return mattermost.SetupResult{}, err
	}
	name, description := assembly.Profile("de")
	r, err := mattermost.Setup(ctx, mattermost.SetupOptions{
		URL: s.url, Login: mattermosttest.AdminName, Password: mattermosttest.AdminPassword, Team: teamName, Channel: channelName,
		Handle: botHandle, Name: name, Description: description, Picture: picture, Triggers: assembly.Triggers("de"),
		Callback: callback, PrivatePosts: true, MakePlaces: true, ChangeSettings: true, Now: s.clock.Now,
	})
	if err != nil {
		return r, fmt.Errorf("setting the bot up: %w", err)
	}
	key, err := mattermost.NewKey(rand.Reader, "k1")
	s.Token, s.CommandTokens, s.Keys = r.Token, r.CommandTokens, mattermost.Keys{key}.Text()
	return r, err
}

func (s *scene) found(ctx context.Context, p *playground, result mattermost.SetupResult) error {
	p.tell("Gründungsfall wird angelegt: 14 Sitze, Themen, Bedarfe, eine Umfrage")
	town, err := admin(ctx, s.url)
	if err != nil {
		return err
	}
	f := &founding{town: town, db: p.db, setup: result, now: s.clock.Now()}
	if err := f.run(ctx); err != nil {
		return err
	}
	return s.bot.Scheduler.Beat(ctx, s.clock.Now())
}

// start serves the bot, beats, and keeps the chat every few seconds.
func (s *scene) start(ctx context.Context, listener net.Listener) {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	server := &http.Server{Handler: s.bot.Handler, ReadHeaderTimeout: 5 * time.Second}
	s.leave = append(s.leave, func() { _ = server.Close() })
	s.ended.Go(func() { _ = server.Serve(listener) })
	s.ended.Go(func() { _ = s.bot.Scheduler.Run(running) })
	s.ended.Go(func() {
		tick := time.NewTicker(5 * time.Second)
		defer tick.Stop()
		for {
			select {
			case <-running.Done():
				return
			case <-tick.C:
				_ = s.keep()
			}
		}
	})
}

// keep writes down what is to be known at the next start.
func (s *scene) keep() error {
	note := s.memory
	note.Now = s.clock.Now()
	text, err := json.Marshal(note)
	if err != nil {
		return fmt.Errorf("writing the note: %w", err)
	}
	chat, err := os.CreateTemp(filepath.Dir(s.chatAt), "chat-*")
	if err != nil {
		return fmt.Errorf("keeping the chat: %w", err)
	}
	defer os.Remove(chat.Name())
	if err := errors.Join(s.chat.Save(chat), chat.Close(), os.Rename(chat.Name(), s.chatAt)); err != nil {
		return fmt.Errorf("keeping the chat: %w", err)
	}
	return os.WriteFile(s.noteAt, text, 0o600)
}

// close ends the world in the order in which its parts need each other.
func (s *scene) close() {
	if s.stop != nil {
		s.stop()
		_ = s.keep()
	}
	for _, v := range slices.Backward(s.leave) {
		v()
	}
	s.ended.Wait()
	if s.bot != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = s.bot.Close(ctx)
	}
}

func (p *playground) close() {
	if p.town != nil {
		p.town.close()
	}
	if p.db != nil {
		_ = p.db.Close()
	}
	if p.private != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_ = p.private.Stop(ctx)
	}
}
