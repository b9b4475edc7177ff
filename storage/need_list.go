package storage

import (
	"context"
	"fmt"

	"gremienbot/committee"
)

// needOrder is how needs are listed (domain, section 4.3): by class, then the
// highest score, then the number; what is not known yet comes last.
const needOrder = `nullif(n.urgency, '') NULLS LAST, n.score DESC NULLS LAST, n.year, n.seq`

// ListedNeeds lists at most limit needs with their owners that a filter lets
// through and p may see, in the order of the register, and counts all of them. At an
// offset behind the last one it only counts.
func (db *DB) ListedNeeds(ctx context.Context, committeeID int64, f committee.NeedFilter, p committee.Person, limit, offset int) ([]committee.Need, int, error) {
	w := needsLeft(committeeID, f, p)
	var total int
	if err := db.sql.GetContext(ctx, &total, `SELECT count(*) FROM need n WHERE `+w.text(), w.args...); err != nil {
		return nil, 0, fmt.Errorf("counting needs: %w", err)
	}
	if offset >= total {
		return nil, total, nil
	}
	list, err := db.needs(ctx, fmt.Sprintf(`SELECT `+needColumns+`
		WHERE n.id IN (SELECT n.id FROM need n WHERE %s ORDER BY `+needOrder+` LIMIT %d OFFSET %d)
		ORDER BY `+needOrder, w.text(), limit, offset), w.args...)
	for i, n := range list {
		list[i] = n.For(p)
	}
	return list, total, err
}

// shownOwner is the condition that an owner o came with nothing that has another label
// than those the person sees.
const shownOwner = `(o.via IS NULL OR NOT EXISTS (SELECT FROM ` + wayHere + ` x WHERE x.tlp <> ALL (?)))`

// needsLeft is the condition for the needs that a filter lets through and p may
// see. Seats are looked up once, not for every need.
func needsLeft(committeeID int64, f committee.NeedFilter, p committee.Person) *conditions {
	w := &conditions{}
	w.and(`n.committee_id = ?`, committeeID)
	w.and(`n.tlp = ANY (?)`, textArray(asText(p.Sees())))
	if len(f.Labels) > 0 {
		w.and(`n.tlp = ANY (?)`, textArray(asText(f.Labels)))
	}
	if states := f.Among(committee.OpenNeedStates()); states != nil {
		w.and(`n.state = ANY (?)`, textArray(asText(states)))
	}
	if len(f.Groups) > 0 {
		w.and(`(n.group_name = ANY (?)`, textArray(f.Groups))
		w.or(`EXISTS (
			SELECT FROM need_owner o JOIN seat s ON s.id = o.seat_id WHERE o.need_id = n.id AND s.group_name = ANY (?)`, textArray(f.Groups))
		w.and(shownOwner+`))`, textArray(asText(p.Sees())))
	}
	if f.Owner != "" {
		w.and(`EXISTS (SELECT FROM need_owner o WHERE o.need_id = n.id AND (
			o.seat_id = ANY (ARRAY(SELECT s.id FROM seat s WHERE s.committee_id = $1 AND bare(s.group_name || ' ' || s.body) LIKE bare(cast(? AS text))))
			OR o.seat_id IS NULL AND bare(o.body) LIKE bare(cast(? AS text)))`, containing(f.Owner))
		w.and(shownOwner+`)`, textArray(asText(p.Sees())))
	}
	if f.Mine {
		w.and(`(n.user_id = ?`, p.User)
		w.or(`EXISTS (SELECT FROM need_owner o WHERE o.need_id = n.id AND o.seat_id = ?))`, seatID(p))
	}
	w.words(`n.sought`, f.Text)
	return w
}

// seatID is the person's seat, 0 for none.
func seatID(p committee.Person) int64 {
	if p.Seat == nil {
		return 0
	}
	return p.Seat.ID
}
