package storage_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// inRegister records a vote outside the bot.
func inRegister(t *testing.T, db *storage.DB, c committee.Committee, question string, at time.Time) committee.Poll {
	t.Helper()
	c, err := db.Committee(t.Context(), c.ID) // with its seats
	if err != nil {
		t.Fatal(err)
	}
	p := outsideIn(t, db, c, question, "2 Ja 1 Nein", at)
	p, err = db.RecordPoll(t.Context(), c, p, "", p.NotTwice)
	if err != nil {
		t.Fatalf("recording: %v", err)
	}
	if p, err = db.Poll(t.Context(), p.ID); err != nil || p.Entry.Seq == 0 {
		t.Fatalf("recorded as %s, %v", p.Entry, err)
	}
	return p
}

// void declares a result void; meet is called by the rule.
func void(t *testing.T, db *storage.DB, p, right committee.Poll, who committee.Person, at time.Time, meet func()) error {
	t.Helper()
	_, err := db.VoidResult(t.Context(), p.ID, right.ID, who.User, at, func(p committee.Poll, instead *committee.Poll) (committee.Poll, error) {
		meet()
		return p.DeclareVoid(who, "Die Zahlen waren vertauscht.", instead, at)
	})
	return err
}

func freely() {}

// It stays in the register under its number, with what was said of it. The review and
// its reminders fall away, the channel is told once, and the number is not used again.
func TestAVoidResultStaysInTheRegister(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 3)
	wrong, right := inRegister(t, db, c, "Treten wir bei?", noon), inRegister(t, db, c, "Treten wir bei? Berichtigung", noon)
	other := inRegister(t, db, c, "Tagen wir im Mai?", noon)
	for _, p := range []committee.Poll{wrong, other} {
		_, err := db.ReviewResult(t.Context(), p.ID, office.User, noon, func(p committee.Poll) (committee.Poll, error) {
			return p.ReviewOn(c, office, calendar.Date{Year: 2028, Month: time.June, Day: 1}, noon)
		})
		if err != nil {
			t.Fatalf("setting a review: %v", err)
		}
	}
	at := noon.Add(time.Hour)
	if err := void(t, db, wrong, right, chair, at, freely); err != nil {
		t.Fatalf("declaring it void: %v", err)
	}
	is, err := db.ResultNumbered(t.Context(), c.ID, wrong.Entry)
	if err != nil {
		t.Fatal(err)
	}
	wrong.Voided = &committee.Void{Why: "Die Zahlen waren vertauscht.", By: "chair", ByName: "Vera Vorsitz", At: at, Instead: right.ID, Right: right.Entry}
	wrong.Version++
	if d := cmp.Diff(wrong, is); d != "" {
		t.Errorf("what is void (-want +got):\n%s", d)
	}
	if !is.Intact() {
		t.Error("its checksum does not fit any more")
	}
	if d := cmp.Diff([]string{"result  ", "voided  "}, owedAbout(t, db, wrong.Ref())); d != "" {
		t.Errorf("owed (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"result  ", "review chair ", "review office "}, owedAbout(t, db, other.Ref())); d != "" {
		t.Errorf("owed for another (-want +got):\n%s", d)
	}
	if es := pollEvents(t, db, wrong.ID, "void"); len(es) != 1 || es[0].By != "chair" || es[0].Before.Voided != nil || !cmp.Equal(es[0].After, &is) {
		t.Errorf("events: %+v", es)
	}
	again := inRegister(t, db, c, "Treten wir bei?", noon.Add(2*time.Hour))
	if again.Entry.Seq != 4 {
		t.Errorf("recorded again as %s, want the next number", again.Entry)
	}
	found, err := db.Results(t.Context(), c.ID, committee.ResultFilter{Words: "treten"}, 10, 0)
	list, total := found.Polls, found.Entered
	if err != nil || total != 3 || list[2].ID != wrong.ID || list[2].Voided == nil || list[1].Voided != nil || list[0].Voided != nil {
		t.Errorf("the register has %d: %+v, %v", total, list, err)
	}
}

func TestAResultIsVoidOnceHoweverManyDeclareIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 3)
	p := inRegister(t, db, c, "Treten wir bei?", noon)
	refused := make([]error, 8)
	var all sync.WaitGroup
	for i := range refused {
		all.Go(func() {
			refused[i] = void(t, db, p, committee.Poll{}, []committee.Person{office, chair}[i%2], noon.Add(time.Duration(i)*time.Minute), freely)
		})
	}
	all.Wait()
	done := 0
	for _, err := range refused {
		switch es := committee.Refusals(err); {
		case err == nil:
			done++
		case len(es) != 1 || es[0].Key != "result.stays.void":
			t.Errorf("refused: %v", err)
		}
	}
	if owed := owedAbout(t, db, p.Ref()); done != 1 || len(owed) != 2 {
		t.Errorf("declared void %d times, owed %v", done, owed)
	}
}

// Two say at the same moment that the other one's result holds: the second is told that
// the one it names does not.
func TestTwoResultsDoNotReplaceEachOther(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 3)
	for round := range 3 {
		from := noon.Add(time.Duration(round) * 48 * time.Hour)
		a, b := inRegister(t, db, c, "Treten wir bei?", from), inRegister(t, db, c, "Treten wir aus?", from)
		errs := race(t, db, round,
			func(meet func()) error { return void(t, db, a, b, office, from.Add(time.Hour), meet) },
			func(meet func()) error { return void(t, db, b, a, chair, from.Add(time.Hour), meet) })
		es := committee.Refusals(errors.Join(errs...))
		if (errs[0] == nil) == (errs[1] == nil) || len(es) != 1 || es[0].Key != "result.void.instead" {
			t.Errorf("round %d: %v", round, errs)
		}
	}
}

func TestWhatHoldsInsteadMustBeThere(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, _ := presided(t, db, 3)
	p := inRegister(t, db, c, "Treten wir bei?", noon)
	if err := void(t, db, p, committee.Poll{ID: p.ID + 100}, office, noon.Add(time.Hour), freely); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("with one that is not there: %v", err)
	}
	if is, err := db.Poll(t.Context(), p.ID); err != nil || is.Voided != nil {
		t.Errorf("void all the same: %+v, %v", is.Voided, err)
	}
}

// The post that told the result is redrawn, be it there already, on its way or to come.
func TestThePostOfAVoidResultIsRedrawn(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]string{"posted before": "sent", "being posted": "claimed", "to be posted": "owed"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storagetest.Open(t)
			c, office, _ := presided(t, db, 3)
			p := inRegister(t, db, c, "Treten wir bei?", noon)
			at, done := noon.Add(time.Hour), func() {
				if err := void(t, db, p, committee.Poll{}, office, noon.Add(time.Hour), freely); err != nil {
					t.Fatal(err)
				}
			}
			if before == "owed" {
				done()
			}
			var result storage.Claimed
			for _, o := range claim(t, db, noon, 50) {
				if o.Owed.Kind == committee.OwedResult && o.Owed.Object == p.Ref() {
					result = o
				}
			}
			if before == "claimed" {
				done()
			}
			if held, err := db.MarkSent(t.Context(), result, noon, noon, c.Channel, "post"); err != nil || !held {
				t.Fatalf("sending: held %t, %v", held, err)
			}
			if before == "sent" {
				done()
			}
			cards, err := db.StaleCards(t.Context(), at.Add(time.Minute), time.Second, time.Minute, 10)
			if err != nil || len(cards) != 1 || cards[0].Object != p.ResultPost() || cards[0].Post != "post" || cards[0].Channel != c.Channel {
				t.Errorf("to be redrawn: %+v, %v", cards, err)
			}
		})
	}
}
