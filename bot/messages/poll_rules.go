package messages

import (
	"strconv"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollRulesDialog is the form for the rules of a poll that is being written. It
// asks just what a poll of its kind leaves open, and for weights only where seats
// have them.
func (v Voice) PollRulesDialog(c committee.Committee, s committee.PollSketch, groups []string, weighed bool) bot.Dialog {
	d := bot.Dialog{
		Purpose: "poll.draft.rules", Object: ObjectKey(c.ID) + " " + string(s.Kind), Title: v.Say("poll.dialog.rules"),
		Intro: lines(append([]string{v.Say("poll.rules.intro")}, v.methodsWhen(s.Kind)...)...), Submit: v.Say("poll.dialog.rules.send"),
	}
	add := func(f bot.Field) {
		if f.Kind != bot.Choice || len(f.Options) > 1 {
			d.Fields = append(d.Fields, f)
		}
	}
	add(v.ruleChoice("result", string(s.Result), v.resultOptions(s)))
	method := v.ruleChoice("method", string(s.Method), v.methodOptions(s.Kind))
	method.Help = v.Say("poll.rules.method.help")
	add(method)
	for _, f := range v.ruleNumbers(s) {
		add(f)
	}
	if s.Kind == committee.MotionPoll {
		add(v.ruleChoice("preset", rulePicked(s), v.presetOptions(c)))
	}
	add(v.ruleChoice("voters", "-"+s.Voters, v.voterOptions(groups)))
	add(v.ruleChoice("secrecy", secrecy(committee.Poll{Terms: s.Terms}), v.optionsUnder("poll.rules.secrecy", "open", "confidential")))
	add(v.ruleChoice("shown", map[bool]string{true: "interim"}[s.Interim], v.optionsUnder("poll.rules.shown", "end", "interim")))
	if s.Kind == committee.MotionPoll {
		add(v.ruleChoice("groups", "-"+string(s.Groups), v.groupOptions()))
	}
	if weighed || s.Weights != committee.WeightAside {
		add(v.ruleChoice("weights", "-"+string(s.Weights), v.weightOptions(s.Kind)))
	}
	if s.Kind == committee.DatePoll {
		add(v.ruleCheck("quorum", !s.Dates.AnyTurnout))
		add(v.ruleCheck("lead", !s.Dates.Unled))
		add(v.ruleCheck("everygroup", s.Dates.EveryGroup))
	}
	if s.Circulation == nil { // which always ends when all have answered
		add(v.ruleCheck("early", s.EarlyClose))
	}
	add(v.ruleCheck("missing", s.HideMissing))
	return d
}

func (v Voice) ruleChoice(name, chosen string, options []bot.Option) bot.Field {
	f := bot.Field{Name: name, Label: v.Say("poll.rules." + name), Kind: bot.Choice, Options: options}
	for i, o := range options {
		if o.Value == chosen || i == 0 && f.Default == "" {
			f.Default = o.Value
		}
	}
	return f
}

func (v Voice) ruleCheck(name string, on bool) bot.Field {
	return bot.Field{Name: name, Label: v.Say("poll.rules." + name), Kind: bot.Check, Placeholder: v.Say("poll.rules." + name + ".check"), Default: strconv.FormatBool(on), Optional: true}
}

// optionsUnder are the options of a field whose words stand under a key, a value each.
func (v Voice) optionsUnder(key string, values ...string) []bot.Option {
	options := make([]bot.Option, len(values))
	for i, value := range values {
		options[i] = bot.Option{Label: v.Say(key + "." + value), Value: value}
	}
	return options
}

func (v Voice) resultOptions(s committee.PollSketch) []bot.Option {
	var options []bot.Option
	for _, r := range s.Results(s.Kind) {
		options = append(options, bot.Option{Label: v.Say("poll.result." + string(r)), Value: string(r)})
	}
	return options
}

// methodsWhen says of each method of a kind, where there are several, when it is the right
// one: options of a form have no room for that.
func (v Voice) methodsWhen(k committee.PollKind) []string {
	methods := k.Methods()
	if len(methods) < 2 {
		return nil
	}
	said := []string{v.Say("poll.rules.method.head")}
	for _, m := range methods {
		said = append(said, "- **"+v.MethodName(m)+":** "+v.Say("method.when."+string(m)))
	}
	return said
}

func (v Voice) methodOptions(k committee.PollKind) []bot.Option {
	var options []bot.Option
	for _, m := range k.Methods() {
		options = append(options, bot.Option{Label: v.MethodName(m), Value: string(m)})
	}
	return options
}

// rulePicked is the rule of a sketch as presetOptions calls it.
func rulePicked(s committee.PollSketch) string {
	if s.Own != nil {
		return OwnRule
	}
	return "-" + string(s.Preset)
}

// presetOptions are the rules for a motion. Values of presets begin with a dash, because
// a form cannot carry an empty one.
func (v Voice) presetOptions(c committee.Committee) []bot.Option {
	options := []bot.Option{{Label: v.Say("poll.rules.preset.own", "Preset", v.ruleOfCommittee(c)), Value: "-"}}
	for _, o := range v.motionRules() {
		options = append(options, bot.Option{Label: o.Label, Value: "-" + o.Value})
	}
	return append(options, v.ownOption())
}

func (v Voice) voterOptions(groups []string) []bot.Option {
	options := []bot.Option{{Label: v.Say("poll.rules.voters.all"), Value: "-"}}
	for _, g := range groups {
		options = append(options, bot.Option{Label: Cut(v.Say("poll.rules.voters.group", "Group", g), 60), Value: "-" + g})
	}
	return options
}

func (v Voice) groupOptions() []bot.Option {
	return []bot.Option{
		{Label: v.Say("poll.rules.groups.aside"), Value: "-"},
		{Label: v.Say("poll.rules.groups.shown"), Value: "-" + string(committee.GroupsShown)},
		{Label: v.Say("poll.rules.groups.double"), Value: "-" + string(committee.GroupsDouble)},
		{Label: v.Say("poll.rules.groups.votes"), Value: "-" + string(committee.GroupsVote)},
	}
}

// weightOptions are the ways in which weights can count for a kind of poll.
func (v Voice) weightOptions(k committee.PollKind) []bot.Option {
	options := []bot.Option{{Label: v.Say("poll.rules.weights.aside"), Value: "-"}}
	if k != committee.DatePoll {
		options = append(options, bot.Option{Label: v.Say("poll.rules.weights.weight"), Value: "-" + string(committee.WeightDecides)})
	}
	if k == committee.MotionPoll {
		options = append(options, bot.Option{Label: v.Say("poll.rules.weights.double"), Value: "-" + string(committee.WeightDouble)})
	}
	return options
}

// ruleNumbers are the numbers that a kind of poll needs.
func (v Voice) ruleNumbers(s committee.PollSketch) []bot.Field {
	number := func(name string, n, otherwise int) bot.Field {
		if n == 0 {
			n = otherwise
		}
		return bot.Field{
			Name: name, Label: v.Say("poll.rules." + name), Kind: bot.Line, Max: 3, Default: strconv.Itoa(n), Optional: true,
			Help: v.Say("poll.rules." + name + ".help"),
		}
	}
	switch s.Kind {
	case committee.ApprovalPoll:
		return []bot.Field{number("winners", s.Winners, 1)}
	case committee.DotsPoll:
		return []bot.Field{number("points", s.Points, committee.DefaultDots), number("cap", s.Cap, 0)}
	case committee.ScorePoll:
		f := number("points", s.Points, committee.DefaultGrade)
		f.Label, f.Help = v.Say("poll.rules.grade"), v.Say("poll.rules.grade.help")
		return []bot.Field{f}
	}
	return nil
}
