package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// containing is the ILIKE pattern for texts that contain the words as typed.
func containing(words string) string { return "%" + likeEscaper.Replace(words) + "%" }

// Search returns at most limit objects of a committee that have the words, after
// the first offset ones, and how many there are. The one whose number or title
// was typed comes first, then those with all words in the title, then those with
// more of the words, then the newest. labels are those the person sees: objects
// with another one are neither shown nor counted.
func (db *DB) Search(ctx context.Context, committeeID int64, labels []committee.TLP, s committee.Search, limit, offset int) (committee.Findings, error) {
	var found committee.Findings
	err := db.looking(ctx, func(tx *sqlx.Tx) error {
		words, err := readWords(ctx, tx, s.Words)
		if err != nil {
			return err
		}
		year, seq, registers := numbersOf(s.Numbers)
		var rows []hitRow
		err = tx.SelectContext(ctx, &rows, searchQuery, committeeID, labelArray(labels), words.query, words.longest(), textArray(words.parts),
			s.Text, year, seq, textArray(registers), limit, offset)
		if err != nil {
			return err
		}
		found, err = findings(ctx, tx, committeeID, rows)
		return err
	})
	if err != nil {
		return committee.Findings{}, fmt.Errorf("searching: %w", err)
	}
	return found, nil
}

// Nearest returns at most limit objects whose titles have words that are written
// almost like those typed, the most alike first. labels are as for [DB.Search].
func (db *DB) Nearest(ctx context.Context, committeeID int64, labels []committee.TLP, text string, limit int) ([]committee.Hit, error) {
	var found committee.Findings
	err := db.looking(ctx, func(tx *sqlx.Tx) error {
		var rows []hitRow
		err := tx.SelectContext(ctx, &rows, nearestQuery, committeeID, labelArray(labels), "", text, limit)
		if err != nil {
			return err
		}
		found, err = findings(ctx, tx, committeeID, rows)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for similar titles: %w", err)
	}
	return found.Hits, nil
}

// looking runs queries that must use the indexes: to read the words of all rows
// takes long, for most are kept outside of their rows.
func (db *DB) looking(ctx context.Context, do func(*sqlx.Tx) error) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL pg_trgm.word_similarity_threshold = 0.6`)
		if err != nil {
			return err
		}
		return do(tx)
	})
}

// numbersOf are the numbers of one search: the same in several registers.
func numbersOf(numbers []committee.Number) (year, seq int, registers []string) {
	for _, n := range numbers {
		year, seq, registers = n.Year, n.Seq, append(registers, string(n.Register))
	}
	return year, seq, registers
}

func labelArray(labels []committee.TLP) any {
	list := make([]string, len(labels))
	for i, l := range labels {
		list[i] = string(l)
	}
	return textArray(list)
}

type hitRow struct {
	Kind    string `db:"kind"`
	ID      int64  `db:"id"`
	Year    int    `db:"year"`
	Seq     int    `db:"seq"`
	Title   string `db:"title"`
	State   string `db:"state"`
	TLP     string `db:"tlp"`
	Text    string `db:"text"`
	Excerpt string `db:"excerpt"`
	Total   int    `db:"total"`
}

// findings makes hits of rows and reads the meetings among them. A page behind
// the last hit has one row without an object, which tells the total.
func findings(ctx context.Context, tx *sqlx.Tx, committeeID int64, rows []hitRow) (committee.Findings, error) {
	var found committee.Findings
	for _, r := range rows {
		found.Total = r.Total
		if r.ID == 0 {
			continue
		}
		h := r.hit()
		if h.Object.Kind == committee.MeetingObject {
			var err error
			if h.Meeting, err = oneMeeting(ctx, tx, numberedMeetings+` AND m.id = $2`, committeeID, r.ID); err != nil {
				return found, err
			}
		}
		found.Hits = append(found.Hits, h)
	}
	return found, nil
}

func (r hitRow) hit() committee.Hit {
	h := committee.Hit{
		Object: committee.Object{Kind: committee.ObjectKind(r.Kind), ID: r.ID},
		Title:  r.Title, State: r.State, TLP: committee.TLP(r.TLP), Excerpt: excerpt(r.Text, r.Excerpt),
	}
	for _, k := range searched {
		if k.kind == h.Object.Kind && k.register != 0 {
			h.Number = committee.Number{Register: k.register, Year: r.Year, Seq: r.Seq}
		}
	}
	return h
}

// What stands before and behind a found word in an excerpt: characters that no
// keyboard has and that are never shown.
const (
	foundFrom = "\uE000"
	foundTo   = "\uE001"
)

// excerpt divides a marked excerpt of a text into pieces, with "…" where it leaves
// something out.
func excerpt(text, marked string) []committee.Piece {
	marked = strings.TrimSpace(marked)
	if marked == "" {
		return nil
	}
	bare := strings.NewReplacer(foundFrom, "", foundTo, "").Replace(marked)
	if !strings.HasPrefix(strings.TrimSpace(text), bare[:min(len(bare), 20)]) {
		marked = "… " + marked
	}
	if !strings.HasSuffix(strings.TrimSpace(text), bare[max(0, len(bare)-20):]) {
		marked += " …"
	}
	var pieces []committee.Piece
	for i, part := range strings.Split(marked, foundFrom) {
		word, rest, _ := strings.Cut(part, foundTo)
		if i == 0 {
			word, rest = "", part
		}
		for _, p := range []committee.Piece{{Text: word, Found: true}, {Text: rest}} {
			if p.Text != "" {
				pieces = append(pieces, p)
			}
		}
	}
	return pieces
}
