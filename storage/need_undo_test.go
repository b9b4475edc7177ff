package storage_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// openlyOwed is what is still owed for a need, as "kind user due".
func openlyOwed(t *testing.T, db *storage.DB, n committee.Need) []string {
	t.Helper()
	var lines []string
	err := db.SQL().SelectContext(t.Context(), &lines, `
		SELECT kind || ' ' || user_id || ' ' || CAST(due_at AT TIME ZONE 'UTC' AS text)
		FROM owed
		WHERE object_kind = 'need' AND object_id = $1 AND kind <> 'card' AND state = 'owed'
		ORDER BY kind, user_id`, n.ID)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// What a step took back is owed again when the step is undone, when and to whom it
// was owed before; what the step itself owed is not; and the reporter hears of it
// once. Step and undo may even fall on the same moment.
func TestAnUndoneStepOwesAgainWhatWasOwedBefore(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	office, reporter := keeping(t, db, c), member(t, db, c, 1)
	type act func(committee.Need, time.Time) (committee.Need, error)
	step := func(s committee.NeedStep) act {
		s.Sure = true
		return func(n committee.Need, now time.Time) (committee.Need, error) { return n.Step(c, office, s, now) }
	}
	asks := func(n committee.Need, now time.Time) (committee.Need, error) {
		return n.Ask(c, office, committee.QueryDraft{Text: "Welche Fachverfahren sind betroffen?", Days: 5}, now)
	}
	hands := func(to string, month time.Month) act {
		return func(n committee.Need, now time.Time) (committee.Need, error) {
			return n.HandOver(c, office, committee.HandoverDraft{To: to, AnswerBy: calendar.Date{Year: 2027, Month: month, Day: 30}}, now)
		}
	}
	answers := func(n committee.Need, now time.Time) (committee.Need, error) {
		return n.RecordAnswer(c, office, committee.AnswerDraft{Outcome: committee.HandoverAccepted, Text: "Wird umgesetzt."}, now)
	}
	putsOff := step(committee.NeedStep{To: committee.NeedDeferred, Why: "Geld fehlt.", Resume: calendar.Date{Year: 2027, Month: time.September, Day: 1}})
	for name, row := range map[string]struct {
		before []act
		do     act
	}{
		"putting it off":           {nil, putsOff},
		"resuming it":              {[]act{putsOff}, step(committee.NeedStep{To: committee.NeedReported})},
		"dropping it while it is":  {[]act{putsOff}, step(committee.NeedStep{To: committee.NeedDropped, Why: "Das Land löst es."})},
		"going on unanswered":      {[]act{asks}, step(committee.NeedStep{To: committee.NeedClarifying})},
		"putting off what is open": {[]act{asks}, putsOff},
		"handing it over":          {[]act{step(committee.NeedStep{To: committee.NeedAdopted})}, hands("FITKO", time.June)},
		"handing it over anew":     {[]act{step(committee.NeedStep{To: committee.NeedAdopted}), hands("FITKO", time.June)}, hands("Bund", time.July)},
		"an answer":                {[]act{step(committee.NeedStep{To: committee.NeedAdopted}), hands("FITKO", time.June)}, answers},
	} {
		for _, apart := range []time.Duration{0, 5 * time.Minute} {
			n := reported(t, db, c, reporter, "Wohnsitzanmeldung", noon)
			at := noon
			does := func(do act) {
				var err error
				n, err = db.ChangeNeed(t.Context(), n.ID, office.User, "test", "", at, func(n committee.Need) (committee.Need, error) { return do(n, at) })
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				at = at.Add(time.Minute)
			}
			for _, do := range row.before {
				does(do)
			}
			was, owed := n, openlyOwed(t, db, n)
			does(row.do)
			at = at.Add(apart - time.Minute)
			does(func(n committee.Need, now time.Time) (committee.Need, error) { return n.Undo(office, 0, now) })
			news := func(line string) bool { // those come one by one, however the need stands
				return strings.HasPrefix(line, "need-state ") || strings.HasPrefix(line, "need-handover ") || strings.HasPrefix(line, "need-answer ")
			}
			got := openlyOwed(t, db, n)
			told := slices.DeleteFunc(slices.Clone(got), func(line string) bool { return !news(line) })
			if len(told) != 1 || !strings.HasPrefix(told[0], "need-state m1 ") {
				t.Errorf("%s, undone after %s: told %q, want the reporter once", name, apart, told)
			}
			if d := cmp.Diff(strings.Join(slices.DeleteFunc(owed, news), "\n"), strings.Join(slices.DeleteFunc(got, news), "\n")); d != "" {
				t.Errorf("%s, undone after %s (-before +owed):\n%s", name, apart, d)
			}
			stored := read(t, db.Need, n.ID)
			if d := cmp.Diff(n, stored); d != "" {
				t.Errorf("%s, undone (-want +stored):\n%s", name, d)
			}
			if stored.State != was.State || stored.Why != was.Why || stored.Resume != was.Resume || !cmp.Equal(stored.Handover, was.Handover) {
				t.Errorf("%s, undone: %+v, %+v, want %+v, %+v", name, stored.NeedStanding, stored.Handover, was.NeedStanding, was.Handover)
			}
		}
	}
}

// Of an undo and another step at once one wins, and the other is told what the
// need is now and who has made it so. Pressed twice, it is undone once.
func TestOfAnUndoAndAStepAtOnceOneWins(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 2)
	at := noon.Add(time.Minute)
	leads := func(p committee.Person, seen int) needSide {
		return needSide{"step", p, func(n committee.Need) (committee.Need, error) {
			return n.Step(c, p, committee.NeedStep{To: committee.NeedDescribed, Of: seen}, at)
		}}
	}
	undoes := needSide{committee.UndoNeed, office, func(n committee.Need) (committee.Need, error) { return n.Undo(office, 2, at) }}
	for name, row := range map[string]struct {
		other needSide
		told  [2]string // what who undoes is told when they come second, and what the other one is
	}{
		"the chair leads it on":         {leads(chair, 2), [2]string{"need.undo.meanwhile", "need.meanwhile"}},
		"the chair leads it on, typed":  {leads(chair, 0), [2]string{"need.undo.meanwhile", "need.leap.unsure"}},
		"the office itself leads it on": {leads(office, 2), [2]string{"need.undo.meanwhile", "need.meanwhile"}},
		"it is pressed twice":           {undoes, [2]string{"need.undo.done", "need.undo.done"}},
	} {
		for round := range rounds {
			n := reported(t, db, c, member(t, db, c, 1), "Wohnsitzanmeldung", noon)
			was := changed(t, db, n, func(n committee.Need) (committee.Need, error) {
				return n.Step(c, office, committee.NeedStep{To: committee.NeedClarifying}, noon)
			})
			sides := []needSide{undoes, row.other}
			won, told := oneWinner(t, race(t, db, round, sides[0].of(t, db, was.ID, at), sides[1].of(t, db, was.ID, at)))
			want, err := sides[won].rule(was)
			if err != nil {
				t.Fatalf("%s: the winner's rule: %v", name, err)
			}
			is, events := needNow(t, db, was.ID)
			if d := cmp.Diff(want, is); d != "" {
				t.Errorf("%s: side %d has won (-want +stored):\n%s", name, won, d)
			}
			if told.Key != row.told[1-won] || told.Args["State"] != want.State || told.Args["By"] != nil && told.Args["By"] != sides[won].who.Name {
				t.Errorf("%s: side %d was told %s %v, want %s", name, 1-won, told.Key, told.Args, row.told[1-won])
			}
			wantHistory(t, events, 3, sides[won].verb, sides[won].who.User, was, is)
		}
	}
}

// A reason that stands in what could be taken back is a text like any other: when
// the need becomes RED, it is gone from all events.
func TestWhatCouldBeTakenBackIsForgottenWithTheTexts(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	office := keeping(t, db, c)
	n := reported(t, db, c, office, "Vorhaben", noon)
	for _, s := range []committee.NeedStep{{To: committee.NeedDeferred, Why: "Vertraulicher Grund"}, {To: committee.NeedReported}} {
		n = changed(t, db, n, func(n committee.Need) (committee.Need, error) { return n.Step(c, office, s, noon) })
	}
	if n.Past == nil || n.Past.Why != "Vertraulicher Grund" {
		t.Fatalf("past = %+v, want the reason in it", n.Past)
	}
	object := needRef(n)
	if said, _ := telling(t, db, object); said != 2 {
		t.Fatalf("%d events hold the reason before, want 2", said)
	}
	n = changed(t, db, n, func(n committee.Need) (committee.Need, error) {
		return n.Edit(office, committee.NeedDraft{Title: "Vorhaben", TLP: committee.Red}, noon)
	})
	if said, _ := telling(t, db, object); said != 0 || n.Past != nil {
		t.Errorf("%d events hold the reason, and past is %+v", said, n.Past)
	}
}

// What was sent and taken back since the committee was founded is not read again.
func TestUndoingReadsWhatWasTakenBackForTheNeedOnly(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	tx, err := db.SQL().BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()                                                                      //nolint:errcheck // nothing is changed
	if _, err := tx.ExecContext(t.Context(), `SET LOCAL enable_seqscan = off`); err != nil { // a table this small is read whole
		t.Fatal(err)
	}
	var plan []string
	if err := tx.SelectContext(t.Context(), &plan, `EXPLAIN `+storage.OweDropped, committee.NeedObject, 1, "need changed", noon); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(plan, "\n"); !strings.Contains(all, "owed_dropped") {
		t.Errorf("undoing a step reads all that was ever owed:\n%s", all)
	}
}
