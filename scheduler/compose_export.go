package scheduler

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// lostExport tells a person that files they were promised did not come, unless
// they have left.
func (w Words) lostExport(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil || !p.Belongs() {
		return bot.Message{}, false, err
	}
	return v.ExportLost(o), true, nil
}
