package committee

import "slices"

// together are the kinds of messages that are said to a person in one, if several of
// them are due: who misses three polls is disturbed once.
var together = []OwedKind{OwedDayLeft, OwedHours}

// MostTogether is how many messages are said in one at most. More cards than that are
// no easier to read than another message.
const MostTogether = 10

// Together lists the kinds of messages that can be said in one.
func Together() []OwedKind { return slices.Clone(together) }

// GoesWith reports whether two messages can be said in one: reminders of open polls of
// one committee, to one person.
func (o Owed) GoesWith(other Owed) bool {
	return o.User != "" && o.User == other.User && o.Committee == other.Committee &&
		slices.Contains(together, o.Kind) && slices.Contains(together, other.Kind)
}
