package feed_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gremienbot/bot/feed"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func TestMain(m *testing.M) { storagetest.Main(m) }

var (
	noon   = time.Date(2027, time.March, 1, 11, 0, 0, 0, time.UTC)
	office = committee.Person{User: "office", Handle: "office", Name: "Office", Roles: []committee.Role{committee.Office}}
)

// town is a committee with three meetings, and the feed.
type town struct {
	*testing.T
	db     *storage.DB
	c      committee.Committee
	feed   http.Handler
	log    bytes.Buffer
	now    time.Time
	secret string // of the office
	line   *storagetest.Line
}

func open(t *testing.T) *town {
	t.Helper()
	w := &town{T: t, now: noon.Add(time.Minute), line: storagetest.Proxy(t, storagetest.DSN(t))}
	var err error
	w.db, err = storage.Open(t.Context(), w.line.DSN(), storage.Options{})
	w.ok(err)
	t.Cleanup(func() { _ = w.db.Close() })
	w.c, err = w.db.Found(t.Context(), committee.Committee{Name: "Kommunalgremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kommunal"}, office, noon)
	w.ok(err)
	s, err := committee.SetSeries(w.c, office, committee.SeriesDraft{Kind: calendar.Virtual, When: "10.3.2027 und 14.4.2027 und 10.11.2027", Start: "10:00", Link: "https://video.example.org/a"}, noon)
	w.ok(err)
	_, _, err = w.db.SetSeries(t.Context(), s, "office", "", noon)
	w.ok(err)
	w.secret = w.address("office")
	w.feed = feed.New(feed.Options{
		Store: w.db, Words: func(committee.Committee) feed.Words { return words{} }, Now: func() time.Time { return w.now },
		Log: slog.New(slog.NewTextHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	return w
}

func (w *town) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *town) address(user string) string {
	w.Helper()
	secret, err := w.db.MakeFeedAddress(w.Context(), w.c.ID, user, true, noon, func(committee.Person) error { return nil })
	w.ok(err)
	return secret
}

// reply is what was answered, without its text.
type reply struct {
	StatusCode int
	Header     http.Header
}

// ask asks for a path; headers are names and values in turn.
func (w *town) ask(method, path string, headers ...string) (reply, string) {
	w.Helper()
	r := httptest.NewRequestWithContext(w.Context(), method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	w.feed.ServeHTTP(answer, r)
	got := answer.Result()
	defer func() { w.ok(got.Body.Close()) }()
	body, err := io.ReadAll(got.Body)
	w.ok(err)
	return reply{got.StatusCode, got.Header}, string(body)
}

func (w *town) cancelFirst(now time.Time) {
	w.Helper()
	ms, err := w.db.ComingMeetings(w.Context(), w.c.ID, now, 1)
	w.ok(err)
	_, _, err = w.db.ChangeMeeting(w.Context(), ms[0].ID, "office", "cancel", "", now, func(m committee.Meeting) (committee.Meeting, error) {
		return m.Cancel(office, m.Version, "Wahl", now)
	})
	w.ok(err)
}

func TestACalendarIsServedOnceAndThenOnlyIfItChanged(t *testing.T) {
	t.Parallel()
	w := open(t)
	path := strings.TrimPrefix(feed.Address("https://bot.example.org/", w.secret), "https://bot.example.org")
	first, body := w.ask(http.MethodGet, path)
	if got := first.Header.Get("Content-Type"); first.StatusCode != http.StatusOK || got != "text/calendar; charset=utf-8; method=PUBLISH" {
		t.Fatalf("%d, %s", first.StatusCode, got)
	}
	if n := len(read(t, body).Events()); n != 3 || first.Header.Get("Last-Modified") != noon.Format(http.TimeFormat) {
		t.Errorf("%d events, last modified %s", n, first.Header.Get("Last-Modified"))
	}
	tag := first.Header.Get("ETag")
	if again, same := w.ask(http.MethodGet, path); same != body || again.Header.Get("ETag") != tag || tag == "" {
		t.Error("a second request got other bytes")
	}
	for _, header := range [][]string{{"If-None-Match", tag}, {"If-Modified-Since", first.Header.Get("Last-Modified")}} {
		if got, text := w.ask(http.MethodGet, path, header...); got.StatusCode != http.StatusNotModified || text != "" {
			t.Errorf("%v: %d and %d bytes, want 304 and none", header, got.StatusCode, len(text))
		}
	}
	if got, text := w.ask(http.MethodHead, path); got.StatusCode != http.StatusOK || text != "" || got.Header.Get("ETag") != tag {
		t.Errorf("HEAD: %d and %d bytes", got.StatusCode, len(text))
	}

	w.now = noon.Add(time.Hour)
	w.cancelFirst(w.now)
	if got, _ := w.ask(http.MethodGet, path); got.Header.Get("Last-Modified") != "" {
		t.Errorf("in the second of the change it was last modified %s, and may be once more", got.Header.Get("Last-Modified"))
	}
	w.now = w.now.Add(time.Minute)
	got, after := w.ask(http.MethodGet, path, "If-None-Match", tag, "If-Modified-Since", first.Header.Get("Last-Modified"))
	if got.StatusCode != http.StatusOK || after == body || !strings.Contains(after, "\r\nSEQUENCE:1\r\nSTATUS:CANCELLED\r\n") || got.Header.Get("Last-Modified") != noon.Add(time.Hour).Format(http.TimeFormat) {
		t.Errorf("after a meeting was cancelled: %d\n%s", got.StatusCode, after)
	}
	if w.log.Len() > 0 {
		t.Errorf("logged: %s", w.log.String())
	}
}

func TestWhoHasNoAddressReadsNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	old := w.secret
	w.secret = w.address("office")
	for path, want := range map[string]int{
		feed.Path + w.secret + ".ics":                  http.StatusOK,
		feed.Path + old + ".ics":                       http.StatusGone,
		feed.Path + "AAAAAAAAAAAAAAAAAAAAAAAAAA.ics":   http.StatusNotFound,
		feed.Path + w.secret:                           http.StatusNotFound,
		feed.Path + strings.ToLower(w.secret) + ".ics": http.StatusNotFound,
		feed.Path + ".ics":                             http.StatusNotFound,
		feed.Path:                                      http.StatusNotFound,
		feed.Path + w.secret + ".ics.ics":              http.StatusNotFound,
		feed.Path + "a/" + w.secret + ".ics":           http.StatusNotFound,
	} {
		got, body := w.ask(http.MethodGet, path)
		if got.StatusCode != want || want != http.StatusOK && strings.Contains(body, "VEVENT") {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
		if got.Header.Get("X-Robots-Tag") != "noindex" { // doctor knows the bot by it
			t.Errorf("%s: search engines may keep it", path)
		}
	}
	if got, _ := w.ask(http.MethodPost, feed.Path+w.secret+".ics"); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got.StatusCode)
	}
}

func TestALostDatabaseIsNoLostCalendar(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.line.Cut()
	got, _ := w.ask(http.MethodGet, feed.Path+w.secret+".ics")
	if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
		t.Errorf("%d, want 503 and when to try again", got.StatusCode)
	}
	if log := w.log.String(); log == "" || strings.Contains(log, w.secret) {
		t.Errorf("logged, and without the secret: %q", log)
	}
}
