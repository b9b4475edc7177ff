package main

import (
	"errors"
	"strconv"
	"strings"

	"gremienbot/bot/mattermost"
)

// installWords are what setup and doctor say to an administrator, in one
// language. Names in braces are filled in.
type installWords struct {
	missing, unset, good, bad string
	outcomes                  map[mattermost.Outcome]string
	parts                     map[mattermost.Part]string
	problems                  map[mattermost.Problem]string
	findings                  map[mattermost.FindingKind]advice
	levels                    map[mattermost.Level]string
	remedy                    string
	next                      []string // what is left to do after setup
	otherTokens, grant        string
}

// advice is a finding in words, and what to do about it: "" if nothing.
type advice struct{ text, remedy string }

func wordsOf(lang string) installWords {
	if lang == "en" {
		return englishInstall
	}
	return germanInstall
}

// fill puts values into the names in braces.
func fill(text string, values map[string]string) string {
	for name, value := range values {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

func (w installWords) step(s mattermost.Step) string {
	return fill(w.outcomes[s.Outcome]+w.parts[s.Part], map[string]string{"name": s.Name})
}

func (w installWords) problem(err error, o mattermost.SetupOptions) string {
	e, ok := errors.AsType[*mattermost.SetupError](err)
	if !ok {
		return err.Error()
	}
	return fill(w.problems[e.Problem], map[string]string{
		"name": e.Name, "url": o.URL, "team": o.Team, "channel": o.Channel, "reason": e.Err.Error(),
	})
}

func (w installWords) finding(f mattermost.Finding) string {
	a := w.findings[f.Kind]
	line := w.levels[f.Level] + fill(a.text, f.Args)
	if a.remedy == "" {
		return line
	}
	return line + "\n" + w.remedy + fill(a.remedy, f.Args)
}

// rest says what is left to do.
func (w installWords) rest(path string, o mattermost.SetupOptions, r mattermost.SetupResult) string {
	lines := append([]string{}, w.next...)
	if !o.PrivatePosts {
		lines = append(lines, w.grant)
	}
	if r.OtherTokens > 0 {
		lines = append(lines, w.otherTokens)
	}
	return "\n" + fill(strings.Join(lines, "\n"), map[string]string{
		"file": path, "callback": o.Callback, "bot": o.Handle, "count": strconv.Itoa(r.OtherTokens),
	})
}
