package committee_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// recordedEntry is a resolution that was recorded and stands in the register.
func recordedEntry(id int64) committee.Poll {
	return committee.Poll{
		ID: id, Committee: 1, Kind: committee.MotionPoll, State: committee.PollClosed, Outside: &committee.Outside{Counted: committee.Counted{Yes: 9, Present: 9}},
		Number: committee.Number{Register: committee.PollRegister, Year: 2027, Seq: int(id)},
		Entry:  committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: int(id) + 10},
		Review: calendar.Date{Year: 2027, Month: time.June, Day: 1},
	}
}

func TestWhoMayDeclareWhichResultVoid(t *testing.T) {
	t.Parallel()
	counted, void := recordedEntry(1), recordedEntry(1)
	counted.Outside = nil
	void.Voided = &committee.Void{Why: "Doppelt eingetragen.", ByName: "Bela Stift", At: opening}
	straw := recordedEntry(1)
	straw.Entry, straw.Review = committee.Number{}, calendar.Date{}
	may := func(roles ...committee.Role) committee.Person {
		return committee.Person{User: "u", Name: "Uta", Roles: roles}
	}
	for name, row := range map[string]struct {
		poll committee.Poll
		who  committee.Person
		why  string
		want []string
	}{
		"chair":                   {recordedEntry(1), may(committee.Chair), "Die Zahlen waren vertauscht.", nil},
		"deputy":                  {recordedEntry(1), may(committee.Deputy), "Die Zahlen waren vertauscht.", nil},
		"office":                  {recordedEntry(1), may(committee.Office), "Die Zahlen waren vertauscht.", nil},
		"what is no entry":        {straw, may(committee.Office), "Die Zahlen waren vertauscht.", nil},
		"a member":                {recordedEntry(1), may(committee.Member), "Die Zahlen waren vertauscht.", []string{"may.not"}},
		"a guest":                 {recordedEntry(1), may(committee.Guest), "Die Zahlen waren vertauscht.", []string{"may.not"}},
		"what the bot counted":    {counted, may(committee.Chair), "Die Zahlen waren vertauscht.", []string{"result.stays.counted"}},
		"what is void":            {void, may(committee.Chair), "Die Zahlen waren vertauscht.", []string{"result.stays.void"}},
		"no reason":               {recordedEntry(1), may(committee.Chair), " \n ", []string{"result.void.why (field why)"}},
		"hardly a reason":         {recordedEntry(1), may(committee.Chair), "oh", []string{"text.short (field why)"}},
		"a reason without end":    {recordedEntry(1), may(committee.Chair), strings.Repeat("x", committee.MaxQuestion+1), []string{"text.long (field why)"}},
		"a reason that is secret": {recordedEntry(1), may(committee.Chair), "VS-NfD: falsch gezählt", []string{"text.classified"}},
	} {
		after, err := row.poll.DeclareVoid(row.who, row.why, nil, opening)
		if diff := cmp.Diff(row.want, keys(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
			continue
		}
		if err != nil {
			if diff := cmp.Diff(row.poll, after); diff != "" {
				t.Errorf("%s: a refusal changes it (-before +after):\n%s", name, diff)
			}
			continue
		}
		want := committee.Void{Why: "Die Zahlen waren vertauscht.", By: "u", ByName: "Uta", At: opening}
		if diff := cmp.Diff(&want, after.Voided); diff != "" || !after.Review.IsZero() || after.Version != row.poll.Version+1 {
			t.Errorf("%s: review %s, version %d (-want +got):\n%s", name, after.Review, after.Version, diff)
		}
	}
}

func TestWhatHoldsInsteadOfAVoidResult(t *testing.T) {
	t.Parallel()
	wrong, rejected, void, open, elsewhere, choice := recordedEntry(1), recordedEntry(2), recordedEntry(3), recordedEntry(4), recordedEntry(5), recordedEntry(6)
	rejected.Entry = committee.Number{}
	void.Voided = &committee.Void{}
	open.State = committee.PollOpen
	elsewhere.Committee = 2
	choice.Kind = committee.ChoicePoll
	held := recordedEntry(7)
	held.Outside = nil
	for name, row := range map[string]struct {
		instead committee.Poll
		right   string
	}{
		"another entry":                   {recordedEntry(8), "E-2027-018"},
		"one that was rejected":           {rejected, "U-2027-002"},
		"one that the bot counted":        {held, "E-2027-017"},
		"itself":                          {wrong, ""},
		"one that is void":                {void, ""},
		"one that is open":                {open, ""},
		"one of another committee":        {elsewhere, ""},
		"one that is no yes or no":        {choice, ""},
		"one that was never stored, zero": {committee.Poll{}, ""},
	} {
		after, err := wrong.DeclareVoid(presiding(), "Die Zahlen waren vertauscht.", &row.instead, opening)
		switch {
		case row.right == "":
			if got := keys(t, err); !cmp.Equal(got, []string{"result.void.instead (field instead)"}) {
				t.Errorf("%s: %v", name, got)
			}
		case err != nil || after.Voided.Right.String() != row.right || after.Voided.Instead != row.instead.ID:
			t.Errorf("%s: %+v, %v, want %s", name, after.Voided, err, row.right)
		}
	}
}

func TestAVoidResultDoesNotComeUpAgain(t *testing.T) {
	t.Parallel()
	p, err := recordedEntry(1).DeclareVoid(presiding(), "Die Zahlen waren vertauscht.", nil, opening)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.ReviewOn(kog(), presiding(), calendar.Date{Year: 2027, Month: time.July, Day: 1}, opening)
	if got := keys(t, err); !cmp.Equal(got, []string{"result.review.void"}) {
		t.Errorf("set: %v", got)
	}
}
