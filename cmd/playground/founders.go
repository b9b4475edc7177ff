package main

var (
	districts = Words{"Landkreise", "Districts"}
	cities    = Words{"Städte", "Cities"}
	towns     = Words{"Städte und Gemeinden", "Towns and municipalities"}
	vitako    = Words{"Vitako", "Vitako"}
	kgst      = Words{"KGSt", "KGSt"}
	lead      = Words{"Leitung", "Lead"}
	seat      = Words{"Mitglied", "Member"}
)

// founders are the people of the founding case, all of them invented: 14
// seats, the chair and the office.
var founders = []Figure{
	{"vorsitz", "Vera Sommer", Words{"Vorsitz", "Chair"}, lead},
	{"gs", "Gero Stift", Words{"Geschäftsstelle", "Office"}, lead},
	{"l1", "Lena Berg", seat, districts}, {"l2", "Lars Thal", seat, districts}, {"l3", "Lotte Wald", seat, districts},
	{"s1", "Sina Markt", seat, cities}, {"s2", "Said Hafen", seat, cities}, {"s3", "Sofia Turm", seat, cities},
	{"g1", "Gesa Anger", seat, towns}, {"g2", "Georg Weiler", seat, towns}, {"g3", "Gül Linde", seat, towns},
	{"v1", "Viktor Netz", seat, vitako}, {"v2", "Valerie Draht", seat, vitako}, {"v3", "Volkan Pult", seat, vitako},
	{"k1", "Karla Stein", seat, kgst}, {"k2", "Kai Brücke", seat, kgst},
}
