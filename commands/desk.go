package commands

import (
	"context"
	"log/slog"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// Desk is where requests are answered: the things every handler works with.
type Desk struct {
	Store     Store
	Chat      Chat
	Now       func() time.Time
	Log       *slog.Logger
	Calendars Calendars
	// Kick wakes the delivery of what is owed, after a change was stored.
	Kick func()
	// Away reports that an error means the store cannot be reached and nothing
	// was saved; Unsure that it may have been saved.
	Away, Unsure func(error) bool
}

// Store is the committee's memory, as the handlers need it.
type Store interface {
	committeeStore
	topicStore
	needStore
	similarStore
	alikeStore
	exportStore
	assessmentStore
	findStore
	listStore
	historyStore
	searchStore
	pollStore
	resultStore
	meetingStore
	calendarStore
}

// Chat is what handlers ask the chat itself.
type Chat interface {
	// Account tells who somebody is.
	Account(ctx context.Context, user string) (bot.Account, error)
	// Accounts finds people by their handles without "@"; unknown ones are left out.
	Accounts(ctx context.Context, handles []string) (map[string]bot.Account, error)
	// MayAdminister reports whether somebody manages a channel, its team or the server.
	MayAdminister(ctx context.Context, channel, user string) (bool, error)
	// SendFiles sends files to one person, in the conversation with the bot alone.
	SendFiles(ctx context.Context, user string, m bot.Message, files []bot.File) error
	// Directly tells one person something in the conversation with the bot; previous,
	// if there is one, is the post of an earlier call that is edited instead.
	Directly(ctx context.Context, user string, m bot.Message, previous string) (post string, err error)
	// Private shows a message to one person where they are, or else directly.
	Private(ctx context.Context, channel, user string, m bot.Message) error
}

// asking is who asks, where and when: resolved once per request.
type asking struct {
	c   committee.Committee
	p   committee.Person
	v   messages.Voice
	now time.Time
}

// answer is a handler that knows who is asking; rest is the text behind the verb.
type answer func(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error)

// who finds the committee a request is about and who is asking. object, if not
// 0, is the committee the button or dialog belongs to.
func (d Desk) who(ctx context.Context, q bot.Request) (asking, error) {
	c, err := d.committeeFor(ctx, q)
	if err != nil {
		return asking{}, err
	}
	return d.as(ctx, c, q)
}

// as is the person who asks, in a given committee.
func (d Desk) as(ctx context.Context, c committee.Committee, q bot.Request) (asking, error) {
	p, err := d.Store.Person(ctx, c.ID, q.User)
	if err != nil {
		return asking{}, err
	}
	now := d.Now()
	if p, err = d.current(ctx, p, q, now); err != nil {
		return asking{}, err
	}
	return asking{c: c, p: p, v: voice(p, c).At(now), now: now}, nil
}

// current refreshes what is known of the person from the chat: always for a
// command, for buttons and dialogs only if nothing is known yet, because they
// must answer at once.
func (d Desk) current(ctx context.Context, p committee.Person, q bot.Request, now time.Time) (committee.Person, error) {
	if q.Kind != bot.Command && p.Name != "" {
		return p, nil
	}
	account, err := d.Chat.Account(ctx, q.User)
	if err != nil {
		if p.Name != "" {
			return p, nil // the chat is slow; what is known will do
		}
		return p, err
	}
	fresh := p
	fresh.Handle, fresh.Name, fresh.Lang = account.Handle, account.Name, account.Locale
	if fresh.Handle == p.Handle && fresh.Name == p.Name && fresh.Lang == p.Lang {
		return p, nil
	}
	return fresh, d.Store.Know(ctx, fresh, now)
}

// voice speaks the person's language, or the committee's if theirs is not known.
func voice(p committee.Person, c committee.Committee) messages.Voice {
	lang := p.Lang
	if lang == "" {
		lang = c.Lang
	}
	return messages.In(lang, c.Location()).Typing(c.Lang)
}

// committeeFor is the committee of the channel, or in a direct conversation the
// one the person belongs to.
func (d Desk) committeeFor(ctx context.Context, q bot.Request) (committee.Committee, error) {
	if !q.Direct {
		c, err := d.Store.CommitteeOf(ctx, q.Channel)
		return c, missing(err, "committee.none")
	}
	list, err := d.Store.CommitteesOf(ctx, q.User)
	if err != nil {
		return committee.Committee{}, err
	}
	switch {
	case len(list) == 0:
		return committee.Committee{}, committee.Refuse(committee.Missing, "committee.nowhere")
	case len(list) == 1:
		return list[0], nil
	}
	return d.chosen(ctx, q, list)
}

// chosen is the committee a person picked for direct messages, if they have.
func (d Desk) chosen(ctx context.Context, q bot.Request, list []committee.Committee) (committee.Committee, error) {
	id, err := d.Store.ChosenCommittee(ctx, q.User)
	if err != nil {
		return committee.Committee{}, err
	}
	for _, c := range list {
		if c.ID == id {
			return c, nil
		}
	}
	return committee.Committee{}, &severalError{list: list, text: commandText(q)}
}

// commandText is what the person typed, to be answered once they have chosen.
func commandText(q bot.Request) string {
	if q.Kind != bot.Command {
		return ""
	}
	return q.Name + " " + q.Text
}

// kick wakes the delivery, if there is one.
func (d Desk) kick() {
	if d.Kick != nil {
		d.Kick()
	}
}
