package main_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gremienbot/bot/mattermosttest"
)

// sight is something new that somebody sees.
type sight struct {
	id   string // of the post, if everybody in the channel sees the same one
	room string
	how  string // "sees", "only", "gets"
	note string // "", "edited", …
	text string
	who  []string
}

// look waits for everybody and writes down what they see now and did not
// before; at, if given, is the time that is written above it.
func (s *stage) look(at string) {
	s.Helper()
	s.catchUp()
	var all []*sight
	for _, a := range s.present() {
		mine := map[*sight]bool{}
		news := s.news(a)
		slices.SortStableFunc(news, answersFirst)
		for _, n := range news {
			all = s.join(all, n, a, mine)
		}
	}
	if at != "" && len(all) > 0 {
		fmt.Fprintf(&s.out, "at %s\n", at)
	}
	for _, public := range []bool{true, false} {
		for _, n := range all {
			if (n.how == "sees") == public {
				s.say(s.headline(n), n.text)
			}
		}
	}
	for _, a := range s.present() {
		s.lookAtDialog(a)
	}
}

// answersFirst orders what one person sees: what is sent to them beside an answer
// may overtake it, and nobody minds.
func answersFirst(x, y sight) int {
	late := map[string]int{"gets": 1}
	return cmp.Compare(late[x.how], late[y.how])
}

// join adds a sight to those that others have too, but never two of the same
// person to one.
func (s *stage) join(all []*sight, n sight, a *actor, mine map[*sight]bool) []*sight {
	for _, other := range all {
		if !mine[other] && other.id == n.id && other.how == n.how && other.note == n.note && other.text == n.text {
			other.who, mine[other] = append(other.who, a.label), true
			return all
		}
	}
	n.who = []string{a.label}
	mine[&n] = true
	return append(all, &n)
}

func (s *stage) headline(n *sight) string {
	names := strings.Join(n.who, ", ")
	note := ""
	if n.note != "" {
		note = " (" + n.note + ")"
	}
	switch {
	case n.how == "only":
		return "only " + names + plural(n.who, " sees", " see") + note
	case n.how == "gets":
		return names + plural(n.who, " gets", " get") + note
	case len(n.who) < len(s.present()):
		return names + plural(n.who, " sees", " see") + " in the channel" + note
	case n.room != "":
		return "everyone in " + n.room + " sees" + note
	}
	return "everyone sees" + note
}

func plural(who []string, one, many string) string {
	if len(who) == 1 {
		return one
	}
	return many
}

// news is what one person sees that is new or changed, and what is gone.
func (s *stage) news(a *actor) []sight {
	var news []sight
	there := map[string]bool{}
	for _, p := range a.All() {
		there[p.ID] = true
		if n, is := s.sighted(a, p); is {
			news = append(news, n)
		}
	}
	for id := range a.seen {
		if !there[id] {
			delete(a.seen, id)
			news = append(news, sight{id: id, how: "sees", note: "deleted"})
		}
	}
	return news
}

func (s *stage) sighted(a *actor, p mattermosttest.Post) (sight, bool) {
	text := drawn(p)
	before, known := a.seen[p.ID]
	if s.markers[p.ID] || known && before == text {
		return sight{}, false
	}
	a.seen[p.ID] = text
	n := sight{how: "sees", text: text, id: p.ID, room: s.room(p.Channel), note: s.note(p, known)}
	switch {
	case p.Private:
		n.how, n.id = "only", ""
	case p.Direct:
		n.how, n.id = "gets", ""
	}
	return n, true
}

func (s *stage) note(p mattermosttest.Post, known bool) string {
	var notes []string
	if p.Thread != "" {
		notes = append(notes, "in the thread")
	}
	if p.Private && p.Direct {
		notes = append(notes, "in the conversation with the bot")
	}
	if known {
		notes = append(notes, "edited")
	}
	if p.Author != "gremienbot" && !p.Private {
		notes = append(notes, "by "+p.Author)
	}
	return strings.Join(notes, ", ")
}

// forget makes everything seen so far old, such as who joined.
func (s *stage) forget() {
	for _, a := range s.present() {
		s.news(a)
	}
}

// drawn is a post as text: the message, then each card with its buttons.
func drawn(p mattermosttest.Post) string {
	var parts []string
	for _, part := range append([]string{p.Message}, cards(p)...) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n")
}

func cards(p mattermosttest.Post) []string {
	var parts []string
	for _, c := range p.Cards {
		parts = append(parts, c.Pretext, c.Title, c.Text)
		for _, f := range c.Fields {
			parts = append(parts, f.Title+": "+f.Value)
		}
		parts = append(parts, buttons(c))
	}
	return parts
}

func buttons(c mattermosttest.PostCard) string {
	var all []string
	for _, a := range c.Actions {
		text := a.Label
		if a.Select {
			text += ": " + strings.Join(a.Options, " / ")
		}
		if a.Default != "" {
			text += " = " + a.Default
		}
		all = append(all, "["+text+"]")
	}
	return strings.Join(all, " ")
}

// lookAtDialog writes down a dialog that has opened.
func (s *stage) lookAtDialog(a *actor) {
	d, open := a.Dialog()
	if !open {
		a.open = ""
		return
	}
	text := asked(d)
	if a.open == text && !a.asked {
		return
	}
	a.open, a.asked = text, false
	s.say(a.label+" is asked", text)
}

// asked is a dialog as text, a line for each field; a star means required.
func asked(d mattermosttest.Dialog) string {
	lines := []string{d.Title}
	if d.Intro != "" {
		lines = append(lines, d.Intro)
	}
	for _, f := range d.Fields {
		lines = append(lines, "["+field(f)+"]")
	}
	return strings.Join(lines, "\n")
}

func field(f mattermosttest.DialogField) string {
	text := f.Label
	if !f.Optional {
		text += "*"
	}
	if f.Default != "" {
		text += " = " + f.Default
	}
	if len(f.Options) > 0 {
		text += " (" + strings.Join(f.Options, " / ") + ")"
	}
	if hint := cmp.Or(f.Help, f.Placeholder); hint != "" {
		text += " – " + hint
	}
	return text
}

// say writes something down: the first line behind the headline, the others
// indented below it.
func (s *stage) say(headline, text string) {
	lines := strings.Split(shorten(text), "\n")
	s.out.WriteString(strings.TrimRight(headline+": "+lines[0], " ") + "\n" + indent(lines[1:]))
}

// shown is what was written down since it was last asked for.
func (s *stage) shown() string {
	defer s.out.Reset()
	return s.out.String()
}
