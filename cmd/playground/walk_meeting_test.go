package main

import "testing"

// In a meeting the chair lets people vote at once, and the result has its picture.
func TestAQuickVoteInAMeetingEndsWithAPicture(t *testing.T) {
	t.Parallel()
	v := arrive(t, 390, 844)
	v.becomeOnPhone("Frauke Petersen")
	v.enterText("/umfrage jetzt 9 anwesend Machen wir eine Pause?")
	v.sees("U-2027-002 · Machen wir eine Pause?", "Von 14 Sitzen hat noch keiner abgestimmt.")
	v.picture("meeting-01-card")
	for _, name := range []string{"Lena Meier", "Lars Okafor"} {
		v.becomeOnPhone(name)
		v.pressOn("U-2027-002 · ", "Ich stimme zu")
		v.sees("Ihre Stimme zu U-2027-002", "ist gespeichert")
	}
	v.becomeOnPhone("Frauke Petersen")
	v.enterText("/umfrage beenden 2")
	v.pressOn("vorzeitig beenden?", "Jetzt beenden")
	v.sees("Ergebnis der Umfrage U-2027-002", "Ja 2, kein Nein")
	v.await(`[...document.querySelectorAll('.files img')].some((i) => i.naturalWidth === 640 && i.alt.startsWith('U-2027-002') && i.getBoundingClientRect().right <= innerWidth)`)
	v.eval(`document.querySelector('.files img').scrollIntoView({block: 'end'})`, nil)
	v.picture("meeting-02-result")
}
