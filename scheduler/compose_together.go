package scheduler

import (
	"context"
	"fmt"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Together reminds a person of several polls of a committee in one message. A poll is
// named once, however often it is to be reminded of.
func (w Words) Together(ctx context.Context, owed []committee.Owed) (bot.Message, error) {
	c, err := w.Records.Committee(ctx, owed[0].Committee)
	if err != nil {
		return bot.Message{}, err
	}
	v, _, err := w.voice(ctx, c, owed[0].User)
	if err != nil {
		return bot.Message{}, err
	}
	var polls []committee.Poll
	named, soon := map[int64]bool{}, false
	for _, o := range owed {
		if o.Object.Kind != committee.PollObject || !o.GoesWith(owed[0]) {
			return bot.Message{}, fmt.Errorf("nobody has words for %s about a %s together with others", o.Kind, o.Object.Kind)
		}
		soon = soon || o.Kind == committee.OwedHours
		if named[o.Object.ID] {
			continue
		}
		named[o.Object.ID] = true
		p, err := w.Records.Poll(ctx, o.Object.ID)
		if err != nil {
			return bot.Message{}, err
		}
		polls = append(polls, p)
	}
	if len(polls) == 1 {
		return v.PollReminder(owed[len(owed)-1], c, polls[0]), nil
	}
	return v.PollReminders(c, polls, soon), nil
}
