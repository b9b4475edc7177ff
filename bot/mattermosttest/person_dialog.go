package mattermosttest

import (
	"context"
	"fmt"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// Dialog is an open dialog as a person sees it.
type Dialog struct {
	Title, Intro, Submit string
	Fields               []DialogField
}

// DialogField is a question of a dialog.
type DialogField struct {
	Label, Name       string
	Kind              string // text, textarea, select, bool, radio, …
	Help, Placeholder string
	Default           string
	Optional          bool
	Options           []string
}

// Dialog returns the dialog that is open, if one is.
func (p *Person) Dialog() (Dialog, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dialog == nil {
		return Dialog{}, false
	}
	return p.w.viewDialog(p.dialog.Dialog), true
}

func (w *World) viewDialog(d model.Dialog) Dialog {
	view := Dialog{Title: w.plain(d.Title), Intro: w.plain(d.IntroductionText), Submit: d.SubmitLabel}
	for _, e := range d.Elements {
		f := DialogField{
			Label: e.DisplayName, Name: e.Name, Kind: e.Type, Help: w.plain(e.HelpText),
			Placeholder: w.plain(e.Placeholder), Default: w.plain(e.Default), Optional: e.Optional,
		}
		for _, o := range e.Options {
			f.Options = append(f.Options, w.plain(o.Text))
		}
		view.Fields = append(view.Fields, f)
	}
	return view
}

// AwaitDialog waits until a dialog is open and returns it.
func (p *Person) AwaitDialog(ctx context.Context) (Dialog, error) {
	err := p.wait(ctx, func() bool { return p.dialog != nil })
	if err != nil {
		return Dialog{}, fmt.Errorf("%s waiting for a dialog: %w", p.Handle, err)
	}
	d, _ := p.Dialog()
	return d, nil
}

// Submit fills in the open dialog, by label or name, and sends it. Fields not
// named keep their default; in a list an option may be given by its text, a
// person by their handle, a check box by "true" or "false". It sends whatever
// it is given, also what a client would hold back.
//
// It returns what is wrong by the label of the field, and what is wrong with
// the whole; then the dialog stays open. If the answer is another form, that
// is the open dialog afterwards. The channel is that of the last thing done.
func (p *Person) Submit(ctx context.Context, values map[string]string) (map[string]string, string, error) {
	p.mu.Lock()
	open, at := p.dialog, p.at
	p.mu.Unlock()
	if open == nil {
		return nil, "", fmt.Errorf("%s has no dialog open", p.Handle)
	}
	filled, err := p.w.fill(open.Dialog.Elements, values)
	if err != nil {
		return nil, "", err
	}
	answer, _, err := p.Client.SubmitInteractiveDialog(ctx, model.SubmitDialogRequest{
		Type: "dialog_submission", URL: open.URL, CallbackId: open.Dialog.CallbackId, State: open.Dialog.State,
		ChannelId: at, TeamId: p.w.Team.Id, Submission: filled,
	})
	if err != nil {
		return nil, "", refusal("sending the dialog", err)
	}
	return p.settled(open, answer)
}

// Cancel closes the open dialog without sending it, and tells the
// integration if it asked for that.
func (p *Person) Cancel(ctx context.Context) error {
	p.mu.Lock()
	open, at := p.dialog, p.at
	p.dialog = nil
	p.mu.Unlock()
	if open == nil || !open.Dialog.NotifyOnCancel {
		return nil
	}
	_, _, err := p.Client.SubmitInteractiveDialog(ctx, model.SubmitDialogRequest{
		Type: "dialog_submission", URL: open.URL, CallbackId: open.Dialog.CallbackId, State: open.Dialog.State,
		ChannelId: at, TeamId: p.w.Team.Id, Submission: map[string]any{}, Cancelled: true,
	})
	return refusal("cancelling the dialog", err)
}

// settled keeps, changes or closes the dialog after an answer.
func (p *Person) settled(open *model.OpenDialogRequest, a *model.SubmitDialogResponse) (map[string]string, string, error) {
	if a == nil {
		a = &model.SubmitDialogResponse{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case a.Error != "" || len(a.Errors) > 0:
	case a.Form != nil:
		next := *open
		next.Dialog = *a.Form
		p.dialog = &next
	case p.dialog == open:
		p.dialog = nil
	}
	wrong := map[string]string{}
	for name, text := range a.Errors {
		wrong[labelOf(open.Dialog.Elements, name)] = p.w.plain(text)
	}
	return wrong, p.w.plain(a.Error), nil
}

func labelOf(elements []model.DialogElement, name string) string {
	for _, e := range elements {
		if e.Name == name {
			return e.DisplayName
		}
	}
	return name
}

// fill makes the submission of a web client: defaults, then what was given,
// and nothing for what is empty.
func (w *World) fill(elements []model.DialogElement, values map[string]string) (map[string]any, error) {
	filled, used := map[string]any{}, 0
	for _, e := range elements {
		text, given := values[e.DisplayName]
		if !given {
			text, given = values[e.Name]
		}
		if given {
			used++
		} else {
			text = e.Default
		}
		value, err := w.answer(e, text)
		if err != nil {
			return nil, fmt.Errorf("filling in %s: %w", e.DisplayName, err)
		}
		if value != "" {
			filled[e.Name] = value
		}
	}
	if used != len(values) {
		return nil, fmt.Errorf("the dialog has the fields %s, not all of %v", fieldLabels(elements), values)
	}
	return filled, nil
}

func (w *World) answer(e model.DialogElement, text string) (any, error) {
	switch {
	case e.Type == "bool":
		return text == "true", nil
	case text == "":
		return "", nil
	case e.Type == "select" || e.Type == "radio":
		return w.optionValue(e.DataSource, e.Options, text)
	}
	return text, nil
}

func fieldLabels(elements []model.DialogElement) string {
	var all []string
	for _, e := range elements {
		all = append(all, e.DisplayName+" ("+e.Name+")")
	}
	return strings.Join(all, ", ")
}
