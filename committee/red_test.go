package committee_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// private is what nobody may find again of what is RED.
const private = "Der Vertrag wird zum Jahresende gekündigt."

// redTopic is a submitted Klärung of which the bot keeps the title only.
func redTopic(t *testing.T) committee.Topic {
	t.Helper()
	topic := submitted(t, reporter(1, committee.Member))
	topic.Kind, topic.TLP, topic.Question = committee.Clarification, committee.Red, ""
	return topic
}

// keepsNothing fails if a text stands anywhere in what would be stored.
func keepsNothing(t *testing.T, name string, kept any, text string) {
	t.Helper()
	all, err := json.Marshal(kept)
	if err != nil || strings.Contains(string(all), text) {
		t.Errorf("%s keeps a text: %s, %v", name, all, err)
	}
}

func TestARedTopicIsHandledWithoutAText(t *testing.T) {
	t.Parallel()
	taken := act(committee.TakeOn, "")
	for name, row := range map[string]struct {
		before []committee.TopicAct
		do     committee.Handling
		want   committee.TopicState
	}{
		"answered":               {nil, committee.Respond, committee.TopicAnswered},
		"answered once more":     {[]committee.TopicAct{act(committee.Respond, "")}, committee.Respond, committee.TopicAnswered},
		"put off":                {nil, committee.Defer, committee.TopicDeferred},
		"put off when taken":     {[]committee.TopicAct{taken}, committee.Defer, committee.TopicDeferred},
		"rejected":               {nil, committee.Reject, committee.TopicRejected},
		"put on the agenda":      {nil, committee.Schedule, committee.TopicScheduled},
		"taken on":               {nil, committee.TakeOn, committee.TopicClarifying},
		"dealt with":             {[]committee.TopicAct{act(committee.Schedule, "")}, committee.Finish, committee.TopicDone},
		"made a need":            {nil, committee.MakeNeed, committee.TopicNeed},
		"rejected, once put off": {[]committee.TopicAct{act(committee.Defer, "")}, committee.Reject, committee.TopicRejected},
	} {
		for _, text := range []string{"", private, "kurz", strings.Repeat(private, 1000)} {
			topic := redTopic(t)
			for _, a := range row.before {
				topic = handled(t, topic, a)
			}
			after, err := topic.Handle(kog(), chairing, act(row.do, text), later)
			if err != nil || after.State != row.want {
				t.Errorf("%s with %d bytes of text: %s, %v, want %s", name, len(text), after.State, err, row.want)
			}
			keepsNothing(t, name, after, private)
		}
	}
}

func TestARedTopicStillRefusesWhatIsNoTextOfItsOwn(t *testing.T) {
	t.Parallel()
	past := committee.TopicAct{Do: committee.Defer, Resume: calendar.DateOf(later, berlin)}
	for want, a := range map[string]committee.TopicAct{"text.classified": act(committee.Respond, "Das ist VS-NfD."), "until date.today": past, "topic.act.impossible": act(committee.Finish, "")} {
		if _, err := redTopic(t).Handle(kog(), chairing, a, later); refusedAs(t, err) != want {
			t.Errorf("Handle = %v, want %s", err, want)
		}
	}
}

func TestARedProposalIsRemarkedOnAndAgreedToWithoutAText(t *testing.T) {
	t.Parallel()
	author, today := reporter(1, committee.Member), calendar.DateOf(later, berlin)
	for _, do := range []committee.Handling{committee.Respond, committee.Defer, committee.Reject} {
		asked, err := redTopic(t).Propose(kog(), chairing, act(do, private), later)
		if err != nil || asked.Turn(today) != committee.TurnSubmitter {
			t.Fatalf("%s proposed: turn of %s, %v", do, asked.Turn(today), err)
		}
		keepsNothing(t, "a proposal", asked, private)
		for _, text := range []string{"", private} {
			remarked, err := asked.Comment(author, text, asked.Version, later)
			if err != nil || remarked.Turn(today) != committee.TurnOffice || remarked.Proposal.Waits() {
				t.Errorf("%s remarked on: turn of %s, %v", do, remarked.Turn(today), err)
			}
			if !remarked.Still(committee.Owed{Kind: committee.OwedTopicTold, Note: committee.TopicNote{Version: remarked.Version, Verb: committee.CommentTopic}.String()}) {
				t.Errorf("%s: who proposed is not told", do)
			}
			keepsNothing(t, "a remark", remarked, private)
		}
		for _, label := range []committee.TLP{committee.Red, committee.Amber} { // it may have been given another one since
			asked.TLP = label
			if agreed, err := asked.Agree(kog(), author, nil, asked.Version, later); err != nil || agreed.State == committee.TopicSubmitted {
				t.Errorf("%s agreed to under %s: %s, %v", do, label, agreed.State, err)
			}
		}
	}
}

func TestARedAnswerIsJudgedByItsSubmitter(t *testing.T) {
	t.Parallel()
	author := reporter(1, committee.Member)
	answered := handled(t, redTopic(t), act(committee.Respond, ""))
	if got, err := answered.Dispute(author, committee.MeetingRef{}, answered.Version, later); err != nil || got.State != committee.TopicScheduled {
		t.Errorf("disputed: %s, %v", got.State, err)
	}
	if got, err := answered.Confirm(author, answered.Version, later); err != nil || got.State != committee.TopicClarified {
		t.Errorf("confirmed: %s, %v", got.State, err)
	}
}

func TestARedNeedGoesItsWayWithoutAReason(t *testing.T) {
	t.Parallel()
	for _, to := range []committee.NeedState{committee.NeedClarifying, committee.NeedDescribed, committee.NeedAdopted, committee.NeedDeferred, committee.NeedDropped} {
		for _, why := range []string{"", private, strings.Repeat(private, 100)} {
			n := in(t, committee.NeedReported)
			n.TLP = committee.Red
			after, err := n.Step(kog(), keeper(), committee.NeedStep{To: to, Why: why, Sure: true}, monday)
			if err != nil || after.State != to {
				t.Errorf("to %s with %d bytes of a reason: %s, %v", to, len(why), after.State, err)
			}
			keepsNothing(t, string(to), after, private)
		}
	}
}

func TestADashIsNoTextOfARedNeed(t *testing.T) {
	t.Parallel()
	red := committee.NeedDraft{Title: "Ersatz eines Verfahrens", Problem: "-", Affected: "–", TLP: committee.Red}
	n, err := committee.ReportNeed(kog(), reporter(1, committee.Member), red, monday)
	if err != nil || n.Problem+n.Affected != "" {
		t.Errorf("ReportNeed = %q, %q, %v, want no texts", n.Problem, n.Affected, err)
	}
	red.Problem = private
	if _, err := committee.ReportNeed(kog(), reporter(1, committee.Member), red, monday); refusedAs(t, err) != "tlp label.red" {
		t.Errorf("with a text: %v, want it refused", err)
	}
}
