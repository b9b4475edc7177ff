package storage

import (
	"context"
	"fmt"

	"gremienbot/committee"
)

// AlteredPolls compares the polls that have a checksum with it, open and ended ones.
// It returns how many there are, and the numbers of those that are not what was
// opened, oldest first. What somebody has made unreadable is among them.
func (db *DB) AlteredPolls(ctx context.Context) (compared int, numbers []string, err error) {
	var rows []pollRow
	if err := db.sql.SelectContext(ctx, &rows, selectPoll+` WHERE p.hash <> '' ORDER BY p.committee_id, p.year, p.seq`); err != nil {
		return 0, nil, fmt.Errorf("comparing polls with their checksums: %w", err)
	}
	for _, r := range rows {
		if !r.intact() {
			numbers = append(numbers, committee.Number{Register: committee.PollRegister, Year: r.Year, Seq: r.Seq}.String())
		}
	}
	return len(rows), numbers, nil
}

func (r pollRow) intact() bool {
	if len(committee.PollKind(r.Kind).Methods()) == 0 {
		return false
	}
	p, err := r.poll()
	return err == nil && p.Intact()
}
