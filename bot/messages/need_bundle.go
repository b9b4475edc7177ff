package messages

import (
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// BundleDialog is the form that asks which needs are bundled into which one.
func (v Voice) BundleDialog(object string) bot.Dialog {
	field := func(name string) bot.Field {
		key := "bundle.field." + name
		return bot.Field{Name: name, Label: v.Say(key), Kind: bot.Line, Help: v.Say(key + ".help")}
	}
	return bot.Dialog{
		Purpose: "need.bundle", Object: object, Title: v.Say("bundle.dialog"), Submit: v.Say("bundle.dialog.send"),
		Intro: v.Say("bundle.dialog.intro"), Fields: []bot.Field{field("parts"), field("into")},
	}
}

// BundlePreview shows what bundling would do, before it is done: the needs, and
// which owners join the whole. object names the needs for the button.
func (v Voice) BundlePreview(object string, whole committee.Need, parts []committee.Need, joining []committee.Owner, polled []Polled) bot.Message {
	lines := []string{v.Say("bundle.preview")}
	for _, n := range parts {
		lines = append(lines, v.bundleItem(n))
	}
	lines = append(lines, v.Say("bundle.preview.into"), v.bundleItem(whole), "", v.joining(joining))
	if open := slices.DeleteFunc(slices.Clone(parts), func(n committee.Need) bool { return n.TLP == whole.TLP }); whole.TLP.Guarded() && len(open) > 0 {
		lines = append(lines, v.aboutBundle("bundle.preview.label", whole, open, "Label", whole.TLP))
	}
	lines = append(append(lines, v.polled("bundle.preview.polled", polled)...), v.Say("bundle.preview.foot", "Number", whole.Number))
	return bot.Message{Text: strings.Join(lines, "\n"), Card: &bot.Card{Buttons: []bot.Button{
		{ID: "bundle", Label: v.Say("bundle.button.do"), Style: bot.Primary, Action: "need.bundle", Object: object},
		{ID: "cancel", Label: v.Say("bundle.button.cancel"), Style: bot.Default, Action: "need.bundle.cancel", Object: object},
	}}}
}

// Polled is an open poll that asks about a need.
type Polled struct {
	Need committee.Need
	Poll committee.Poll
}

// WithPolled adds to what is said about bundled needs that open polls still ask about them.
func (v Voice) WithPolled(m bot.Message, polled []Polled) bot.Message {
	m.Text = lines(append([]string{m.Text}, v.polled("bundle.polled", polled)...)...)
	return m
}

func (v Voice) polled(key string, polled []Polled) []string {
	var said []string
	for _, p := range polled {
		said = append(said, v.Say(key, "Need", p.Need.Number, "Number", p.Poll.Number, "Question", Plain(Cut(p.Poll.Question, 90))))
	}
	return said
}

func (v Voice) bundleItem(n committee.Need) string {
	return v.Say("bundle.item", "Number", n.Number, "Title", Plain(Cut(n.Title, 90)), "By", needBy(n))
}

func (v Voice) joining(owners []committee.Owner) string {
	if len(owners) == 0 {
		return v.Say("bundle.preview.nobody")
	}
	names := make([]string, len(owners))
	for i, o := range owners {
		names[i] = ownerName(o)
	}
	return v.Say("bundle.preview.owners", "Owners", strings.Join(names, "; "))
}

// ownerName is a delegating body with its group, or an organisation without a seat.
func ownerName(o committee.Owner) string {
	if o.Group == "" {
		return Plain(Cut(o.Body, 80))
	}
	return Plain(Cut(o.Group, 40)) + ": " + Plain(Cut(o.Body, 80))
}

// BundleCancelled says that nothing was bundled.
func (v Voice) BundleCancelled() bot.Message { return bot.Message{Text: v.Say("bundle.cancelled")} }

// Bundled tells who bundled needs that it is done, with a button to undo it.
func (v Voice) Bundled(whole committee.Need, parts []committee.Need) bot.Message {
	m := bot.Message{Text: v.aboutBundle("bundle.done", whole, parts)}
	m.Card = &bot.Card{Buttons: []bot.Button{{ID: "undo", Label: v.Say("bundle.button.undo"), Style: bot.Default, Action: "need.unbundle", Object: bundled(parts)}}}
	return m
}

// bundled names parts with their versions for a button.
func bundled(parts []committee.Need) string {
	words := make([]string, 0, 2*len(parts))
	for _, n := range parts {
		words = append(words, ObjectKey(n.ID), strconv.Itoa(n.Version))
	}
	return strings.Join(words, " ")
}

// Unbundled tells who took a need out of its bundle that it is done.
func (v Voice) Unbundled(n, whole committee.Need) bot.Message {
	return v.aboutNeed("bundle.undone", n, "State", v.Say("need.state."+string(n.State)), "Whole", whole.Number)
}

// BundleNews tells who reported one of the needs that they were bundled or taken
// out again, in one line.
func (v Voice) BundleNews(c committee.Committee, kind committee.OwedKind, whole committee.Need, parts []committee.Need) bot.Message {
	if kind == committee.OwedNeedUnbundled {
		return bot.Message{Text: v.sayBundle("bundle.news.undone", whole, parts, "Committee", Plain(c.Name))}
	}
	return bot.Message{Text: v.aboutBundle("bundle.news", whole, parts, "Committee", Plain(c.Name))}
}

// aboutBundle says something about a whole and one part, or several.
func (v Voice) aboutBundle(key string, whole committee.Need, parts []committee.Need, args ...any) string {
	if len(parts) > 1 {
		key += ".several"
	}
	return v.sayBundle(key, whole, parts, args...)
}

func (v Voice) sayBundle(key string, whole committee.Need, parts []committee.Need, args ...any) string {
	names := make([]string, len(parts))
	for i, n := range parts {
		names[i] = v.Say("bundle.name", "Number", n.Number, "Title", Plain(Cut(n.Title, 90)))
	}
	return v.Say(key, append(args, "Parts", v.and(names), "Number", whole.Number, "Title", Plain(Cut(whole.Title, 90)), "First", parts[0].Number)...)
}

// needState says where a need stands; of a bundled one, where it lives on.
func (v Voice) needState(n committee.Need) string {
	state := v.Say("need.state." + string(n.State))
	if n.State == committee.NeedBundled {
		return v.Say("bundle.card.into", "State", state, "Number", n.IntoNumber)
	}
	return state
}

// bundleLines are the numbers by which a bundle is found: where a need lives on,
// and what it holds.
func (v Voice) bundleLines(n committee.Need) []string {
	var found []string
	if n.State == committee.NeedBundled {
		found = append(found, v.Say("bundle.card.guarded", "Number", n.IntoNumber))
	}
	if len(n.Parts) > 0 {
		found = append(found, v.holds(n))
	}
	return found
}

// manyParts is how many parts a card names before it counts them.
const manyParts = 8

// holds says which needs are bundled into this one.
func (v Voice) holds(n committee.Need) string {
	names := make([]string, 0, len(n.Parts))
	for _, p := range n.Parts[:min(len(n.Parts), manyParts)] {
		names = append(names, p.Number.String())
	}
	if more := len(n.Parts) - manyParts; more > 0 {
		names = append(names, v.Say("more", "Count", more))
	}
	return v.Say("bundle.card.holds", "Parts", strings.Join(names, ", "))
}

// InBundle adds to a shown need what is bundled in it: asked, if the person asked
// for one of those by its number, and buttons to see the parts as they were
// written, or to take them out.
func (v Voice) InBundle(m bot.Message, whole committee.Need, asked *committee.Need, mayTakeOut bool) bot.Message {
	if asked != nil {
		m.Text = v.Say("bundle.shown.into", "Number", asked.Number, "Title", Plain(Cut(asked.Title, 90))) + "\n\n" + m.Text
	}
	if len(whole.Parts) == 0 {
		return m
	}
	lines := []string{v.Say("bundle.shown.parts")}
	for _, p := range whole.Parts {
		lines = append(lines, "- **"+p.Number.String()+"** "+Plain(Cut(visible(p.Title), 90)))
	}
	m.Text += "\n\n" + strings.Join(lines, "\n")
	if m.Card == nil {
		m.Card = &bot.Card{}
	}
	m.Card.Buttons = append(slices.Clip(m.Card.Buttons), v.partButtons(whole, asked, mayTakeOut)...)
	return m
}

// partButtons lead to the part that was asked for, or else to the first few.
func (v Voice) partButtons(whole committee.Need, asked *committee.Need, mayTakeOut bool) []bot.Button {
	parts := whole.Parts[:min(len(whole.Parts), 3)]
	if asked != nil {
		parts = []committee.Part{{ID: asked.ID, Number: asked.Number}}
		mayTakeOut = mayTakeOut && asked.Into == whole.ID
	}
	var buttons []bot.Button
	for i, p := range parts {
		buttons = append(buttons, v.originalButton(i, p.ID, p.Number))
		if mayTakeOut {
			buttons = append(buttons, v.takeOutButton(i, p.ID, p.Number))
		}
	}
	return buttons
}

func (v Voice) originalButton(i int, id int64, n committee.Number) bot.Button {
	return bot.Button{
		ID: "original" + strconv.Itoa(i), Label: v.Say("bundle.button.original", "Number", n), Style: bot.Default, Action: "need.original", Object: ObjectKey(id),
	}
}

func (v Voice) takeOutButton(i int, id int64, n committee.Number) bot.Button {
	return bot.Button{
		ID: "out" + strconv.Itoa(i), Label: v.Say("bundle.button.out", "Number", n), Style: bot.Default, Action: "need.unbundle", Object: ObjectKey(id),
	}
}

// SupportedInBundle says that somebody has supported the need in which the one
// they named lives on.
func (v Voice) SupportedInBundle(m bot.Message, asked, whole committee.Need) bot.Message {
	m.Text = v.Say("bundle.supported", "Number", asked.Number, "Into", whole.Number) + "\n" + m.Text
	return m
}
