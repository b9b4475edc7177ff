package messages_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

func TestANeedFormKeepsTheLimitsInBytes(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		v := messages.In(lang, time.UTC)
		for _, long := range []string{"", strings.Repeat("ü", 75), strings.Repeat("ü", 150), strings.Repeat("ü", 3000)} {
			draft := committee.NeedDraft{Title: messages.Cut(long, 150), Problem: long, Affected: long, Reason: long, Existing: long}
			for _, d := range []bot.Dialog{v.NeedDialog("5", draft), v.NeedEditDialog("5", draft)} {
				if len(d.Title) > 24 || d.Intro == "" || d.Submit == "" || len(d.Fields) != 6 {
					t.Errorf("%s: dialog %q with %d fields", lang, d.Title, len(d.Fields))
				}
				for _, f := range d.Fields {
					most := map[bot.FieldKind]int{bot.Line: 150, bot.Area: 3000}[f.Kind]
					if len(f.Label) > 24 || len(f.Help) > 150 || len(f.Placeholder) > 150 || len(f.Default) > most && f.Kind != bot.Choice || f.Max > 3000 {
						t.Errorf("%s: field %q is too long: %+v", lang, f.Name, f)
					}
				}
			}
		}
	}
}

func TestATextTooLongForAFormMayBeLeftEmpty(t *testing.T) {
	t.Parallel()
	d := german(t).NeedEditDialog("5", committee.NeedDraft{Title: "Titel", Problem: strings.Repeat("ü", 1501), Affected: strings.Repeat("ü", 1500)})
	problem, affected := d.Fields[1], d.Fields[2]
	if problem.Default != "" || !problem.Optional || !strings.Contains(problem.Help, "leer") {
		t.Errorf("field = %+v, want it empty, optional and explained", problem)
	}
	if affected.Default == "" || affected.Optional {
		t.Errorf("field = %+v, want it filled in and required", affected)
	}
}

func TestRefusalsOfNeedsAreWorded(t *testing.T) {
	t.Parallel()
	number := committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: 17}
	for _, row := range []struct {
		e    *committee.Error
		want string
	}{
		{committee.Refuse(committee.Invalid, "need.affected.missing"), "Bitte ergänzen Sie, wer betroffen ist. Beispiel: Gemeinden unter 20.000 Einwohnerinnen und Einwohnern."},
		{committee.Refuse(committee.Invalid, "need.problem.missing"), "Bitte ergänzen Sie, worum es geht. Beispiel: Der Zuzug wird in jedem Fachverfahren anders erfasst."},
		{committee.Refuse(committee.Invalid, "need.title.missing"), "Bitte geben Sie einen Titel an. Beispiel: Einheitliche Wohnsitzanmeldung."},
		{committee.Refuse(committee.Conflict, "need.closed", "Number", number, "State", committee.NeedWithdrawn), "Der Bedarf B-2027-017 ist zurückgezogen. Daran lässt sich nichts mehr ändern."},
		{
			committee.Refuse(committee.Forbidden, "need.support.seat", "Roles", committee.Allowed(committee.SupportANeed), "Yours", []committee.Role{committee.Office}),
			"Einen Bedarf können hier nur Personen mit einem Sitz auch für sich anmelden: Mitglied und Stellvertretung. Sie sind hier: Geschäftsstelle.",
		},
	} {
		if got := german(t).Refusal(row.e); got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.e.Key, got, row.want)
		}
	}
}
