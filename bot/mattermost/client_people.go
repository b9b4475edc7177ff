package mattermost

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// Account returns what Mattermost knows of a person, at most 60 seconds old. One
// who was deleted altogether is Gone.
func (c *Client) Account(ctx context.Context, id string) (bot.Account, error) {
	const doing = "asking for an account"
	if err := checkIDs(doing, id); err != nil {
		return bot.Account{}, err
	}
	return c.accounts.fetch(id, func() (bot.Account, error) {
		u, resp, err := c.api.GetUser(ctx, id, "")
		if status(resp) == http.StatusNotFound {
			return bot.Account{ID: id, Gone: true}, nil
		}
		if err != nil {
			return bot.Account{}, c.failed(doing, resp, err)
		}
		return account(u), nil
	})
}

// Accounts returns the accounts with these handles ("@" in front and capital
// letters are no matter) by handle in lower case; unknown ones are missing. They
// are at most 60 seconds old.
func (c *Client) Accounts(ctx context.Context, handles []string) (map[string]bot.Account, error) {
	known := map[string]bot.Account{}
	var asked []string
	for _, h := range handles {
		h = strings.ToLower(strings.TrimPrefix(h, "@"))
		if a, ok := c.handles.get(h); ok {
			known[h] = a
		} else if h != "" {
			asked = append(asked, h)
		}
	}
	if len(asked) == 0 {
		return known, nil
	}
	users, resp, err := c.api.GetUsersByUsernames(ctx, asked)
	if err != nil {
		return nil, c.failed("asking for accounts", resp, err)
	}
	for _, u := range users {
		a := account(u)
		known[u.Username] = a
		c.handles.put(u.Username, a)
	}
	return known, nil
}

func account(u *model.User) bot.Account {
	a := bot.Account{
		ID: u.Id, Handle: u.Username, Name: name(u), Locale: u.Locale,
		Gone: u.DeleteAt != 0, Guest: u.IsGuest(), Bot: u.IsBot, SystemAdmin: u.IsSystemAdmin(),
	}
	if a.Gone {
		a.GoneAt = time.UnixMilli(u.DeleteAt).UTC()
	}
	return a
}

func name(u *model.User) string {
	if full := strings.TrimSpace(u.FirstName + " " + u.LastName); full != "" {
		return full
	}
	if u.Nickname != "" {
		return u.Nickname
	}
	return u.Username
}

// InChannel reports whether a person is a member of a channel. A yes may be 60
// seconds old; a no never is. It fails closed: with an error the answer is no.
func (c *Client) InChannel(ctx context.Context, channel, user string) (bool, error) {
	if yes, ok := c.members.get(channel + user); ok {
		return yes, nil
	}
	m, err := c.member(ctx, channel, user)
	if err != nil || m == nil {
		return false, err
	}
	c.members.put(channel+user, true)
	return true, nil
}

// member is nil for a person who is no member.
func (c *Client) member(ctx context.Context, channel, user string) (*model.ChannelMember, error) {
	const doing = "asking for a membership"
	if err := checkIDs(doing, channel, user); err != nil {
		return nil, err
	}
	m, resp, err := c.api.GetChannelMember(ctx, channel, user, "")
	if status(resp) == http.StatusNotFound {
		return nil, nil
	}
	return m, c.failed(doing, resp, err)
}

// MayAdminister reports whether a person administers the server, the channel's
// team or the channel. Memberships are asked for each time, the account may be
// 60 seconds old. It fails closed.
func (c *Client) MayAdminister(ctx context.Context, channel, user string) (bool, error) {
	a, err := c.Account(ctx, user)
	if err != nil || a.Gone {
		return false, err
	}
	if a.SystemAdmin {
		return true, nil
	}
	m, err := c.member(ctx, channel, user)
	if err != nil || m == nil {
		return false, err
	}
	if m.SchemeAdmin || hasRole(m.Roles, model.ChannelAdminRoleId) {
		return true, nil
	}
	return c.administersTeam(ctx, channel, user)
}

func (c *Client) administersTeam(ctx context.Context, channel, user string) (bool, error) {
	ch, err := c.channel(ctx, channel)
	if err != nil || ch.TeamId == "" {
		return false, err
	}
	m, resp, err := c.api.GetTeamMember(ctx, ch.TeamId, user, "")
	if status(resp) == http.StatusNotFound {
		return false, nil
	}
	if err != nil {
		return false, c.failed("asking for a membership", resp, err)
	}
	return m.DeleteAt == 0 && (m.SchemeAdmin || hasRole(m.Roles, model.TeamAdminRoleId)), nil
}

func hasRole(roles, role string) bool {
	for r := range strings.FieldsSeq(roles) {
		if r == role {
			return true
		}
	}
	return false
}

// ChannelName returns the name of a channel as people read it, at most 60
// seconds old; for a direct channel it is empty.
func (c *Client) ChannelName(ctx context.Context, channel string) (string, error) {
	ch, err := c.channel(ctx, channel)
	return ch.DisplayName, err
}

func (c *Client) channel(ctx context.Context, id string) (model.Channel, error) {
	const doing = "asking for a channel"
	if err := checkIDs(doing, id); err != nil {
		return model.Channel{}, err
	}
	return c.channels.fetch(id, func() (model.Channel, error) {
		ch, resp, err := c.api.GetChannel(ctx, id)
		if err != nil {
			return model.Channel{}, c.failed(doing, resp, err)
		}
		return *ch, nil
	})
}
