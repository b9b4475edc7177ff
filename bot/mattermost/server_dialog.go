package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// open opens a dialog and reports whether that worked; why not is logged.
func (s *Server) open(ctx context.Context, c call, trigger string, q bot.Request, d bot.Dialog) bool {
	text, err := s.state(q, d).sign(s.encoder.keys)
	if err != nil {
		c.log.ErrorContext(ctx, "opening a dialog", "err", err)
		return false
	}
	request, err := s.encoder.dialog(trigger, text, d)
	if err == nil {
		_, err = s.o.Client.api.OpenInteractiveDialog(ctx, request)
	}
	if err != nil {
		c.log.WarnContext(ctx, "opening a dialog", "err", err, "purpose", d.Purpose, "user", q.User)
	}
	return err == nil
}

func (s *Server) state(q bot.Request, d bot.Dialog) state {
	st := state{
		User: q.User, Channel: q.Channel, Team: q.Team, Purpose: d.Purpose, Object: d.Object, Nonce: s.name(),
		Expiry: s.o.Now().Add(s.o.DialogLife).Unix(), Direct: q.Direct,
	}
	for _, f := range d.Fields {
		if f.Kind == bot.Check {
			st.Checks = append(st.Checks, f.Name)
		}
	}
	return st
}

// dialog answers POST /dialog. Any user may make Mattermost send anything here;
// only the user's ID is Mattermost's own word, so everything else must stand in
// the state.
func (s *Server) dialog(ctx context.Context, c call) answer {
	var in model.SubmitDialogRequest
	if json.Unmarshal(c.body, &in) != nil {
		return refuse(s.o.Words.Forged)
	}
	st, err := openState(s.encoder.keys, in.State, in.UserId, in.ChannelId, s.o.Now())
	if errors.Is(err, errExpired) {
		return refuse(s.o.Words.Expired)
	}
	if err != nil {
		c.log.WarnContext(ctx, "refusing a dialog", "err", err, "user", in.UserId, "channel", in.ChannelId)
		return refuse(s.o.Words.Forged)
	}
	if in.Cancelled {
		return say(struct{}{})
	}
	return s.submission(ctx, c, bot.Request{
		Kind: bot.Submission, Name: st.Purpose, Object: st.Object, Form: form(in.Submission, st.Checks),
		User: st.User, Channel: st.Channel, Team: st.Team, Direct: st.Direct, Once: st.Nonce,
	})
}

func refuse(text string) answer { return say(&model.SubmitDialogResponse{Error: text}) }

func (s *Server) submission(ctx context.Context, c call, q bot.Request) answer {
	reply, ok := s.serve(ctx, c, q)
	if !ok {
		return refuse(reply.Message.Text)
	}
	if len(reply.Refused) > 0 {
		out := &model.SubmitDialogResponse{Error: reply.Refused[""], Errors: map[string]string{}}
		for name, text := range reply.Refused {
			if name != "" {
				out.Errors[name] = text
			}
		}
		return say(out)
	}
	// A submission comes without a trigger, so no further dialog can be opened.
	s.privately(c, q, s.instead(reply))
	return say(struct{}{})
}

// form makes text of what the clients send: strings, numbers, yes and no, lists
// (as "a,b"), nothing at all or null.
func form(submission map[string]any, checks []string) map[string]string {
	out := map[string]string{}
	for name, v := range submission {
		out[name] = text(v)
	}
	for _, name := range checks {
		if out[name] != "true" {
			out[name] = "false"
		}
	}
	return out
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		parts := make([]string, 0, len(v))
		for _, e := range v {
			if s := text(e); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ",")
	}
	return ""
}
