package storage_test

import (
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// Behind the result of a ranking its table is owed, once, in the thread of the post
// that the result became, whoever reports that; behind other results nothing is.
func TestTheTableFollowsTheResultInItsThreadOnce(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		draft   committee.PollDraft
		follows int
	}{
		"Schulze": {committee.PollDraft{Kind: committee.RankingPoll, Options: committee.OptionLines("Eins\nZwei")}, 1},
		"Tideman": {committee.PollDraft{Kind: committee.RankingPoll, Options: committee.OptionLines("Eins\nZwei"), Terms: committee.Terms{Method: committee.ByRankedPairs}}, 1},
		"Borda":   {committee.PollDraft{Kind: committee.RankingPoll, Options: committee.OptionLines("Eins\nZwei"), Terms: committee.Terms{Method: committee.ByBorda}}, 0},
		"motion":  {committee.PollDraft{Kind: committee.MotionPoll}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storagetest.Open(t)
			c := chamber(t, db, 3)
			row.draft.Question, row.draft.ClosesAt = "Womit beginnen wir?", noon.Add(time.Hour)
			p := asked(t, db, c, row.draft)
			if err := db.ClosePoll(t.Context(), p.ID, p.ClosesAt); err != nil {
				t.Fatalf("closing: %v", err)
			}
			now := p.ClosesAt.Add(time.Second)
			for _, claimed := range claim(t, db, now, 10) {
				if claimed.Owed.Kind != committee.OwedResult {
					continue
				}
				late := claimed
				late.Attempt--
				for _, post := range []string{"the-post", "another-post"} {
					for _, holder := range []storage.Claimed{late, claimed} {
						if _, err := db.MarkSent(t.Context(), holder, now, now, c.Channel, post); err != nil {
							t.Fatalf("marking: %v", err)
						}
					}
				}
			}
			var threads []string
			err := db.SQL().SelectContext(t.Context(), &threads, `SELECT note FROM owed WHERE object_kind = 'poll' AND object_id = $1 AND kind = 'pairs'`, p.ID)
			if err != nil || len(threads) != row.follows || row.follows == 1 && threads[0] != "the-post" {
				t.Errorf("tables are owed in the threads of %q, %v; all that is owed: %v", threads, err, kinds(t, db, p.ID))
			}
		})
	}
}
