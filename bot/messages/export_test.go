package messages

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

var (
	exportDay = calendar.Date{Year: 2027, Month: 3, Day: 10}
	midnight  = time.Date(2027, 3, 10, 23, 30, 0, 0, time.UTC) // of the next day in Berlin
)

func number(r committee.Register, seq int) committee.Number {
	return committee.Number{Register: r, Year: 2027, Seq: seq}
}

// full is a need of which everything is known.
func full() committee.Need {
	return committee.Need{
		Number: number(committee.NeedRegister, 17), Title: "=HYPERLINK(\"http://böse\")", TLP: committee.Amber,
		Problem: "Erste Zeile;\nzweite „Zeile“", NeedStanding: committee.NeedStanding{State: committee.NeedHandedOver},
		Rating: committee.Rating{Scored: true, Score: 1425, Split: true}, ByName: "Änne Öz", Group: "Städte", At: midnight,
		Topic: number(committee.TopicRegister, 4),
		Parts: []committee.Part{{Number: number(committee.NeedRegister, 2)}, {Number: number(committee.NeedRegister, 3)}},
		Query: &committee.Query{Text: "Welche Verfahren?", ByName: "Bela Stift", At: midnight, Due: exportDay, Answer: "Alle.", AnsweredBy: "Änne Öz", AnsweredAt: midnight},
		Handover: &committee.Handover{
			To: "IT-Planungsrat", On: exportDay, Reference: "-4711", AnswerBy: calendar.Date{Year: 2027, Month: 6, Day: 1},
			Outcome: committee.HandoverAccepted, Answer: "Wir setzen um.", AnsweredOn: exportDay,
		},
	}
}

func voiceOf(t *testing.T, lang string) Voice {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return In(lang, zone)
}

// table reads a CSV file as a spreadsheet does, each row by its heads.
func table(t *testing.T, f bot.File) []map[string]string {
	t.Helper()
	text, marked := bytes.CutPrefix(f.Data, []byte("\ufeff"))
	if !marked || !bytes.Contains(text, []byte("\r\n")) {
		t.Fatalf("%q begins %q, want a byte order mark and CRLF", f.Name, text[:20])
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%q: %v", f.Name, err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, head := range rows[0] {
			cells[head] = row[i]
		}
		if len(cells) != len(row) {
			t.Errorf("%q has two columns of one name: %v", f.Name, rows[0])
		}
		all = append(all, cells)
	}
	return all
}

func TestAnExportOpensInASpreadsheet(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]map[string]string{
		"de": {
			"Nummer": "B-2027-017", "Titel": "'=HYPERLINK(\"http://böse\")", "Nutzwert": "712,5", "In der Sitzung klären": "ja", "Gemeldet von": "Änne Öz",
			"Gruppe": "Städte", "Gemeldet am": "2027-03-11", "Geändert am": "", "Aus Thema": "T-2027-004", "Enthält": "B-2027-002, B-2027-003", "Gebündelt in": "",
			"Worum geht es?": "Erste Zeile;\nzweite „Zeile“", "Stand": "übergeben", "Zurückgestellt bis": "",
			"Rückfrage": "Welche Verfahren?", "Rückfrage offen bis": "2027-03-10", "Antwort auf die Rückfrage": "Alle.", "Beantwortet am": "2027-03-11",
			"Übergeben an": "IT-Planungsrat", "Übergeben am": "2027-03-10", "Aktenzeichen": "'-4711", "Antwort erwartet bis": "2027-06-01",
			"Ergebnis der Übergabe": "wird umgesetzt", "Antwort auf die Übergabe": "Wir setzen um.", "Antwort vom": "2027-03-10",
		},
		"en": {
			"Number": "B-2027-017", "Benefit score": "712.5", "Reported on": "2027-03-11", "Changed on": "", "From topic": "T-2027-004",
			"Contains": "B-2027-002, B-2027-003", "Question open until": "2027-03-10", "Outcome of the hand-over": "will be implemented", "Answer of": "2027-03-10",
		},
	} {
		v := voiceOf(t, lang)
		files := v.NeedFiles(v.NeedRows([]committee.Need{full()}), exportDay)
		got := table(t, files[0])[0]
		for head, cell := range want {
			if got[head] != cell {
				t.Errorf("%s: %s = %q, want %q", lang, head, got[head], cell)
			}
		}
		if name := v.Say("export.need.file") + "-2027-03-10"; files[0].Name != name+".csv" || files[1].Name != name+".md" {
			t.Errorf("%s: files %q, %q, want %q", lang, files[0].Name, files[1].Name, name)
		}
		if text := string(files[1].Data); strings.Contains(text, "0001") || !strings.Contains(text, "\n  zweite") || lang == "de" && !strings.Contains(text, "10.03.2027\n") {
			t.Errorf("%s: the Markdown is\n%s", lang, text)
		}
	}
}

func TestATopicIsExportedWithWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	topic := committee.Topic{
		Number: number(committee.TopicRegister, 4), Title: "Betriebskosten", Kind: committee.Processing, TLP: committee.Green, At: midnight,
		Late: committee.MeetingRef{Number: 77},
		TopicStanding: committee.TopicStanding{
			State: committee.TopicNeed, Need: number(committee.NeedRegister, 17), Meeting: committee.MeetingRef{Number: 78, Day: exportDay},
		},
	}
	v := voiceOf(t, "de")
	got := table(t, v.TopicFiles(v.TopicRows([]committee.Topic{topic}), exportDay)[0])[0]
	for head, cell := range map[string]string{
		"Art": "Bearbeitung", "Bedarf": "B-2027-017", "Sitzung": "78. Sitzung", "Sitzung am": "2027-03-10", "Tischvorlage zu": "77. Sitzung",
		"Erbeten bis": "", "Geändert am": "",
	} {
		if got[head] != cell {
			t.Errorf("%s = %q, want %q", head, got[head], cell)
		}
	}
}

// Programs that take commas and tabs for separators too see the same cells.
func TestACellStaysOneCell(t *testing.T) {
	t.Parallel()
	got := string(sheet("A;B", []Row{{"712,5", "a;b"}, {"sagt \"so\"", "x\ty\nz"}, {" y ", ""}, {"frei", "-1,5"}}))
	want := "\ufeffA;B\r\n\"712,5\";\"a;b\"\r\n\"sagt \"\"so\"\"\";\"x\ty\nz\"\r\n\" y \";\r\nfrei;\"'-1,5\"\r\n"
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestNoCellIsTakenForAFormula(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"=1+1", "+49 30 1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", " =1", "\u00a0=1", "\u3000＝1", "\t=1", "\ttext", "\rtext", "\ntext", "\r\n=1", "\u200b=1", "\ufeff@x",
	} {
		if got := noFormula(bad); got != "'"+bad {
			t.Errorf("noFormula(%q) = %q, want an apostrophe before it", bad, got)
		}
	}
	for _, good := range []string{"", " ", "a=b", "1-2", " text", "„=1“", "Ä"} {
		if got := noFormula(good); got != good {
			t.Errorf("noFormula(%q) = %q, want it as it is", good, got)
		}
	}
}

func TestTheFileOfOneNeedHasItsWholeHistory(t *testing.T) {
	t.Parallel()
	office := committee.Person{User: "o", Roles: []committee.Role{committee.Office}}
	long := strings.Repeat("Sehr lang. ", 100) + "Ende."
	n, events := full(), []committee.NeedEvent{{Verb: "report", By: "l", ByName: "Lena Berg", At: midnight, After: &committee.Need{}}}
	before := committee.Need{TLP: committee.Green}
	for i := range 60 {
		was, after := before, before
		after.Problem = fmt.Sprintf("%s\nFassung %d", long, i)
		events = append(events, committee.NeedEvent{Verb: "edit", By: "l", ByName: "Lena Berg", At: midnight, Before: &was, After: &after})
		before = after
	}
	events = append(events, committee.NeedEvent{Verb: "export", By: "g", ByName: "Gast", At: midnight})
	files := voiceOf(t, "de").NeedFile(n, events, office, exportDay)
	if got, want := []string{files[0].Name, files[1].Name, files[2].Name}, []string{"B-2027-017-2027-03-10.csv", "B-2027-017-2027-03-10.md", "B-2027-017-verlauf-2027-03-10.csv"}; !cmp.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	rows := table(t, files[2])
	if len(rows) != 62 {
		t.Fatalf("%d rows of history, want 62", len(rows))
	}
	want := map[string]string{"Wann": "2027-03-11 00:30", "Wer": "Lena Berg", "Was": "Worum geht es?", "Vorher": long + "\nFassung 0", "Nachher": long + "\nFassung 1"}
	if d := cmp.Diff(want, rows[2]); d != "" {
		t.Errorf("the second edit (-want +got):\n%s", d)
	}
	if rows[0]["Was"] != "Bedarf gemeldet" || rows[61]["Was"] != "Als Datei exportiert" {
		t.Errorf("first and last: %v, %v", rows[0], rows[61])
	}
	text := string(files[1].Data)
	if !strings.Contains(text, "## Verlauf\n") || strings.Count(text, "Ende.") != 119 || !strings.Contains(text, "Fassung 0 → ") || strings.Contains(text, "…") {
		t.Errorf("the Markdown has %d endings of texts and is %d long", strings.Count(text, "Ende."), len(text))
	}
}

// What a label kept from a person at its time stays out of the file.
func TestTheFileOfOneNeedKeepsWhatALabelHid(t *testing.T) {
	t.Parallel()
	guest := committee.Person{User: "g", Roles: []committee.Role{committee.Guest}}
	before, after := committee.Need{TLP: committee.AmberStrict, Problem: "geheim"}, committee.Need{TLP: committee.Green, Problem: "offen"}
	events := []committee.NeedEvent{{Verb: "edit", By: "o", ByName: "Bela Stift", At: midnight, Before: &before, After: &after}}
	files := voiceOf(t, "de").NeedFile(full(), events, guest, exportDay)
	rows := table(t, files[2])
	if len(rows) != 1 || rows[0]["Was"] != "Kennzeichnung" || strings.Contains(string(files[1].Data), "geheim") {
		t.Errorf("history %v", rows)
	}
}
