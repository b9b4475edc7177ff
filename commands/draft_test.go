package commands_test

import (
	"strings"
	"testing"

	"gremienbot/bot"
)

func TestADraftIsItsAuthorsAlone(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	long := strings.Repeat("ü", 2500)
	s.sends("l1", s.opens("l1", "/bedarf"), map[string]string{"title": "Wohnsitzanmeldung", "problem": long})
	s.sends("l1", s.opens("l1", "/thema"), map[string]string{"title": "Betriebskosten", "until": "irgendwann"})
	s.wants(s.types("l1", "/bedarf neu"), "einen Bedarf angefangen und noch nicht abgeschickt: „Wohnsitzanmeldung“")
	s.wants(s.types("l1", "/thema"), "ein Thema angefangen und noch nicht abgeschickt: „Betriebskosten“")
	for _, user := range []string{"l2", "s1-en", "office"} {
		for _, typed := range []string{"/bedarf neu", "/thema neu"} {
			if form := s.opens(user, typed); form.Fields[0].Default != "" {
				t.Errorf("%s finds %q by %s", user, form.Fields[0].Default, typed)
			}
		}
		for _, typed := range []string{"/bedarf meine", "/thema meine", "/gremium meine"} {
			if said := s.types(user, typed); strings.Contains(said, "Wohnsitz") || strings.Contains(said, "Betriebskosten") {
				t.Errorf("%s reads of it by %s: %s", user, typed, said)
			}
		}
		for _, action := range []string{"need.redraft", "need.anew", "need.draft.drop", "topic.draft.open", "topic.draft.drop"} {
			reply := s.presses(user, action, "1")
			if reply.Dialog != nil || !strings.Contains(reply.Message.Text, "wer ihn geschrieben hat") && !strings.Contains(reply.Message.Text, "has written this text") {
				t.Errorf("%s presses %s and gets %+v", user, action, reply)
			}
		}
	}
	s.wants(s.types("l1", "/gremium meine"), "Bedarf „Wohnsitzanmeldung“", "Thema „Betriebskosten“")
}

func TestATextTooLongForTheFormStaysInTheDraft(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	long := strings.Repeat("ü", 2500)
	s.sends("l1", s.opens("l1", "/bedarf"), map[string]string{"title": "Umlaute", "problem": long})
	s.sends("l1", s.opens("l1", "/thema"), map[string]string{"title": "Umlaute", "question": long, "until": "irgendwann"})
	need, topic := *s.presses("l1", "need.redraft", "1").Dialog, *s.presses("l1", "topic.draft.open", "1").Dialog
	stolen := s.serve(bot.Request{Kind: bot.Submission, Name: need.Purpose, Object: need.Object, User: "s1-en", Form: map[string]string{"title": "Theirs", "problem": "", "affected": "all"}})
	s.wants(stolen.Refused["problem"], "Please add")
	s.wants(s.sends("l1", need, map[string]string{"title": "Umlaute", "affected": "alle"}).Message.Text, "ist eingegangen")
	s.wants(s.sends("l1", topic, map[string]string{"title": "Umlaute", "until": ""}).Message.Text, "ist eingegangen")
	n, err := s.db.Need(t.Context(), 1)
	if err != nil || n.Problem != long {
		t.Errorf("need: %d bytes of a problem, %v", len(n.Problem), err)
	}
	sent, err := s.db.Topic(t.Context(), 1)
	if err != nil || sent.Question != long {
		t.Errorf("topic: %d bytes of a question, %v", len(sent.Question), err)
	}
	if said := s.types("l1", "/gremium meine"); strings.Contains(said, "nicht abgeschickt") {
		t.Errorf("what was sent is still kept: %s", said)
	}
}
