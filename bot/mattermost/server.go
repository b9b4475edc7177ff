package mattermost

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"
	"time"

	"gremienbot/bot"
)

const (
	// maxBody lets a text come that is too long by far, to be told so: 40,000
	// signs of several bytes each, which a command's form writes as three.
	maxBody = 512 << 10
	// budget is less than the 30 seconds after which Mattermost gives up.
	budget            = 25 * time.Second
	defaultDialogLife = time.Hour
)

// Words are what the server itself says to people, without knowing who reads
// it.
type Words struct {
	Fault   string // something broke on our side
	Forged  string // the button or dialog proves nothing: not ours, another channel, another person
	Expired string // the dialog was open for too long
	Cut     string // last line of an answer that was too long to show whole
}

// ServerOptions says what a Server needs. Router, Client, CommandTokens, Words,
// Now and Log are required.
type ServerOptions struct {
	Router *bot.Router
	// Client opens dialogs and answers privately; its keys verify what comes in.
	Client *Client
	// CommandTokens are those of the slash commands: one per command and team.
	CommandTokens []string
	Words         Words
	Now           func() time.Time
	Log           *slog.Logger
	// Receipts keep the direct messages that are edited in place; nil: only until
	// the program ends.
	Receipts Receipts
	// Ready says why the program cannot serve; nil: it always can.
	Ready func(context.Context) error
	// DialogLife is how long a dialog may be open; 0: 60 minutes, for people
	// write long.
	DialogLife time.Duration
	// Random draws the names of dialogs; nil: crypto/rand.Reader.
	Random io.Reader
}

// Server hears from Mattermost. It is an http.Handler for POST /command,
// /action and /dialog and GET /healthz and /readyz, safe for concurrent use.
// Private answers to buttons and dialogs are sent and long work is done after the
// HTTP answer; Close waits for both.
type Server struct {
	o        ServerOptions
	mux      *http.ServeMux
	mail     *outgoing
	encoder  encoder
	receipts receipts
}

// NewServer makes a server. It starts goroutines that Close ends. It panics
// when something required is missing, a mistake of the program.
func NewServer(o ServerOptions) *Server {
	if o.Router == nil || o.Client == nil || o.Now == nil || o.Log == nil {
		panic("mattermost: ServerOptions needs Router, Client, Now and Log")
	}
	if o.DialogLife == 0 {
		o.DialogLife = defaultDialogLife
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	s := &Server{o: o, mux: http.NewServeMux(), mail: newOutgoing(o.Log), encoder: o.Client.encoder}
	s.mux.HandleFunc("POST /command", s.guard("application/x-www-form-urlencoded", s.command))
	s.mux.HandleFunc("POST /action", s.guard("application/json", s.action))
	s.mux.HandleFunc("POST /dialog", s.guard("application/json", s.dialog))
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	s.mux.HandleFunc("GET /readyz", s.ready)
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Close waits until the private answers under way are sent, or until ctx ends.
// Call it after the HTTP server has stopped.
func (s *Server) Close(ctx context.Context) error { return s.mail.close(ctx) }

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if s.o.Ready == nil {
		_, _ = io.WriteString(w, "ready\n")
		return
	}
	if err := s.o.Ready(r.Context()); err != nil {
		s.o.Log.WarnContext(r.Context(), "not ready", "err", err)
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	_, _ = io.WriteString(w, "ready\n")
}

// call is one request from Mattermost.
type call struct {
	r    *http.Request
	body []byte
	log  *slog.Logger
	long *[]job // to be done when the call is answered
}

// answer is what a call is answered with: a value for JSON with status 200, or
// a bare status.
type answer struct {
	status int
	value  any
}

func say(v any) answer { return answer{http.StatusOK, v} }

// guard bounds body and time, names the request in the log and survives panics.
func (s *Server) guard(contentType string, do func(context.Context, call) answer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mail.wave.came()
		if leavesIdle(r) {
			w.Header().Set("Connection", "close")
		}
		log := s.o.Log.With("request_id", s.name())
		defer func() {
			if p := recover(); p != nil {
				log.ErrorContext(r.Context(), "panic in a callback", "panic", p)
				write(w, say(map[string]string{"text": s.o.Words.Fault, "ephemeral_text": s.o.Words.Fault, "error": s.o.Words.Fault}))
			}
		}()
		if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != contentType {
			w.WriteHeader(http.StatusUnsupportedMediaType)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			w.WriteHeader(unreadable(err))
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), budget)
		defer cancel()
		var long []job
		write(w, do(ctx, call{r, body, log, &long}))
		for _, j := range long {
			s.mail.sendLong(j)
		}
	}
}

// leavesIdle reports whether Mattermost will not use the connection again: it makes
// one for each press and each dialog, and would leave it open for 90 seconds. A
// thousand presses would be a thousand open connections.
func leavesIdle(r *http.Request) bool {
	return r.URL.Path != "/command" && strings.HasPrefix(r.UserAgent(), "Mattermost-Bot/")
}

func unreadable(err error) int {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

func write(w http.ResponseWriter, a answer) {
	if a.value == nil {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_ = json.NewEncoder(w).Encode(a.value)
}

// name draws 128 random bits in hexadecimal.
func (s *Server) name() string {
	b := make([]byte, 16)
	if _, err := io.ReadFull(s.o.Random, b); err != nil {
		panic(err)
	}
	return hex.EncodeToString(b)
}

// serve asks the router. An error or a panic of a handler is a fault: it is
// logged here, once, and the reply says that something broke.
func (s *Server) serve(ctx context.Context, c call, q bot.Request) (reply bot.Reply, ok bool) {
	about := []any{"kind", int(q.Kind), "name", q.Name, "user", q.User, "channel", q.Channel}
	defer func() {
		if p := recover(); p != nil {
			c.log.With(about...).ErrorContext(ctx, "panic in a handler", "panic", p)
			reply, ok = bot.Say(s.o.Words.Fault), false
		}
	}()
	reply, err := s.o.Router.Serve(ctx, q)
	if err != nil {
		c.log.With(about...).ErrorContext(ctx, "answering", "err", err)
		return bot.Say(s.o.Words.Fault), false
	}
	if reply.Receipt != nil && q.Kind != bot.Action {
		reply.Message, reply.Receipt = reply.Receipt.Word(), nil
	}
	if reply.Later != nil {
		*c.long = append(*c.long, job{user: q.User, about: reply.Later.About, do: reply.Later.Do})
	}
	return reply, true
}

// Idle waits until the private answers that were due before are sent, or ctx
// ends. Conversations played as tests need to know.
func (s *Server) Idle(ctx context.Context) error { return s.mail.idle(ctx) }
