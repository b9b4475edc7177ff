package messages

import (
	"slices"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// Begun is everything that a person has begun in a committee and not sent.
type Begun struct {
	Needs  []committee.Kept[committee.NeedDraft]
	Topics []committee.Kept[committee.TopicDraft]
	Poll   *committee.PollSketch // nil for none
}

// begunOne is one of them in words.
type begunOne struct {
	id        int64
	title     string
	at, until time.Time
}

func begunNeeds(all []committee.Kept[committee.NeedDraft]) []begunOne {
	var ones []begunOne
	for _, k := range all {
		ones = append(ones, begunOne{k.ID, k.Draft.Title, k.At, k.Until()})
	}
	return ones
}

func begunTopics(all []committee.Kept[committee.TopicDraft]) []begunOne {
	var ones []begunOne
	for _, k := range all {
		ones = append(ones, begunOne{k.ID, k.Draft.Title, k.At, k.Until()})
	}
	return ones
}

// NeedBegun says that somebody has begun a need and not sent it: the one with the
// ID, or the newest. There is at least one.
func (v Voice) NeedBegun(c committee.Committee, all []committee.Kept[committee.NeedDraft], id int64) bot.Message {
	return v.draftNote("need", "need.redraft", ObjectKey(c.ID), begunNeeds(all), id)
}

// TopicBegun is NeedBegun for topics. thread is the conversation that a new one
// would come from.
func (v Voice) TopicBegun(c committee.Committee, all []committee.Kept[committee.TopicDraft], id int64, thread string) bot.Message {
	return v.draftNote("topic", "topic.draft.open", strings.TrimSpace(ObjectKey(c.ID)+" "+thread), begunTopics(all), id)
}

func (v Voice) draftNote(register, open, home string, all []begunOne, id int64) bot.Message {
	at := max(0, slices.IndexFunc(all, func(o begunOne) bool { return o.id == id }))
	one := all[at]
	key := register + ".draft."
	text := v.Say(key+"waits", "Title", begunTitle(one.title), "Day", v.Day(calendar.DateOf(one.at, v.loc)), "Until", v.Day(calendar.DateOf(one.until, v.loc)))
	card := &bot.Card{Color: map[string]string{"need": needColor, "topic": topicColor}[register], Buttons: []bot.Button{
		{ID: "open", Label: v.Say("draft.button.open"), Style: bot.Primary, Action: open, Object: ObjectKey(one.id)},
		{ID: "drop", Label: v.Say("draft.button.drop"), Style: bot.Default, Action: key + "drop", Object: ObjectKey(one.id)},
		{ID: "anew", Label: v.Say(key + "button.anew"), Style: bot.Default, Action: key + "anew", Object: home},
	}}
	if len(all) > 1 {
		pick := bot.Select{ID: "pick", Label: v.Say("draft.pick"), Action: key + "pick", Object: home}
		for i, o := range all {
			if i != at {
				pick.Options = append(pick.Options, bot.Option{Label: Cut(v.shortDay(calendar.DateOf(o.at, v.loc))+" "+visible(oneLine(o.title)), 60), Value: ObjectKey(o.id)})
			}
		}
		card.Selects = []bot.Select{pick}
	}
	return bot.Message{Text: text, Card: card}
}

// begunTitle is what was typed as a title, which may be nothing yet, or much.
func begunTitle(title string) string { return Cut(Plain(oneLine(title)), 120) }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// DraftDropped says that what was begun is gone; register is need or topic.
func (v Voice) DraftDropped(register string) bot.Message {
	return bot.Message{Text: v.Say(register + ".draft.dropped")}
}

// begunLines name what somebody has begun, and how they go on with it.
func (v Voice) begunLines(register string, all []begunOne) []string {
	var said []string
	for _, o := range all {
		said = append(said, v.Say("draft.mine."+register, "Title", begunTitle(o.title), "Day", v.Day(calendar.DateOf(o.at, v.loc))))
	}
	return said
}

// WithNeedsBegun adds to a list of the person's own needs those they have not sent.
func (v Voice) WithNeedsBegun(m bot.Message, all []committee.Kept[committee.NeedDraft]) bot.Message {
	m.Text = lines(append([]string{m.Text}, v.begunLines("need", begunNeeds(all))...)...)
	return m
}

// WithTopicsBegun is WithNeedsBegun for topics.
func (v Voice) WithTopicsBegun(m bot.Message, all []committee.Kept[committee.TopicDraft]) bot.Message {
	m.Text = lines(append([]string{m.Text}, v.begunLines("topic", begunTopics(all))...)...)
	return m
}

// allBegun are the lines about everything that was begun.
func (v Voice) allBegun(b Begun) []string {
	said := append(v.begunLines("need", begunNeeds(b.Needs)), v.begunLines("topic", begunTopics(b.Topics))...)
	if b.Poll != nil {
		said = append(said, v.begunLines("poll", []begunOne{{title: b.Poll.Question, at: b.Poll.At}})...)
	}
	return said
}
