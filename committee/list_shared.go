package committee

import (
	"encoding/json"
	"fmt"
	"time"
)

// OwedList is a list of the register, in the channel, for all.
const OwedList OwedKind = "list"

// listGrace is how long a list is of use to those who were to look at it together.
const listGrace = time.Hour

// SharedList is a list that somebody shows to all in the channel.
type SharedList struct {
	Register ObjectKind // needs or topics
	Filter   string     // as Filter.Encode writes it
	Page     int
	By       string
}

// ShareList owes a list to the committee's channel. It refuses who may not show
// lists to all, and the list of what is one's own: nobody else could say whose it is.
func ShareList(c Committee, p Person, l SharedList, mine bool, now time.Time) (Owed, error) {
	switch {
	case !p.May(Read):
		return Owed{}, p.Demand(Read)
	case !p.May(ShareAList):
		return Owed{}, Refuse(Forbidden, "list.channel.may", "Roles", Allowed(ShareAList), "Yours", p.Roles)
	case mine:
		return Owed{}, Refuse(Invalid, "list.channel.mine")
	}
	l.By = p.User
	note, err := json.Marshal(l)
	if err != nil {
		return Owed{}, fmt.Errorf("noting a list: %w", err)
	}
	return Owed{
		Committee: c.ID, Object: Object{CommitteeObject, c.ID}, Kind: OwedList, Channel: c.Channel, Due: now, Grace: listGrace, Note: string(note),
	}, nil
}

// ReadSharedList reads the note of what ShareList owes.
func ReadSharedList(note string) (SharedList, error) {
	var l SharedList
	if err := json.Unmarshal([]byte(note), &l); err != nil {
		return l, fmt.Errorf("reading which list to show: %w", err)
	}
	return l, nil
}
