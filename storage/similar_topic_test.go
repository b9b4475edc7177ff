package storage_test

import (
	"slices"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// alikeTitles are the titles of the topics that somebody with some roles is shown
// before they submit one.
func alikeTitles(t *testing.T, db *storage.DB, c committee.Committee, title string, roles ...committee.Role) []string {
	t.Helper()
	list, err := db.SimilarTopics(t.Context(), c.ID, title, committee.Person{User: "m", Roles: roles}, 3)
	if err != nil {
		t.Errorf("SimilarTopics(%q): %v", title, err)
	}
	var titles []string
	for _, topic := range list {
		titles = append(titles, topic.Title)
	}
	return titles
}

func TestOnlyTopicsWithNearlyTheSameTitleAreSimilar(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	for _, title := range []string{
		"Wer trägt die Betriebskosten nach der EfA-Nachnutzung?", "Einheitliche Ansprechstelle für Störungen von Online-Diensten",
		"Fristen für den Umstieg auf den neuen XÖV-Standard", "Muster für die Erklärung zur Barrierefreiheit",
		"Dürfen wir den Bezahldienst eines anderen Landes nutzen?", "Fortbildung für Digitallotsinnen und Digitallotsen",
		"Gemeinsames Vorgehen bei Sicherheitslücken in Fachverfahren", "Austausch von Musterverträgen", "Protokoll", "Who keeps the sample contracts?", "Jahresbericht 2026",
	} {
		addTopic(t, db, c, title, noon)
	}
	for title, want := range map[string]string{
		"Wer trägt die Betriebskosten nach der EfA-Nachnutzung?": "Wer trägt die Betriebskosten nach der EfA-Nachnutzung?",
		"wer traegt die betriebskosten nach EfA-Nachnutzung":     "Wer trägt die Betriebskosten nach der EfA-Nachnutzung?",
		"Betriebskosten nach EfA-Nachnutzung":                    "Wer trägt die Betriebskosten nach der EfA-Nachnutzung?",
		"Ansprechstelle für Störungen von Online-Diensten":       "Einheitliche Ansprechstelle für Störungen von Online-Diensten",
		"Umstieg auf den XÖV-Standard: Fristen":                  "Fristen für den Umstieg auf den neuen XÖV-Standard",
		"Muster zur Barrierefreiheitserklärung":                  "Muster für die Erklärung zur Barrierefreiheit",
		"Fortbildung der Digitallotsen":                          "Fortbildung für Digitallotsinnen und Digitallotsen",
		"Mustervertraege austauschen":                            "Austausch von Musterverträgen",
		"Austausch von Musterverträgen für Cloud-Dienste":        "Austausch von Musterverträgen",
		"Protokoll":                           "Protokoll",
		"Who keeps the sample contracts":      "Who keeps the sample contracts?",
		"Who keeps sample contract?":          "Who keeps the sample contracts?",
		"Wer trägt die Kosten der Schulung?":  "",
		"Erklärung zum Datenschutz":           "",
		"Protokolle der Arbeitsgruppen":       "",
		"Austausch mit dem Land":              "",
		"Fristen für die Haushaltsmeldung":    "",
		"Muster für Dienstvereinbarungen":     "",
		"Gemeinsames Nutzerkonto":             "",
		"Sicherheit in Rathäusern":            "",
		"Störungen beim Digitalfunk":          "",
		"Bezahlung der Digitallotsen":         "",
		"Who pays for the training?":          "",
		"Digital":                             "",
		"":                                    "",
		`'":*&|!()<-> \`:                      "",
		"Die 115 in den Kommunen":             "",
		"Jahresbericht 2026 des Gremiums":     "Jahresbericht 2026",
		"Jahresbericht":                       "Jahresbericht 2026",
		"Jahresbericht 2027":                  "",
		"Gilt das neue Recht für alle Länder": "",
	} {
		if got := alikeTitles(t, db, c, title, committee.Member); want == "" && len(got) > 0 || want != "" && !slices.Equal(got, []string{want}) {
			t.Errorf("%q is shown %q, want %q", title, got, want)
		}
	}
}

func TestSimilarTopicsAreOpenOfThisCommitteeAndForTheReader(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	addTopic(t, db, foundedIn(t, db, "elsewhere"), "Austausch von Musterverträgen", noon)
	gone := addTopic(t, db, c, "Austausch von Musterverträgen", noon)
	_, err := db.ChangeTopic(t.Context(), gone.ID, "office", "withdraw", "", noon, func(topic committee.Topic) (committee.Topic, error) {
		topic.State = committee.TopicWithdrawn
		return topic, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := alikeTitles(t, db, c, "Austausch von Musterverträgen", committee.Member); got != nil {
		t.Errorf("shown %q, want none that is closed or of another committee", got)
	}
	for label, title := range map[committee.TLP]string{committee.AmberStrict: "Austausch von Musterverträgen", committee.Red: "Lücke im Fachverfahren"} {
		guarded := topic(t, c, title, noon)
		guarded.TLP = label
		if _, err := db.AddTopic(t.Context(), c, guarded, ""); err != nil {
			t.Fatal(err)
		}
		for _, role := range []committee.Role{committee.Member, committee.Office, committee.Advisory, committee.Guest} {
			sees := (committee.Person{Roles: []committee.Role{role}}).MaySee(label)
			if got := alikeTitles(t, db, c, title, role); (len(got) > 0) != sees {
				t.Errorf("%s is shown %q, want something of %s: %v", role, got, label, sees)
			}
		}
	}
}
