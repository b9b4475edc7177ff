package main_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gremienbot/bot/mattermosttest"
)

var update = flag.Bool("update", false, "write what people saw into the conversations")

// chatServer is a Mattermost server to talk on.
type chatServer struct {
	url, admin, password string
	host                 string // under which it reaches this process
	complaints           func() []string
}

// TestConversations plays the conversations in testdata through the whole
// program: a chat server, the bot, a PostgreSQL. What people saw must be what
// the files say. They are played on the stand-in and, where MATTERMOST_URL,
// MATTERMOST_ADMIN and MATTERMOST_PASSWORD name one, on a real server, which
// reaches this process at MATTERMOST_CALLBACK_HOST.
//
//	go test ./cmd/gremienbot -run Conversations -update
//
// writes what people saw on the stand-in into the files.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/conversations/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".md")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tape := newTape()
			converse(t, file, tape, standIn(t, tape), *update)
		})
		if server, named := realServer(); named {
			t.Run("real/"+name, func(t *testing.T) { converse(t, file, newTape(), server, false) })
		}
	}
}

func standIn(t *testing.T, tape *tape) chatServer {
	t.Helper()
	s := mattermosttest.Start(t, tape.Now)
	return chatServer{
		url: s.URL, admin: mattermosttest.AdminName, password: mattermosttest.AdminPassword,
		host: "127.0.0.1", complaints: s.Complaints,
	}
}

func realServer() (chatServer, bool) {
	url := os.Getenv("MATTERMOST_URL")
	return chatServer{
		url: url, admin: os.Getenv("MATTERMOST_ADMIN"), password: os.Getenv("MATTERMOST_PASSWORD"),
		host:       cmp.Or(os.Getenv("MATTERMOST_CALLBACK_HOST"), "127.0.0.1"),
		complaints: func() []string { return nil },
	}, url != ""
}

// converse plays one file and compares.
func converse(t *testing.T, file string, tape *tape, server chatServer, write bool) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t, tape, server)
	got := s.play(parseScript(string(want)))
	if write {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := difference(string(want), got); diff != "" {
		t.Errorf("%s: people saw something else (-want +got):\n%s\nIf that is right: go test ./cmd/gremienbot -run Conversations -update", file, diff)
	}
}

// difference shows the lines between the first and the last that differ, whole:
// a library would shorten them.
func difference(want, got string) string {
	if want == got {
		return ""
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	begin, end := 0, 0
	for begin < min(len(a), len(b)) && a[begin] == b[begin] {
		begin++
	}
	for end < min(len(a), len(b))-begin && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	lines := []string{fmt.Sprintf("line %d:", begin+1)}
	for _, l := range a[begin : len(a)-end] {
		lines = append(lines, "- "+l)
	}
	for _, l := range b[begin : len(b)-end] {
		lines = append(lines, "+ "+l)
	}
	return strings.Join(lines, "\n")
}

// play does every step and writes the script down with what people saw.
func (s *stage) play(script []scriptLine) string {
	var b strings.Builder
	for i, l := range script {
		if l.kind == comment && i > 0 && script[i-1].kind != comment {
			b.WriteString("\n")
		}
		b.WriteString(l.source())
		if l.kind == step {
			s.at = l
			s.do(l)
			b.WriteString(s.shown())
		}
	}
	s.leave()
	return b.String()
}

// leave looks at what nobody saw: complaints of the server, secrets in the
// log and, in a world in which nothing was broken on purpose, errors there.
func (s *stage) leave() {
	s.Helper()
	for _, c := range s.server.complaints() {
		s.Errorf("the server complains: %s", c)
	}
	s.lookForSecrets()
	if log := s.log.errors(); log != "" && !s.troubled {
		s.Errorf("the bot logged errors:\n%s", log)
	}
}

const berlin = "Europe/Berlin"

// tape is the time of a conversation: it stands still until a step moves it.
type tape struct {
	guarded[time.Time]
	zone *time.Location
}

func newTape() *tape {
	zone, err := time.LoadLocation(berlin)
	if err != nil {
		panic(err) // a machine without time zones
	}
	t := &tape{zone: zone}
	t.set(time.Date(2027, time.March, 1, 9, 0, 0, 0, zone))
	return t
}

// Now is the present moment.
func (t *tape) Now() time.Time { return t.get().UTC() }

// read reads a moment as it stands in a script.
func (t *tape) read(text string) (time.Time, error) {
	if at, err := time.ParseInLocation("2006-01-02 15:04:05", text, t.zone); err == nil {
		return at, nil
	}
	return time.ParseInLocation("2006-01-02 15:04", text, t.zone)
}
