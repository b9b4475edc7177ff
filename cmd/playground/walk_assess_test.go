package main

import (
	"fmt"
	"strconv"
	"testing"
	"time"
)

// assessed are the needs of the round.
const assessed = 6

// The office checks six needs and begins a round; five people finish it, each from
// one button; the office ends it and everybody sees values and spans, nobody a name.
func TestFivePeopleAssessSixNeeds(t *testing.T) {
	t.Parallel()
	v := arrive(t, 1300, 900)
	v.become("Ben Aydın")
	for n := range assessed {
		v.enterText(fmt.Sprintf("/bedarf vorprüfen %d ja ja ja %s M", n+1, []string{"A", "B", "C"}[n%3]))
		v.sees(fmt.Sprintf("B-2027-%03d", n+1), "ist gespeichert")
	}
	v.enterText("/bedarf bewerten start 1 2 3 4 5 6")
	v.sees("Bitte bewerten Sie 6 Bedarfe", "0 von 14 Sitzen fertig")
	v.picture("assess-01-round")
	for i, name := range []string{"Lena Meier", "Selin Yılmaz", "Greta Hofmann", "Viktor Engel", "Karim Nasser"} {
		v.within(6*time.Minute, name+" assesses six needs", func() { assessAll(v, name, i) })
		v.sees("Bitte bewerten Sie 6 Bedarfe", fmt.Sprintf("%d von 14 Sitzen fertig", i+1))
	}
	v.become("Ben Aydın")
	v.enterText("/bedarf bewerten beenden")
	v.pressOn("Soll die Bewertung jetzt enden?", "Ja, jetzt beenden")
	v.sees("Die Bewertung ist beendet.")
	v.press("#to-next", "")
	v.sees("Bewertung abgeschlossen (5 von 14 Mitgliedern)", "Einheitliche Wohnsitzanmeldung", "Nutzwert")
	v.picture("assess-05-outcome")
}

// assessAll is one person's way through the round.
func assessAll(v *visit, name string, person int) {
	v.become(name)
	v.pressOn("Bitte bewerten Sie 6 Bedarfe", "Jetzt bewerten")
	for n := range assessed {
		heading := fmt.Sprintf("Bedarf %d von %d", n+1, assessed)
		v.sees(heading)
		if person == 0 && n == 0 {
			v.picture("assess-02-need")
		}
		v.pressOn(heading, "Bewerten")
		v.await(`document.querySelector('#form').open`)
		for criterion := 1; criterion <= 4; criterion++ {
			v.choose(v.labelled(criterion), strconv.Itoa((n+person+criterion)%10))
		}
		if person == 0 && n == 0 {
			v.picture("assess-03-form")
		}
		v.settle()
		if n+1 < assessed {
			v.sees("Ihre Einschätzung zu", fmt.Sprintf("%d von %d bewertet", n+1, assessed))
			v.pressOn(fmt.Sprintf("%d von %d bewertet", n+1, assessed), "Nächster Bedarf")
		}
	}
	v.sees("Ihr Sitz hat alle Bedarfe bewertet (6 von 6)")
}

// labelled is the label of the nth field of the dialog, from 1.
func (v *visit) labelled(n int) (label string) {
	v.t.Helper()
	v.eval(fmt.Sprintf(`document.querySelectorAll('dialog .field > label')[%d].textContent.replace('*', '').trim()`, n-1), &label)
	return label
}
