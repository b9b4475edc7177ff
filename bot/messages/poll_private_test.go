package messages_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// seated is somebody on Stadt 1's seat.
func seated(role committee.Role) committee.Person {
	return committee.Person{User: "u", Roles: []committee.Role{role}, Seat: &committee.Seat{ID: 1, Group: "Städte", Body: "Stadt 1"}}
}

func TestTheReceiptSaysWhatIsStoredAndForWhom(t *testing.T) {
	t.Parallel()
	yes := committee.Ballot{Seat: 1, AsHolder: true, Choice: committee.Choice{Answer: committee.Yes}}
	substitutes := committee.Ballot{Seat: 1, Choice: committee.Choice{Answer: committee.Yes}}
	const head = "Ihre Stimme zu **U-2027-004 „Stellungnahme zum \\*Registerabruf\\*?“** ist gespeichert:\n**Ja – ich stimme zu**\nSie gilt für den Sitz: Städte, Stadt 1.\n"
	const tail = "Sie können Ihre Stimme ändern. Ende: Dienstag, 9. März 2027, 12:00 Uhr."
	for name, row := range map[string]struct {
		voting committee.Voting
		ballot committee.Ballot
		want   string
	}{
		"a member":                        {committee.Voting{Poll: motionPoll(), Who: seated(committee.Member)}, yes, head + tail},
		"a substitute":                    {committee.Voting{Poll: motionPoll(), Who: seated(committee.Substitute)}, substitutes, head + "Sie stimmen als Stellvertretung ab. Wenn das Mitglied selbst abstimmt, gilt dessen Stimme.\n" + tail},
		"the member after the substitute": {committee.Voting{Poll: motionPoll(), Who: seated(committee.Member), Before: &substitutes}, yes, head + "Die Stimme Ihrer Stellvertretung ist damit ersetzt.\n" + tail},
	} {
		if diff := cmp.Diff(row.want, inBerlin().PollReceipt(row.voting, row.ballot).Text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	ranking := committee.Ballot{AsHolder: true, Choice: ranked("1 EA")[0]}
	got := inBerlin().PollReceipt(committee.Voting{Poll: priorityPoll(), Who: seated(committee.Member)}, ranking).Text
	if want := "1. **B-2027-005** Emil\n2. **B-2027-001** Anton\n\nSie gilt"; !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}

func TestTheReminderCarriesTheButtonsToVoteWith(t *testing.T) {
	t.Parallel()
	for kind, want := range map[committee.OwedKind]string{
		committee.OwedDayLeft: "**Kommunalgremium**\nFür Ihren Sitz fehlt noch eine Stimme in der Umfrage **U-2027-004 „Was zuerst?“**. Sie endet: **Dienstag, 9. März 2027, 12:00 Uhr**.",
		committee.OwedHours:   "**Kommunalgremium**\nDie Umfrage **U-2027-004 „Was zuerst?“** endet bald: **Dienstag, 9. März 2027, 12:00 Uhr**. Für Ihren Sitz fehlt noch eine Stimme.",
	} {
		m := inBerlin().PollReminder(committee.Owed{Kind: kind}, kog(), priorityPoll())
		if diff := cmp.Diff(want, m.Text); diff != "" || labels(m.Card.Buttons) != "Abstimmen | Ich enthalte mich" {
			t.Errorf("%s: buttons %s (-want +got):\n%s", kind, labels(m.Card.Buttons), diff)
		}
	}
}

func TestOnlyChairAndOfficeSeeWhoIsMissing(t *testing.T) {
	t.Parallel()
	p := motionPoll()
	view := messages.PollView{Poll: p, Turnout: committee.Turnout{Cast: 13, Seats: 14, Missing: p.Electors[13:]}, Vote: true}
	own := committee.Ballot{Choice: committee.Choice{Answer: committee.No}}
	view.Own, view.Seat = &own, &committee.Voting{Poll: p, Before: &own}
	member := inBerlin().PollShown(view)
	if strings.Contains(member.Text, "Stadt 14") || !strings.Contains(member.Text, "Die Stimme Ihres Sitzes:\n**Nein – ich lehne ab**") {
		t.Errorf("a member sees:\n%s", member.Text)
	}
	if got := labels(member.Card.Buttons); strings.Contains(got, "beenden") {
		t.Errorf("a member may press %s", got)
	}
	chair := inBerlin().PollShown(messages.PollView{Poll: p, Turnout: view.Turnout, Missing: true, Manage: true})
	if !strings.HasSuffix(chair.Text, "Ein Sitz fehlt noch (das sehen nur Vorsitz und Geschäftsstelle):\n- Städte: Stadt 14") || labels(chair.Card.Buttons) != "Verlängern | Jetzt beenden" {
		t.Errorf("the chair may press %s and sees:\n%s", labels(chair.Card.Buttons), chair.Text)
	}
	if guest := inBerlin().PollShown(messages.PollView{Poll: p, Turnout: view.Turnout}); guest.Card != nil {
		t.Errorf("a guest may press %s", labels(guest.Card.Buttons))
	}
}

func TestFormsFitTheChatInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		v := messages.In(lang, kog().Location())
		needs := make([]committee.Need, 12)
		for i := range needs {
			needs[i] = committee.Need{Number: committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: i + 1}, Title: strings.Repeat("ä", 150)}
		}
		lines := messages.NeedLines(needs)
		if len(lines) > committee.MaxText || strings.Count(lines, "\n") != 11 {
			t.Errorf("%d bytes of needs in %d lines", len(lines), strings.Count(lines, "\n")+1)
		}
		rank := v.BallotDialog(priorityPoll(), ranked("1 EA")[0])
		if len(rank.Fields) != 5 || rank.Fields[0].Optional || !rank.Fields[1].Optional || rank.Fields[0].Default != "B-2027-005" || rank.Fields[1].Default != "B-2027-001" || rank.Fields[2].Default != "" {
			t.Errorf("rank dialog %+v", rank.Fields)
		}
		for _, d := range []struct {
			title  string
			labels []string
		}{
			dialog(v.PollDialog(1, committee.PollSketch{Kind: committee.MotionPoll})),
			dialog(v.PollDialog(1, committee.PollSketch{Kind: committee.PriorityPoll, Options: lines})),
			dialog(v.ExtendDialog(motionPoll(), "")), dialog(rank),
		} {
			for _, words := range append(d.labels, d.title) {
				if len(words) > 24 || words == "" {
					t.Errorf("%s: %q has %d bytes, at most 24 fit", lang, words, len(words))
				}
			}
		}
	}
}

func dialog(d bot.Dialog) (all struct {
	title  string
	labels []string
},
) {
	all.title = d.Title
	for _, f := range d.Fields {
		all.labels = append(all.labels, f.Label)
	}
	return all
}

// A substitute is not told that they may vote anew where the member has voted.
func TestASubstituteReadsThatTheMembersConfidentialVoteCounts(t *testing.T) {
	t.Parallel()
	p := motionPoll()
	p.Confidential = true
	seat := &committee.Seat{ID: p.Electors[0].Seat}
	own := committee.Ballot{Seat: seat.ID, AsHolder: true}
	for role, want := range map[committee.Role]string{
		committee.Member:     "Sie ist gespeichert. Der Bot zeigt sie nicht, weil die Umfrage vertraulich ist; Sie können bis zum Ende neu abstimmen.",
		committee.Substitute: "Das Mitglied hat selbst abgestimmt. Dessen Stimme gilt.",
	} {
		who := committee.Person{User: "u", Roles: []committee.Role{role}, Seat: seat}
		stand := committee.Voting{Poll: p, Who: who, Before: &own}
		for _, text := range []string{
			inBerlin().PollMine(stand, nil).Text,
			inBerlin().PollShown(messages.PollView{Poll: p, Turnout: committee.Turnout{Cast: 1, Seats: 14}, Seat: &stand}).Text,
		} {
			if !strings.Contains(text, "\n"+want) {
				t.Errorf("%s reads:\n%s", role, text)
			}
		}
	}
}
