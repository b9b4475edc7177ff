package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// What a dialog can be opened with, in bytes: Mattermost counts those, people
// and their limits count characters. A longer text would be cut.
const (
	lineDefault = 150
	areaDefault = 3000
)

// Prefilled reports whether a dialog can show a text to be changed. One that it
// cannot is left out of the form; its field, sent empty, means that it stays.
func Prefilled(text string) bool { return len(text) <= areaDefault }

type needText struct {
	name, text string
	optional   bool
}

// needTexts are the long texts of a need in the order of the form.
func needTexts(d committee.NeedDraft) []needText {
	return []needText{{"problem", d.Problem, false}, {"affected", d.Affected, false}, {"reason", d.Reason, true}, {"existing", d.Existing, true}}
}

// NeedDialog is the form for a new need.
func (v Voice) NeedDialog(object string, d committee.NeedDraft) bot.Dialog {
	return v.needForm("need.report", object, v.Say("need.dialog.report"), d)
}

// NeedEditDialog is the form for changing a need.
func (v Voice) NeedEditDialog(object string, d committee.NeedDraft) bot.Dialog {
	return v.needForm("need.change", object, v.Say("need.dialog.change"), d)
}

func (v Voice) needForm(purpose, object, title string, d committee.NeedDraft) bot.Dialog {
	fields := []bot.Field{v.titleField(d.Title)}
	for _, t := range needTexts(d) {
		t.optional = t.optional || d.TLP == committee.Red // of which the bot keeps none
		fields = append(fields, v.needField(t))
	}
	return bot.Dialog{
		Purpose: purpose, Object: object, Title: title, Submit: v.Say("dialog.send"), Intro: v.Say("need.dialog.intro"), Fields: append(fields, v.labelField(d.TLP)),
	}
}

// labelField chooses how far what an object says may be passed on.
func (v Voice) labelField(l committee.TLP) bot.Field {
	if l == "" {
		l = committee.Amber
	}
	f := bot.Field{Name: "tlp", Label: v.Say("field.label"), Kind: bot.Choice, Default: string(l), Help: v.Say("field.label.help")}
	for _, l := range committee.Labels() {
		f.Options = append(f.Options, bot.Option{Label: v.Say("label.name." + string(l)), Value: string(l)})
	}
	return f
}

// titleField is one line, unless the title has so many umlauts that a line
// cannot be opened with it.
func (v Voice) titleField(title string) bot.Field {
	f := bot.Field{Name: "title", Label: v.Say("need.field.title"), Kind: bot.Line, Max: committee.MaxTitle, Default: title, Placeholder: v.Say("need.field.title.example")}
	if len(title) > lineDefault {
		f.Kind = bot.Area
	}
	return f
}

func (v Voice) needField(t needText) bot.Field {
	key := "need.field." + t.name
	f := bot.Field{Name: t.name, Label: v.Say(key), Kind: bot.Area, Max: committee.MaxText, Optional: t.optional, Default: t.text, Help: v.Say(key + ".help")}
	if !Prefilled(t.text) {
		f.Default, f.Help, f.Optional = "", v.Say("need.field.kept"), true
	}
	return f
}
