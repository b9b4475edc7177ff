package committee

import (
	"regexp"
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

// ownerAt finds an owner by its name as it was noted, or as it is shown and copied:
// whatever the case, dashes, spaces and quotation marks, and cut short with "…", if
// that can be only one; -1 if there is none.
func (n Need) ownerAt(body string) int {
	if i := slices.IndexFunc(n.Owners, func(o Owner) bool { return strings.EqualFold(o.Body, body) }); i >= 0 {
		return i
	}
	sought, short := strings.CutSuffix(asShown(body), "…")
	at := -1
	for i, o := range n.Owners {
		name := asShown(o.Body)
		switch {
		case name == sought:
			return i
		case !short || sought == "" || !strings.HasPrefix(name, sought):
		case at >= 0:
			return -1
		default:
			at = i
		}
	}
	return at
}

// asShown is a name without what differs between how it was typed, how it is shown
// and how it was copied from there.
func asShown(name string) string {
	name = escape.ReplaceAllString(unseen.ReplaceAllString(name, ""), "$1")
	name = dash.ReplaceAllString(strings.Join(strings.Fields(name), " "), "-")
	return strings.ToLower(strings.Trim(name, "„“”\"'‚‘’«»* "))
}

var (
	escape = regexp.MustCompile(`\\([\pP\pS])`) // as in Markdown
	unseen = regexp.MustCompile(`[\p{Cf}\p{Cc}\p{Co}]`)
	dash   = regexp.MustCompile(`[\p{Pd}\x{2212}]`)
)
