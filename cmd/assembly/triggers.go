package assembly

import "gremienbot/bot/mattermost"

// Triggers are the slash commands that setup registers in a language, "de" or "en".
func Triggers(lang string) []mattermost.Trigger {
	if lang == "en" {
		return []mattermost.Trigger{
			{Name: "topic", Hint: "[title] | list | number | number agree", Description: "Bring in a topic or look at one"},
			{Name: "need", Hint: "[title] | list | number | also number", Description: "Report a need, share one or look at one"},
			{Name: "poll", Hint: "list | number | yes-no … | priority …", Description: "Look at votes; chair and office open them"},
			{Name: "meeting", Hint: "[plan | calendar | series | move | cancel]", Description: "The next meeting and all dates"},
			{Name: "committee", Hint: "[help | mine | search words | seats]", Description: "Help, your open items, seats and settings"},
		}
	}
	return []mattermost.Trigger{
		{Name: "thema", Hint: "[Titel] | liste | Nummer | Nummer einverstanden", Description: "Ein Thema einbringen oder ansehen"},
		{Name: "bedarf", Hint: "[Titel] | liste | Nummer | auch Nummer", Description: "Einen Bedarf melden, mittragen oder ansehen"},
		{Name: "umfrage", Hint: "liste | Nummer | ja-nein … | priorisierung …", Description: "Umfragen ansehen; Vorsitz und Geschäftsstelle eröffnen sie"},
		{Name: "sitzung", Hint: "[plan | kalender | reihe | verlegen | absagen]", Description: "Die nächste Sitzung und alle Termine"},
		{Name: "gremium", Hint: "[hilfe | meine | suche Wort | sitze]", Description: "Hilfe, Ihre offenen Punkte, Sitze und Einstellungen"},
	}
}

// Profile is the name and the description of the bot's account in a language.
func Profile(lang string) (name, description string) {
	if lang == "en" {
		return "Gremienbot", "Topics, needs, polls and meetings of the committee. /committee help"
	}
	return "Gremienbot", "Themen, Bedarfe, Umfragen und Sitzungen des Gremiums. /gremium hilfe"
}
