package committee

import (
	"fmt"
	"strings"
	"time"
)

// Renumbered says what a new meeting does to the numbers of those to come: how many
// have another one now, and of the first of these when it is and both numbers.
type Renumbered struct {
	Count   int // 0: none
	Was, Is int
	At      time.Time
}

// Renumber compares the meetings before and after a change, both by their days.
func Renumber(before, after []Meeting, now time.Time) Renumbered {
	numbers := map[int64]int{}
	for _, m := range before {
		numbers[m.ID] = m.Number
	}
	var r Renumbered
	for _, m := range after {
		was := numbers[m.ID]
		if was == 0 || was == m.Number || m.State != MeetingPlanned || !m.Instant().After(now) {
			continue
		}
		if r.Count++; r.Count == 1 {
			r.Was, r.Is, r.At = was, m.Number, m.Instant()
		}
	}
	return r
}

// Tell adds it to the messages about a changed meeting; see [MeetingChange].
func (r Renumbered) Tell(owed []Owed) []Owed {
	if r.Count == 0 {
		return owed
	}
	for i := range owed {
		owed[i].Note += fmt.Sprintf(" %d %d %d %s", r.Count, r.Was, r.Is, r.At.UTC().Format(changeFormat))
	}
	return owed
}

// readRenumbered reads what [Renumbered.Tell] has added to the four words of a note.
func readRenumbered(note string) (Renumbered, error) {
	words := strings.Fields(note)
	if len(words) <= 4 {
		return Renumbered{}, nil
	}
	var r Renumbered
	var at string
	if _, err := fmt.Sscan(strings.Join(words[4:], " "), &r.Count, &r.Was, &r.Is, &at); err != nil {
		return r, fmt.Errorf("reading new numbers %q: %w", note, err)
	}
	var err error
	r.At, err = time.Parse(changeFormat, at)
	return r, err
}
