package commands

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// severalError says that a person has to choose a committee first.
type severalError struct {
	list []committee.Committee
	text string
}

func (e *severalError) Error() string { return "several committees" }

// missing turns "no such thing" into a refusal and leaves other errors alone.
func missing(err error, key string, args ...any) error {
	if errors.Is(err, committee.ErrMissing) {
		return committee.Refuse(committee.Missing, key, args...)
	}
	return err
}

// Explain wraps a handler so that every error becomes an answer. It never
// returns an error itself. A form that was sent twice is answered like the first
// time, with nothing.
func (d Desk) Explain(h bot.Handler) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		q = onKeyboard(q)
		reply, err := h(ctx, q)
		if err != nil && !errors.Is(err, committee.ErrRepeated) {
			reply = d.explain(ctx, q, err)
		}
		return d.meant(ctx, q, reply), nil
	}
}

func (d Desk) explain(ctx context.Context, q bot.Request, err error) bot.Reply {
	v := d.voiceFor(ctx, q)
	if several := (*severalError)(nil); errors.As(err, &several) {
		return bot.Reply{Message: v.CommitteeChoice(several.list, several.text)}
	}
	if es := committee.Refusals(err); es != nil {
		if q.Kind == bot.Submission {
			return refused(q, v, v.Refusals(es))
		}
		return bot.Say(v.AllRefusals(es))
	}
	if text, ok := v.MomentRefusal(err); ok {
		return refused(q, v, map[string]string{"until": text})
	}
	return refused(q, v, map[string]string{"": d.fault(ctx, q, v, err)})
}

// fault logs what nobody should see and says what the person can do.
func (d Desk) fault(ctx context.Context, q bot.Request, v messages.Voice, err error) string {
	d.Log.ErrorContext(ctx, "answering", "name", q.Name, "kind", int(q.Kind), "user", q.User, "err", err)
	switch {
	case d.Away != nil && d.Away(err):
		return v.Say("away")
	case d.Unsure != nil && d.Unsure(err):
		return v.Say("unsure")
	}
	return v.Say("fault", "At", v.Moment(d.Now()))
}

// refused keeps a dialog open with the words at their fields; to a command or a
// button it says them all.
func refused(q bot.Request, v messages.Voice, said map[string]string) bot.Reply {
	if q.Kind == bot.Submission {
		return bot.Reply{Refused: atFields(q, v, said)}
	}
	return bot.Say(strings.Join(slices.Sorted(maps.Values(said)), "\n"))
}

// atFields puts words about a field that the form does not have on the form itself.
// A form shows no formatting, so they come without marks.
func atFields(q bot.Request, v messages.Voice, said map[string]string) map[string]string {
	put := map[string]string{}
	for field, words := range said {
		if _, ok := q.Form[field]; !ok && field != "" {
			field = ""
		}
		if put[field] != "" {
			words += "\n" + put[field]
		}
		put[field] = words
	}
	if put[""] == "" {
		put[""] = v.Say("form.faults")
	}
	for field, words := range put {
		put[field] = v.Bare(words)
	}
	return put
}

// voiceFor is the voice for an answer when not even the committee is known.
func (d Desk) voiceFor(ctx context.Context, q bot.Request) messages.Voice {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	account, err := d.Chat.Account(ctx, q.User)
	if err != nil {
		account.Locale = "de"
	}
	var c committee.Committee
	if found, err := d.Store.CommitteeOf(ctx, q.Channel); err == nil {
		c = found
	}
	return messages.In(account.Locale, c.Location()).Typing(c.Lang).At(d.Now())
}
