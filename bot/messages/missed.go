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
