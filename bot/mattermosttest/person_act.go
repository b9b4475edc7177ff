package mattermosttest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// Refused is what the server tells a person whose command, press or post
// failed. The client shows Text in red.
type Refused struct {
	Status int
	ID     string // such as "api.command.execute_command.failed.app_error"
	Text   string // in the person's language on a real server
}

// Error gives all three.
func (r *Refused) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.ID, r.Text) }

// refusal makes the server's error one that a person could read.
func refusal(doing string, err error) error {
	var app *model.AppError
	if errors.As(err, &app) && app.StatusCode != 0 {
		return &Refused{Status: app.StatusCode, ID: app.Id, Text: app.Message}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func (p *Person) goTo(channel string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = channel
}

// Type sends a slash command in a channel. The answer comes by websocket, so
// Await it. When the server says that the command failed, the error is a
// *Refused.
func (p *Person) Type(ctx context.Context, channel, command string) error {
	return p.TypeIn(ctx, channel, "", command)
}

// TypeIn is Type in the thread of a post.
func (p *Person) TypeIn(ctx context.Context, channel, thread, command string) error {
	p.goTo(channel)
	args := model.CommandArgs{ChannelId: channel, TeamId: p.w.Team.Id, RootId: thread, Command: command}
	resp, err := p.Client.DoAPIPostJSON(ctx, "/commands/execute", args)
	if err != nil {
		return refusal("typing "+command, err)
	}
	return resp.Body.Close()
}

// Say posts in a channel.
func (p *Person) Say(ctx context.Context, channel, text string) (Post, error) {
	return p.post(ctx, &model.Post{ChannelId: channel, Message: text})
}

// Answer posts in the thread of a post.
func (p *Person) Answer(ctx context.Context, to Post, text string) (Post, error) {
	root := to.Thread
	if root == "" {
		root = to.ID
	}
	return p.post(ctx, &model.Post{ChannelId: to.Channel, RootId: root, Message: text})
}

func (p *Person) post(ctx context.Context, post *model.Post) (Post, error) {
	p.goTo(post.ChannelId)
	made, _, err := p.Client.CreatePost(ctx, post)
	if err != nil {
		return Post{}, refusal("posting", err)
	}
	return p.w.view(made, p.Handle), nil
}

// With returns the ID of the direct channel with another user, such as the
// bot, and creates it if need be.
func (p *Person) With(ctx context.Context, userID string) (string, error) {
	ch, _, err := p.Client.CreateDirectChannel(ctx, p.ID, userID)
	if err != nil {
		return "", refusal("opening a direct channel", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.direct[ch.Id] = true
	return ch.Id, nil
}

// Press presses the button with this label on the newest state of the post
// that the person has seen.
func (p *Person) Press(ctx context.Context, post Post, label string) error {
	action, err := p.action(post.ID, label, false)
	if err != nil {
		return err
	}
	return p.act(ctx, post, action, "")
}

// Choose chooses an option, by its text or value, from the select with this
// name. In a list of people the option is a handle.
func (p *Person) Choose(ctx context.Context, post Post, name, option string) error {
	action, err := p.action(post.ID, name, true)
	if err != nil {
		return err
	}
	value, err := p.w.optionValue(action.DataSource, action.Options, option)
	if err != nil {
		return fmt.Errorf("choosing from %s: %w", name, err)
	}
	return p.act(ctx, post, action, value)
}

func (p *Person) act(ctx context.Context, post Post, a *model.PostAction, option string) error {
	p.goTo(post.Channel)
	_, err := p.Client.DoPostActionWithCookie(ctx, post.ID, a.Id, option, a.Cookie, nil, "")
	return refusal("pressing "+a.Name, err)
}

// action finds what can be pressed on a post as it stands now.
func (p *Person) action(postID, label string, list bool) (*model.PostAction, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.seen[postID]
	if !ok {
		return nil, fmt.Errorf("%s does not see the post %s", p.Handle, postID)
	}
	var there []string
	for _, card := range e.post.Attachments() {
		for _, a := range card.Actions {
			isList := a.Type == model.PostActionTypeSelect
			if isList == list && p.w.plain(a.Name) == label {
				return a, nil
			}
			there = append(there, p.w.plain(a.Name))
		}
	}
	return nil, fmt.Errorf("no %q on the post, only %q", label, there)
}

// optionValue turns what a person reads in a list into what the client sends.
func (w *World) optionValue(source string, options []*model.PostActionOptions, choice string) (string, error) {
	if source == model.PostActionDataSourceUsers {
		if id, ok := w.idOf(choice); ok {
			return id, nil
		}
	}
	if source != "" {
		return choice, nil
	}
	var there []string
	for _, o := range options {
		if w.plain(o.Text) == choice || o.Value == choice {
			return o.Value, nil
		}
		there = append(there, o.Text)
	}
	return "", fmt.Errorf("no option %q, only %s", choice, strings.Join(there, ", "))
}
