package messages

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func TestAnExportOpensInASpreadsheet(t *testing.T) {
	t.Parallel()
	n := committee.Need{
		Number: committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: 17}, Title: "=HYPERLINK(\"http://böse\")", TLP: committee.Amber,
		Problem: "Erste Zeile;\nzweite „Zeile“", NeedStanding: committee.NeedStanding{State: committee.NeedHandedOver},
		Rating: committee.Rating{Scored: true, Score: 1425}, ByName: "Änne Öz", At: time.Date(2027, 3, 10, 23, 30, 0, 0, time.UTC),
		Handover: &committee.Handover{To: "IT-Planungsrat", On: calendar.Date{Year: 2027, Month: 3, Day: 9}, Reference: "-4711"},
	}
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	files := In("de", zone).NeedFiles([]committee.Need{n}, calendar.Date{Year: 2027, Month: 3, Day: 10})
	text, marked := strings.CutPrefix(string(files[0].Data), "\ufeff")
	if !marked || files[0].Name != "bedarfe-2027-03-10.csv" || !strings.Contains(text, "\r\n") {
		t.Fatalf("%q begins %q, want a byte order mark and CRLF", files[0].Name, text[:20])
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 2 || len(rows[0]) != len(rows[1]) {
		t.Fatalf("rows: %v, %v", rows, err)
	}
	got := map[string]string{}
	for i, head := range rows[0] {
		got[head] = rows[1][i]
	}
	for head, want := range map[string]string{
		"Nummer": "B-2027-017", "Titel": "'=HYPERLINK(\"http://böse\")", "Nutzwert": "712,5", "Gemeldet von": "Änne Öz", "Gemeldet am": "11.03.2027 00:30",
		"Worum geht es?": "Erste Zeile;\nzweite „Zeile“", "Übergeben am": "09.03.2027", "Aktenzeichen": "'-4711", "Stand": "übergeben",
	} {
		if got[head] != want {
			t.Errorf("%s = %q, want %q", head, got[head], want)
		}
	}
}
