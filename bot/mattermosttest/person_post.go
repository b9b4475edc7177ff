package mattermosttest

import (
	"fmt"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// Post is a post as a person sees it. In all its texts the random letters of
// the world are left out, so that the same conversation reads the same on
// every server.
type Post struct {
	ID      string
	Channel string // channel ID
	Thread  string // the ID of the post it answers, "" for a post of its own
	Author  string // handle of the person or bot under whose name it stands
	// BOT says that a BOT tag stands beside the author: a bot wrote it, or it is
	// the answer of an integration under the name of the person who asked.
	BOT     bool
	Message string // Markdown
	Cards   []PostCard
	Private bool // "Only visible to you"
	Direct  bool // in a direct conversation
	Edited  bool // "(edited)"
	Files   int  // how many files hang on it
	At      time.Time
}

// PostCard is a message attachment.
type PostCard struct {
	Pretext, Title, Text string
	Color                string
	Fields               []PostField
	Actions              []PostAction
}

// PostField is a labelled value of a card.
type PostField struct {
	Title, Value string
	Short        bool
}

// PostAction is a button or, if Select is set, a list to choose from.
type PostAction struct {
	ID, Label, Style string
	Select           bool
	Source           string   // "users" or "channels" for lists filled by the server
	Options          []string // what can be chosen
	Default          string   // the option that is shown as chosen
	Disabled         bool
}

// Labels lists the buttons and selects of all cards in their order.
func (p Post) Labels() []string {
	var labels []string
	for _, c := range p.Cards {
		for _, a := range c.Actions {
			labels = append(labels, a.Label)
		}
	}
	return labels
}

// Text is everything that can be read in the post, a line for each part.
func (p Post) Text() string {
	parts := []string{p.Message}
	for _, c := range p.Cards {
		parts = append(parts, c.Pretext, c.Title, c.Text)
		for _, f := range c.Fields {
			parts = append(parts, f.Title+": "+f.Value)
		}
	}
	var said []string
	for _, s := range parts {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "\n")
}

// sighting is a post as it arrived.
type sighting struct {
	post   *model.Post
	number int
	view   Post
}

func (w *World) view(p *model.Post, author string) Post {
	view := Post{
		ID: p.Id, Channel: p.ChannelId, Thread: p.RootId, Author: author,
		BOT:     p.GetProp(model.PostPropsFromBot) == "true" || p.GetProp(model.PostPropsFromWebhook) == "true",
		Message: w.plain(p.Message), Private: p.Type == model.PostTypeEphemeral,
		Edited: p.EditAt > 0, Files: len(p.FileIds), At: time.UnixMilli(p.CreateAt).UTC(),
	}
	for _, a := range p.Attachments() {
		view.Cards = append(view.Cards, w.viewCard(a))
	}
	return view
}

func (w *World) viewCard(a *model.MessageAttachment) PostCard {
	card := PostCard{Pretext: w.plain(a.Pretext), Title: w.plain(a.Title), Text: w.plain(a.Text), Color: a.Color}
	for _, f := range a.Fields {
		card.Fields = append(card.Fields, PostField{
			Title: w.plain(f.Title), Value: w.plain(fmt.Sprint(f.Value)), Short: bool(f.Short),
		})
	}
	for _, act := range a.Actions {
		card.Actions = append(card.Actions, w.viewAction(act))
	}
	return card
}

func (w *World) viewAction(a *model.PostAction) PostAction {
	view := PostAction{
		ID: a.Id, Label: w.plain(a.Name), Style: a.Style, Disabled: a.Disabled,
		Select: a.Type == model.PostActionTypeSelect, Source: a.DataSource,
	}
	for _, o := range a.Options {
		view.Options = append(view.Options, w.plain(o.Text))
		if o.Value == a.DefaultOption {
			view.Default = w.plain(o.Text)
		}
	}
	return view
}
