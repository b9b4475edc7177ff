package commands

import (
	"context"
	"errors"
	"slices"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// Calendars are how the calendar of a committee leaves the chat.
type Calendars struct {
	// Address makes the address of a secret; nil if other programs cannot reach the bot.
	Address func(secret string) string
	// File writes events as a calendar in the language of the committee.
	File func(c committee.Committee, events []committee.FeedEvent) []byte
}

// calendarStore is what the calendar verbs need of the store.
type calendarStore interface {
	FeedEvents(ctx context.Context, c committee.Committee, now time.Time) ([]committee.FeedEvent, error)
	FeedAddressSince(ctx context.Context, committeeID int64, user string) (time.Time, error)
	MakeFeedAddress(ctx context.Context, committeeID int64, user string, replace bool, now time.Time, rule func(committee.Person) error) (string, error)
	RevokeFeedAddress(ctx context.Context, committeeID int64, user string, now time.Time) (bool, error)
}

// What may follow "kalender".
var (
	newWords  = []string{"neu", "new", "ersetzen", "replace"}
	offWords  = []string{"aus", "off", "stop", "widerrufen", "revoke"}
	fileWords = []string{"datei", "file", "ics"}
)

// calendar gives a person their address of the calendar, or takes it away; without
// a public address the calendar comes as a file.
func (d Desk) calendar(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	switch word := fold(rest); {
	case word == "":
		return d.makeCalendar(ctx, a, q, false)
	case slices.Contains(newWords, word):
		return d.makeCalendar(ctx, a, q, true)
	case slices.Contains(fileWords, word):
		return d.calendarFile(ctx, a, q, false)
	case slices.Contains(offWords, word):
		had, err := d.Store.RevokeFeedAddress(ctx, a.c.ID, a.p.User, a.now)
		return bot.Reply{Message: a.v.CalendarOff(had, d.Calendars.Address == nil)}, err
	}
	return bot.Reply{}, committee.Refuse(committee.Invalid, "calendar.unknown", "Words", messages.Cut(rest, 60))
}

// makeCalendar makes the address. The answer alone shows it: it stands in no post
// that somebody could find later.
func (d Desk) makeCalendar(ctx context.Context, a asking, q bot.Request, replace bool) (bot.Reply, error) {
	if d.Calendars.Address == nil {
		return d.calendarFile(ctx, a, q, true)
	}
	before, err := d.Store.FeedAddressSince(ctx, a.c.ID, a.p.User)
	if err != nil {
		return bot.Reply{}, err
	}
	secret, err := d.Store.MakeFeedAddress(ctx, a.c.ID, a.p.User, replace, a.now, func(p committee.Person) error { return p.Demand(committee.Read) })
	if errors.Is(err, committee.ErrRepeated) {
		since, err := d.Store.FeedAddressSince(ctx, a.c.ID, a.p.User)
		return bot.Reply{Message: a.v.CalendarKept(since)}, err
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.CalendarMade(a.c, d.Calendars.Address(secret), !before.IsZero())}, nil
}

// calendarFile sends the calendar to the person alone, once.
func (d Desk) calendarFile(ctx context.Context, a asking, q bot.Request, unset bool) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	events, err := d.Store.FeedEvents(ctx, a.c, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(events) == 0 {
		return bot.Reply{}, committee.Refuse(committee.Missing, "calendar.file.empty")
	}
	return bot.Reply{Message: bot.Message{Text: a.v.CalendarComing(unset)}, Later: &bot.Work{
		About: "calendar " + messages.ObjectKey(a.c.ID),
		Do: func(ctx context.Context) {
			files, said := a.v.CalendarFile(a.c, d.Calendars.File(a.c, events))
			if err := d.Chat.SendFiles(ctx, a.p.User, said, files); err != nil {
				d.calendarFailed(ctx, a, q, err)
			}
		},
	}}, nil
}

// calendarFailed tells the person that the file does not come.
func (d Desk) calendarFailed(ctx context.Context, a asking, q bot.Request, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mostForTelling)
	defer cancel()
	d.Log.ErrorContext(ctx, "sending a calendar", "user", a.p.User, "err", err)
	key := "export.failed"
	if no := (*bot.DeliveryError)(nil); errors.As(err, &no) && no.Fate == bot.Never {
		key = "export.refused"
	}
	if err := d.Chat.Private(ctx, q.Channel, a.p.User, bot.Message{Text: a.v.Say(key)}); err != nil {
		d.Log.ErrorContext(ctx, "telling that a calendar does not come", "user", a.p.User, "err", err)
	}
}
