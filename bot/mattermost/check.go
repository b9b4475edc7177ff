package mattermost

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// Level says how bad a finding is.
type Level int

// The levels.
const (
	Fine    Level = iota // as it should be
	Notice               // works, but somebody should know
	Trouble              // does not work
)

// FindingKind names what was found; the words belong to whoever runs the check.
type FindingKind string

// What Check finds. What stands in brackets are the names in Finding.Args.
const (
	ServerReached        FindingKind = "server_reached"         // [version]
	ServerUnreachable    FindingKind = "server_unreachable"     // [url]
	ClockSkewed          FindingKind = "clock_skewed"           // [seconds]
	SiteURLEmpty         FindingKind = "site_url_empty"         //
	TokenHolds           FindingKind = "token_holds"            // [bot]
	TokenRefused         FindingKind = "token_refused"          // [bot]
	TokenExpired         FindingKind = "token_expired"          // [bot date]
	TokenExpires         FindingKind = "token_expires"          // [date]
	TokenOfPerson        FindingKind = "token_of_person"        // [name]
	TeamMissing          FindingKind = "team_missing"           // [team]
	BotOutsideTeam       FindingKind = "bot_outside_team"       // [team bot]
	ChannelMissing       FindingKind = "channel_missing"        // [channel team]
	BotOutsideChannel    FindingKind = "bot_outside_channel"    // [channel bot team]
	BotInside            FindingKind = "bot_inside"             // [channel team]
	CommandMissing       FindingKind = "command_missing"        // [trigger team]
	CommandElsewhere     FindingKind = "command_elsewhere"      // [trigger url want]
	CommandShadowed      FindingKind = "command_shadowed"       // [trigger]
	CommandForeign       FindingKind = "command_foreign"        // [trigger want]: shadowed or elsewhere, an administrator's token would tell
	CommandFailed        FindingKind = "command_failed"         // [trigger reason]
	CommandTokenUnknown  FindingKind = "command_token_unknown"  // [trigger]
	CommandsAnswer       FindingKind = "commands_answer"        // [triggers]
	CallbackReached      FindingKind = "callback_reached"       // [url]
	CallbackUnreachable  FindingKind = "callback_unreachable"   // [url reason]
	CallbackForbidden    FindingKind = "callback_forbidden"     // [url entry]
	CalendarUnset        FindingKind = "calendar_unset"         // : no public address
	CalendarReached      FindingKind = "calendar_reached"       // [url]
	CalendarUnreachable  FindingKind = "calendar_unreachable"   // [url reason]
	CalendarWide         FindingKind = "calendar_wide"          // [url]: more than calendars is reached
	CalendarPlain        FindingKind = "calendar_plain"         // [url]: without TLS
	PrivatePostsGranted  FindingKind = "private_posts_granted"  //
	PrivatePostsMissing  FindingKind = "private_posts_missing"  // [bot]
	DatabaseReached      FindingKind = "database_reached"       //
	DatabaseAway         FindingKind = "database_away"          // [reason]
	MigrationsMissing    FindingKind = "migrations_missing"     // [reason]
	MigrationsUpToDate   FindingKind = "migrations_up_to_date"  //
	PollsIntact          FindingKind = "polls_intact"           // [count]
	PollsAltered         FindingKind = "polls_altered"          // [polls]: not what was opened, by their checksums
	CheckedWithoutRights FindingKind = "checked_without_rights" // : no administrator's token, so expiry and settings were not seen
)

// Finding is one thing that is as it should be or is not.
type Finding struct {
	Kind  FindingKind
	Level Level
	Args  map[string]string
}

// Store is what Check asks of the database.
type Store interface {
	// Ping returns nil when the database answers.
	Ping(ctx context.Context) error
	// Migrated returns nil when the tables are those of this program.
	Migrated(ctx context.Context) error
	// Altered compares the polls that have a checksum with it: how many there are,
	// and the numbers of those that are not what was opened.
	Altered(ctx context.Context) (compared int, numbers []string, err error)
}

// CheckOptions says what to check. AdminToken, Public, Store, Roots and Transport
// may be left out; without an administrator's token some faults cannot be told apart.
type CheckOptions struct {
	URL, Token    string
	AdminToken    string
	Handle        string // of the bot account, for when its token tells nothing
	Team, Channel string // as in the address of the channel
	Triggers      []Trigger
	Callback      string
	Public        string // under which calendar programs reach the bot, "" if they do not
	Calendar      string // the address of a calendar there that nobody has
	Keys          Keys
	CommandTokens []string
	Store         Store

	Roots     *x509.CertPool
	Transport http.RoundTripper
	Now       func() time.Time
}

// check is one run.
type check struct {
	o     CheckOptions
	api   *model.Client4 // as the bot
	admin *model.Client4 // nil without a token that holds
	me    *model.User
	team  *model.Team
	home  *model.Channel
	found []Finding
	// reached says that the callback answered from here.
	reached bool
	setting string // AllowedUntrustedInternalConnections, if an administrator's token shows it
}

// Check looks at everything the bot needs and says what it found, in the order
// in which it should be mended. It changes nothing. To see whether Mattermost
// reaches the program it types a command as the bot, which only the bot sees
// and only a Server with the same keys answers.
func Check(ctx context.Context, o CheckOptions) []Finding {
	c := &check{o: o, api: newAPI(o.client(o.Token).withDefaults())}
	defer c.close()
	c.database(ctx)
	c.callback(ctx)
	c.calendars(ctx)
	if !c.server(ctx) {
		return c.found
	}
	c.authority(ctx)
	if !c.token(ctx) {
		return c.found
	}
	if c.membership(ctx) {
		c.commands(ctx)
	}
	c.privatePosts(ctx)
	return c.found
}

func (c *check) close() {
	c.api.HTTPClient.CloseIdleConnections()
	if c.admin != nil {
		c.admin.HTTPClient.CloseIdleConnections()
	}
}

func (o CheckOptions) client(token string) ClientOptions {
	return ClientOptions{URL: o.URL, Token: token, Roots: o.Roots, Transport: o.Transport, Now: o.Now, PerSecond: -1}
}

// add notes a finding; args are names and values in turn.
func (c *check) add(level Level, kind FindingKind, args ...string) {
	f := Finding{Kind: kind, Level: level, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	c.found = append(c.found, f)
}

func (c *check) database(ctx context.Context) {
	if c.o.Store == nil {
		return
	}
	if err := c.o.Store.Ping(ctx); err != nil {
		c.add(Trouble, DatabaseAway, "reason", err.Error())
		return
	}
	c.add(Fine, DatabaseReached)
	if err := c.o.Store.Migrated(ctx); err != nil {
		c.add(Trouble, MigrationsMissing, "reason", err.Error())
		return
	}
	c.add(Fine, MigrationsUpToDate)
	compared, altered, err := c.o.Store.Altered(ctx)
	switch {
	case err != nil:
		c.add(Trouble, DatabaseAway, "reason", err.Error())
	case len(altered) > 0:
		c.add(Trouble, PollsAltered, "polls", strings.Join(altered, ", "))
	case compared > 0:
		c.add(Fine, PollsIntact, "count", strconv.Itoa(compared))
	}
}

// callback asks the program's own health, from here.
func (c *check) callback(ctx context.Context) {
	resp, err := c.get(ctx, c.o.Callback+"/healthz")
	if err != nil {
		c.add(Trouble, CallbackUnreachable, "url", c.o.Callback, "reason", reason(err))
		return
	}
	if resp.StatusCode != http.StatusOK {
		c.add(Trouble, CallbackUnreachable, "url", c.o.Callback, "reason", resp.Status)
		return
	}
	c.reached = true
	c.add(Fine, CallbackReached, "url", c.o.Callback)
}

func newName() string { return rand.Text() }
