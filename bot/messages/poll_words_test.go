package messages_test

import (
	"strings"
	"testing"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// Whatever a poll can be has words in both languages.
func TestEveryPollHasWords(t *testing.T) {
	t.Parallel()
	needed := map[string]bool{}
	for _, k := range committee.PollKinds() {
		needed["poll.kind."+string(k)], needed["poll.when."+string(k)], needed["poll.task."+string(k)] = true, true, true
		for _, m := range k.Methods() {
			if len(k.Methods()) > 1 {
				needed["method.hint."+string(m)] = true
			}
			if k != committee.MotionPoll && k != committee.DatePoll {
				needed["method.name."+string(m)] = true
			}
		}
		for _, r := range k.Results() {
			needed["poll.result."+string(r)], needed["poll.meaning."+string(r)] = true, true
			if k == committee.MotionPoll {
				needed["poll.failed."+string(r)] = true
			}
		}
	}
	for _, g := range []committee.GroupRule{committee.GroupsShown, committee.GroupsDouble, committee.GroupsVote} {
		needed["poll.term.groups."+string(g)] = true
	}
	for _, w := range []committee.WeightRule{committee.WeightDecides, committee.WeightDouble} {
		needed["poll.term.weights."+string(w)], needed["poll.aim.weights."+string(w)], needed["poll.weighed."+string(w)] = true, true, true
		needed["poll.rules.weights."+string(w)] = true
	}
	needed["poll.reason.weight."+string(tally.MajorityMissed)] = true
	for _, r := range []tally.Reason{tally.QuorumMissed, tally.QuorumBelowMinimum, tally.WeightMissed} {
		needed["poll.reason."+string(r)] = true
	}
	for _, w := range committee.OutsideWays() {
		needed["poll.outside."+string(w)], needed["poll.record.way."+string(w)] = true, true
	}
	for _, p := range committee.Presets() {
		needed["preset."+string(p)] = true
	}
	if len(needed) < 60 {
		t.Errorf("only %d words are looked for", len(needed))
	}
	for _, lang := range []string{"de", "en"} {
		said := words(t, lang)
		for key := range needed {
			if _, ok := said[key]; !ok {
				t.Errorf("%s: %q has no words", lang, key)
			}
		}
	}
}

// Where nobody has voted there is nothing of which to say what it is.
func TestAPollWithoutAResultDoesNotSayWhatItsResultIs(t *testing.T) {
	t.Parallel()
	for _, k := range []committee.PollKind{committee.ChoicePoll, committee.ApprovalPoll, committee.PriorityPoll, committee.RankingPoll, committee.DotsPoll, committee.MotionPoll} {
		p := closedPoll(pollOf(k, 14, 3, committee.Terms{}))
		p.Rule = committee.PresetKoG.Rule()
		o, err := p.Count(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []messages.Voice{inGerman, inEnglish} {
			for _, text := range []string{v.PollResult(sittingBoard, p, o).Text, v.PollCard(p, 0, &o).Card.Text} {
				if strings.Contains(text, v.Say("poll.meaning."+string(p.Result))) {
					t.Errorf("%s on which nobody has voted says:\n%s", k, text)
				}
			}
		}
	}
}
