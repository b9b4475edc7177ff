package committee

import (
	"slices"
	"strings"
	"time"
)

// AddOrganisation notes that an organisation without a seat has the need. It
// refuses who does not keep the register, a closed need, no name, and a name that
// is noted already or belongs to a seat that has the need.
func (n Need) AddOrganisation(p Person, body string, now time.Time) (Need, error) {
	body, err := n.organisation(p, body)
	if err != nil {
		return n, err
	}
	if n.ownerAt(body) >= 0 {
		return n, Refuse(Conflict, "need.owner.known", "Number", n.Number, "Body", body)
	}
	n.Owners = append(slices.Clip(n.Owners), Owner{Body: body, At: now})
	return n.changed(p, now), nil
}

// RemoveOrganisation takes back that an organisation without a seat has the need.
// A seat's own word is not taken back by others.
func (n Need) RemoveOrganisation(p Person, body string, now time.Time) (Need, error) {
	body, err := n.organisation(p, body)
	if err != nil {
		return n, err
	}
	i := n.ownerAt(body)
	switch {
	case i < 0:
		return n, Refuse(Missing, "need.owner.unknown", "Number", n.Number, "Body", body)
	case n.Owners[i].Seat != 0:
		return n, Refuse(Conflict, "need.owner.seat", "Number", n.Number, "Body", body)
	}
	n.Owners = slices.Delete(slices.Clone(n.Owners), i, i+1)
	return n.changed(p, now), nil
}

// organisation cleans the name of an organisation that somebody adds or removes.
func (n Need) organisation(p Person, body string) (string, error) {
	if err := p.Demand(KeepRegister); err != nil {
		return "", err
	}
	if err := n.open(); err != nil {
		return "", err
	}
	body = oneLine(body)
	if err := unclassified(body); err != nil {
		return "", err
	}
	if e := example("body", body, "need.owner.missing", 2, MaxTitle); e != nil {
		return "", e
	}
	return body, nil
}

// ownerAt finds an owner by its name, whatever the case; -1 if there is none.
func (n Need) ownerAt(body string) int {
	return slices.IndexFunc(n.Owners, func(o Owner) bool { return strings.EqualFold(o.Body, body) })
}
