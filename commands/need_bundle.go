package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// bundleStore is what bundling needs of the store.
type bundleStore interface {
	WholeNeed(ctx context.Context, id int64) (committee.Need, error)
	BundleNeeds(ctx context.Context, parts []int64, whole int64, by string, now time.Time, rule func(part, whole committee.Need) (committee.Need, error)) (committee.Need, []committee.Need, error)
	UnbundleNeed(ctx context.Context, id int64, by string, now time.Time, rule func(part, whole committee.Need) (committee.Need, error)) (committee.Need, committee.Need, error)
}

// registerBundles registers what bundles needs.
func (d Desk) registerBundles(r *bot.Router) {
	r.Submission("need.bundle", d.sentBundle)
	r.Action("need.bundle", d.pressedBundle)
	r.Action("need.bundle.cancel", d.pressedNeed(d.cancelBundle))
	r.Action("need.unbundle", d.pressedUnbundle)
	r.Action("need.original", d.pressedNeed(d.originalNeed))
}

// joiningWords stand between the numbers of a bundle.
var joiningWords = []string{"in", "into", "und", "and", "mit", "with", "zu", "to"}

// bundleNumbers reads "21, 22 in 17": the words that should be numbers.
func bundleNumbers(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == '\t' })
	return slices.DeleteFunc(words, func(w string) bool { return slices.Contains(joiningWords, strings.ToLower(w)) })
}

// bundleNeeds shows what bundling the needs behind the verb would do. Without
// numbers it opens a form; a title may begin with the word too.
func (d Desk) bundleNeeds(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	words := bundleNumbers(rest)
	if rest != "" && !a.bundles(words) {
		return d.openNeedDialog(ctx, a, q, q.Text)
	}
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	if rest == "" {
		form := a.v.BundleDialog(messages.ObjectKey(a.c.ID))
		return bot.Reply{Dialog: &form}, nil
	}
	if len(words) < 2 {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "need.bundle.which")
	}
	last := len(words) - 1
	parts, e := d.needsNumbered(ctx, a, words[:last], "")
	whole, no := d.needsNumbered(ctx, a, words[last:], "")
	if err := allOf(e, no); err != nil {
		return bot.Reply{}, err
	}
	return d.previewBundle(ctx, a, parts, whole[0])
}

// bundles reports whether words mean needs and are no title: the first or the
// last is a number.
func (a asking) bundles(words []string) bool {
	return len(words) > 0 && (a.needNumber(words[0]) || a.needNumber(words[len(words)-1]))
}

// needNumber reports whether a word is the number of a need.
func (a asking) needNumber(word string) bool {
	_, ok := committee.ParseNumber(word, committee.NeedRegister, a.year())
	return ok
}

// sentBundle takes the form and shows the preview.
func (d Desk) sentBundle(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	parts, e := d.needsNumbered(ctx, a, bundleNumbers(q.Form["parts"]), "parts")
	whole, no := d.needsNumbered(ctx, a, []string{strings.TrimSpace(q.Form["into"])}, "into")
	if err := allOf(e, no); err != nil {
		return bot.Reply{}, err
	}
	return d.previewBundle(ctx, a, parts, whole[0])
}

// needsNumbered finds the needs that words name, each once; a refusal is about a
// field of the form.
func (d Desk) needsNumbered(ctx context.Context, a asking, words []string, field string) ([]committee.Need, error) {
	switch {
	case len(words) == 0:
		return nil, committee.Refuse(committee.Invalid, "need.bundle.which").At(field)
	case len(words) > committee.MaxParts:
		return nil, committee.Refuse(committee.Invalid, "need.bundle.many", "Max", committee.MaxParts).At(field)
	}
	var found []committee.Need
	for _, word := range words {
		n, err := d.needNumbered(ctx, a, word, field)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(found, func(f committee.Need) bool { return f.ID == n.ID }) {
			found = append(found, n)
		}
	}
	return found, nil
}

func (d Desk) needNumbered(ctx context.Context, a asking, word, field string) (committee.Need, error) {
	number, ok := committee.ParseNumber(word, committee.NeedRegister, a.year())
	if !ok {
		return committee.Need{}, committee.Refuse(committee.Invalid, "need.bundle.number", "Text", messages.Cut(word, 60)).At(field)
	}
	n, err := d.Store.NeedNumbered(ctx, a.c.ID, number)
	if !errors.Is(err, committee.ErrMissing) {
		return n, err
	}
	other, found, err := d.elsewhere(ctx, a, number)
	switch {
	case err != nil:
		return n, err
	case found:
		return n, committee.Refuse(committee.Invalid, "need.bundle.foreign", "Number", number, "Here", a.c.Name, "There", other.Name).At(field)
	}
	return n, committee.Refuse(committee.Missing, "need.none", "Words", word).At(field)
}

// elsewhere finds another committee of the person that has a need with this number:
// numbers count in each committee, so it may be meant.
func (d Desk) elsewhere(ctx context.Context, a asking, number committee.Number) (committee.Committee, bool, error) {
	list, err := d.Store.CommitteesOf(ctx, a.p.User)
	if err != nil {
		return committee.Committee{}, false, err
	}
	for _, c := range list {
		if c.ID == a.c.ID {
			continue
		}
		_, err := d.Store.NeedNumbered(ctx, c.ID, number)
		if !errors.Is(err, committee.ErrMissing) {
			return c, err == nil, err
		}
	}
	return committee.Committee{}, false, nil
}

// previewBundle says what bundling would do. What would be refused is refused now.
func (d Desk) previewBundle(ctx context.Context, a asking, parts []committee.Need, whole committee.Need) (bot.Reply, error) {
	object := []string{messages.ObjectKey(whole.ID), strconv.Itoa(whole.Version)}
	joined := whole
	var joining []committee.Owner
	for _, n := range parts {
		if _, err := n.BundleInto(joined, a.p, 0, 0, a.now); err != nil {
			return bot.Reply{}, err
		}
		brought := n.Brings(joined, a.now)
		joining = append(joining, brought...)
		joined.Owners = append(slices.Clip(joined.Owners), brought...)
		object = append(object, messages.ObjectKey(n.ID), strconv.Itoa(n.Version))
	}
	return bot.Reply{Message: a.v.BundlePreview(strings.Join(object, " "), whole, parts, joining, d.polled(ctx, a, parts))}, nil
}

// pressedBundle does what the preview showed. The button names the whole and the
// parts, each with its version.
func (d Desk) pressedBundle(ctx context.Context, q bot.Request) (bot.Reply, error) {
	whole, a, rest, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	version, rest, _ := strings.Cut(rest, " ")
	seenWhole, _ := strconv.Atoi(version) // the proof has shown that it is one
	ids, seen := partsOf(rest)
	whole, parts, err := d.Store.BundleNeeds(ctx, ids, whole.ID, a.p.User, a.now, func(n, whole committee.Need) (committee.Need, error) {
		return n.BundleInto(whole, a.p, seen[n.ID], seenWhole, a.now)
	})
	if err != nil {
		return bot.Reply{}, missing(err, "need.none", "Words", whole.Number)
	}
	d.kick()
	return bot.Reply{Message: a.v.WithPolled(a.v.Bundled(whole, parts), d.polled(ctx, a, parts))}, nil
}

// polled are the open polls that ask about needs, each with one of them.
func (d Desk) polled(ctx context.Context, a asking, needs []committee.Need) []messages.Polled {
	var found []messages.Polled
	for _, n := range needs {
		for _, p := range d.openPollsAbout(ctx, a, n) {
			found = append(found, messages.Polled{Need: n, Poll: p})
		}
	}
	return found
}

// partsOf reads "21 3 22 1": IDs, each with the version that was seen.
func partsOf(text string) ([]int64, map[int64]int) {
	var ids []int64
	seen := map[int64]int{}
	words := strings.Fields(text)
	for i, word := range words {
		n, _ := strconv.ParseInt(word, 10, 64) // the proof has shown that it is one
		if i%2 == 0 {
			ids = append(ids, n)
			continue
		}
		seen[ids[len(ids)-1]] = int(n)
	}
	return ids, seen
}

func (d Desk) cancelBundle(_ context.Context, a asking, _ bot.Request, _ committee.Need) (bot.Reply, error) {
	return bot.Reply{Message: a.v.BundleCancelled()}, nil
}

// unbundleTyped takes the need with a number out of its bundle; a title may begin
// with the word too.
func (d Desk) unbundleTyped(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if rest != "" && !a.needNumber(rest) {
		return d.openNeedDialog(ctx, a, q, q.Text)
	}
	return d.typedNeed("unbundle", d.unbundleNeed)(ctx, a, q, rest)
}

// unbundleNeed takes a need out of its bundle.
func (d Desk) unbundleNeed(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	m, err := d.unbundle(ctx, a, n.ID, 0)
	return bot.Reply{Message: m}, err
}

func (d Desk) unbundle(ctx context.Context, a asking, id int64, seen int) (bot.Message, error) {
	n, whole, err := d.Store.UnbundleNeed(ctx, id, a.p.User, a.now, func(n, whole committee.Need) (committee.Need, error) {
		return n.Unbundle(whole, a.p, seen, a.now)
	})
	if err != nil {
		return bot.Message{}, err
	}
	d.kick()
	return a.v.Unbundled(n, whole), nil
}

// pressedUnbundle takes one or several needs out of their bundle, each by itself.
func (d Desk) pressedUnbundle(ctx context.Context, q bot.Request) (bot.Reply, error) {
	_, a, _, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	ids, seen := partsOf(q.Object)
	var said []string
	for _, id := range ids {
		m, err := d.unbundle(ctx, a, id, seen[id])
		if es := committee.Refusals(err); es != nil {
			m.Text = a.v.AllRefusals(es)
		} else if err != nil {
			return bot.Reply{}, err
		}
		said = append(said, m.Text)
	}
	return bot.Say(strings.Join(said, "\n")), nil
}

// whole is the need in which a need lives on, and the need itself if that is
// another one.
func (d Desk) whole(ctx context.Context, n committee.Need) (whole committee.Need, asked *committee.Need, err error) {
	if n.State != committee.NeedBundled {
		return n, nil, nil
	}
	whole, err = d.Store.WholeNeed(ctx, n.ID)
	return whole, &n, err
}

// originalNeed shows a bundled need as it was written.
func (d Desk) originalNeed(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := a.p.DemandSight(n.TLP); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.NeedShown(n.For(a.p), messages.NeedMay{})}, nil
}
