package mattermost

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// maxAnswer is the longest text of a command's answer in characters; a longer
// one is not split but refused (mattermost: PostMessageMaxRunesV2).
const maxAnswer = model.PostMessageMaxRunesV2

// command answers POST /command. Without one of our tokens it says nothing.
func (s *Server) command(ctx context.Context, c call) answer {
	form, err := url.ParseQuery(string(c.body))
	if err != nil || !s.knows(c.r.Header.Get("Authorization"), form.Get("token")) {
		return answer{status: http.StatusUnauthorized}
	}
	if a, ok := s.probed(form.Get("text")); ok {
		return a
	}
	q := s.commandRequest(ctx, form)
	reply, _ := s.serve(ctx, c, q)
	if reply.Dialog != nil && s.open(ctx, c, form.Get("trigger_id"), q, *reply.Dialog) {
		return say(struct{}{})
	}
	return s.commandAnswer(ctx, c, q, s.instead(reply))
}

// instead is what a person sees when no dialog opens.
func (s *Server) instead(r bot.Reply) bot.Message {
	if r.Dialog != nil && blank(r.Message) {
		return bot.Message{Text: s.o.Words.Fault}
	}
	return r.Message
}

func blank(m bot.Message) bool { return m.Text == "" && m.Card == nil }

// knows compares with every token in constant time. The header comes first, but
// a server with an OAuth connection puts something else there.
func (s *Server) knows(header, field string) bool {
	_, token, _ := strings.Cut(header, " ")
	known := 0
	for _, t := range s.o.CommandTokens {
		if t == "" {
			continue
		}
		known |= subtle.ConstantTimeCompare([]byte(t), []byte(token))
		known |= subtle.ConstantTimeCompare([]byte(t), []byte(field))
	}
	return known == 1
}

func (s *Server) commandRequest(ctx context.Context, form url.Values) bot.Request {
	q := bot.Request{
		Kind:     bot.Command,
		Name:     strings.ToLower(strings.TrimPrefix(form.Get("command"), "/")),
		Text:     strings.TrimSpace(strings.ToValidUTF8(form.Get("text"), "")),
		User:     form.Get("user_id"),
		UserName: form.Get("user_name"),
		Channel:  form.Get("channel_id"),
		Team:     form.Get("team_id"),
		Thread:   form.Get("root_id"),
		Mentions: map[string]string{},
	}
	ids := form["user_mentions_ids"]
	for i, handle := range form["user_mentions"] {
		if i < len(ids) {
			q.Mentions[strings.TrimPrefix(handle, "@")] = ids[i]
		}
	}
	q.Direct = s.direct(ctx, form.Get("channel_name"), q.User)
	return q
}

// direct reports whether a channel's name is that of the bot's conversation
// with this person: both IDs, joined.
func (s *Server) direct(ctx context.Context, channel, user string) bool {
	a, b, joined := strings.Cut(channel, "__")
	if !joined {
		return false
	}
	self, err := s.o.Client.Self(ctx)
	return err == nil && (a == self.ID && b == user || a == user && b == self.ID)
}

func (s *Server) commandAnswer(ctx context.Context, c call, q bot.Request, m bot.Message) answer {
	if blank(m) {
		return say(struct{}{})
	}
	card, err := s.encoder.cards(q.Channel, m, true)
	if err != nil {
		c.log.ErrorContext(ctx, "encoding an answer", "err", err)
		m.Text = s.o.Words.Fault
	}
	return say(&model.CommandResponse{
		ResponseType: model.CommandResponseTypeEphemeral, Text: cut(m.Text, maxAnswer, s.o.Words.Cut),
		Attachments: card, SkipSlackParsing: true,
	})
}

// cut keeps as many whole lines as fit with the note below them.
func cut(text string, most int, note string) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	kept := string([]rune(text)[:most-utf8.RuneCountInString(note)-1])
	if i := strings.LastIndexByte(kept, '\n'); i > 0 {
		kept = kept[:i]
	}
	return kept + "\n" + note
}
