package commands

// White-box: the verbs of a command are not to be seen from outside.

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// unhelped are verbs that the help leaves out, and why.
var unhelped = map[string]string{
	"thema neu":            "the bare command does the same",
	"thema zeigen":         "the number alone does the same",
	"bedarf neu":           "the bare command does the same",
	"bedarf zeigen":        "the number alone does the same",
	"umfrage zeigen":       "the number alone does the same",
	"sitzung nächste":      "the bare command does the same",
	"umfrage geheim":       "it only says that there are no secret polls",
	"umfrage zurückziehen": "it only says that a poll cannot be taken back",
	"umfrage öffnen":       "it only says that a poll that has ended stays closed",
	"gremium einrichten":   "it is said where there is no committee yet; later it is einstellungen",
}

var triggers = map[string][2]string{
	"topic": {"thema", "topic"}, "need": {"bedarf", "need"}, "poll": {"umfrage", "poll"},
	"meeting": {"sitzung", "meeting"}, "committee": {"gremium", "committee"},
}

func allCommands() map[string]command {
	d := Desk{}
	return map[string]command{
		"topic": d.topicCommand(), "need": d.needCommand(), "poll": d.pollCommand(),
		"meeting": d.meetingCommand(), "committee": d.committeeVerbs(),
	}
}

// helped is the whole help for a person in a language.
func helped(lang string, roles ...committee.Role) string {
	v, p := messages.In(lang, nil), committee.Person{User: "u", Roles: roles}
	var all []string
	for _, page := range []string{"", "topic", "need", "poll", "meeting", "committee"} {
		all = append(all, v.Help(committee.Committee{Name: "KG"}, p, false, page).Text)
	}
	return strings.Join(all, "\n")
}

func everyRole() []committee.Role {
	return []committee.Role{committee.Member, committee.Substitute, committee.Chair, committee.Deputy, committee.Office, committee.Advisory, committee.Guest}
}

func TestEveryVerbIsInTheHelp(t *testing.T) {
	t.Parallel()
	said := [2]string{helped("de", everyRole()...), helped("en", everyRole()...)}
	left := map[string]bool{}
	for page, c := range allCommands() {
		for _, v := range c.verbs {
			name := triggers[page][0] + " " + v.names[0]
			if unhelped[name] != "" {
				left[name] = true
				continue
			}
			for lang := range 2 {
				if !names(said[lang], triggers[page][lang], v.names) {
					t.Errorf("no help in language %d names /%s %v", lang, triggers[page][lang], v.names)
				}
			}
		}
	}
	for name := range unhelped {
		if !left[name] {
			t.Errorf("/%s is left out of the help, but there is no such verb", name)
		}
	}
}

// names reports whether a text shows a verb behind its command, or behind a number.
func names(text, trigger string, verbs []string) bool {
	return slices.ContainsFunc(verbs, func(v string) bool {
		return regexp.MustCompile("`/" + trigger + ` (\d+ )?` + regexp.QuoteMeta(v) + "[ `]").MatchString(text)
	})
}

var typedCommand = regexp.MustCompile("`/([a-z]+) ([^ `]+)(?: ([^ `]+))?")

func TestTheHelpNamesNoCommandThatIsNotThere(t *testing.T) {
	t.Parallel()
	all := allCommands()
	for lang, text := range [2]string{helped("de", everyRole()...), helped("en", everyRole()...)} {
		for _, m := range typedCommand.FindAllStringSubmatch(text, -1) {
			word := m[2]
			if number.MatchString(word) {
				word = m[3] // what stands behind a number, such as a vote
			}
			for page, trigger := range triggers {
				if trigger[lang] == m[1] && word != "" && !known(all[page], word) && !castsVote(page, word) {
					t.Errorf("the help in language %d says %q, which is no command", lang, m[0])
				}
			}
		}
	}
}

func known(c command, word string) bool {
	return slices.ContainsFunc(c.verbs, func(v verb) bool { return slices.Contains(v.names, word) })
}

func castsVote(page, word string) bool {
	return page == "poll" && slices.Contains([]string{"ja", "yes", "für", "for"}, word)
}

func TestHelpFitsThePerson(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		roles       []committee.Role
		with, never []string
	}{
		{[]committee.Role{committee.Member}, []string{"/umfrage befangen", "/bedarf auch"}, []string{"/umfrage losen", "/bedarf bündeln", "/gremium rolle", "/sitzung absagen"}},
		{[]committee.Role{committee.Guest}, []string{"/gremium suche", "/sitzung kalender"}, []string{"/bedarf auch", "`/thema` –", "/umfrage befangen", "/umfrage neu"}},
		{[]committee.Role{committee.Chair}, []string{"/umfrage losen", "/bedarf bündeln", "/gremium ergebnisse", "/umfrage umlauf", "/gremium rolle"}, []string{"/umfrage befangen", "/umfrage 4 für"}},
		{[]committee.Role{committee.Office}, []string{"/umfrage 4 für", "/umfrage vorlage", "/sitzung kalender", "/umfrage jetzt"}, []string{"/umfrage befangen", "/bedarf auch"}},
	} {
		text := helped("de", row.roles...)
		for _, w := range row.with {
			if !strings.Contains(text, w) {
				t.Errorf("the help for %v does not say %q", row.roles, w)
			}
		}
		for _, w := range row.never {
			if strings.Contains(text, w) {
				t.Errorf("the help for %v says %q, which is not theirs", row.roles, w)
			}
		}
	}
}

// A page of the help is read on a phone: a screen or two.
func TestHelpIsShort(t *testing.T) {
	t.Parallel()
	p := committee.Person{User: "u", Roles: everyRole()}
	for _, lang := range []string{"de", "en"} {
		for page := range triggers {
			text := messages.In(lang, nil).Help(committee.Committee{Name: "KG"}, p, true, page).Text
			if n, lines := len([]rune(text)), strings.Count(text, "\n"); n > 2000 || lines > 25 {
				t.Errorf("the help about %q in %q has %d characters and %d lines", page, lang, n, lines)
			}
		}
		if n := len([]rune(messages.In(lang, nil).Help(committee.Committee{Name: "KG"}, p, true, "").Text)); n > 1200 {
			t.Errorf("the help in %q has %d characters", lang, n)
		}
	}
}

func TestHelpPage(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"umfrage": "poll", "Umfragen": "poll", "/bedarf": "need", "topics": "topic", "sitzung plan": "meeting", "gremium": "committee", "": "", "quark": ""} {
		if got := helpPage(typed); got != want {
			t.Errorf("helpPage(%q) = %q, want %q", typed, got, want)
		}
	}
}
