package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
)

func TestWhatTheOfficeReadsOfClosedAccounts(t *testing.T) {
	t.Parallel()
	seat := committee.Seat{Group: "Städte", Body: "Stadt A"}
	lena := committee.Person{Name: "Lena Berg", Handle: "l1", Roles: []committee.Role{committee.Member}, Seat: &seat}
	shared := seat
	shared.Substitute = &committee.Occupant{Name: "Ludwig Forst"}
	stood, substitute, chair := lena, lena, lena
	stood.Seat = &shared
	substitute.Roles = []committee.Role{committee.Substitute}
	substitute.Seat = &shared
	chair.Roles, chair.Seat = []committee.Role{committee.Chair}, nil
	for name, row := range map[string]struct {
		p      committee.Person
		de, en string
	}{
		"a member with a substitute":    {stood, "kann die Stellvertretung abstimmen: Ludwig Forst.", "The substitute can vote for the seat Städte: Stadt A: Ludwig Forst."},
		"a member without a substitute": {lena, "kann zurzeit niemand abstimmen", "nobody can vote for the seat Städte: Stadt A"},
		"a substitute":                  {substitute, "Der Sitz Städte: Stadt A hat damit keine Stellvertretung mehr.", "has no substitute any more."},
		"somebody without a seat":       {chair, "- **Lena Berg** (@l1).\n", "- **Lena Berg** (@l1).\n"},
	} {
		for v, want := range map[*messages.Voice]string{&inGerman: row.de, &inEnglish: row.en} {
			if got := v.AccountsClosed(sittingBoard, []committee.Person{row.p}).Text; !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, got)
			}
		}
	}
}

func TestAListForAllNamesTenLabelledOnesAndCountsTheRest(t *testing.T) {
	t.Parallel()
	var labelled []committee.Need
	for i := range 12 {
		labelled = append(labelled, committee.Need{Number: committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: 100 + i}, Title: "Titel", Problem: "Problem", TLP: committee.Red})
	}
	got := inGerman.NeedsForAll("Vera", nil, messages.NeedListing{Page: 1, Size: messages.PageSize}, labelled, 14).Text
	if n := strings.Count(got, "TLP:RED"); n != messages.PageSize {
		t.Errorf("%d labelled needs are named, want %d:\n%s", n, messages.PageSize, got)
	}
	for _, want := range []string{"14 weitere Einträge", "… und noch 4.", "Vera"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Problem") || strings.Contains(got, "Zurzeit ist kein Bedarf offen") {
		t.Errorf("says more, or that nothing is open:\n%s", got)
	}
}
