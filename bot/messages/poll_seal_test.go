package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// Whoever looks at a poll sees the beginning of its checksum, or in bold that it
// does not fit any more. One without a checksum says nothing.
func TestAPollSaysWhetherItIsStillTheOneThatWasOpened(t *testing.T) {
	t.Parallel()
	p := committee.Poll{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", State: committee.PollOpen}
	p.Hash = p.Seal()
	changed, unsealed := p, p
	changed.Question, unsealed.Hash = "Nehmen wir nicht teil?", ""
	for name, row := range map[string]struct {
		poll            committee.Poll
		said, inResults bool
	}{"intact": {p, false, false}, "changed": {changed, true, true}, "unsealed": {unsealed, false, false}} {
		shown := inBerlin().PollShown(messages.PollView{Poll: row.poll}).Text
		if got := strings.Contains(shown, "**Achtung:** Frage"); got != row.said {
			t.Errorf("%s: %q", name, shown)
		}
		if got := strings.Contains(shown, "Prüfsumme `"+p.Hash[:12]+"`"); got != (name == "intact") {
			t.Errorf("%s: %q", name, shown)
		}
		if got := inBerlin().WithSeal(bot.Message{Text: "Ergebnis"}, row.poll).Text; strings.Contains(got, "Achtung") != row.inResults {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// What has become of a need since is said at its option, open or ended, and the poll is
// still the one that was opened.
func TestAViewMarksNeedsThatAreOver(t *testing.T) {
	t.Parallel()
	p := priorityPoll()
	for i := range p.Options {
		p.Options[i].Need = int64(i + 1)
	}
	p.Hash = p.Seal()
	closed := closedPoll(p)
	o := counted(t, closed, ranked("2 AB")...)
	over := map[int64]committee.NeedState{2: committee.NeedWithdrawn}
	for name, view := range map[string]messages.PollView{"open": {Poll: p, Closed: over}, "ended": {Poll: closed, Outcome: &o, Closed: over}} {
		shown := inBerlin().PollShown(view).Text
		if !strings.Contains(shown, "Berta (zurückgezogen)") || strings.Count(shown, "zurückgezogen") != 1 || !strings.Contains(shown, "Prüfsumme `"+p.Hash[:12]+"`") {
			t.Errorf("%s:\n%s", name, shown)
		}
	}
}
