package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gremienbot/storage/storagetest"
)

func TestMain(m *testing.M) { storagetest.Main(m) }

// visit is a playground on its own database, and a browser before it.
type visit struct {
	*chromium
	options
	p    *playground
	url  string
	door atomic.Value // of http.Handler: the page of the playground that is open
}

func arrive(t *testing.T, width, height int) *visit {
	t.Helper()
	begun := time.Now()
	v := &visit{options: world(t, func() time.Time { return noon.Add(time.Since(begun)) })}
	v.start(t)
	t.Cleanup(func() { v.p.close() })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.door.Load().(http.Handler).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	v.url = server.URL
	v.chromium = browse(t, width, height)
	v.open(v.url, founded)
	return v
}

// world is a playground of the test's own, with a clock on the wall.
func world(t *testing.T, wall func() time.Time) options {
	t.Helper()
	return options{dir: t.TempDir(), dsn: storagetest.DSN(t), log: slog.New(slog.DiscardHandler), wall: wall}
}

// founded says that the founding case is on the page.
const founded = `document.querySelectorAll('.person').length === 19 && document.querySelectorAll('.card').length >= 19`

func (v *visit) start(t *testing.T) {
	t.Helper()
	var err error
	if v.p, err = open(context.WithoutCancel(t.Context()), v.options); err != nil {
		t.Fatal(err)
	}
	v.door.Store(v.p.page())
}

// The walk that a newcomer should be able to take in five minutes.
func TestNewcomerSeesTheWholeBotWithMouseAndKeyboard(t *testing.T) {
	t.Parallel()
	v := arrive(t, 1300, 900)
	v.picture("walk-01-start")
	for _, part := range []func(*visit){bringInTopicAndNeed, supportNeed, openPriorities, rankAsSeven, refuseGuest, closeByClock} {
		part(v)
	}
	followMarch(v)
	followAutumn(v)
}

func bringInTopicAndNeed(v *visit) {
	v.press(".step", "/thema Austausch")
	v.await(`document.querySelector('#as-whom').textContent.includes('Lena Meier') && document.activeElement.value.startsWith('/thema')`)
	v.key("Enter")
	v.sees("T-2027-011 · Austausch von Musterverträgen")
	v.sees("Austausch von Musterverträgen", "ist eingegangen", "(Nur für dich sichtbar)")
	v.press(".step", "/bedarf")
	v.await(`document.querySelector('#as-whom').textContent.includes('Greta Hofmann') && document.activeElement.value.startsWith('/bedarf')`)
	v.key("Enter")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Titel", "Digitale Bauakte")
	v.fillIn("Worum geht es?", "Bauanträge liegen noch auf Papier.")
	v.press("dialog button[type=submit]", "")
	v.await(`document.querySelector('#form .error:not([hidden])')`)
	v.await(`[...document.querySelectorAll('#form :is(input, textarea)')].some((e) => e.value === 'Digitale Bauakte')`)
	v.picture("walk-02-dialog-refused")
	v.fillIn("Wer ist betroffen?", "Alle Bauaufsichtsbehörden")
	v.settle()
	v.sees("B-2027-009 · Digitale Bauakte", "1 Sitz")
	v.picture("walk-03-need")
}

func supportNeed(v *visit) {
	for _, name := range []string{"Lars Okafor", "Sven Kowalski", "Karim Nasser"} {
		v.become(name)
		v.pressOn("B-2027-009", "auch")
		v.sees("Danke.", "ist notiert")
	}
	v.sees("B-2027-009 · Digitale Bauakte", "4 Sitze")
}

func openPriorities(v *visit) {
	v.become("Frauke Petersen")
	v.within(2*time.Minute, "the chair opens a poll over eight needs", func() { openOverEight(v) })
	v.sees("U-2027-002 · Welche Bedarfe zuerst?", "Von 14 Sitzen hat noch keiner abgestimmt.")
}

func openOverEight(v *visit) {
	v.enterText("/umfrage priorisierung 1 2 3 4 5 7 8 9")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Ihre Frage", "Welche Bedarfe zuerst?")
	v.fillIn("Ende", "gleich")
	v.press("dialog button[type=submit]", "")
	v.await(`document.querySelector('#form').innerText.includes('kann ich nicht als Zeitpunkt lesen')`)
	v.await(`[...document.querySelectorAll('#form :is(input, textarea)')].some((e) => e.value === 'Welche Bedarfe zuerst?')`)
	v.picture("walk-04-poll-refused")
	v.fillIn("Ende", "26.2.2027 12:00")
	v.settle()
	v.sees("Noch sehen nur Sie sie.", "Regeln")
	v.picture("walk-04-poll-preview")
	v.pressOn("Noch sehen nur Sie sie.", "Umfrage eröffnen")
}

func rankAsSeven(v *visit) {
	for _, c := range []struct{ name, first, second string }{
		{"Lena Meier", "B-2027-001", "B-2027-003"},
		{"Selin Yılmaz", "B-2027-001", "B-2027-009"},
		{"Gisela Thoms", "B-2027-009", "B-2027-001"},
		{"Viktor Engel", "B-2027-003", "B-2027-001"},
		{"Lars Okafor", "B-2027-001", "B-2027-008"},
		{"Simon Richter", "B-2027-007", "B-2027-001"},
		{"Katrin Voss", "B-2027-001", "B-2027-005"},
	} {
		v.become(c.name)
		v.within(time.Minute, c.name+" votes", func() {
			v.sees("U-2027-002 · Welche Bedarfe zuerst?")
			v.rank(c.first, c.second)
			v.receipt(c.first)
		})
	}
	v.picture("walk-05-receipt")
	v.rank("B-2027-005", "B-2027-001") // the same person changes her mind
	v.receipt("B-2027-005")
	v.sees("U-2027-002 · Welche Bedarfe zuerst?", "7 von 14 Sitzen")
}

func (b *chromium) rank(first, second string) {
	b.t.Helper()
	b.pressOn("U-2027-002 · ", "Abstimmen")
	b.await(`document.querySelector('#form').open`)
	b.choose("Rang 1", first)
	b.choose("Rang 2", second)
	b.picture("walk-05-ranking")
	b.settle()
}

// receipt waits for a receipt that only its owner sees, with a need in first place.
func (b *chromium) receipt(first string) {
	b.t.Helper()
	b.await(fmt.Sprintf(`[...document.querySelectorAll('.post.private')].some((e) => e.innerText.includes('Ihre Stimme zu U-2027-002') && e.querySelector('ol li').innerText.includes(%q))`, first))
	b.read(`[...document.querySelectorAll('.post.private')].findLast((e) => e.innerText.includes('Ihre Stimme zu U-2027-002'))`)
}

func refuseGuest(v *visit) {
	v.become("Gabriel Novak")
	v.pressOn("U-2027-002 · ", "Abstimmen")
	v.sees("Sie sind hier Gast und nicht stimmberechtigt", "(Nur für dich sichtbar)")
	v.picture("walk-06-guest")
}

func closeByClock(v *visit) {
	v.become("Frauke Petersen")
	v.until("26. Februar 2027 um 12:00")
	v.sees("U-2027-002", "Rang 1: B\u20112027\u2011001 Einheitliche Wohnsitzanmeldung")
	v.picture("walk-07-result")
}

// until goes from event to event up to a day and returns what was announced.
func (v *visit) until(day string) []string {
	v.t.Helper()
	var announced []string
	for range 60 {
		announced = append(announced, v.nextEvent())
		if strings.Contains(v.text("#now"), day) {
			return announced
		}
	}
	v.t.Fatalf("60 events do not lead to %s: %q", day, announced)
	return nil
}

// followMarch sees the reminders of the virtual and of the physical meeting.
func followMarch(v *visit) {
	v.until("22. März 2027 um 10:15")
	v.picture("walk-08-march")
	v.sees("Erinnerung", "78. Sitzung", "Mittwoch, 10. März 2027, 10:00 Uhr")
	v.sees("beginnt in Kürze", "78. Sitzung", "Mittwoch, 10. März 2027, 10:00 Uhr")
	v.sees("beginnt in Kürze", "79. Sitzung", "Montag, 22. März 2027, 10:30 Uhr")
}

// followAutumn goes over both changes of the clock: ten o'clock stays ten o'clock.
func followAutumn(v *visit) {
	v.until("14. April 2027 um 09:45")
	v.sees("beginnt in Kürze", "Mittwoch, 14. April 2027, 10:00 Uhr")
	v.jump("11.11.2027", "2027-11-11")
	v.sees("beginnt in Kürze", "Mittwoch, 10. November 2027, 10:00 Uhr")
	v.picture("walk-09-november")
}
