package mattermost

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// refusedByUs is Mattermost's error when a callback does not answer with 200.
const refusedByUs = "api.command.execute_command.failed_resp.app_error"

// commands looks at each trigger: is it there, does it point here, and does
// this program answer when the bot types it.
func (c *check) commands(ctx context.Context) {
	visible, _, err := c.api.ListAutocompleteCommands(ctx, c.team.Id)
	if err != nil {
		visible = nil
	}
	full := c.fullCommands(ctx)
	var answered []string
	for _, t := range c.o.Triggers {
		if c.command(ctx, t.Name, find(visible, t.Name), find(full, t.Name), full != nil) {
			answered = append(answered, "/"+t.Name)
		}
	}
	if len(answered) > 0 {
		c.add(Fine, CommandsAnswer, "triggers", strings.Join(answered, " "))
	}
}

// fullCommands are the commands with addresses and tokens, nil if nobody shows
// them.
func (c *check) fullCommands(ctx context.Context) []*model.Command {
	if c.admin == nil {
		return nil
	}
	list, _, err := c.admin.ListCommands(ctx, c.team.Id, true)
	if err != nil {
		return nil
	}
	return append([]*model.Command{}, list...)
}

func (c *check) command(ctx context.Context, trigger string, shown, full *model.Command, sure bool) bool {
	want := commandURL(c.o.Callback)
	switch {
	case sure && full == nil, !sure && shown == nil:
		c.add(Trouble, CommandMissing, "trigger", trigger, "team", c.o.Team)
		return false
	case full != nil && full.URL != want:
		c.add(Trouble, CommandElsewhere, "trigger", trigger, "url", full.URL, "want", want)
		return false
	case full != nil && !slices.Contains(c.o.CommandTokens, full.Token):
		c.add(Trouble, CommandTokenUnknown, "trigger", trigger)
		return false
	}
	return c.probe(ctx, trigger, sure)
}

// probe types the trigger as the bot.
func (c *check) probe(ctx context.Context, trigger string, sure bool) bool {
	name := newName()
	r, err := c.api.DoAPIPostJSON(ctx, "/commands/execute", model.CommandArgs{
		ChannelId: c.home.Id, TeamId: c.team.Id, Command: "/" + trigger + " " + probe(c.o.Keys, name),
	})
	if err != nil {
		c.unanswered(ctx, trigger, model.BuildResponse(r), err)
		return false
	}
	defer closeBody(r.Body)
	var answer model.CommandResponse
	if json.NewDecoder(r.Body).Decode(&answer) == nil && answer.Text == pong(c.o.Keys, name) {
		return true
	}
	if sure {
		c.add(Trouble, CommandShadowed, "trigger", trigger)
	} else {
		c.add(Trouble, CommandForeign, "trigger", trigger, "want", commandURL(c.o.Callback))
	}
	return false
}

// unanswered explains why Mattermost could not call us, as far as can be told
// from here. A callback that answers us but not Mattermost is most often an
// internal address that is not listed.
func (c *check) unanswered(ctx context.Context, trigger string, resp *model.Response, err error) {
	host := hostOf(c.o.Callback)
	switch {
	case status(resp) == http.StatusNotFound:
		c.add(Trouble, CommandMissing, "trigger", trigger, "team", c.o.Team)
	case hasID(err, refusedByUs) && strings.Contains(err.Error(), "401"):
		c.add(Trouble, CommandTokenUnknown, "trigger", trigger)
	case c.has(CallbackForbidden), c.has(SiteURLEmpty), c.has(CallbackUnreachable):
		// That is the reason, and it was named.
	case c.reached && c.admin == nil && !allowed(ctx, "", host):
		c.add(Trouble, CallbackForbidden, "url", c.o.Callback, "entry", host)
	default:
		c.add(Trouble, CommandFailed, "trigger", trigger, "reason", reason(err))
	}
}

func (c *check) has(k FindingKind) bool {
	return slices.ContainsFunc(c.found, func(f Finding) bool { return f.Kind == k })
}
