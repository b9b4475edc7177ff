package storage_test

import (
	"os"
	"strings"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// Reasons, remarks and addressees were kept of what is RED; a migration catches up.
func TestTheMigrationForgetsTheReasonsOfWhatIsRed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	const word = "Vertrauliches"
	topic, other := addTopic(t, db, c, "Vertrag", noon), addTopic(t, db, c, "Anderes", noon)
	need := talkative(t, db, c)
	for _, id := range []int64{topic.ID, other.ID} {
		_, err := db.ChangeTopic(t.Context(), id, "office", "test", "", noon, func(t committee.Topic) (committee.Topic, error) {
			t.Addressee, t.Reason = word, word
			t.Proposal = &committee.Proposal{TopicAct: committee.TopicAct{Do: committee.Reject}, By: "office", ByName: "Office", At: noon, Comment: word, CommentAt: noon}
			return t, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile("migrations/0042_red_reasons.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{`UPDATE topic SET tlp = 'RED' WHERE id = $1`, `UPDATE need SET tlp = 'RED', why = 'Vertraulicher Grund', handover = NULL WHERE id = $1`} {
		id := topic.ID
		if strings.HasPrefix(statement, "UPDATE need") {
			id = need.ID
		}
		if _, err := db.SQL().ExecContext(t.Context(), statement, id); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.SQL().ExecContext(t.Context(), string(text)); err != nil {
		t.Fatal(err)
	}
	red, err := db.Topic(t.Context(), topic.ID)
	if err != nil || red.Addressee+red.Reason+red.Proposal.Comment != "" || red.Proposal.Do != committee.Reject || red.Proposal.Waits() {
		t.Errorf("the RED topic: %+v, proposal %+v, %v", red.TopicStanding, red.Proposal, err)
	}
	if said, all := telling(t, db, committee.Object{Kind: committee.TopicObject, ID: topic.ID}); said != 0 || all != 2 {
		t.Errorf("%d of %d events of the RED topic hold its texts", said, all)
	}
	if kept, err := db.Topic(t.Context(), other.ID); err != nil || kept.Addressee != word || kept.Proposal.Comment != word {
		t.Errorf("the other topic: %q, %+v, %v", kept.Addressee, kept.Proposal, err)
	}
	if n, err := db.Need(t.Context(), need.ID); err != nil || n.Why != "" || n.Title == "" {
		t.Errorf("the RED need: %+v, %v", n.NeedStanding, err)
	}
}
