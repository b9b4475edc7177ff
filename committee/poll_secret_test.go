package committee_test

import (
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
)

func TestWhatAQuestionAsksForOfSecrecy(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]struct {
		says committee.Secrecy
		rest string
	}{
		"geheim Soll Frau Meier Sprecherin werden?":                     {committee.SaysSecret, "Soll Frau Meier Sprecherin werden?"},
		"Geheim: Frau Meier als Sprecherin?":                            {committee.SaysSecret, "Frau Meier als Sprecherin?"},
		"(geheim) Frau Meier als Sprecherin?":                           {committee.SaysSecret, "Frau Meier als Sprecherin?"},
		"Geheime Wahl: Frau Meier":                                      {committee.SaysSecret, "Frau Meier"},
		"geheime wahl":                                                  {committee.SaysSecret, ""},
		"Geheime Abstimmung Soll Frau Meier Sprecherin werden?":         {committee.SaysSecret, "Soll Frau Meier Sprecherin werden?"},
		"in geheimer Abstimmung: Frau Meier?":                           {committee.SaysSecret, "Frau Meier?"},
		"secret Shall Ms Meier be speaker?":                             {committee.SaysSecret, "Shall Ms Meier be speaker?"},
		"secret ballot shall Ms Meier be speaker?":                      {committee.SaysSecret, "shall Ms Meier be speaker?"},
		"secret ballot: Ms Meier":                                       {committee.SaysSecret, "Ms Meier"},
		"Soll Frau Meier Sprecherin werden? (geheim)":                   {committee.SaysSecret, "Soll Frau Meier Sprecherin werden?"},
		"Soll Frau Meier Sprecherin werden? geheim":                     {committee.SaysSecret, "Soll Frau Meier Sprecherin werden?"},
		"vertraulich Soll Frau Meier Sprecherin werden?":                {committee.SaysConfidential, "Soll Frau Meier Sprecherin werden?"},
		"Vertraulich: Wo tagen wir? | Fulda | Kassel":                   {committee.SaysConfidential, "Wo tagen wir? | Fulda | Kassel"},
		"vertrauliche Umfrage Soll Frau Meier Sprecherin werden?":       {committee.SaysConfidential, "Soll Frau Meier Sprecherin werden?"},
		"confidential Shall Ms Meier be speaker?":                       {committee.SaysConfidential, "Shall Ms Meier be speaker?"},
		"Geheime Wahl der Sprecherin einführen?":                        {committee.MentionsSecrecy, "Geheime Wahl der Sprecherin einführen?"},
		"Geheime Wahl Frau Meier":                                       {committee.MentionsSecrecy, "Geheime Wahl Frau Meier"},
		"Soll eine geheime Abstimmung möglich sein?":                    {committee.MentionsSecrecy, "Soll eine geheime Abstimmung möglich sein?"},
		"Shall we have a secret ballot in May?":                         {committee.MentionsSecrecy, "Shall we have a secret ballot in May?"},
		"Soll das Protokoll geheim bleiben?":                            {committee.SaysNothing, "Soll das Protokoll geheim bleiben?"},
		"Geheim oder offen abstimmen?":                                  {committee.SaysNothing, "Geheim oder offen abstimmen?"},
		"Geheimhaltung beschließen?":                                    {committee.SaysNothing, "Geheimhaltung beschließen?"},
		"Geheime Daten in der Cloud?":                                   {committee.SaysNothing, "Geheime Daten in der Cloud?"},
		"Vertrauliche Daten in der Cloud?":                              {committee.SaysNothing, "Vertrauliche Daten in der Cloud?"},
		"Confidential data in the cloud?":                               {committee.SaysNothing, "Confidential data in the cloud?"},
		"Soll der Bericht vertraulich behandelt werden?":                {committee.SaysNothing, "Soll der Bericht vertraulich behandelt werden?"},
		"Secret keys: rotate them every year?":                          {committee.SaysNothing, "Secret keys: rotate them every year?"},
		"Nehmen wir teil?":                                              {committee.SaysNothing, "Nehmen wir teil?"},
		"Soll Stelle A geheim und Stelle B offen sein? Das ist geheim.": {committee.SaysNothing, "Soll Stelle A geheim und Stelle B offen sein? Das ist geheim."},
	} {
		if says, rest := committee.SecrecyOf(typed); says != want.says || rest != want.rest {
			t.Errorf("SecrecyOf(%q) = %d, %q, want %d, %q", typed, says, rest, want.says, want.rest)
		}
	}
}

func TestNoPollOfAnyKindIsOpenedThatAsksToBeSecret(t *testing.T) {
	t.Parallel()
	for _, kind := range committee.PollKinds() {
		_, err := committee.OpenPoll(kog(), presiding(), committee.PollDraft{Kind: kind, Question: "geheim Wer wird Sprecher?", ClosesAt: opening.Add(time.Hour)}, seats(14), opening)
		if got := keys(t, err); !slices.Contains(got, "poll.secret (field question)") {
			t.Errorf("%s: refused with %q", kind, got)
		}
	}
}
