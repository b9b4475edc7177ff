package committee_test

import (
	"strings"
	"testing"

	"gremienbot/committee"
)

// An organisation is taken away by its name as the bot shows it: on the card, cut to
// forty characters, or in full, and copied from there in whatever way.
func TestAnOrganisationIsKnownByTheNameThatIsShown(t *testing.T) {
	t.Parallel()
	const long = "Zweckverband Kommunale Datenverarbeitung Nord–Süd (ZKD*)"
	for typed, want := range map[string]string{
		long:                              "",
		" " + strings.ToUpper(long) + " ": "",
		"Zweckverband Kommunale Datenverarbeitung Nord-Süd (ZKD*)":       "",
		"Zweckverband\u00a0Kommunale  Datenverarbeitung Nord‑Süd (ZKD*)": "",
		`Zweckverband Kommunale Datenverarbeitung Nord–Süd (ZKD\*)`:      "",
		"Zweckverband Kommunale Datenverarbeitung Nord–Süd (\u2060ZKD*)": "",
		"„" + long + "“":                "",
		"Zweckverband Kommunale…":       "",
		"Zweckverband Kommunale Daten…": "",
		"Zweckverband Kommunale Daten":  "need.owner.unknown", // not cut by the bot
		"Stadt Muster…":                 "need.owner.unknown",
		"Stadt Musterstadt":             "",
		"…":                             "body need.owner.missing",
		"Verband":                       "need.owner.unknown",
	} {
		n := shared(t, committee.NeedReported)
		n.Owners = append(n.Owners, committee.Owner{Body: long}, committee.Owner{Body: "Stadt Musterheim"})
		gone, err := n.RemoveOrganisation(keeper(), typed, monday)
		if got := refusedAs(t, err); got != want || (want == "") != (len(gone.Owners) == len(n.Owners)-1) {
			t.Errorf("%q: refused %q with %d of %d owners left, want %q", typed, got, len(gone.Owners), len(n.Owners), want)
		}
	}
}

// The same organisation in other dashes is no second one.
func TestAnOrganisationIsNotedOnce(t *testing.T) {
	t.Parallel()
	n := shared(t, committee.NeedReported)
	n.Owners = append(n.Owners, committee.Owner{Body: "Verband Nord–Süd"})
	for _, typed := range []string{"Verband Nord-Süd", "verband nord–süd", "„Verband Nord–Süd“"} {
		if _, err := n.AddOrganisation(keeper(), typed, monday); refusedAs(t, err) != "need.owner.known" {
			t.Errorf("%q: %v, want it known", typed, err)
		}
	}
}
