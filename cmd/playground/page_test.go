package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// door is the page without a chat and with a clock that stands at noon.
func door(t *testing.T) http.Handler {
	t.Helper()
	return NewPage(PageOptions{
		Chat: http.NotFoundHandler(), People: cast, Clock: &handClock{now: noon}, Zone: berlin(t),
	})
}

func TestClockIsMovedForwardOnly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body, want string
		status     int
	}{
		"an hour":                       {`{"by":"1h"}`, "2027-03-01T14:00:00+01:00", 200},
		"a day":                         {`{"by":"1d"}`, "2027-03-02T13:00:00+01:00", 200},
		"days over the change of time":  {`{"by":"30d"}`, "2027-03-31T13:00:00+02:00", 200},
		"the next event":                {`{"next":true}`, "2027-03-03T13:00:00+01:00", 200},
		"a moment with its offset":      {`{"to":"2027-03-10T09:00:00Z"}`, "2027-03-10T10:00:00+01:00", 200},
		"a local moment":                {`{"to":"2027-07-01T09:00"}`, "2027-07-01T09:00:00+02:00", 200},
		"backwards":                     {`{"to":"2027-02-01T09:00"}`, `"de":"Die Uhr läuft nur vorwärts."`, 400},
		"a negative duration":           {`{"by":"-1h"}`, "only runs forward", 400},
		"further than anybody can mean": {`{"to":"2127-02-01T09:00"}`, "three years", 400},
		"nonsense":                      {`{"to":"morgen"}`, "Please choose a day and a time", 400},
		"no JSON":                       {`by=1h`, "not the JSON", 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPost, "http://localhost/playground/clock", strings.NewReader(c.body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			door(t).ServeHTTP(w, r)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
				t.Errorf("got %d %s, want %d and %q", w.Code, w.Body, c.status, c.want)
			}
		})
	}
}

func TestOtherSitesAreKeptOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		url, origin, kind string
		status            int
	}{
		"the page itself":             {"http://127.0.0.1:8066/", "http://127.0.0.1:8066", "application/json", 200},
		"no origin":                   {"http://localhost:8066/", "", "application/json; charset=utf-8", 200},
		"IPv6":                        {"http://[::1]:8066/", "", "application/json", 200},
		"a name pointed at loopback":  {"http://evil.example:8066/", "", "application/json", 403},
		"a name like an address":      {"http://127.evil.example/", "", "application/json", 403},
		"a script of another site":    {"http://localhost:8066/", "https://evil.example", "application/json", 403},
		"a form of another site":      {"http://localhost:8066/", "", "text/plain", 415},
		"a sandboxed frame elsewhere": {"http://localhost:8066/", "null", "application/json", 403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPost, c.url+"playground/clock", strings.NewReader(`{"by":"1h"}`))
			r.Header.Set("Content-Type", c.kind)
			r.Header.Set("Origin", c.origin)
			w := httptest.NewRecorder()
			door(t).ServeHTTP(w, r)
			if w.Code != c.status {
				t.Errorf("got %d %s, want %d", w.Code, w.Body, c.status)
			}
		})
	}
}
