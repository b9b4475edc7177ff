package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// TopicSimilar asks whether a new topic is the same as one that is there. What was
// typed is kept as the draft.
func (v Voice) TopicSimilar(draft int64, t committee.Topic, like []committee.Topic) bot.Message {
	said := []string{v.Say("topic.similar.head", "Title", Plain(t.Title), "Count", len(like))}
	for _, l := range like {
		said = append(said, "- "+v.Say("topic.similar.line", "Number", unbroken(l.Number), "Title", Plain(l.Title), "By", Plain(l.ByName), "State", v.topicState(l)))
	}
	said = append(said, v.Say("topic.similar.more", "Number", like[0].Number))
	if !t.TLP.Guarded() && !slices.ContainsFunc(like, func(l committee.Topic) bool { return l.TLP.Guarded() }) {
		said = append(said, v.Say("topic.similar.add"))
	}
	said = append(said, v.Say("topic.similar.kept"))
	return bot.Message{Text: strings.Join(said, "\n"), Card: &bot.Card{Color: topicColor, Text: v.Say("topic.similar.ask"), Buttons: []bot.Button{
		{ID: "anew", Label: v.Say("topic.similar.anew"), Style: bot.Default, Action: "topic.anew", Object: ObjectKey(draft)},
		{ID: "same", Label: v.Say("topic.similar.same"), Style: bot.Default, Action: "topic.same", Object: ObjectKey(draft)},
		{ID: "redraft", Label: v.Say("need.similar.redraft"), Style: bot.Default, Action: "topic.draft.open", Object: ObjectKey(draft)},
	}}}
}

// TopicNotSubmitted says that nothing was submitted, and gives back what was typed.
func (v Voice) TopicNotSubmitted(d committee.TopicDraft) bot.Message {
	text := d.Title
	if d.Question != "" {
		text += "\n\n" + d.Question
	}
	return bot.Message{Text: lines(v.Say("topic.similar.nothing"), v.givenBack(text))}
}
