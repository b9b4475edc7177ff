package main

import "gremienbot/bot/mattermost"

// slashCommands are the commands that setup registers, by language.
var slashCommands = map[string][]mattermost.Trigger{
	"de": {
		{Name: "thema", Hint: "[Titel] | liste | Nummer", Description: "Ein Thema einbringen oder ansehen"},
		{Name: "bedarf", Hint: "[Titel] | liste | Nummer | auch Nummer", Description: "Einen Bedarf melden, teilen oder ansehen"},
		{Name: "umfrage", Hint: "[ja-nein | auswahl | rangfolge | termin …] | liste", Description: "Umfragen ansehen; Vorsitz und Geschäftsstelle legen sie an"},
		{Name: "sitzung", Hint: "[plan | tagesordnung | teilnahme …]", Description: "Die nächste Sitzung, Tagesordnung und Teilnahme"},
		{Name: "gremium", Hint: "[hilfe | sitze | ergebnisse | suche …]", Description: "Hilfe, Sitze, Ergebnisse und Einstellungen"},
	},
	"en": {
		{Name: "topic", Hint: "[title] | list | number", Description: "Bring in a topic or look at one"},
		{Name: "need", Hint: "[title] | list | number | also number", Description: "Report a need, share one or look at one"},
		{Name: "poll", Hint: "[yes-no | choice | ranking | date …] | list", Description: "Look at polls; chair and office create them"},
		{Name: "meeting", Hint: "[plan | agenda | attendance …]", Description: "The next meeting, its agenda and who comes"},
		{Name: "committee", Hint: "[help | seats | results | search …]", Description: "Help, seats, results and settings"},
	},
}

// botWords are name and description of the bot account, by language.
var botWords = map[string]struct{ name, description string }{
	"de": {"Gremienbot", "Themen, Bedarfe, Umfragen und Sitzungen des Gremiums. /gremium hilfe"},
	"en": {"Gremienbot", "Topics, needs, polls and meetings of the committee. /committee help"},
}
