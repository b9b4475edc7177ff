package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/committee"
)

// crowd is how many people press.
const crowd = 200

// build makes the program as it is shipped: what is measured is not a test binary.
func build(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "gremienbot")
	cmd := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("building: %v\n%s", err, out)
	}
	return path
}

// pace is how fast a round of presses went.
type pace struct {
	took  time.Duration
	waits []time.Duration // of each press, in no order
}

func (p pace) plus(q pace) pace { return pace{p.took + q.took, append(p.waits, q.waits...)} }

func (p pace) perSecond() float64 { return float64(len(p.waits)) / p.took.Seconds() }

// percentile is the time in which so many of a hundred presses were answered, in
// milliseconds.
func (p pace) percentile(n int) float64 {
	sorted := slices.Sorted(slices.Values(p.waits))
	return sorted[(len(sorted)-1)*n/100].Seconds() * 1000
}

// round lets everybody press once, so many at once.
func round(b *testing.B, atOnce int, press func(i int) error) pace {
	b.Helper()
	waits := make([]time.Duration, crowd)
	next := make(chan int)
	var pressing sync.WaitGroup
	began := time.Now()
	for range atOnce {
		pressing.Go(func() {
			for i := range next {
				at := time.Now()
				if err := press(i); err != nil {
					b.Errorf("an error was shown to person %d: %v", i, err)
				}
				waits[i] = time.Since(at)
			}
		})
	}
	for i := range crowd {
		next <- i
	}
	close(next)
	pressing.Wait()
	return pace{time.Since(began), waits}
}

// rounds is several rounds one after the other.
func rounds(b *testing.B, n, atOnce int, press func(i int) error) pace {
	b.Helper()
	var all pace
	for range n {
		all = all.plus(round(b, atOnce, press))
	}
	return all
}

// mind is what everybody presses in the nth round: people change their minds.
func mind(n int) string {
	return []string{committee.Yes, committee.No, committee.Abstain}[n%3]
}

// allCounted holds that everybody's last press is what counts.
func (w *town) allCounted(answer string) {
	w.Helper()
	ballots, err := w.db.Ballots(w.Context(), w.poll.ID)
	w.ok(err)
	n := 0
	for _, b := range ballots {
		if b.Choice.Answer == answer {
			n++
		}
	}
	if n != crowd || len(ballots) != crowd {
		w.Errorf("%d of %d votes were counted, of %d ballots", n, crowd, len(ballots))
	}
}

// nothing posts the same card again, but its buttons lead to a handler that does
// nothing: what the chat server has to do for a press is then the same.
func (w *town) nothing(card string) (idleCard string) {
	w.Helper()
	idle := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, "{}")
	}))
	w.Cleanup(idle.Close)
	client := w.world.Client(w.setup.Token)
	read, _, err := client.GetPost(w.Context(), card, "")
	w.ok(err)
	post := &model.Post{ChannelId: w.setup.ChannelID, Message: read.Message}
	attachments := read.Attachments()
	for _, a := range attachments {
		for _, action := range a.Actions {
			action.Integration = &model.PostActionIntegration{URL: idle.URL, Context: map[string]any{ // as long as the bot's own
				"v": "1", "t": "b", "e": "", "a": "poll.vote", "o": "1", "x": action.Id, "c": w.setup.ChannelID, "k": "0123456789abcdef", "m": strings.Repeat("m", 43),
			}}
		}
	}
	post.AddProp(model.PostPropsAttachments, attachments)
	made, _, err := client.CreatePost(w.Context(), post)
	w.ok(err)
	return made.Id
}

// door knocks at the program's own door, as Mattermost does.
type door struct {
	address string
	client  *http.Client
	bodies  map[string][][]byte // by answer and person
}

func (w *town) door(card string) *door {
	w.Helper()
	d := &door{
		address: "http://" + w.address + "/action", bodies: map[string][][]byte{},
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
	for n := range 3 {
		for _, v := range w.voters {
			d.bodies[mind(n)] = append(d.bodies[mind(n)], w.body(v, card, mind(n)))
		}
	}
	w.Cleanup(d.client.CloseIdleConnections)
	return d
}

func (d *door) press(i int, answer string) error {
	resp, err := d.client.Post(d.address, "application/json", bytes.NewReader(d.bodies[answer][i]))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || strings.Contains(string(text), `"ephemeral_text":"`) && !strings.Contains(string(text), `"ephemeral_text":""`) {
		return fmt.Errorf("%s: %s, %w", resp.Status, text, err)
	}
	return nil
}

// resident is the memory that a process holds, in MB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1024
}

// processorTime is how long a process has had a processor, in hundredths of a second.
func processorTime(b *testing.B, pid int) int {
	b.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+2:])) // see proc_pid_stat(5)
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		b.Fatal(err)
	}
	system, err := strconv.Atoi(fields[12])
	if err != nil {
		b.Fatal(err)
	}
	return user + system
}
