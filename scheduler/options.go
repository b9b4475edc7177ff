package scheduler

import (
	"context"
	"log/slog"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Claimed is a message to be sent by one scheduler; package storage says what
// each field means. It is an alias because neither room imports the other.
type Claimed = struct {
	Owed    committee.Owed
	Attempt int
	Pending string
	First   time.Time
	Unsure  bool
}

// StaleCard is a card to be redrawn by one scheduler; see [Claimed].
type StaleCard = struct {
	Object  committee.Object
	Channel string
	Post    string
	Wanted  int64
	Ballots string
	Until   time.Time
}

// Store is where everything that is owed is written down. What reports whether
// a claim held returns false when somebody else claimed the message since.
type Store interface {
	MissStale(ctx context.Context, now time.Time) (int, error)
	Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Claimed, error)
	MarkSent(ctx context.Context, c Claimed, drawn, now time.Time, channel, post string) (held bool, err error)
	Retry(ctx context.Context, c Claimed, at time.Time, unsure bool) (held bool, err error)
	SettleOwed(ctx context.Context, c Claimed, now time.Time, state, reason string) (held bool, err error)

	ReleaseCards(ctx context.Context) error
	StaleCards(ctx context.Context, now time.Time, every, lease time.Duration, limit int) ([]StaleCard, error)
	MarkDrawn(ctx context.Context, c StaleCard, at time.Time) error
	RedrawAt(ctx context.Context, c StaleCard, at time.Time) error
}

// Polls are the polls that end by themselves. ClosePoll must do nothing to a
// poll that is closed already, for two schedulers may find the same one.
type Polls interface {
	DuePolls(ctx context.Context, now time.Time) ([]int64, error)
	ClosePoll(ctx context.Context, id int64, now time.Time) error
	// NextEnd is when the first open poll ends, zero if none is open.
	NextEnd(ctx context.Context) (time.Time, error)
}

// Planner does what is to be done once a day: it writes down what will be owed,
// such as the meetings of a series and their reminders, or deletes what is too old.
// Planning twice must write nothing twice.
type Planner interface {
	Plan(ctx context.Context, now time.Time) error
}

// Composer finds the words.
type Composer interface {
	// Compose makes a message of what is owed. still is false if it is not
	// needed any more, because the person voted in the meantime for instance.
	Compose(ctx context.Context, o committee.Owed) (m bot.Message, still bool, err error)
	// Together makes one message of several that go together, each of which was just
	// composed and is still needed.
	Together(ctx context.Context, owed []committee.Owed) (bot.Message, error)
	// Draw makes the card of an object as it is now.
	Draw(ctx context.Context, o committee.Object) (bot.Message, error)
}

// Poster is the chat. Its errors are *bot.DeliveryError; any other is taken for
// Unsure.
type Poster interface {
	// Post posts once for requests with the same pending within some seconds.
	Post(ctx context.Context, channel string, m bot.Message, pending string) (post string, err error)
	Edit(ctx context.Context, channel, post string, m bot.Message) error
	// Find looks for the bot's own post with a key, deleted ones included, among
	// those since an instant of our clock; it allows for the chat's going wrong.
	Find(ctx context.Context, channel, key string, since time.Time) (post string, found bool, err error)
	// Account says whether somebody can still read what is sent to them.
	Account(ctx context.Context, user string) (bot.Account, error)
	// DirectChannel is where the bot talks to one person.
	DirectChannel(ctx context.Context, user string) (string, error)
}

// Options are what a Scheduler works with. Store, Polls, Composer, Poster, Now
// and Log are required; a zero number means its default.
type Options struct {
	Store    Store
	Polls    Polls
	Composer Composer
	Poster   Poster
	Planners []Planner
	// Assessments end by themselves too; nil: there are none.
	Assessments Assessments
	Now         func() time.Time
	Log         *slog.Logger

	// Lease is how long a claim lasts, 2 minutes. It must be longer than Timeout
	// and LookBack together.
	Lease time.Duration
	// Timeout ends one message or card, with all that it takes to compose and to
	// post it: 10 s.
	Timeout time.Duration
	// LookBack is how long after an attempt of unknown fate the channel is
	// searched for the post: 5 s, since the chat may read from a replica.
	LookBack time.Duration
	// Backoff is the wait after a first failure, 2 s. It doubles with each further
	// one, up to 5 minutes.
	Backoff time.Duration
	// Redraw is the least time between two drawings of a card, 2 s.
	Redraw time.Duration
	// Workers is how many recipients are served at a time, 4.
	Workers int
	// Batch is how many messages or cards are claimed at a time, 100.
	Batch int
}

func (o Options) withDefaults() Options {
	o.Lease = orElse(o.Lease, 2*time.Minute)
	o.Timeout = orElse(o.Timeout, 10*time.Second)
	o.LookBack = orElse(o.LookBack, 5*time.Second)
	o.Backoff = orElse(o.Backoff, 2*time.Second)
	o.Redraw = orElse(o.Redraw, 2*time.Second)
	o.Workers = orElse(o.Workers, 4)
	o.Batch = orElse(o.Batch, 100)
	return o
}

func orElse[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}
