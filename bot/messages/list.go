package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Listing is one page of a list of the register.
type Listing[S ~string] struct {
	Committee int64
	Filter    committee.Filter[S]
	Page      int // from 1 on
	Size      int // how many a full page has
	Total     int
	Beyond    int // the page that was asked for and does not exist; 0 for none
}

// NeedListing and TopicListing are pages of the two registers.
type (
	NeedListing = Listing[committee.NeedState]
	// TopicListing is a page of the register of topics.
	TopicListing = Listing[committee.TopicState]
)

// Pages is how many pages the list has, at least one.
func (l Listing[S]) Pages() int { return max(1, (l.Total+l.Size-1)/l.Size) }

// object is what the buttons below the list carry.
func (l Listing[S]) object(f committee.Filter[S]) string {
	return ObjectKey(l.Committee) + " " + f.Encode()
}

// register holds the words of a register: "need" or "topic".
type register[S ~string] struct {
	name   string
	states []S
	open   []S
}

var (
	needs  = register[committee.NeedState]{"need", committee.NeedStates(), committee.OpenNeedStates()}
	topics = register[committee.TopicState]{"topic", committee.TopicStates(), committee.OpenTopicStates()}
)

// listHead says what is listed, and which part of it stands below.
func listHead[S ~string](v Voice, r register[S], l Listing[S]) string {
	head := "**" + v.filterWords(r.name, l.Filter.All, len(l.Filter.States) > 0, filterParts(v, r, l.Filter)) + "**"
	if l.Total == 0 {
		return head
	}
	first := (l.Page-1)*l.Size + 1
	head += " – " + v.Say("list.range", "From", first, "To", min(first+l.Size-1, l.Total), "Total", l.Total)
	if l.Beyond > 0 {
		head += "\n" + v.Say("list.beyond", "Page", l.Beyond, "Count", l.Pages())
	}
	return head
}

func (v Voice) filterWords(register string, all, stated bool, parts []string) string {
	key := register + ".list.open"
	switch {
	case stated:
		key = register + ".list.some"
	case all:
		key = register + ".list.all"
	}
	if len(parts) == 0 {
		return v.Say(key)
	}
	return v.Say(key) + ": " + strings.Join(parts, " · ")
}

// filterParts names what is filtered, in words.
func filterParts[S ~string](v Voice, r register[S], f committee.Filter[S]) []string {
	var parts []string
	if len(f.States) > 0 {
		parts = append(parts, strings.Join(named(f.States, r.name+".state.", v), ", "))
	}
	if f.Kind != "" {
		parts = append(parts, v.Say("topic.kind."+string(f.Kind)))
	}
	for _, g := range f.Groups {
		parts = append(parts, Plain(Cut(g, 40)))
	}
	if f.Owner != "" {
		parts = append(parts, v.Say("list.owner", "Owner", Plain(f.Owner)))
	}
	if f.Mine {
		parts = append(parts, v.Say("list.mine"))
	}
	if f.Text != "" {
		parts = append(parts, v.Say("list.text", "Text", Plain(f.Text)))
	}
	return parts
}

// listCard has the ways to go on from a list: its other pages, another state, and
// without the filter.
func listCard[S ~string](v Voice, r register[S], l Listing[S]) *bot.Card {
	action := r.name + ".list"
	button := func(id, label string, f committee.Filter[S], page int) bot.Button {
		return bot.Button{ID: id, Label: v.Say(label), Style: bot.Default, Action: action, Object: l.object(f), Value: strconv.Itoa(page)}
	}
	card := &bot.Card{}
	if l.Page > 1 {
		card.Buttons = append(card.Buttons, button("back", "list.button.back", l.Filter, l.Page-1))
	}
	if l.Page < l.Pages() {
		card.Buttons = append(card.Buttons, button("next", "list.button.next", l.Filter, l.Page+1))
	}
	if l.Total == 0 && !l.Filter.All {
		card.Buttons = append(card.Buttons, button("all", "list.button.all", l.Filter.Everywhere(), 1))
	}
	if !l.Filter.IsZero() {
		card.Buttons = append(card.Buttons, button("clear", "list.button.clear", committee.Filter[S]{}, 1))
	}
	card.Selects = []bot.Select{{ID: "state", Label: v.Say("list.select"), Action: action + ".state", Object: l.object(l.Filter), Options: stateOptions(v, r)}}
	return card
}

// Values of the list of states that are no states.
const (
	ListOpen = "open"
	ListAll  = "all"
)

func stateOptions[S ~string](v Voice, r register[S]) []bot.Option {
	options := []bot.Option{{Label: v.Say(r.name + ".list.open"), Value: ListOpen}}
	for _, s := range r.states {
		options = append(options, bot.Option{Label: v.Say(r.name + ".state." + string(s)), Value: string(s)})
	}
	return append(options, bot.Option{Label: v.Say(r.name + ".list.all"), Value: ListAll})
}

// unbroken writes a number so that it never runs over the end of a line.
func unbroken(n committee.Number) string {
	return strings.ReplaceAll(n.String(), "-", "\u2011")
}

// listed is one entry of a list: two short lines.
func listed(n committee.Number, title string, below ...string) string {
	return "- **" + unbroken(n) + "** " + Plain(Cut(visible(title), 90)) + "\n  " + strings.Join(below, " · ")
}
