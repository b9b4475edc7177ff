package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

// Words is a text in the two languages of the page.
type Words struct {
	De string `json:"de"`
	En string `json:"en"`
}

// Figure is one of the people a visitor can be.
type Figure struct {
	Handle string `json:"handle"`
	Name   string `json:"name"`
	Role   Words  `json:"role"`
	Group  Words  `json:"group"`
}

// Step is something the page suggests to try: a sentence, and the command that
// a click puts into the composer of the figure As. As and Command may be
// empty.
type Step struct {
	Text    Words  `json:"text"`
	As      string `json:"as,omitempty"`
	Command string `json:"command,omitempty"`
}

// Clock is the time of the playground, which people may move forward.
type Clock interface {
	// Now is the present moment of the playground.
	Now() time.Time
	// Advance moves the clock to a later moment and returns when everything that
	// became due on the way has been done.
	Advance(ctx context.Context, to time.Time) error
	// Next says when the next thing is due and, in words for people, what it is.
	// The zero time says that nothing is.
	Next(ctx context.Context) (time.Time, Words, error)
}

// PageOptions is what the page needs to know of the playground around it. All
// fields but Steps are required.
type PageOptions struct {
	// Chat answers below /api/v4/: the stand-in.
	Chat http.Handler
	// Team, Channel and Bot are the names, not IDs, of the committee's team and
	// channel and the user name of the bot.
	Team, Channel, Bot string
	// People can be chosen, in this order; those of a group stand together.
	People []Figure
	Steps  []Step
	// Login makes a session for a figure and returns its token.
	Login func(ctx context.Context, handle string) (string, error)
	Clock Clock
	// Zone is in which the clock is read and set.
	Zone *time.Location
	// Reset forgets everything and begins anew.
	Reset func(context.Context) error
}

type page struct{ PageOptions }

// NewPage serves the chat page at /, the stand-in at /api/v4/ and the page's
// own door below /playground/. There are no passwords, so it belongs on
// loopback: it refuses requests under any other host name than localhost and
// loopback addresses, and changes only by JSON of its own origin.
func NewPage(o PageOptions) http.Handler {
	p := page{o}
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	mux := http.NewServeMux()
	mux.Handle("/api/v4/", o.Chat)
	mux.Handle("/", unstored(http.FileServerFS(files)))
	mux.HandleFunc("GET /playground/people", p.people)
	mux.HandleFunc("GET /playground/place", p.place)
	mux.HandleFunc("POST /playground/login", p.login)
	mux.HandleFunc("GET /playground/clock", p.readClock)
	mux.HandleFunc("POST /playground/clock", p.moveClock)
	mux.HandleFunc("POST /playground/reset", p.reset)
	return atHome(mux)
}

// policy allows nothing from elsewhere and no code in the markup.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func unstored(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		h.ServeHTTP(w, r)
	})
}

// atHome keeps other web sites out, also those that point a name of theirs at
// loopback.
func atHome(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isHome(r.Host) || !sameOrigin(r) {
			refuse(w, http.StatusForbidden, "the playground answers only on this computer")
			return
		}
		h.ServeHTTP(w, r)
	})
}

func isHome(host string) bool {
	u, err := url.Parse("http://" + host)
	if err != nil {
		return false
	}
	switch name := u.Hostname(); {
	case name == "localhost", name == "::1", strings.HasSuffix(name, ".localhost"):
		return true
	default:
		return strings.HasPrefix(name, "127.") && strings.Trim(name, "0123456789.") == ""
	}
}

func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}

func (p page) people(w http.ResponseWriter, _ *http.Request) {
	reply(w, map[string]any{"people": p.People})
}

func (p page) place(w http.ResponseWriter, _ *http.Request) {
	reply(w, map[string]any{"team": p.Team, "channel": p.Channel, "bot": p.Bot, "steps": p.Steps})
}

func (p page) login(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Handle string `json:"handle"`
	}
	if !ask(w, r, &asked) {
		return
	}
	for _, f := range p.People {
		if f.Handle == asked.Handle {
			p.open(w, r, f)
			return
		}
	}
	refuse(w, http.StatusNotFound, "nobody here is called "+strconv.Quote(asked.Handle))
}

func (p page) open(w http.ResponseWriter, r *http.Request, f Figure) {
	token, err := p.Login(r.Context(), f.Handle)
	if err != nil {
		refuse(w, http.StatusBadGateway, err.Error())
		return
	}
	reply(w, map[string]string{"token": token})
}

func (p page) reset(w http.ResponseWriter, r *http.Request) {
	if !ask(w, r, &struct{}{}) {
		return
	}
	if err := p.Reset(r.Context()); err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	reply(w, map[string]bool{"reset": true})
}

// ask reads the JSON of a request. A form of another site cannot send JSON.
func ask(w http.ResponseWriter, r *http.Request, into any) bool {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if strings.TrimSpace(kind) != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, "send application/json")
		return false
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(into)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, "too much")
	case err != nil:
		refuse(w, http.StatusBadRequest, "not the JSON expected: "+err.Error())
	}
	return err == nil
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(value)
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": why})
}

// refuseInWords refuses in the words of both languages.
func refuseInWords(w http.ResponseWriter, status int, why Words) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": why.En, "words": why})
}
