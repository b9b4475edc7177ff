package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"gremienbot/storage/storagetest"
)

// What stands in the register that is measured, and how long 95 of 100 answers
// may take, in milliseconds.
const (
	manyNeeds  = 10_000
	manyTopics = 50_000
	readWithin = 100
	readings   = 50 // of each question in a round
)

// BenchmarkRegister measures how long a person waits for what they look up in a
// full register, one question after the other at the program's own door.
func BenchmarkRegister(b *testing.B) {
	l := &load{town: newTown(b, 20)}
	storagetest.Register(b, l.dsn, l.home.ID, manyNeeds, manyTopics)
	l.life = begin(b, exec.Command(build(b), "serve"), b.TempDir(), l.settings)
	l.ready()
	for _, typed := range []struct{ text, answer string }{
		{"/bedarf liste", "B‑20"},
		{"/bedarf liste Seite 999999", "B‑20"},
		{"/bedarf liste alle", "B‑20"},
		{"/bedarf liste gemeldet Städte", "B‑20"},
		{"/bedarf liste Wohnsitz", "Wohnsitz"},
		{"/bedarf liste Träger Stadt h7", "Stadt h7"},
		{"/bedarf meine", "B‑20"},
		{"/bedarf 17", "-017 ·"},
		{"/bedarf Wohnsitzanm", "Wohnsitzanm"},
		{"/bedarf zeigen Wonsitzanmeldnug", "Wohnsitz"},
		{"/thema liste", "T‑20"},
		{"/thema liste Seite 999999", "T‑20"},
		{"/thema liste alle Wohnsitz", "Wohnsitz"},
		{"/thema zeigen Wonsitzanmeldnug", "Wohnsitz"},
		{"/gremium suche Wohnsitz", "Wohnsitz"},
		{"/gremium suche Schnittstelle Bürgerkonto", "Bürgerkonto"},
		{"/gremium suche Wohnsizt", "Wohnsitz"},
	} {
		b.Run(typed.text, func(b *testing.B) { l.reading(b, typed.text, func() error { return l.asks(typed.text, typed.answer) }) })
	}
	b.Run("similar", func(b *testing.B) { l.reading(b, "needs similar to a new one", l.similar) })
	if status := l.life.stop(b); status != 0 {
		b.Errorf("status %d\n%s", status, l.life.wrong.String())
	}
	l.print()
}

// reading asks once to see the answer, then in rounds with the watch.
func (l *load) reading(b *testing.B, what string, ask func() error) {
	if err := ask(); err != nil {
		b.Fatal(err)
	}
	var all pace
	for b.Loop() {
		for range readings {
			at := time.Now()
			if err := ask(); err != nil {
				b.Fatal(err)
			}
			all.waits = append(all.waits, time.Since(at))
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(all.percentile(50), "ms-p50")
	l.note(b, figure{what, all.percentile(95), "ms-p95", true, readWithin})
}

// asks types a command as the office does, at the program's door; the answer must
// have the words wanted.
func (w *town) asks(typed, want string) error {
	office := w.voters[0]
	name, text, _ := strings.Cut(typed, " ")
	resp, err := http.PostForm("http://"+w.address+"/command", url.Values{
		"token": {w.setup.CommandTokens[0]}, "command": {name}, "text": {text}, "user_id": {office.id}, "user_name": {office.name},
		"channel_id": {w.setup.ChannelID}, "channel_name": {"gremium"}, "team_id": {w.setup.TeamID}, "trigger_id": {"none"},
	})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(answer), want) {
		return fmt.Errorf("%s: %s, %w, want %q in %.500s", typed, resp.Status, err, want, answer)
	}
	return nil
}

// similar looks for needs like one that people report again and again.
func (w *town) similar() error {
	like, err := w.db.SimilarNeeds(context.WithoutCancel(w.Context()), w.home.ID,
		"Wohnsitzanmeldung online für Zugezogene", "Die Anmeldung läuft noch auf Papier, weil die Schnittstelle zum Fachverfahren fehlt.", 6)
	if err == nil && len(like) == 0 {
		err = errors.New("no similar need was found")
	}
	return err
}
