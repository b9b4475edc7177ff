package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// exportStore is what exports take of the store.
type exportStore interface {
	NeedIDs(ctx context.Context, committeeID int64, f committee.NeedFilter, p committee.Person) ([]int64, error)
	NeedsByID(ctx context.Context, ids []int64) ([]committee.Need, error)
	TopicIDs(ctx context.Context, committeeID int64, f committee.TopicFilter, p committee.Person) ([]int64, error)
	TopicsByID(ctx context.Context, ids []int64) ([]committee.Topic, error)
	PromiseExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error
	RecordExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error
	ForgetExport(ctx context.Context, committeeID int64, object committee.Object, by string, now time.Time) error
}

// extract is what somebody takes out of the committee.
type extract struct {
	object committee.Object
	// make puts the files together, and the message they hang on.
	make func(ctx context.Context, far *progress) ([]bot.File, bot.Message, error)
}

// export answers with words, and then puts the files together and sends them to
// the person alone. The promise is kept in the store: should the program end, the
// person is told later.
func (d Desk) export(ctx context.Context, a asking, q bot.Request, words string, x extract) (bot.Reply, error) {
	if err := d.Store.PromiseExport(ctx, a.c.ID, x.object, a.p.User, a.now); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: bot.Message{Text: words}, Later: &bot.Work{
		About: "export " + q.Name + " " + q.Text + " " + messages.ObjectKey(a.c.ID),
		Do: func(ctx context.Context) {
			if err := d.takeOut(ctx, a, x); err != nil {
				d.notTakenOut(ctx, a, q, x, err)
			}
		},
	}}, nil
}

// takeOut sends the files, and notes then who has them.
func (d Desk) takeOut(ctx context.Context, a asking, x extract) error {
	files, said, err := x.make(ctx, d.progress(a))
	if err != nil {
		return err
	}
	if err := d.Chat.SendFiles(ctx, a.p.User, said, files); err != nil {
		return fmt.Errorf("sending an export: %w", err)
	}
	if err := d.Store.RecordExport(ctx, a.c.ID, x.object, a.p.User, d.Now()); err != nil {
		// The person has the files; only the note is missing.
		d.Log.ErrorContext(ctx, "noting an export", "user", a.p.User, "object", string(x.object.Kind), "id", x.object.ID, "err", err)
	}
	return nil
}

// mostForTelling bounds how long it may take to say that an export failed.
const mostForTelling = 30 * time.Second

// notTakenOut tells the person that the files do not come, or leaves that to the
// promise. The time for making them may be over.
func (d Desk) notTakenOut(ctx context.Context, a asking, q bot.Request, x extract, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mostForTelling)
	defer cancel()
	d.Log.ErrorContext(ctx, "exporting", "user", a.p.User, "err", err)
	key := "export.failed"
	if no := (*bot.DeliveryError)(nil); errors.As(err, &no) && no.Fate == bot.Never {
		key = "export.refused"
	}
	if err := d.Chat.Private(ctx, q.Channel, a.p.User, bot.Message{Text: a.v.Say(key)}); err != nil {
		d.Log.ErrorContext(ctx, "telling that an export failed", "user", a.p.User, "err", err)
		return
	}
	if err := d.Store.ForgetExport(ctx, a.c.ID, x.object, a.p.User, d.Now()); err != nil {
		d.Log.ErrorContext(ctx, "forgetting a promise of files", "user", a.p.User, "err", err)
	}
}

// atOnce is how many entries are read at once.
const atOnce = 500

// inParts makes rows of the objects with these IDs, bit by bit.
func inParts[T any](ctx context.Context, ids []int64, far *progress, read func(context.Context, []int64) ([]T, error), rows func([]T) []messages.Row) ([]messages.Row, error) {
	var all []messages.Row
	done := 0
	for part := range slices.Chunk(ids, atOnce) {
		list, err := read(ctx, part)
		if err != nil {
			return nil, err
		}
		all = append(all, rows(list)...)
		done += len(part)
		far.reached(ctx, done, len(ids))
	}
	return all, nil
}

// nothingToExport says why there is nothing, and how a filter is written.
func (d Desk) nothingToExport(ctx context.Context, a asking, key, typed string, states any) error {
	if typed == "" {
		return committee.Refuse(committee.Missing, "export.empty")
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return err
	}
	var groups []string
	for _, s := range seats {
		if !slices.Contains(groups, s.Group) {
			groups = append(groups, s.Group)
		}
	}
	return committee.Refuse(committee.Missing, key, "Words", messages.Cut(typed, 80), "States", states, "Groups", strings.Join(groups, ", "))
}

// today is the committee's day.
func (a asking) today() calendar.Date { return calendar.DateOf(a.now, a.c.Location()) }
