package feed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"gremienbot/committee"
)

// Path is where calendars are served, below the address of the bot.
const Path = "/calendar/"

// suffix stands behind the secret: some calendars look at it.
const suffix = ".ics"

// Address is the address of a calendar, given the address under which the bot can
// be reached by other programs.
func Address(base, secret string) string {
	return strings.TrimRight(base, "/") + Path + secret + suffix
}

// Store is what the feed needs of the store.
type Store interface {
	// FeedOf finds the committee whose calendar has an address with a secret; it
	// returns committee.ErrMissing if there is none.
	FeedOf(ctx context.Context, secret string) (c committee.Committee, revoked bool, err error)
	// FeedEvents are the events that the calendar shows at an instant.
	FeedEvents(ctx context.Context, c committee.Committee, now time.Time) ([]committee.FeedEvent, error)
}

// Options are what a Feed is made of; all are required.
type Options struct {
	Store Store
	Words func(committee.Committee) Words
	Now   func() time.Time
	Log   *slog.Logger
}

// Feed serves the calendars. It is an http.Handler for GET and HEAD at Path, safe
// for concurrent use.
type Feed struct{ o Options }

// New makes a Feed.
func New(o Options) *Feed { return &Feed{o} }

// ServeHTTP implements http.Handler. Neither the address that was asked for nor
// what stands in the calendar is logged.
func (f *Feed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Robots-Tag", "noindex")
	w.Header().Set("Cache-Control", "private, no-cache") // keep it, but ask before using it
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only reading", http.StatusMethodNotAllowed)
		return
	}
	secret, ok := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, Path), suffix)
	if !ok || secret == "" {
		http.NotFound(w, r)
		return
	}
	c, revoked, err := f.o.Store.FeedOf(r.Context(), secret)
	switch {
	case errors.Is(err, committee.ErrMissing):
		http.NotFound(w, r)
	case err != nil:
		f.away(w, r, err)
	case revoked:
		http.Error(w, "this address was revoked", http.StatusGone)
	default:
		f.serve(w, r, c)
	}
}

func (f *Feed) serve(w http.ResponseWriter, r *http.Request, c committee.Committee) {
	now := f.o.Now()
	events, err := f.o.Store.FeedEvents(r.Context(), c, now)
	if err != nil {
		f.away(w, r, err)
		return
	}
	body := Calendar(f.o.Words(c), c, events)
	sum := sha256.Sum256(body)
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8; method=PUBLISH")
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", changed(events, now), bytes.NewReader(body))
}

// settled is how long ago a change must be before its second can tell two states
// of the calendar apart (RFC 9110, section 8.8.2.2).
const settled = 2 * time.Second

// changed is when the last of the events was changed; zero if there are none, or if
// there may be another change in the same second.
func changed(events []committee.FeedEvent, now time.Time) time.Time {
	var last time.Time
	for _, e := range events {
		if e.ChangedAt.After(last) {
			last = e.ChangedAt
		}
	}
	if now.Sub(last) < settled {
		return time.Time{}
	}
	return last
}

func (f *Feed) away(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody waits for an answer
	}
	f.o.Log.ErrorContext(r.Context(), "serving a calendar", "err", err)
	w.Header().Set("Retry-After", "300")
	http.Error(w, "try again later", http.StatusServiceUnavailable)
}
