package main

import (
	"strings"

	"gremienbot/committee"
)

// The founding case: the Kommunalgremium des IT-Planungsrats with invented
// people. Handles are short, so that they can be typed.

// player is somebody in the founding case; role is "" for those with a seat only.
type player struct {
	handle, name string
	group, body  string
	land         string
	role         committee.Role // Member unless said
	stands       string         // the member a substitute stands in for
	english      bool           // has Mattermost in English, and so the bot's words
}

// players are everybody, in the order of the page.
var players = []player{
	{handle: "vorsitz", name: "Frauke Petersen", body: "FITKO", role: committee.Chair},
	{handle: "buero", name: "Ben Aydın", body: "Geschäftsstelle", role: committee.Office},
	{handle: "l1", name: "Lena Meier", group: "Landkreise", body: "Landkreis Musterland", land: "HE"},
	{handle: "l2", name: "Lars Okafor", group: "Landkreise", body: "Landkreis Seetal", land: "MV"},
	{handle: "l3", name: "Luise Brandt", group: "Landkreise", body: "Landkreisverband", land: "BE"},
	{handle: "s1", name: "Sven Kowalski", group: "Städte", body: "Stadt Neuhausen", land: "NW"},
	{handle: "s2", name: "Selin Yılmaz", group: "Städte", body: "Stadt Altenberg", land: "BY"},
	{handle: "s3", name: "Simon Richter", group: "Städte", body: "Städteverband", land: "BE"},
	{handle: "g1", name: "Greta Hofmann", group: "Städte und Gemeinden", body: "Gemeinde Lindental", land: "BW"},
	{handle: "g2", name: "Goran Petrović", group: "Städte und Gemeinden", body: "Stadt Kleinau", land: "SN"},
	{handle: "g3", name: "Gisela Thoms", group: "Städte und Gemeinden", body: "Gemeindeverband", land: "BE"},
	{handle: "v1", name: "Vera Lindqvist", group: "Vitako", body: "Rechenzentrum Nord", land: "SH", english: true},
	{handle: "v2", name: "Viktor Engel", group: "Vitako", body: "Rechenzentrum Süd", land: "BW"},
	{handle: "v3", name: "Valentina Rossi", group: "Vitako", body: "Vitako Geschäftsstelle", land: "BE"},
	{handle: "k1", name: "Karim Nasser", group: "KGSt", body: "KGSt Köln", land: "NW"},
	{handle: "k2", name: "Katrin Voss", group: "KGSt", body: "KGSt Programmbereich", land: "NW"},
	{handle: "l1v", name: "Lukas Stein", group: "Landkreise", role: committee.Substitute, stands: "l1"},
	{handle: "s1v", name: "Sofia Lang", group: "Städte", role: committee.Substitute, stands: "s1"},
	{handle: "gast", name: "Gabriel Novak", body: "Gast aus dem Ministerium", role: committee.Guest},
}

// seatLines are the seats as the office would paste them.
func seatLines() string {
	var b strings.Builder
	for _, p := range players {
		if p.group == "" || p.role != "" {
			continue
		}
		substitute := "–"
		for _, q := range players {
			if q.stands == p.handle {
				substitute = "@" + q.handle
			}
		}
		b.WriteString(strings.Join([]string{p.group, p.body, "@" + p.handle, substitute, p.land}, "; ") + "\n")
	}
	return b.String()
}

// figures are the players as the page offers them.
func figures() []Figure {
	list := make([]Figure, len(players))
	for i, p := range players {
		list[i] = Figure{Handle: p.handle, Name: p.name, Role: p.words(), Group: p.groupWords()}
	}
	return list
}

func (p player) words() Words {
	switch p.role {
	case committee.Chair:
		return Words{De: "Vorsitz, " + p.body, En: "chair, " + p.body}
	case committee.Office:
		return Words{De: "Geschäftsstelle", En: "office"}
	case committee.Guest:
		return Words{De: "Gast", En: "guest"}
	case committee.Substitute:
		return Words{De: "Stellvertretung für " + nameOf(p.stands), En: "substitute for " + nameOf(p.stands)}
	}
	if p.english {
		return Words{De: p.body + ", liest Englisch", En: p.body + ", reads English"}
	}
	return Words{De: p.body, En: p.body}
}

// lang is the language a player has chosen in Mattermost.
func (p player) lang() string {
	if p.english {
		return "en"
	}
	return "de"
}

func (p player) groupWords() Words {
	if p.group == "" {
		return Words{De: "Vorsitz, Büro, Gast", En: "Chair, office, guest"}
	}
	return Words{De: p.group, En: p.group}
}

func nameOf(handle string) string { return playerOf(handle).name }

func playerOf(handle string) player {
	for _, p := range players {
		if p.handle == handle {
			return p
		}
	}
	return player{handle: handle, name: handle}
}

// What has been brought in before a visitor comes.
var (
	topics = []struct {
		by    string
		draft committee.TopicDraft
	}{
		{"l1", committee.TopicDraft{Kind: committee.Clarification, Title: "Wer trägt die Betriebskosten nach der EfA-Nachnutzung?", Question: "Unser Kreistag fragt, wer ab 2028 zahlt. Gibt es dazu schon eine Festlegung des IT-Planungsrats?"}},
		{"s2", committee.TopicDraft{Kind: committee.Processing, Title: "Einheitliche Ansprechstelle für Störungen von Online-Diensten", Question: "Bürgerinnen und Bürger rufen heute im Rathaus an, obwohl der Dienst anderswo betrieben wird."}},
		{"v1", committee.TopicDraft{Kind: committee.Clarification, Title: "Fristen für den Umstieg auf den neuen XÖV-Standard"}},
		{"g2", committee.TopicDraft{Kind: committee.Processing, Title: "Muster für die Erklärung zur Barrierefreiheit", Question: "Jede Gemeinde schreibt ihre Erklärung selbst. Ein gemeinsames Muster würde Fehler vermeiden."}},
		{"s1", committee.TopicDraft{Kind: committee.Clarification, Title: "Dürfen wir den Bezahldienst eines anderen Landes nutzen?", Question: "Unser Land bietet noch keinen an. Reicht eine Vereinbarung zwischen den Kommunen?"}},
		{"l3", committee.TopicDraft{Kind: committee.Processing, Title: "Fortbildung für Digitallotsinnen und Digitallotsen", Question: "Mehrere Landkreise bilden aus, jeder mit eigenem Lehrplan. Wir schlagen einen gemeinsamen vor."}},
		{"k2", committee.TopicDraft{Kind: committee.Clarification, Title: "Welche Zahlen werden 2027 von den Kommunen abgefragt?", Question: "Wir möchten Doppelabfragen vermeiden und unsere eigene Erhebung danach richten."}},
		{"v2", committee.TopicDraft{Kind: committee.Processing, Title: "Gemeinsames Vorgehen bei Sicherheitslücken in Fachverfahren", Question: "Bei der letzten Lücke haben alle einzeln beim Hersteller nachgefragt. Eine Stelle sollte für alle fragen."}},
		{"g3", committee.TopicDraft{Kind: committee.Clarification, Title: "Gilt die neue Postfachregelung auch für Zweckverbände?"}},
		{"s3", committee.TopicDraft{Kind: committee.Processing, Title: "Erfahrungen mit Sprachassistenten am Bürgertelefon", Question: "Drei Städte haben Versuche gemacht. Wir möchten die Ergebnisse im Gremium vorstellen."}},
	}
	needs = []struct {
		by    string
		also  []string
		draft committee.NeedDraft
	}{
		{"g1", []string{"l2", "s1", "s2"}, committee.NeedDraft{Title: "Einheitliche Wohnsitzanmeldung", Problem: "Die elektronische Anmeldung läuft in jedem Land anders. Wer umzieht, findet sich nicht zurecht.", Affected: "Alle Meldebehörden, vor allem Gemeinden unter 20.000 Einwohnerinnen und Einwohnern", Reason: "Bis Ende 2027, weil dann die Förderung endet", Existing: "Ein Dienst aus Hamburg"}},
		{"l1", []string{"l2"}, committee.NeedDraft{Title: "Gemeinsames Nutzerkonto für Unternehmen", Problem: "Betriebe melden sich bei jeder Behörde neu an.", Affected: "Landkreise und kreisfreie Städte mit Gewerbeämtern", Reason: "OZG-Änderungsgesetz", Existing: "ELSTER-Unternehmenskonto"}},
		{"v2", []string{"v3", "k1"}, committee.NeedDraft{Title: "Schnittstelle zum Registerabruf", Problem: "Nachweise müssen noch auf Papier vorgelegt werden.", Affected: "Alle Kommunen und ihre Rechenzentren", Reason: "Registermodernisierung, erste Register ab 2028"}},
		{"k1", nil, committee.NeedDraft{Title: "Kennzahlen zum Stand der Digitalisierung", Problem: "Jede Erhebung fragt anders, Ergebnisse lassen sich nicht vergleichen.", Affected: "Alle Mitglieder der KGSt"}},
		{"s3", []string{"g1", "g2"}, committee.NeedDraft{Title: "Barrierefreie Formularvorlagen", Problem: "Viele Formulare lassen sich mit dem Vorleseprogramm nicht ausfüllen.", Affected: "Städte und Gemeinden jeder Größe", Reason: "BITV 2.0, gilt schon"}},
		{"g2", []string{"l3"}, committee.NeedDraft{Title: "Elektronische Wohngeldakte", Problem: "Wohngeldstellen arbeiten mit mehreren Verfahren nebeneinander.", Affected: "Kleine und mittlere Gemeinden"}},
		{"l3", []string{"s1", "g2"}, committee.NeedDraft{Title: "Online-Terminvergabe für alle Ämter", Problem: "Jedes Amt hat ein anderes Werkzeug, und Termine müssen oft telefonisch abgestimmt werden.", Affected: "Landkreise, Städte und Gemeinden mit Publikumsverkehr"}},
		{"v3", []string{"k1"}, committee.NeedDraft{Title: "Muster für Verträge zur Auftragsverarbeitung", Problem: "Über jeden Vertrag mit einem Rechenzentrum wird von vorn verhandelt.", Affected: "Alle Kommunen, die Verfahren nicht selbst betreiben", Reason: "Artikel 28 DSGVO"}},
	}
)

// steps are what the page suggests to try.
func steps() []Step {
	return []Step{
		{Text: Words{De: "Als Lena Meier ein Thema einreichen", En: "Submit a topic as Lena Meier"}, As: "l1", Command: "/thema Austausch von Musterverträgen für Cloud-Dienste"},
		{Text: Words{De: "Als Greta Hofmann einen Bedarf melden", En: "Report a need as Greta Hofmann"}, As: "g1", Command: "/bedarf"},
		{Text: Words{De: "Als Sven Kowalski einen Bedarf mittragen", En: "Support a need as Sven Kowalski"}, As: "s1", Command: "/bedarf auch 2"},
		{Text: Words{De: "Als Vorsitz den Eingang der Themen abarbeiten", En: "Work through the inbox of topics as the chair"}, As: "vorsitz", Command: "/thema eingang"},
		{Text: Words{De: "Als Geschäftsstelle zwei Bedarfe bündeln", En: "Bundle two needs as the office"}, As: "buero", Command: "/bedarf bündeln 6 in 4"},
		{Text: Words{De: "Als Vorsitz eine Priorisierung eröffnen", En: "Open a priority poll as the chair"}, As: "vorsitz", Command: "/umfrage priorisierung 1,2,3,4,5,6,7,8 bis 26.2.2027 12:00 Welche Bedarfe zuerst?"},
		{Text: Words{De: "Als Karim Nasser abstimmen: in der Karte „Abstimmen“ drücken", En: "Vote as Karim Nasser: press „Abstimmen“ on the card"}, As: "k1"},
		{Text: Words{De: "Die Uhr zum nächsten Ereignis stellen", En: "Move the clock to the next event"}},
		{Text: Words{De: "Als Gast versuchen, abzustimmen", En: "Try to vote as a guest"}, As: "gast"},
	}
}
