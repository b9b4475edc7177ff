package main

import (
	"testing"
	"time"
)

// A playground that is closed and opened again goes on where it was: the same
// messages, buttons that still work, the same time. A reset forgets it all.
func TestRestartGoesOnAndResetBeginsAnew(t *testing.T) {
	t.Parallel()
	v := arrive(t, 390, 844)
	v.picture("phone-01-start")
	v.enterText("Guten Morgen zusammen")
	v.sees("Frauke Petersen", "Guten Morgen zusammen")
	v.fromDrawer("right", v.nextEvent)
	shown, since := v.now(), time.Now()
	v.p.close()
	v.start(t)
	v.open(v.url, founded)
	v.sees("Frauke Petersen", "Guten Morgen zusammen")
	if got := v.now(); got.Before(shown) || got.Sub(shown) > time.Since(since)+time.Second {
		t.Errorf("after a restart the clock shows %v, %v after it showed %v", got, time.Since(since), shown)
	}
	v.becomeOnPhone("Gisela Thoms")
	v.pressOn("U-2027-001 · ", "Ich stimme zu")
	v.sees("Ihre Stimme zu U-2027-001", "ist gespeichert")
	v.picture("phone-02-receipt")
	v.fromDrawer("right", func() string { v.picture("phone-03-clock"); v.press("#reset", ""); return "" })
	v.reloads(func() { v.press("#form button", "Löschen und neu beginnen") })
	v.await(`!document.body.innerText.includes('Guten Morgen zusammen') && document.querySelector('#now').dateTime.startsWith('2027-02-15') && ` + founded)
}

// now is the moment on the clock of the page.
func (v *visit) now() time.Time {
	v.t.Helper()
	var text string
	v.eval(`document.querySelector('#now').dateTime`, &text)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		v.t.Fatal(err)
	}
	return at
}

// becomeOnPhone chooses a person on a small screen.
func (v *visit) becomeOnPhone(name string) {
	v.t.Helper()
	v.fromDrawer("left", func() string { v.become(name); return "" })
}

// fromDrawer does something in one of the drawers of a small screen.
func (v *visit) fromDrawer(side string, do func() string) {
	v.t.Helper()
	v.press("#open-"+side, "")
	v.await(`document.getElementById('` + side + `').checkVisibility()`)
	do()
	if v.text("#form") == "" {
		v.key("Escape")
		v.await(`!document.getElementById('` + side + `').checkVisibility()`)
	}
}
