package mattermost

import (
	"context"
	"encoding/json"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// action answers POST /action. A press without proof changes nothing and makes
// the bot post nothing: anybody could send it.
func (s *Server) action(ctx context.Context, c call) answer {
	var in model.PostActionIntegrationRequest
	if json.Unmarshal(c.body, &in) != nil {
		return s.unproven()
	}
	p, err := openPress(s.encoder.keys, in.Context, in.ChannelId)
	if err != nil {
		c.log.WarnContext(ctx, "refusing a button", "err", err, "user", in.UserId, "channel", in.ChannelId, "post", in.PostId)
		return s.unproven()
	}
	q := bot.Request{
		Kind: bot.Action, Name: p.action, Object: p.object, Value: p.value,
		User: in.UserId, UserName: in.UserName, Channel: in.ChannelId, Team: in.TeamId, Post: in.PostId,
		Direct: s.direct(ctx, in.ChannelName, in.UserId),
	}
	reply, _ := s.serve(ctx, c, q)
	if reply.Dialog != nil {
		if s.open(ctx, c, in.TriggerId, q, *reply.Dialog) {
			reply.Message = bot.Message{}
		} else {
			reply.Message = s.instead(reply)
		}
	}
	return s.actionAnswer(ctx, c, q, p, reply)
}

func (s *Server) unproven() answer {
	return say(&model.PostActionIntegrationResponse{EphemeralText: s.o.Words.Forged, SkipSlackParsing: true})
}

func (s *Server) actionAnswer(ctx context.Context, c call, q bot.Request, p press, reply bot.Reply) answer {
	out := &model.PostActionIntegrationResponse{SkipSlackParsing: true}
	switch {
	case reply.Update == nil:
	case p.fleeting:
		// An ephemeral post cannot be updated everywhere: say it anew.
		if blank(reply.Message) {
			reply.Message = *reply.Update
		}
	case reply.Update.Files:
		// An update in the answer takes the files off the post; an edit does not.
		s.later(c, q, "", "editing a post", func(ctx context.Context) error {
			return s.o.Client.Edit(ctx, q.Channel, q.Post, *reply.Update)
		})
	default:
		out.Update = s.update(ctx, c, q, *reply.Update)
	}
	if r := reply.Receipt; r != nil {
		s.later(c, q, r.Key, "giving a receipt", func(ctx context.Context) error { return s.tell(ctx, q, r.Word()) })
	}
	s.privately(c, q, reply.Message)
	return say(out)
}

func (s *Server) update(ctx context.Context, c call, q bot.Request, m bot.Message) *model.Post {
	p, err := s.encoder.post(q.Channel, m, false)
	if err != nil {
		c.log.ErrorContext(ctx, "encoding an update", "err", err)
		return nil
	}
	return p
}

// privately shows a message to who asked, after the answer to the request.
func (s *Server) privately(c call, q bot.Request, m bot.Message) {
	if blank(m) {
		return
	}
	s.later(c, q, m.Key, "answering privately", func(ctx context.Context) error {
		return s.tell(ctx, q, m)
	})
}

// later does something after the answer to the request. What is about the same
// thing as what the person would have been shown just before replaces that.
func (s *Server) later(c call, q bot.Request, about, doing string, do func(context.Context) error) {
	s.mail.send(job{user: q.User, about: about, do: func(ctx context.Context) {
		if err := do(ctx); err != nil {
			c.log.ErrorContext(ctx, "sending after the answer", "doing", doing, "err", err, "user", q.User, "channel", q.Channel)
		}
	}})
}
