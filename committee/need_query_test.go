package committee_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
)

func TestAQuestionRunsByTheHolidaysOfAllLaender(t *testing.T) {
	t.Parallel()
	n, err := in(t, committee.NeedReported).Ask(kog(), keeper(), committee.QueryDraft{Text: "Welche Fachverfahren sind betroffen?", Days: 5}, monday)
	if err != nil || n.State != committee.NeedQueried || n.Query.Due != day(t, "2027-03-09") || n.Back != committee.NeedReported {
		t.Errorf("Ask = %+v, %+v, %v, want an answer by Tuesday, 9 March 2027 (the 8th is a holiday in two Länder)", n.NeedStanding, n.Query, err)
	}
}

func TestAQuestionThatIsRefused(t *testing.T) {
	t.Parallel()
	red := in(t, committee.NeedClarifying)
	red.TLP = committee.Red
	good := committee.QueryDraft{Text: "Welche Fachverfahren sind betroffen?", Days: 5}
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		d    committee.QueryDraft
		want string
	}{
		"a member":       {in(t, committee.NeedReported), on(1, committee.Member), good, "may.not"},
		"asked already":  {in(t, committee.NeedQueried), keeper(), good, "need.query.open"},
		"RED":            {red, keeper(), good, "need.query.red"},
		"handed over":    {in(t, committee.NeedHandedOver), keeper(), good, "need.step.impossible"},
		"closed":         {in(t, committee.NeedDropped), keeper(), good, "need.step.impossible"},
		"older":          {in(t, committee.NeedReported), keeper(), committee.QueryDraft{Text: good.Text, Days: 5, Of: 3}, "need.meanwhile"},
		"short, no days": {in(t, committee.NeedReported), keeper(), committee.QueryDraft{Text: "Wer?"}, "text need.query.missing, days need.query.days"},
		"long, 61 days":  {in(t, committee.NeedReported), keeper(), committee.QueryDraft{Text: strings.Repeat("x", 40_000), Days: 61}, "text text.long, days need.query.days"},
		"marked":         {in(t, committee.NeedReported), keeper(), committee.QueryDraft{Text: "Steht das in VS-NfD?", Days: 5}, "text.classified"},
	} {
		if _, err := row.n.Ask(kog(), row.p, row.d, monday); refusedAs(t, err) != row.want {
			t.Errorf("%s: refused %v, want %q", name, err, row.want)
		}
	}
}

func TestWhoAnswersAQuestion(t *testing.T) {
	t.Parallel()
	owner := on(3, committee.Substitute)
	answered, err := in(t, committee.NeedQueried).Reply(owner, " Das Einwohnerwesen. ", monday)
	if err != nil || answered.State != committee.NeedDescribed || answered.Query.Answer != "Das Einwohnerwesen." || answered.Query.Open() {
		t.Errorf("Reply = %+v, %+v, %v, want it answered and where it was", answered.NeedStanding, answered.Query, err)
	}
	left := in(t, committee.NeedQueried)
	left.Back = committee.NeedReported
	if n, err := left.Reply(keeper(), "Telefonisch beantwortet.", monday); err != nil || n.State != committee.NeedClarifying {
		t.Errorf("Reply = %s, %v, want it taken on", n.State, err)
	}
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		text string
		want string
	}{
		"another seat":     {in(t, committee.NeedQueried), on(9, committee.Member), "Ja, alle.", "need.query.others"},
		"a guest":          {in(t, committee.NeedQueried), with(committee.Guest), "Ja, alle.", "may.not"},
		"nothing asked":    {in(t, committee.NeedDescribed), owner, "Ja, alle.", "need.query.none"},
		"answered already": {answered, owner, "Ja, alle.", "need.query.answered"},
		"empty":            {in(t, committee.NeedQueried), owner, " ", "text need.reply.missing"},
		"marked":           {in(t, committee.NeedQueried), owner, "Siehe VS-NfD", "text.classified"},
	} {
		if _, err := row.n.Reply(row.p, row.text, monday); refusedAs(t, err) != row.want {
			t.Errorf("%s: refused %v, want %q", name, err, row.want)
		}
	}
}

// A need that is put off is asked about because it is wanted again: it goes on where
// it was before it was put off, whatever has become of the question.
func TestAQuestionTakesUpANeedThatWasPutOff(t *testing.T) {
	t.Parallel()
	draft := committee.QueryDraft{Text: "Besteht der Bedarf noch?", Days: 5}
	n, err := in(t, committee.NeedDeferred).Ask(kog(), keeper(), draft, monday)
	if err != nil {
		t.Fatal(err)
	}
	if at, _ := n.Onward(); at != committee.NeedDescribed {
		t.Errorf("Onward from a question about what was put off = %q, want described", at)
	}
	if got, want := inLine(n.Earlier()), "reported"; got != want {
		t.Errorf("Earlier = %q, want %q", got, want)
	}
	n, err = n.Reply(keeper(), "Ja, er besteht noch.", monday)
	if err != nil || n.State != committee.NeedDescribed {
		t.Errorf("answered: %+v, %v, want described", n.NeedStanding, err)
	}
}

func TestANeedThatIsPutOffWhileAskedAboutGoesOnWhereItWasBefore(t *testing.T) {
	t.Parallel()
	draft := committee.QueryDraft{Text: "Besteht der Bedarf noch?", Days: 5}
	n, err := in(t, committee.NeedDescribed).Ask(kog(), keeper(), draft, monday)
	if err != nil {
		t.Fatal(err)
	}
	n, err = n.Step(kog(), keeper(), committee.NeedStep{To: committee.NeedDeferred, Why: "Erst nach der Wahl."}, monday)
	if err != nil || n.Back != committee.NeedDescribed {
		t.Errorf("put off: %+v, %v, want to go on as described", n.NeedStanding, err)
	}
	n.Back = committee.NeedQueried // as it was stored before
	if at, _ := n.Onward(); at != committee.NeedClarifying {
		t.Errorf("Onward from what was stored before = %q, want clarifying", at)
	}
}

// What was stored before that knew only that the need had been put off.
func TestANeedThatForgotWhereItWasGoesOnInClarification(t *testing.T) {
	t.Parallel()
	asked, put := in(t, committee.NeedQueried), in(t, committee.NeedDeferred)
	asked.Back, put.Back = committee.NeedDeferred, ""
	if got, want := inLine(asked.Earlier()), "reported"; got != want {
		t.Errorf("Earlier from the question = %q, want %q", got, want)
	}
	if after, err := asked.Reply(keeper(), "Ja, er besteht noch.", monday); err != nil || after.State != committee.NeedClarifying {
		t.Errorf("answered: %+v, %v, want clarifying", after.NeedStanding, err)
	}
	if got, want := inLine(put.Next()), "clarifying dropped"; got != want {
		t.Errorf("Next from put off = %q, want %q", got, want)
	}
	for name, n := range map[string]committee.Need{"asked about": asked, "put off": put} {
		if at, paused := n.Onward(); at != committee.NeedClarifying || !paused {
			t.Errorf("Onward from %s = %q, %v, want clarifying", name, at, paused)
		}
	}
}

func TestRemindingGivesANewDayOnlyAfterTheLastOne(t *testing.T) {
	t.Parallel()
	n := in(t, committee.NeedQueried)
	early, err := n.Remind(kog(), keeper(), monday.Add(24*time.Hour))
	if err != nil || early.Query.Due != n.Query.Due || early.Query.Reminded.IsZero() || !n.Query.Reminded.IsZero() {
		t.Errorf("Remind = %+v, %v, want the same day", early.Query, err)
	}
	late, err := n.Remind(kog(), keeper(), time.Date(2027, time.March, 10, 11, 0, 0, 0, time.UTC))
	if err != nil || late.Query.Due != day(t, "2027-03-17") {
		t.Errorf("Remind = %+v, %v, want five working days more", late.Query, err)
	}
	if _, err := in(t, committee.NeedDescribed).Remind(kog(), keeper(), monday); refusedAs(t, err) != "need.query.none" {
		t.Errorf("Remind = %v, want nothing to remind of", err)
	}
	if _, err := n.Remind(kog(), on(3, committee.Member), monday); refusedAs(t, err) != "may.not" {
		t.Errorf("Remind = %v, want it refused to a member", err)
	}
}

func TestANeedThatBecomesRedKeepsItsTitleOnly(t *testing.T) {
	t.Parallel()
	n := in(t, committee.NeedQueried)
	n.Benefit = "Zeit"
	after, err := n.Edit(keeper(), committee.NeedDraft{Title: "Lücke im Register", TLP: committee.Red}, monday)
	if err != nil || after.Problem != "" || !after.IsZero() || after.Query != nil {
		t.Errorf("Edit = %+v, %v, want nothing but the title", after, err)
	}
}

func TestANeedThatBecomesRedForgetsWhatOthersSaid(t *testing.T) {
	t.Parallel()
	n := in(t, committee.NeedHandedOver)
	n.Why, n.Handover.Answer = "Es fehlt Geld.", "Nein."
	after, err := n.Edit(keeper(), committee.NeedDraft{Title: "Lücke im Register", TLP: committee.Red}, monday)
	if err != nil || after.Why != "" || after.Handover.Answer != "" || after.Handover.To != "IT-Planungsrat" {
		t.Errorf("Edit = %q, %+v, %v, want no texts of others", after.Why, after.Handover, err)
	}
	if n.Handover.Answer != "Nein." {
		t.Error("Edit has changed the need it was called on")
	}
}
