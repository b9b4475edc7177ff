package commands

import (
	"context"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// replyVerbs are what the submitter of a topic answers by typing, like the
// buttons under what they are asked.
func (d Desk) replyVerbs() []verb {
	return []verb{
		{[]string{"einverstanden", "agree"}, d.typedReply(d.agreeTopic)},
		{[]string{"anmerkung", "comment", "remark"}, d.typedComment},
		{[]string{"bestätigen", "confirm"}, d.typedReply(d.confirmTopic)},
		{[]string{"widersprechen", "dispute"}, d.typedReply(d.disputeTopic)},
	}
}

// typedReply is an answer that needs no words. Words behind the number would be
// lost, so they are given back before anything is done.
func (d Desk) typedReply(do onTopic) answer {
	return d.toReply(func(ctx context.Context, a asking, q bot.Request, t committee.Topic, rest string) (bot.Reply, error) {
		if strings.Trim(rest, " .!") == "" {
			return do(ctx, a, t, 0)
		}
		key := "topic.reply.words"
		if t.TLP == committee.Red {
			key += ".red" // what else is there to say does not belong under the card either
		}
		return bot.Reply{}, d.giveBack(q, rest, committee.Refuse(committee.Invalid, key, "Number", t.Number))
	})
}

// typedComment says what the submitter thinks of a proposal; without words it
// opens the form.
func (d Desk) typedComment(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	return d.toReply(func(ctx context.Context, a asking, q bot.Request, t committee.Topic, rest string) (bot.Reply, error) {
		if rest == "" {
			return d.commentForm(ctx, a, t, 0)
		}
		reply, err := d.replied(ctx, a, t.ID, committee.CommentTopic, rest, "", func(t committee.Topic) (committee.Topic, error) {
			return t.Comment(a.p, rest, 0, a.now)
		})
		return reply, d.giveBack(q, rest, err)
	})(ctx, a, q, text)
}

// toReply finds the topic whose number comes first and hands on what stands
// behind it. Words that name no topic are a title.
func (d Desk) toReply(do func(ctx context.Context, a asking, q bot.Request, t committee.Topic, rest string) (bot.Reply, error)) answer {
	return func(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
		word := firstWord(text)
		if _, ok := committee.ParseNumber(word, committee.TopicRegister, a.year()); !ok && word != "" {
			return d.topicFromText(ctx, a, q, q.Text)
		}
		t, several, err := d.findTopic(ctx, a, word, strings.ToLower(firstWord(q.Text)))
		if err != nil {
			return d.orTitle(a, q, err)
		}
		if several != nil {
			return orChoice(several), nil
		}
		if err := a.p.DemandSight(t.TLP); err != nil {
			return bot.Reply{}, err
		}
		return do(ctx, a, q, t, strings.TrimSpace(text[len(word):]))
	}
}
