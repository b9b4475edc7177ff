package storage_test

import (
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage/storagetest"
)

// What was rejected has no number in the register, but it is found, and so is what stands
// only in the wording or in an option.
func TestResultsAreFoundByWhatPeopleRemember(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, office, chair := presided(t, db, 3)
	whole, err := db.Committee(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	recorded := func(question, counts string, r committee.ResultKind, at time.Time) committee.Poll {
		p := outsideIn(t, db, whole, question, counts, at)
		p.Result = r
		p, err := db.RecordPoll(t.Context(), whole, p, "", p.NotTwice)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	lastYear := time.Date(noon.Year()-1, 12, 31, 23, 30, 0, 0, time.UTC) // this year in Berlin
	inTime := recorded("Treten wir bei?", "2 Ja 1 Nein", committee.Resolution, noon)
	recommended := recorded("Empfehlen wir den Abruf?", "3 Ja", committee.Recommendation, lastYear)
	older := recorded("Nehmen wir das Protokoll an?", "3 Ja", committee.Notice, lastYear.AddDate(0, 0, -2))
	rejected := recorded("Treten wir dem Zweckverband bei?", "1 Ja 2 Nein", committee.Resolution, noon.Add(time.Hour))
	voided := recorded("Zahlen vertauscht?", "3 Ja", committee.Opinion, noon)
	if err := void(t, db, voided, committee.Poll{}, office, noon.Add(time.Hour), func() {}); err != nil {
		t.Fatal(err)
	}
	choice := asked(t, db, c, committee.PollDraft{
		Kind: committee.ChoicePoll, Question: "Wo tagen wir?", Options: committee.OptionLines("Fulda\nGießen"), ClosesAt: noon.Add(time.Hour),
	})
	if err := db.ClosePoll(t.Context(), choice.ID, noon.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ReviewResult(t.Context(), older.ID, "chair", noon, func(p committee.Poll) (committee.Poll, error) {
		return p.ReviewOn(whole, chair, calendar.DateOf(noon.AddDate(0, 1, 0), whole.Location()), noon)
	}); err != nil {
		t.Fatal(err)
	}
	open := asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Treten wir morgen bei?", ClosesAt: noon.Add(time.Hour)})
	for name, row := range map[string]struct {
		f         committee.ResultFilter
		want      []committee.Poll
		unentered int
	}{
		"everything":         {committee.ResultFilter{}, []committee.Poll{voided, recommended, inTime, older}, 0},
		"a kind":             {committee.ResultFilter{Kinds: []committee.ResultKind{committee.Recommendation}}, []committee.Poll{recommended}, 0},
		"a kind, rejected":   {committee.ResultFilter{Kinds: []committee.ResultKind{committee.Resolution}}, []committee.Poll{inTime, rejected}, 1},
		"a word":             {committee.ResultFilter{Words: "treten"}, []committee.Poll{inTime, rejected}, 1},
		"a word of a choice": {committee.ResultFilter{Words: "giessen"}, []committee.Poll{choice}, 1},
		"a year":             {committee.ResultFilter{Year: noon.Year() - 1}, []committee.Poll{older}, 0},
		"to come up again":   {committee.ResultFilter{Review: true}, []committee.Poll{older}, 0},
		"void":               {committee.ResultFilter{Void: true}, []committee.Poll{voided}, 0},
		"without an entry":   {committee.ResultFilter{Unentered: true}, []committee.Poll{choice, rejected}, 2},
		"two at once":        {committee.ResultFilter{Unentered: true, Words: "bei"}, []committee.Poll{rejected}, 1},
	} {
		found, err := db.Results(t.Context(), c.ID, row.f, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		same := slices.EqualFunc(found.Polls, row.want, func(a, b committee.Poll) bool { return a.ID == b.ID })
		if !same || found.Unentered != row.unentered || found.Entered != len(row.want)-row.unentered {
			t.Errorf("%s: %d and %d without an entry: %v, want %v", name, found.Entered, found.Unentered, questions(found.Polls), questions(row.want))
		}
		if slices.ContainsFunc(found.Polls, func(p committee.Poll) bool { return p.ID == open.ID }) {
			t.Errorf("%s: an open poll is among them", name)
		}
	}
	second, err := db.Results(t.Context(), c.ID, committee.ResultFilter{Words: "treten"}, 1, 1)
	if err != nil || len(second.Polls) != 1 || second.Polls[0].ID != rejected.ID || second.Entered+second.Unentered != 2 {
		t.Errorf("the second page: %+v, %v", second, err)
	}
}

func questions(list []committee.Poll) []string {
	said := make([]string, len(list))
	for i, p := range list {
		said[i] = p.Question
	}
	return said
}
