package commands

import (
	"strconv"
	"strings"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// readRules puts what was chosen in the form for the rules into terms. Fields
// that the form does not have leave their term as it is. A rule of one's own begins
// as the one before.
func readRules(t *committee.Terms, before tally.Rule, form map[string]string) error {
	choose := func(name string, set func(string)) {
		if value, ok := form[name]; ok {
			set(value)
		}
	}
	choose("result", func(v string) { t.Result = committee.ResultKind(v) })
	choose("method", func(v string) { t.Method = committee.Method(v) })
	choose("preset", func(v string) {
		if v == messages.OwnRule {
			t.Own, t.Preset = &before, ""
			return
		}
		t.Own, t.Preset = nil, committee.Preset(strings.TrimPrefix(v, "-"))
	})
	choose("voters", func(v string) { t.Voters = strings.TrimPrefix(v, "-") })
	choose("groups", func(v string) { t.Groups = committee.GroupRule(strings.TrimPrefix(v, "-")) })
	choose("weights", func(v string) { t.Weights = committee.WeightRule(strings.TrimPrefix(v, "-")) })
	choose("secrecy", func(v string) { t.Confidential = v == "confidential" })
	choose("shown", func(v string) { t.Interim = v == "interim" })
	choose("quorum", func(v string) { t.Dates.AnyTurnout = v != "true" })
	choose("lead", func(v string) { t.Dates.Unled = v != "true" })
	choose("everygroup", func(v string) { t.Dates.EveryGroup = v == "true" })
	choose("early", func(v string) { t.EarlyClose = v == "true" })
	choose("missing", func(v string) { t.HideMissing = v == "true" })
	var es committee.Errors
	for name, into := range map[string]*int{"winners": &t.Winners, "points": &t.Points, "cap": &t.Cap} {
		text := strings.TrimSpace(form[name])
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			es = append(es, committee.Refuse(committee.Invalid, "poll.rules.number", "Text", text).At(name))
			continue
		}
		*into = n
	}
	if len(es) > 0 {
		return es
	}
	return nil
}
