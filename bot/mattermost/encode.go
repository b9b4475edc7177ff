package mattermost

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// keyProp is where a post keeps the key of its message.
const keyProp = "gremienbot_key"

// keysProp is where it keeps those of the other messages that it stands for.
const keysProp = "gremienbot_keys"

// encoder turns messages into posts. The texts come ready; it escapes nothing.
type encoder struct {
	callback string // the address Mattermost calls, without a slash at the end
	keys     Keys
}

// post makes a post for a channel. fleeting says that it will be ephemeral.
func (e encoder) post(channel string, m bot.Message, fleeting bool) (*model.Post, error) {
	p := &model.Post{ChannelId: channel, Message: m.Text, RootId: m.Thread}
	attachments, err := e.cards(channel, m, fleeting)
	if err != nil {
		return nil, err
	}
	props := model.StringInterface{}
	if len(attachments) > 0 {
		props[model.PostPropsAttachments] = attachments
	}
	if m.Key != "" {
		props[keyProp] = m.Key
	}
	if len(m.Keys) > 0 {
		props[keysProp] = m.Keys
	}
	p.SetProps(props)
	return p, nil
}

// cards are all cards of a message. What can be pressed has one ID in the whole post.
func (e encoder) cards(channel string, m bot.Message, fleeting bool) ([]*model.MessageAttachment, error) {
	cards := m.Cards
	if m.Card != nil {
		cards = append([]bot.Card{*m.Card}, cards...)
	}
	ids := map[string]bool{}
	var all []*model.MessageAttachment
	for _, c := range cards {
		a, err := e.card(channel, c, fleeting, ids)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

func (e encoder) card(channel string, c bot.Card, fleeting bool, ids map[string]bool) (*model.MessageAttachment, error) {
	a := &model.MessageAttachment{Title: c.Title, Text: c.Text, Color: c.Color, Fallback: strings.TrimSpace(c.Title + "\n" + c.Text)}
	for _, f := range c.Fields {
		a.Fields = append(a.Fields, &model.MessageAttachmentField{Title: f.Title, Value: f.Value, Short: model.SlackCompatibleBool(f.Short)})
	}
	a.Actions = e.actions(channel, c, fleeting, ids)
	if err := a.IsValid(); err != nil {
		return nil, fmt.Errorf("encoding a card: %w", err)
	}
	return a, nil
}

func (e encoder) actions(channel string, c bot.Card, fleeting bool, ids map[string]bool) []*model.PostAction {
	var all []*model.PostAction
	for _, b := range c.Buttons {
		p := press{action: b.Action, object: b.Object, value: b.Value, channel: channel, fleeting: fleeting}
		all = append(all, &model.PostAction{
			Id: actionID(b.ID, ids), Type: model.PostActionTypeButton, Name: b.Label, Style: string(b.Style), Integration: e.integration(p),
		})
	}
	for _, s := range c.Selects {
		p := press{action: s.Action, object: s.Object, channel: channel, list: true, fleeting: fleeting}
		all = append(all, &model.PostAction{
			Id: actionID(s.ID, ids), Type: model.PostActionTypeSelect, Name: s.Label, Options: options(s.Options),
			DefaultOption: s.Default, Integration: e.integration(p),
		})
	}
	return all
}

func (e encoder) integration(p press) *model.PostActionIntegration {
	return &model.PostActionIntegration{URL: e.callback + "/action", Context: p.sign(e.keys)}
}

func options(all []bot.Option) []*model.PostActionOptions {
	out := make([]*model.PostActionOptions, len(all))
	for i, o := range all {
		out[i] = &model.PostActionOptions{Text: o.Label, Value: o.Value}
	}
	return out
}

// actionID keeps to what every server's router accepts, [A-Za-z0-9]+, and to
// one of a kind in a message.
func actionID(id string, taken map[string]bool) string {
	clean := strings.Map(func(r rune) rune {
		if notAlnum(r) {
			return -1
		}
		return r
	}, id)
	if clean == "" {
		clean = "a"
	}
	unique := clean
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%sx%d", clean, n)
	}
	taken[unique] = true
	return unique
}

// dialog makes the request that opens a dialog. What is too long for
// Mattermost's limits, counted in bytes, is cut.
func (e encoder) dialog(trigger, state string, d bot.Dialog) (model.OpenDialogRequest, error) {
	q := model.OpenDialogRequest{TriggerId: trigger, URL: e.callback + "/dialog", Dialog: model.Dialog{
		CallbackId: d.Purpose, Title: fit(d.Title, model.DialogTitleMaxLength), IntroductionText: d.Intro,
		SubmitLabel: d.Submit, State: state,
	}}
	for _, f := range d.Fields {
		q.Dialog.Elements = append(q.Dialog.Elements, element(f))
	}
	if err := q.IsValid(); err != nil {
		return q, fmt.Errorf("encoding dialog %q: %w", d.Purpose, err)
	}
	return q, nil
}

func element(f bot.Field) model.DialogElement {
	e := model.DialogElement{
		Name: f.Name, DisplayName: fit(f.Label, model.DialogElementDisplayNameMaxLength),
		HelpText:    fit(f.Help, model.DialogElementHelpTextMaxLength),
		Placeholder: fit(f.Placeholder, model.DialogElementTextMaxLength),
		Default:     f.Default, Optional: f.Optional,
	}
	switch f.Kind {
	case bot.Line:
		e.Type, e.MaxLength = "text", limit(f.Max, model.DialogElementTextMaxLength)
		e.Default = fit(f.Default, model.DialogElementTextMaxLength)
	case bot.Area:
		e.Type, e.MaxLength = "textarea", limit(f.Max, model.DialogElementTextareaMaxLength)
		e.Default = fit(f.Default, model.DialogElementTextareaMaxLength)
	case bot.Choice:
		e.Type, e.Options = "select", options(f.Options)
		if !slices.ContainsFunc(f.Options, func(o bot.Option) bool { return o.Value == f.Default }) {
			e.Default = ""
		}
	case bot.Person:
		e.Type, e.DataSource = "select", model.PostActionDataSourceUsers
	case bot.Check:
		// A required one could only be answered with yes.
		e.Type, e.Optional = "bool", true
	}
	return e
}

func limit(own, most int) int {
	if own <= 0 || own > most {
		return most
	}
	return own
}

// fit cuts a text to n bytes at a whole character, with an ellipsis.
func fit(s string, n int) string {
	if len(s) <= n {
		return s
	}
	const ellipsis = "…"
	end := n - len(ellipsis)
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return strings.TrimRight(s[:end], " ") + ellipsis
}
