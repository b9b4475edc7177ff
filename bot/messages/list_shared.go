package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PageSize is how many entries a page of a list has.
const PageSize = 10

// NeedsForAll is a page of needs for the channel, shown by a person. labelled are
// those of which only the title may stand there, and hidden is how many they are in
// all.
func (v Voice) NeedsForAll(by string, ns []committee.Need, l NeedListing, labelled []committee.Need, hidden int) bot.Message {
	var entries, apart []string
	for _, n := range ns {
		entries = append(entries, v.needListed(n))
	}
	for _, n := range labelled {
		apart = append(apart, listed(n.Number, n.Title, n.TLP.String()))
	}
	return forAll(v, needs, l, by, entries, apart, hidden)
}

// TopicsForAll is the same for topics.
func (v Voice) TopicsForAll(by string, ts []committee.Topic, l TopicListing, labelled []committee.Topic, hidden int) bot.Message {
	var entries, apart []string
	for _, t := range ts {
		entries = append(entries, v.topicListed(t))
	}
	for _, t := range labelled {
		apart = append(apart, listed(t.Number, t.Title, t.TLP.String()))
	}
	return forAll(v, topics, l, by, entries, apart, hidden)
}

// forAll has no buttons: whoever pressed one would turn the page for all.
func forAll[S ~string](v Voice, r register[S], l Listing[S], by string, entries, apart []string, hidden int) bot.Message {
	lines := append([]string{listHead(v, r, l)}, entries...)
	switch {
	case len(entries) == 0 && l.Filter.IsZero() && hidden == 0:
		lines = append(lines, v.Say(r.name+".list.empty"))
	case len(entries) == 0 && hidden == 0:
		lines = append(lines, v.Say("list.channel.nothing"))
	}
	if hidden > 0 {
		lines = append(lines, v.Say("list.channel.labelled", "Count", hidden))
		lines = append(lines, apart[:min(len(apart), PageSize)]...)
	}
	if hidden > PageSize {
		lines = append(lines, v.Say("list.channel.more", "Count", hidden-PageSize))
	}
	return bot.Message{Text: strings.Join(append(lines, v.Say(r.name+".list.channel", "Name", Plain(by))), "\n")}
}
