package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// body is what Mattermost sends to the program when somebody presses a button of
// the card.
func (w *town) body(v *voter, card, answer string) []byte {
	w.Helper()
	for _, p := range w.chat.Posts(w.setup.ChannelID) {
		if p.Id != card {
			continue
		}
		b, err := json.Marshal(model.PostActionIntegrationRequest{
			UserId: v.id, UserName: v.name, ChannelId: w.setup.ChannelID, TeamId: w.setup.TeamID, PostId: card,
			Type: model.PostActionTypeButton, Context: p.GetAction(answer).Integration.Context,
		})
		w.ok(err)
		return b
	}
	w.Fatal("the card is gone")
	return nil
}

func TestWhoeverIsPressingWhenTheProgramStopsIsCounted(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	life := w.serve()
	w.ready()
	voter, body := w.voters[1], w.body(w.voters[1], w.card(), committee.Yes)
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", w.address)
	w.ok(err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST /action HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:40])
	w.ok(err)
	w.ok(w.press(w.voters[2], w.card(), committee.No)) // by now the program reads the first press

	stopped := make(chan int)
	go func() { stopped <- life.stop(t) }()
	within(t, time.Minute, "nobody new is let in", func() bool { return !answers("http://" + w.address + "/healthz") })
	_, err = conn.Write(body[40:])
	w.ok(err)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("the press that was under way: %v, %v", resp, err)
	}
	w.ok(resp.Body.Close())
	if status := <-stopped; status != 0 {
		t.Errorf("status %d\n%s", status, life.wrong.String())
	}
	if got := w.counted(); got[voter.seat] != committee.Yes || len(got) != 2 {
		t.Errorf("ballots: %v, want the two that were pressed", got)
	}
}

func TestTheProgramRecoversWhenTheDatabaseComesBack(t *testing.T) {
	t.Parallel()
	var line *storagetest.Line
	w := newTown(t, 2, func(dsn string) string { line = storagetest.Proxy(t, dsn); return line.DSN() })
	var told told
	w.chat.ObserveEphemerals(told.hear)
	life := w.serve()
	w.ready()
	card, voter := w.card(), w.voters[0]
	w.ok(w.press(voter, card, committee.Yes))

	line.Cut()
	within(t, time.Minute, "it says that it is not ready", func() bool { return !answers("http://" + w.address + "/readyz") })
	if !answers("http://" + w.address + "/healthz") {
		t.Error("it died with its database")
	}
	w.ok(w.press(voter, card, committee.No))
	away := messages.In("de", time.UTC).Say("away")
	within(t, time.Minute, "the person is told", func() bool { return told.said(away) })

	line.Heal()
	w.ready()
	w.ok(w.press(voter, card, committee.Abstain))
	if got := w.counted()[voter.seat]; got != committee.Abstain {
		t.Errorf("the ballot is %q, want the one that was pressed at last", got)
	}
	if status := life.stop(t); status != 0 {
		t.Errorf("status %d\n%s", status, life.wrong.String())
	}
}

// told is what people were told privately.
type told struct {
	mu    sync.Mutex
	texts []string
}

func (h *told) hear(_ string, p *model.Post) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.texts = append(h.texts, p.Message)
}

func (h *told) said(text string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Contains(strings.Join(h.texts, "\n"), text)
}

func TestAllMistakesInTheSettingsAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	status, _, wrong := command(t, []string{
		envMattermostURL + "=chat.example.org", envCallbackURL + "=ftp://bot.example.org", envPublicURL + "=gremium.example.org", envKeys + "=secretkey", envToken + "_FILE=nowhere",
	}, "serve")
	for _, want := range []string{envMattermostURL + " must be", envCallbackURL + " must be", envPublicURL + " must be", envKeys + ": ", envToken + "_FILE: ", envCommandTokens + " is not set"} {
		if !strings.Contains(wrong, want) {
			t.Errorf("it does not say %q:\n%s", want, wrong)
		}
	}
	if status != 1 || strings.Contains(wrong, "secretkey") {
		t.Errorf("status %d, want 1 and no secret shown:\n%s", status, wrong)
	}
}

func TestAnAddressThatIsTakenIsNamed(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2)
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", w.address)
	w.ok(err)
	defer taken.Close()
	life := w.serve()
	if status := life.end(t); status != 1 || !strings.Contains(life.wrong.String(), envListen) {
		t.Errorf("status %d, want 1 and the setting named:\n%s", status, life.wrong.String())
	}
}

func TestHealthcheckAsksTheProgram(t *testing.T) {
	t.Parallel()
	var line *storagetest.Line
	w := newTown(t, 2, func(dsn string) string { line = storagetest.Proxy(t, dsn); return line.DSN() })
	check := func(args ...string) int {
		status, _, _ := command(t, []string{envListen + "=" + w.address}, append([]string{"healthcheck"}, args...)...)
		return status
	}
	if got := check(); got != 1 {
		t.Errorf("nobody listens: status %d, want 1", got)
	}
	life := w.serve()
	w.ready()
	if alive, ready := check(), check("--ready"); alive != 0 || ready != 0 {
		t.Errorf("serving: status %d, ready %d, want 0, 0", alive, ready)
	}
	line.Cut()
	if alive, ready := check(), check("--ready"); alive != 0 || ready != 1 {
		t.Errorf("without a database: status %d, ready %d, want 0, 1", alive, ready)
	}
	life.stop(t)
}

func TestCommandsThatNeedNoServer(t *testing.T) {
	t.Parallel()
	bad := filepath.Join(t.TempDir(), "poll.json")
	if err := os.WriteFile(bad, []byte(`{"method":"schulze","options":["A"],"ballots":[{"ranking":[["B"]]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   string
		status int
		said   string // the whole of standard output, if not empty
		wrong  string // the whole of standard error
	}{
		{"version", 0, "gremienbot unknown\n", ""},
		{"nonsense", 2, "", "gremienbot: unexpected argument nonsense; \"gremienbot --help\" shows what there is\n"},
		{"serve --loud", 2, "", "gremienbot: unknown flag --loud; \"gremienbot --help\" shows what there is\n"},
		{"recount " + bad, 2, "", "line 1: ballots[0]: \"B\" is not an option\n"},
		{"deadline --from 2027-03-17 --working-days 10 --lands HE --json", 0, `{"due":"2027-04-02"}`, ""},
		{"deadline --before 2027-03-10 --clear-days 7 --json", 0, `{"due":"2027-03-02"}`, ""},
		{"deadline --from then", 1, "", "gremienbot: --from: \"then\" is not a date like 2027-03-10\n"},
	} {
		status, said, wrong := command(t, nil, strings.Fields(c.args)...)
		if status != c.status || tight(said) != tight(c.said) || wrong != c.wrong {
			t.Errorf("gremienbot %s: status %d, %q, %q, want %d, %q, %q", c.args, status, said, wrong, c.status, c.said, c.wrong)
		}
	}
}

// tight leaves out the layout of JSON.
func tight(text string) string {
	if strings.HasPrefix(text, "{") {
		return strings.Join(strings.Fields(text), "")
	}
	return text
}

func TestHelpNamesEveryCommand(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"-h"}, {}} {
		status, said, wrong := command(t, nil, args...)
		for _, name := range []string{"serve", "setup", "doctor", "plan", "deadline", "recount", "healthcheck", "version"} {
			if !strings.Contains(said, "\n  "+name) {
				t.Errorf("help does not name %s:\n%s", name, said)
			}
		}
		if status != 0 || wrong != "" {
			t.Errorf("%v: status %d, %q, want 0 and nothing wrong", args, status, wrong)
		}
	}
}

func TestPlanPrintsWhatOthersRelyOn(t *testing.T) {
	t.Parallel()
	status, said, wrong := command(t, nil, "plan", "--rule", "FREQ=MONTHLY;BYDAY=2WE", "--time", "10:00",
		"--from", "2028-03-01", "--to", "2028-03-31", "--lands", "HE,BE,MV", "--json")
	var meetings []map[string]any
	if err := json.Unmarshal([]byte(said), &meetings); status != 0 || err != nil || len(meetings) != 1 {
		t.Fatalf("status %d, %v, %s%s", status, err, said, wrong)
	}
	m := meetings[0]
	if got := fmt.Sprintf("%v %v %v %v", m["date"], m["start"], m["holiday"], m["proposal"]); got != "2028-03-08 2028-03-08T10:00:00+01:00 [BE MV] 2028-03-15" {
		t.Errorf("got %s", got)
	}
	for _, d := range m["deadlines"].([]any) {
		if d := d.(map[string]any); d["kind"] == "invitation" && d["due"] == "2028-02-29" {
			return
		}
	}
	t.Errorf("no invitation that is due on the 29th of February: %v", m["deadlines"])
}
