package main

import "testing"

// The chair and the office keep the register: topics are handled one after the
// other, two needs are bundled and parted again, one is handed over and answered.
func TestChairAndOfficeKeepTheRegister(t *testing.T) {
	t.Parallel()
	v := arrive(t, 1300, 900)
	for _, part := range []func(*visit){triage, reportOneThatIsThere, bundleAndUndo, handOver} {
		part(v)
	}
}

func triage(v *visit) {
	v.press(".step", "/thema eingang")
	v.await(`document.querySelector('#as-whom').textContent.includes('Frauke Petersen')`)
	v.key("Enter")
	v.sees("Thema 1 von 3 im Eingang", "Wer trägt die Betriebskosten", "(Nur für dich sichtbar)")
	v.picture("register-01-inbox")
	v.pressOn("Thema 1 von 3 im Eingang", "Antworten")
	v.await(`document.querySelector('#form').open`)
	v.fillIn("Antwort", "Ab 2028 trägt das Land die Betriebskosten.")
	v.settle()
	v.sees("ist jetzt beantwortet", "Thema 1 von 2 im Eingang")
	v.pressOn("Thema 1 von 2 im Eingang", "Aufnehmen")
	v.sees("T-2027-002", "ist jetzt aufgenommen", "im Eingang")
	v.pressOn("T-2027-002 „Einheitliche Ansprechstelle", "T-2027-002 rückgängig machen")
	v.sees("Rückgängig gemacht", "T-2027-002")
	v.picture("register-02-undone")
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
	v.fillIn("Antwort", "Der IT-Planungsrat hat die FITKO beauftragt.")
	v.picture("register-05-answer")
}
