package main

import (
	"fmt"
	"testing"
	"time"
)

// The chair and the office keep the register: topics are handled one after the
// other, two needs are bundled and parted again, one is handed over and answered.
func TestChairAndOfficeKeepTheRegister(t *testing.T) {
	t.Parallel()
	v := arrive(t, 1300, 900)
	v.within(3*time.Minute, "the chair handles ten topics", func() { triage(v) })
	v.pressOn("Erledigt: T-2027-010", "T-2027-010 rückgängig machen")
	v.sees("Rückgängig gemacht", "T-2027-010")
	v.picture("register-02-undone")
	for _, part := range []func(*visit){reportOneThatIsThere, bundleAndUndo, handOver} {
		part(v)
	}
}

// triage is the chair's inbox: one screen a topic, and one press for most.
func triage(v *visit) {
	v.press(".step", "/thema eingang")
	v.await(`document.querySelector('#as-whom').textContent.includes('Frauke Petersen') && document.activeElement.value.startsWith('/thema')`)
	v.key("Enter")
	v.sees("Thema 1 von 10 im Eingang", "Wer trägt die Betriebskosten", "(Nur für dich sichtbar)")
	v.picture("register-01-inbox")
	for n, handling := range []func(*visit, string){
		answering, takingOn, takingOn, takingOn, rejecting, takingOn, takingOn, toAgenda, takingOn, takingOn,
	} {
		number := fmt.Sprintf("T-2027-%03d", n+1)
		v.sees("im Eingang", number+" ·")
		handling(v, number)
		v.sees("Erledigt:", number)
	}
	v.picture("register-02-triaged")
}

func takingOn(v *visit, number string) { v.pressOn(number+" ·", "Aufnehmen") }

func answering(v *visit, number string) {
	v.pressOn(number+" ·", "Antworten")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Antwort", "Ab 2028 trägt das Land die Kosten.")
	v.settle()
}

func rejecting(v *visit, number string) {
	v.pressOn(number+" ·", "Ablehnen")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Grund", "Das ist schon beantwortet.")
	v.settle()
}

func toAgenda(v *visit, number string) {
	v.pressOn(number+" ·", "Tagesordnung")
	v.await(`document.querySelector('#form').open`)
	v.picture("register-02-agenda")
	v.settle()
}

func reportOneThatIsThere(v *visit) {
	v.become("Greta Hofmann")
	v.enterText("/bedarf neu Wohngeldakte elektronisch führen")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Worum geht es?", "Wohngeldstellen arbeiten mit mehreren Verfahren.")
	v.fillIn("Wer ist betroffen?", "Kleine Gemeinden")
	v.settle()
	v.sees("gibt es einen ähnlichen Bedarf", "Elektronische Wohngeldakte")
	v.picture("register-03-similar")
	v.pressOn("gibt es einen ähnlichen Bedarf", "Ja, wir haben ihn auch")
	v.sees("Danke.", "ist notiert")
}

func bundleAndUndo(v *visit) {
	v.become("Ben Aydın")
	v.enterText("/bedarf bündeln 6 in 4")
	v.sees("Elektronische Wohngeldakte", "Kennzahlen zum Stand", "(Nur für dich sichtbar)")
	v.pressOn("(Nur für dich sichtbar)", "Bündeln")
	v.sees("B-2027-006", "gebündelt", "(Nur für dich sichtbar)")
	v.picture("register-04-bundled")
	v.enterText("/bedarf entbündeln 6")
	v.sees("B-2027-006", "wieder")
}

func handOver(v *visit) {
	v.enterText("/bedarf aufnehmen 3")
	v.sees("B-2027-003", "in Klärung")
	v.enterText("/bedarf übergeben 3")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Empfänger", "IT-Planungsrat")
	v.settle()
	v.sees("B-2027-003 · Schnittstelle zum Registerabruf", "übergeben", "IT-Planungsrat")
	v.enterText("/bedarf antwort 3")
	v.await(`document.querySelector('#form').open`)
	v.choose("Ergebnis", "wird umgesetzt")
	v.fillIn("Was ist die Antwort?", "Der IT-Planungsrat hat die FITKO beauftragt.")
	v.picture("register-05-answer")
	v.settle()
	v.sees("B-2027-003", "Antwort", "FITKO beauftragt")
	v.become("Viktor Engel")
	v.press("#channels .pick", "Gremienbot")
	v.sees("B-2027-003", "Der IT-Planungsrat hat die FITKO beauftragt.")
	v.picture("register-06-owner-hears")
}
