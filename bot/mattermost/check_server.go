package mattermost

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

const (
	tolerated    = 30 * time.Second    // of difference between the two clocks
	expiryNotice = 30 * 24 * time.Hour // before a token expires
)

// reason is an error without the address, which a finding shows already.
func reason(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err.Error()
	}
	return err.Error()
}

// server reports whether Mattermost answers at all, and looks at its clock and
// its site URL.
func (c *check) server(ctx context.Context) bool {
	config, resp, err := c.api.GetClientConfig(ctx, "")
	if err != nil {
		c.add(Trouble, ServerUnreachable, "url", c.o.URL, "reason", reason(err))
		return false
	}
	c.add(Fine, ServerReached, "version", config["Version"])
	c.clock(resp)
	if config["SiteURL"] == "" {
		c.add(Trouble, SiteURLEmpty)
	}
	return true
}

// clock compares with the header Date, which has whole seconds.
func (c *check) clock(resp *model.Response) {
	theirs, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return
	}
	skew := c.o.Now().Sub(theirs).Round(time.Second)
	if skew.Abs() > tolerated {
		c.add(Trouble, ClockSkewed, "seconds", strconv.Itoa(int(skew/time.Second)))
	}
}

// authority looks with an administrator's eyes, if there is a token for that.
func (c *check) authority(ctx context.Context) {
	if c.o.AdminToken == "" {
		c.add(Notice, CheckedWithoutRights)
		return
	}
	admin := newAPI(c.o.client(c.o.AdminToken).withDefaults())
	config, _, err := admin.GetConfig(ctx)
	if err != nil {
		c.add(Notice, CheckedWithoutRights)
		return
	}
	c.admin = admin
	if p := config.ServiceSettings.AllowedUntrustedInternalConnections; p != nil {
		c.setting = *p
	}
	if host := hostOf(c.o.Callback); !allowed(ctx, c.setting, host) {
		c.add(Trouble, CallbackForbidden, "url", c.o.Callback, "entry", host)
	}
}

// token reports whether the bot's token holds.
func (c *check) token(ctx context.Context) bool {
	me, resp, err := c.api.GetMe(ctx, "")
	if err != nil {
		if status(resp) != http.StatusUnauthorized {
			c.add(Trouble, ServerUnreachable, "url", c.o.URL, "reason", reason(err))
			return false
		}
		c.refused(ctx)
		return false
	}
	if !me.IsBot {
		c.add(Notice, TokenOfPerson, "name", me.Username)
	}
	c.me = me
	c.add(Fine, TokenHolds, "bot", me.Username)
	c.expiry(ctx)
	return true
}

// refused: the token is wrong, revoked or expired. Only an administrator may
// look at the tokens of the account.
func (c *check) refused(ctx context.Context) {
	if c.admin != nil {
		if at, ok := c.expired(ctx); ok {
			c.add(Trouble, TokenExpired, "bot", c.o.Handle, "date", at.Format(time.DateOnly))
			return
		}
	}
	c.add(Trouble, TokenRefused, "bot", c.o.Handle)
}

func (c *check) expired(ctx context.Context) (time.Time, bool) {
	u, _, err := c.admin.GetUserByUsername(ctx, c.o.Handle, "")
	if err != nil {
		return time.Time{}, false
	}
	tokens, _, err := c.admin.GetUserAccessTokensForUser(ctx, u.Id, 0, 200)
	if err != nil {
		return time.Time{}, false
	}
	for _, t := range tokens {
		if at := time.UnixMilli(t.ExpiresAt).UTC(); t.ExpiresAt > 0 && !at.After(c.o.Now()) {
			return at, true
		}
	}
	return time.Time{}, false
}

// expiry warns of the token that ends first; which of several is ours nobody
// tells.
func (c *check) expiry(ctx context.Context) {
	api := c.api
	if c.admin != nil {
		api = c.admin
	}
	tokens, _, err := api.GetUserAccessTokensForUser(ctx, c.me.Id, 0, 200)
	if err != nil {
		return
	}
	var first int64
	for _, t := range tokens {
		if t.IsActive && t.ExpiresAt > 0 && (first == 0 || t.ExpiresAt < first) {
			first = t.ExpiresAt
		}
	}
	at := time.UnixMilli(first).UTC()
	if first > 0 && at.Sub(c.o.Now()) < expiryNotice {
		c.add(Notice, TokenExpires, "date", at.Format(time.DateOnly))
	}
}

// membership reports whether the bot is where it should be.
func (c *check) membership(ctx context.Context) bool {
	reader := c.api
	if c.admin != nil {
		reader = c.admin
	}
	team, resp, err := reader.GetTeamByName(ctx, c.o.Team, "")
	if status(resp) == http.StatusForbidden {
		c.add(Trouble, BotOutsideTeam, "team", c.o.Team, "bot", c.me.Username)
		return false
	}
	if err != nil {
		c.add(Trouble, TeamMissing, "team", c.o.Team, "bot", c.me.Username)
		return false
	}
	c.team = team
	m, _, err := c.api.GetTeamMember(ctx, team.Id, c.me.Id, "")
	if err != nil || m.DeleteAt != 0 {
		c.add(Trouble, BotOutsideTeam, "team", c.o.Team, "bot", c.me.Username)
		return false
	}
	return c.channel(ctx, reader)
}

func (c *check) channel(ctx context.Context, reader *model.Client4) bool {
	outside := []string{"channel", c.o.Channel, "team", c.o.Team, "bot", c.me.Username}
	channel, resp, err := reader.GetChannelByName(ctx, c.o.Channel, c.team.Id, "")
	if err != nil && (c.admin != nil || status(resp) != http.StatusForbidden) && status(resp) != http.StatusNotFound {
		c.add(Trouble, ServerUnreachable, "url", c.o.URL, "reason", reason(err))
		return false
	}
	if status(resp) == http.StatusNotFound {
		c.add(Trouble, ChannelMissing, outside...)
		return false
	}
	if err == nil {
		_, _, err = c.api.GetChannelMember(ctx, channel.Id, c.me.Id, "")
	}
	if err != nil {
		c.add(Trouble, BotOutsideChannel, outside...)
		return false
	}
	c.home = channel
	c.add(Fine, BotInside, outside...)
	return true
}

// privatePosts looks at the permissions of the bot's roles.
func (c *check) privatePosts(ctx context.Context) {
	roles, _, err := c.api.GetRolesByNames(ctx, strings.Fields(c.me.Roles))
	if err != nil {
		return
	}
	for _, r := range roles {
		if slices.Contains(r.Permissions, model.PermissionCreatePostEphemeral.Id) {
			c.add(Fine, PrivatePostsGranted)
			return
		}
	}
	c.add(Notice, PrivatePostsMissing, "bot", c.me.Username)
}
