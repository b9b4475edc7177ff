package main

import (
	"testing"
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
	shown := v.text("#now")
	v.p.close()
	v.start(t)
	v.open(v.url, founded)
	v.sees("Frauke Petersen", "Guten Morgen zusammen")
	if got := v.text("#now"); got != shown {
		t.Errorf("after a restart the clock shows %q, want %q", got, shown)
	}
	v.fromDrawer("left", func() string { v.press(".person", "Gisela Thoms"); return "" })
	v.await(`document.querySelector('#as-whom').textContent.includes('Gisela Thoms')`)
	v.pressOn("U-2027-001 · ", "Ich stimme zu")
	v.sees("Ihre Stimme zu U-2027-001", "ist gespeichert")
	v.picture("phone-02-receipt")
	v.fromDrawer("right", func() string { v.picture("phone-03-clock"); v.press("#reset", ""); return "" })
	v.reloads(func() { v.press("#form button", "Löschen und neu beginnen") })
	v.await(`!document.body.innerText.includes('Guten Morgen zusammen') && document.querySelector('#now').dateTime.startsWith('2027-02-15') && ` + founded)
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
