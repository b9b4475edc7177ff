package committee_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

func TestReadCountsReadsWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	nine := committee.Counted{Yes: 9, No: 3, Abstain: 2, Present: 14}
	for text, want := range map[string]struct {
		counts committee.Counted
		rest   string
	}{
		"9 Ja, 3 Nein, 2 Enthaltungen":           {nine, ""},
		"Ja: 9, Nein: 3, Enthaltung: 2.":         {nine, ""},
		"ja=9 nein 3 und 2 enth":                 {committee.Counted{}, "ja=9 nein 3 und 2 enth"},
		"9 yes 3 no 2 abstentions Do we?":        {nine, "Do we?"},
		"9 JA 3 NEIN und 2 Enthaltungen Soll es": {nine, "Soll es"},
		"5 Ja 1 ungültig 12 anwesend":            {committee.Counted{Yes: 5, Invalid: 1, Present: 12}, ""},
		"5 Ja 3 anwesend":                        {committee.Counted{Yes: 5, Present: 3}, ""},
		"9 Ja 9 Ja":                              {committee.Counted{Yes: 9, Present: 9}, "9 Ja"},
		"-1 Ja":                                  {committee.Counted{}, "-1 Ja"},
		"9 Jahre Gremium":                        {committee.Counted{}, "9 Jahre Gremium"},
		"3 Notebooks":                            {committee.Counted{}, "3 Notebooks"},
		"9223372036854775807 Ja":                 {committee.Counted{}, "9223372036854775807 Ja"},
		"99999999999999999999 Ja":                {committee.Counted{}, "99999999999999999999 Ja"},
		"":                                       {committee.Counted{}, ""},
		"Ja":                                     {committee.Counted{}, "Ja"},
	} {
		counts, rest := committee.ReadCounts(text)
		if diff := cmp.Diff(want.counts, counts); diff != "" || rest != want.rest {
			t.Errorf("%q: rest %q, want %q, counts (-want +got):\n%s", text, rest, want.rest, diff)
		}
	}
}

func TestRecordedVotesAreCountedByTheRuleOfTheCommittee(t *testing.T) {
	t.Parallel()
	c, list := kog(), seats(14)
	for name, tt := range map[string]struct {
		draft   committee.RecordDraft
		outcome tally.Outcome
	}{
		"adopted":      {committee.RecordDraft{Counts: "8 Ja 4 Nein 2 Enthaltungen"}, tally.Adopted},
		"rejected":     {committee.RecordDraft{Counts: "4 Ja 8 Nein"}, tally.Rejected},
		"a tie":        {committee.RecordDraft{Counts: "7 Ja 7 Nein"}, tally.Rejected},
		"too few":      {committee.RecordDraft{Counts: "7 Ja"}, tally.NotQuorate},
		"enough there": {committee.RecordDraft{Counts: "7 Ja 8 anwesend"}, tally.Adopted},
		"invalid ones": {committee.RecordDraft{Counts: "5 Ja 1 Nein 2 ungültig"}, tally.Adopted},
	} {
		tt.draft.Question, tt.draft.Way = "Soll das Gremium zustimmen?", committee.ByHands
		p, err := committee.RecordPoll(c, presiding(), tt.draft, list, opening)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		o, err := p.Count(nil)
		if err != nil || o.Motion.Outcome != tt.outcome || p.State != committee.PollClosed || !p.ClosedAt.Equal(opening) || p.Early() {
			t.Errorf("%s: %+v, %v, poll %+v, want %s", name, o.Motion, err, p, tt.outcome)
		}
		yes, invalid := p.Outside.Yes, p.Outside.Invalid
		if tt.outcome == tally.NotQuorate { // the answers are not told then, who was there is
			yes, invalid = 0, 0
		}
		if file, err := p.Export(nil); err != nil || file.Yes != yes || file.Invalid != invalid || *file.Present != p.Outside.Present {
			t.Errorf("%s: exported %+v, %v", name, file, err)
		}
	}
}

func TestRecordPollRefusesWhatCannotHaveBeen(t *testing.T) {
	t.Parallel()
	c, list := kog(), seats(14)
	for name, tt := range map[string]struct {
		draft committee.RecordDraft
		who   committee.Person
		field string
	}{
		"nobody voted":       {committee.RecordDraft{Counts: "0 Ja"}, presiding(), "counts"},
		"more than there":    {committee.RecordDraft{Counts: "9 Ja 3 anwesend"}, presiding(), "counts"},
		"more than seats":    {committee.RecordDraft{Counts: "9 Ja 6 Nein"}, presiding(), "counts"},
		"words":              {committee.RecordDraft{Counts: "die meisten dafür"}, presiding(), "counts"},
		"no way":             {committee.RecordDraft{Counts: "9 Ja", Way: "shouting"}, presiding(), "way"},
		"no question":        {committee.RecordDraft{Counts: "9 Ja", Question: "?"}, presiding(), "question"},
		"a result too heavy": {committee.RecordDraft{Counts: "9 Ja", Result: committee.Prioritisation}, presiding(), "result"},
		"a vote of nobody":   {committee.RecordDraft{Counts: "9 Ja", Chair: "perhaps"}, presiding(), "chair"},
		"a member":           {committee.RecordDraft{Counts: "9 Ja"}, committee.Person{User: "u"}, ""},
	} {
		if tt.draft.Question == "" {
			tt.draft.Question = "Soll das Gremium zustimmen?"
		}
		if tt.draft.Way == "" {
			tt.draft.Way = committee.OnPaper
		}
		_, err := committee.RecordPoll(c, tt.who, tt.draft, list, opening)
		all := committee.Refusals(err)
		if len(all) != 1 || all[0].Field != tt.field {
			t.Errorf("%s: %v, want one refusal at %q", name, err, tt.field)
		}
	}
	tied := committee.RecordDraft{Question: "Soll das Gremium zustimmen?", Counts: "7 Ja 7 Nein", Way: committee.ByHands}
	c.Preset = tieByChair(t)
	if _, err := committee.RecordPoll(c, presiding(), tied, list, opening); !refusedAt(err, "chair") {
		t.Errorf("a tie without the chair's vote: %v", err)
	}
	tied.Chair = tally.ChairYes
	p, err := committee.RecordPoll(c, presiding(), tied, list, opening)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := p.Count(nil); err != nil || o.Motion.Outcome != tally.Adopted {
		t.Errorf("with the chair's yes: %+v, %v", o.Motion, err)
	}
}

func TestAVoteIsRecordedByTheRuleThatWasChosen(t *testing.T) {
	t.Parallel()
	c, list := kog(), seats(14)
	for name, row := range map[string]struct {
		preset committee.Preset
		counts string
		chair  tally.ChairVote
		want   tally.Outcome
		field  string // of the refusal
	}{
		"the committee's":                            {"", "5 Ja 4 Nein 5 Enthaltungen", "", tally.Adopted, ""},
		"two thirds":                                 {committee.PresetTwoThirds, "5 Ja 4 Nein 5 Enthaltungen", "", tally.Rejected, ""},
		"abstentions are no":                         {committee.PresetATBeirat, "5 Ja 4 Nein 5 Enthaltungen", "", tally.Rejected, ""},
		"a tie with abstentions, chair unasked":      {committee.PresetATBeirat, "5 Ja 3 Nein 2 Enthaltungen", "", "", "chair"},
		"a tie with abstentions, the chair says yes": {committee.PresetATBeirat, "5 Ja 3 Nein 2 Enthaltungen", tally.ChairYes, tally.Adopted, ""},
		"no abstentions":                             {committee.PresetNoAbstention, "6 Ja 3 Nein", "", tally.Adopted, ""},
		"abstentions where there are none":           {committee.PresetNoAbstention, "6 Ja 3 Nein 1 Enthaltung", "", "", "counts"},
		"too few for it":                             {committee.PresetNoAbstention, "4 Ja", "", tally.NotQuorate, ""},
		"a rule that nobody knows":                   {"de-unheard-of", "6 Ja", "", "", "preset"},
	} {
		p, err := committee.RecordPoll(c, presiding(), committee.RecordDraft{
			Question: "Soll das Gremium zustimmen?", Counts: row.counts, Way: committee.ByHands, Preset: row.preset, Chair: row.chair,
		}, list, opening)
		if refusedAt(err, row.field) != (row.field != "") || err != nil && row.field == "" {
			t.Errorf("%s: %v, want a refusal at %q", name, err, row.field)
			continue
		}
		if err != nil {
			continue
		}
		if o, err := p.Count(nil); err != nil || o.Motion.Outcome != row.want {
			t.Errorf("%s: %+v, %v, want %s", name, o.Motion, err, row.want)
		}
	}
}

// The form asks how the chair has voted, whatever rule is chosen; where it breaks no
// tie, nothing of it is kept.
func TestTheChairsVoteIsKeptOnlyWhereItMayDecide(t *testing.T) {
	t.Parallel()
	for preset, want := range map[committee.Preset]tally.ChairVote{committee.PresetKoG: "", committee.PresetVwVfG: tally.ChairNo} {
		p, err := committee.RecordPoll(kog(), presiding(), committee.RecordDraft{
			Question: "Soll das Gremium zustimmen?", Counts: "9 Ja 5 Nein", Way: committee.ByHands, Preset: preset, Chair: tally.ChairNo,
		}, seats(14), opening)
		if err != nil || p.Outside.Chair != want {
			t.Errorf("%s: %q, %v, want %q", preset, p.Outside.Chair, err, want)
		}
	}
}

func tieByChair(t *testing.T) committee.Preset {
	t.Helper()
	for _, p := range committee.Presets() {
		if p.Rule().Tie == tally.TieChair {
			return p
		}
	}
	t.Fatal("no set of rules lets the chair break ties")
	return ""
}

func refusedAt(err error, field string) bool {
	one, _ := errors.AsType[committee.Errors](err)
	return len(one) == 1 && one[0].Field == field
}

func TestTheSameVoteIsNotRecordedTwice(t *testing.T) {
	t.Parallel()
	of := func(question string, yes int, at time.Time) committee.Poll {
		return committee.Poll{Question: question, OpensAt: at, Outside: &committee.Outside{Counted: committee.Counted{Yes: yes, Present: yes}}}
	}
	void := of("Treten wir bei?", 9, opening)
	void.Voided = &committee.Void{}
	for name, row := range map[string]struct {
		before committee.Poll
		twice  bool
	}{
		"one that is void":          {void, false},
		"the same":                  {of("Treten wir bei?", 9, opening), true},
		"in other letters":          {of("treten WIR bei?", 9, opening), true},
		"other numbers":             {of("Treten wir bei?", 8, opening), false},
		"another question":          {of("Treten wir aus?", 9, opening), false},
		"long ago":                  {of("Treten wir bei?", 9, opening.Add(time.Hour-committee.SameWithin)), false},
		"a poll that was held here": {committee.Poll{Question: "Treten wir bei?", OpensAt: opening}, false},
	} {
		err := of("Treten wir bei?", 9, opening.Add(time.Hour)).NotTwice([]committee.Poll{row.before})
		if got := keys(t, err); (len(got) == 1 && got[0] == "poll.outside.twice (field question)") != row.twice || !row.twice && err != nil {
			t.Errorf("%s: %v, twice %v", name, err, row.twice)
		}
	}
}

// What was voted on last week is dated to last week, and nothing to next week.
func TestARecordedVoteHasTheDayOfTheVote(t *testing.T) {
	t.Parallel()
	today := calendar.DateOf(opening, kog().Location())
	for name, row := range map[string]struct {
		typed  string
		on     calendar.Date
		refuse string
	}{
		"nothing":          {"", today, ""},
		"blanks":           {"  ", today, ""},
		"today":            {today.String(), today, ""},
		"a week ago":       {today.AddDays(-7).String(), today.AddDays(-7), ""},
		"a year ago":       {today.AddDays(-365).String(), today.AddDays(-365), ""},
		"tomorrow":         {today.AddDays(1).String(), calendar.Date{}, "on poll.outside.day.future"},
		"what is no day":   {"neulich", calendar.Date{}, "on poll.outside.day"},
		"what never comes": {"31.2.2027", calendar.Date{}, "on poll.outside.day"},
	} {
		p, err := committee.RecordPoll(kog(), presiding(), committee.RecordDraft{Question: "Nehmen wir teil?", Counts: "8 Ja 4 Nein", Way: committee.ByHands, On: row.typed}, seats(14), opening)
		if got := refusedAs(t, err); got != row.refuse {
			t.Errorf("%s: refused %q, want %q", name, got, row.refuse)
			continue
		}
		if row.refuse == "" && (p.Outside.On != row.on || !p.ClosedAt.Equal(opening)) {
			t.Errorf("%s: on %s, recorded %s, want %s and %s", name, p.Outside.On, p.ClosedAt, row.on, opening)
		}
	}
}
