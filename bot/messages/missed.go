package messages

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Missed tells the office, once, which messages were too late to be of use, or
// could not be delivered. The note lists them as "kind:object/id*count",
// separated by commas.
func (v Voice) Missed(c committee.Committee, o committee.Owed) bot.Message {
	what := "missed"
	if o.Kind == committee.OwedFailed {
		what = "failed"
	}
	counts := map[string]int{}
	for item := range strings.SplitSeq(o.Note, ",") {
		object, count, _ := strings.Cut(item, "*")
		kind, _, _ := strings.Cut(object, ":")
		n, err := strconv.Atoi(count)
		if err == nil {
			counts[kind] += n
		}
	}
	lines := []string{v.Say(what+".head", "Name", Plain(c.Name))}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, "- "+v.Say("missed.line", "Count", counts[kind], "What", v.Say("owed."+kind)))
	}
	return bot.Message{Text: strings.Join(append(lines, v.Say(what+".foot")), "\n")}
}

// AccountsClosed tells the office, once, whose accounts are closed, what becomes of
// their seats, and what to do.
func (v Voice) AccountsClosed(c committee.Committee, closed []committee.Person) bot.Message {
	lines := []string{v.Say("gone.head", "Name", Plain(c.Name), "Count", len(closed))}
	for _, p := range closed {
		lines = append(lines, "- "+v.Say("gone.line", "Name", Plain(p.Name), "Handle", p.Handle)+v.leftSeat(p))
	}
	return bot.Message{Text: strings.Join(append(lines, v.Say("gone.foot")), "\n")}
}

// leftSeat says what becomes of the seat of somebody who cannot act any more.
func (v Voice) leftSeat(p committee.Person) string {
	if p.Seat == nil {
		return ""
	}
	key, other := "gone.seat.vacant", p.Seat.Substitute
	switch {
	case !p.HoldsSeat():
		key, other = "gone.seat.substitute", nil
	case other != nil:
		key = "gone.seat"
	}
	args := []any{"Seat", Plain(p.Seat.Group) + ": " + Plain(p.Seat.Body)}
	if other != nil {
		args = append(args, "Other", Plain(other.Name))
	}
	return " " + v.Say(key, args...)
}
