package mattermost

import (
	"context"
	"errors"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// refusedOnce is the key under which a refused ephemeral post is remembered.
const refusedOnce = "ephemeral"

// DirectChannel returns the channel between the bot and a person, and makes it
// where there is none.
func (c *Client) DirectChannel(ctx context.Context, user string) (string, error) {
	const doing = "opening a direct channel"
	if err := checkIDs(doing, user); err != nil {
		return "", err
	}
	return c.direct.fetch(user, func() (string, error) {
		self, err := c.Self(ctx)
		if err != nil {
			return "", unposted(err)
		}
		channel, resp, err := c.api.CreateDirectChannel(ctx, self.ID, user)
		if err != nil {
			return "", unposted(c.failed(doing, resp, err))
		}
		return channel.Id, nil
	})
}

// Private shows a message to one person: as an ephemeral post of the bot at the
// end of the channel where the server allows that (never in a thread, where
// clients hide it), else as a direct message. A refusal is remembered for ten
// minutes. The message's Thread is not used.
func (c *Client) Private(ctx context.Context, channel, user string, m bot.Message) error {
	_, err := c.Receipt(ctx, channel, user, "", m, "")
	return err
}

// Receipt is Private for something that a person may do again, such as voting:
// where it comes as a direct message, previousPost is edited in place if there
// is one. It returns the direct message's post to be kept as the next
// previousPost, and "" for an ephemeral post. object becomes part of the
// message's key if it has none.
func (c *Client) Receipt(ctx context.Context, channel, user, object string, m bot.Message, previousPost string) (string, error) {
	return c.receipt(ctx, channel, user, object, m, func() string { return previousPost })
}

// receipt is Receipt that asks for the previous post only if it needs it.
func (c *Client) receipt(ctx context.Context, channel, user, object string, m bot.Message, previousPost func() string) (string, error) {
	m.Thread = ""
	if m.Key == "" && object != "" {
		m.Key = "receipt." + object + "." + user
	}
	shown, err := c.ephemeral(ctx, channel, user, m)
	if shown || err != nil {
		return "", err
	}
	return c.directly(ctx, user, m, previousPost())
}

// MayPostPrivately reports whether the server allowed the bot's last ephemeral
// post; true until it has refused one within the last ten minutes.
func (c *Client) MayPostPrivately() bool {
	_, refused := c.forbidden.get(refusedOnce)
	return !refused
}

func (c *Client) ephemeral(ctx context.Context, channel, user string, m bot.Message) (shown bool, err error) {
	const doing = "answering privately"
	if !c.MayPostPrivately() {
		return false, nil
	}
	if err := checkIDs(doing, channel, user); err != nil {
		return false, err
	}
	p, err := c.encoder.post(channel, m, true)
	if err != nil {
		return false, never(doing, err)
	}
	_, resp, err := c.api.CreatePostEphemeral(ctx, &model.PostEphemeral{UserID: user, Post: p})
	if status(resp) == http.StatusForbidden {
		c.forbidden.put(refusedOnce, true)
	}
	if err = c.failed(doing, resp, err); gone(err) {
		return false, nil // a direct message may still reach them
	}
	return err == nil, err
}

func (c *Client) directly(ctx context.Context, user string, m bot.Message, previousPost string) (string, error) {
	channel, err := c.DirectChannel(ctx, user)
	if err != nil {
		return "", err
	}
	if previousPost != "" {
		err := c.Edit(ctx, channel, previousPost, m)
		if err == nil || !gone(err) {
			return previousPost, err
		}
	}
	pending, err := c.NewPending()
	if err != nil {
		return "", never("answering privately", err)
	}
	return c.Post(ctx, channel, m, pending)
}

// gone: there is no way to this post or channel, and another must be taken.
func gone(err error) bool {
	var d *bot.DeliveryError
	return errors.As(err, &d) && d.Fate == bot.Never
}
