package scheduler

import (
	"context"

	"gremienbot/bot"
	"gremienbot/committee"
)

// aboutBundle says that needs were bundled or taken out again, to who reported
// one of them. It is not needed any more if that was changed back since.
func (w Words) aboutBundle(ctx context.Context, c committee.Committee, o committee.Owed) (bot.Message, bool, error) {
	id, parts, err := committee.ReadBundleNote(o.Note)
	if err != nil {
		return bot.Message{}, false, err
	}
	whole, err := w.Records.Need(ctx, id)
	if err != nil {
		return bot.Message{}, false, err
	}
	var still []committee.Need
	for _, part := range parts {
		n, err := w.Records.Need(ctx, part)
		if err != nil {
			return bot.Message{}, false, err
		}
		if (n.Into == whole.ID) == (o.Kind == committee.OwedNeedBundled) {
			still = append(still, n)
		}
	}
	v, p, err := w.voice(ctx, c, o.User)
	if err != nil || len(still) == 0 || !p.Belongs() {
		return bot.Message{}, false, err
	}
	return v.BundleNews(c, o.Kind, whole, still), true, nil
}
