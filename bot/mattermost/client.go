package mattermost

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"golang.org/x/time/rate"

	"gremienbot/bot"
)

const (
	remembered     = 60 * time.Second // people, memberships and names
	forbiddenSpell = 10 * time.Minute // how long a refused ephemeral post is not tried again
	directLife     = 24 * time.Hour   // a direct channel never changes its ID
)

// ClientOptions says how to reach a server. URL, Token, Callback, Keys and Now
// are required; what is left out has the default that its comment names.
type ClientOptions struct {
	// Draw makes a picture of a chart, if it can; nil: messages come without one.
	Draw func(context.Context, bot.Chart) (bot.File, bool)

	URL      string // of the server, such as https://chat.example.org
	Token    string // access token of the bot account
	Callback string // the address at which Mattermost reaches the Server
	Keys     Keys   // sign buttons and dialogs

	Roots     *x509.CertPool    // certificate authorities; nil: the system's
	Transport http.RoundTripper // nil: one of its own with Roots
	Agent     string            // User-Agent; "gremienbot"
	Timeout   time.Duration     // of one attempt; 15 s
	PerSecond float64           // requests; 50, negative: no limit
	Burst     int               // 100

	Now    func() time.Time
	Sleep  func(context.Context, time.Duration) error // returns early with the context's error
	Jitter func() float64                             // in [0, 1)
	Random io.Reader                                  // crypto/rand.Reader
}

func (o ClientOptions) withDefaults() ClientOptions {
	o.URL = strings.TrimRight(o.URL, "/")
	o.Callback = strings.TrimRight(o.Callback, "/")
	if o.Transport == nil {
		o.Transport = ownTransport(o.Roots)
	}
	if o.Agent == "" {
		o.Agent = "gremienbot"
	}
	if o.Timeout == 0 {
		o.Timeout = 15 * time.Second
	}
	if o.PerSecond == 0 {
		o.PerSecond = 50
	}
	if o.Burst == 0 {
		o.Burst = 100
	}
	return o.withSources()
}

func (o ClientOptions) withSources() ClientOptions {
	if o.Sleep == nil {
		o.Sleep = pause
	}
	if o.Jitter == nil {
		o.Jitter = mathrand.Float64
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return o
}

func (o ClientOptions) limit() rate.Limit {
	if o.PerSecond < 0 {
		return rate.Inf
	}
	return rate.Limit(o.PerSecond)
}

func ownTransport(roots *x509.CertPool) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	t.MaxIdleConnsPerHost = 32
	return t
}

// Client speaks to one Mattermost server as one bot. It is safe for concurrent
// use. Every error of its methods is a *bot.DeliveryError: Never when asking
// again will not help, Later when nothing was done and it may, Unsure when it
// may have been done.
type Client struct {
	api     *model.Client4
	encoder encoder
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
	random  io.Reader
	draw    func(context.Context, bot.Chart) (bot.File, bool)

	self      *cache[bot.Account]
	accounts  *cache[bot.Account] // by ID
	handles   *cache[bot.Account] // by lower-case handle
	members   *cache[bool]        // channel + user, true only
	channels  *cache[model.Channel]
	direct    *cache[string] // user to channel
	forbidden *cache[bool]   // "ephemeral" when the server refused one
}

// NewClient makes a client. It does not connect. It panics when Now or Keys are
// missing, mistakes of the program.
func NewClient(o ClientOptions) *Client {
	if o.Now == nil || len(o.Keys) == 0 {
		panic("mattermost: ClientOptions needs Now and Keys")
	}
	o = o.withDefaults()
	return &Client{
		api: newAPI(o), encoder: encoder{callback: o.Callback, keys: o.Keys},
		now: o.Now, sleep: o.Sleep, random: o.Random, draw: o.Draw,
		self: newCache[bot.Account](directLife, o.Now), accounts: newCache[bot.Account](remembered, o.Now),
		handles: newCache[bot.Account](remembered, o.Now), members: newCache[bool](remembered, o.Now),
		channels: newCache[model.Channel](remembered, o.Now), direct: newCache[string](directLife, o.Now),
		forbidden: newCache[bool](forbiddenSpell, o.Now),
	}
}

func newAPI(o ClientOptions) *model.Client4 {
	api := model.NewAPIv4Client(o.URL)
	api.HTTPClient = &http.Client{Transport: newTransport(o), CheckRedirect: refuseRedirect}
	api.SetToken(o.Token)
	return api
}

// Close gives up idle connections.
func (c *Client) Close() { c.api.HTTPClient.CloseIdleConnections() }

// Self is the bot's own account.
func (c *Client) Self(ctx context.Context) (bot.Account, error) {
	return c.self.fetch("me", func() (bot.Account, error) {
		u, resp, err := c.api.GetMe(ctx, "")
		if err != nil {
			return bot.Account{}, c.failed("asking who the bot is", resp, err)
		}
		return account(u), nil
	})
}
