package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// lockNeeds locks needs until the transaction ends, in the order of their IDs,
// so that two who lock the same ones wait for each other and never both.
func lockNeeds(ctx context.Context, tx *sqlx.Tx, ids ...int64) error {
	rows, err := tx.QueryContext(ctx, `SELECT id FROM need WHERE id = ANY ($1) ORDER BY id FOR UPDATE`, intArray(ids))
	if err != nil {
		return fmt.Errorf("locking needs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

// bundle is two or more needs in a transaction that has locked them.
type bundle struct {
	tx    *sqlx.Tx
	by    string
	now   time.Time
	whole committee.Need
	parts []committee.Need
}

// BundleNeeds lets the rule bundle needs into another one, all or none, while
// nobody else can change any of them. Their owners join the whole; both cards are
// redrawn, and who reported one of them is owed the news. It returns the whole
// and the parts as they are then.
func (db *DB) BundleNeeds(ctx context.Context, parts []int64, whole int64, by string, now time.Time, rule func(part, whole committee.Need) (committee.Need, error)) (committee.Need, []committee.Need, error) {
	var b bundle
	err := db.inTx(ctx, func(tx *sqlx.Tx) (err error) {
		if b, err = lockBundle(ctx, tx, parts, whole, by, now); err != nil {
			return err
		}
		before := b.whole
		for i := range b.parts {
			if err := b.join(ctx, i, rule); err != nil {
				return err
			}
		}
		return b.done(ctx, before, "bundle", committee.OwedNeedBundled)
	})
	if err != nil {
		return committee.Need{}, nil, fmt.Errorf("bundling needs: %w", err)
	}
	return b.whole, b.parts, nil
}

func lockBundle(ctx context.Context, tx *sqlx.Tx, parts []int64, whole int64, by string, now time.Time) (bundle, error) {
	b := bundle{tx: tx, by: by, now: now}
	if err := lockNeeds(ctx, tx, append(slices.Clip(parts), whole)...); err != nil {
		return b, err
	}
	var err error
	if b.whole, err = b.read(ctx, whole); err != nil {
		return b, err
	}
	for _, id := range parts {
		n, err := b.read(ctx, id)
		if err != nil {
			return b, err
		}
		b.parts = append(b.parts, n)
	}
	return b, nil
}

func (b *bundle) read(ctx context.Context, id int64) (committee.Need, error) {
	return readNeed(ctx, b.tx, `SELECT `+needColumns+` WHERE n.id = $1`, id)
}

// join makes one need a part of the whole.
func (b *bundle) join(ctx context.Context, i int, rule func(part, whole committee.Need) (committee.Need, error)) error {
	before := b.parts[i]
	after, err := rule(before, b.whole)
	if err != nil {
		return err
	}
	brought := after.Brings(b.whole, b.now)
	for _, o := range brought {
		if err := insertOwner(ctx, b.tx, b.whole.ID, b.by, o); err != nil {
			return err
		}
	}
	b.parts[i] = after
	b.whole.Owners = append(slices.Clip(b.whole.Owners), brought...)
	if err := updateNeed(ctx, b.tx, after); err != nil {
		return err
	}
	return needChanged(ctx, b.tx, b.now, b.by, "bundle", before, after)
}

// done reads the whole as it has become, writes its history and owes the news.
func (b *bundle) done(ctx context.Context, before committee.Need, verb string, news committee.OwedKind) error {
	var err error
	if b.whole, err = b.read(ctx, b.whole.ID); err != nil {
		return err
	}
	if err := needChanged(ctx, b.tx, b.now, b.by, verb, before, b.whole); err != nil {
		return err
	}
	return owe(ctx, b.tx, committee.BundleNews(news, b.whole, b.parts, b.by, b.now)...)
}

// UnbundleNeed lets the rule take a need out of its bundle while nobody else can
// change the need or the whole. Owners that came with it leave the whole unless
// they said so themselves or another part brings them. It returns the need and
// the whole as they are then. For a need that is not bundled the rule is asked
// with the zero Need as the whole.
func (db *DB) UnbundleNeed(ctx context.Context, id int64, by string, now time.Time, rule func(part, whole committee.Need) (committee.Need, error)) (committee.Need, committee.Need, error) {
	var b bundle
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		n, err := readNeed(ctx, tx, `SELECT `+needColumns+` WHERE n.id = $1`, id)
		if err != nil {
			return err
		}
		if n.Into == 0 {
			_, err := rule(n, committee.Need{})
			return orElse(err, committee.ErrMissing)
		}
		if b, err = lockBundle(ctx, tx, []int64{id}, n.Into, by, now); err != nil {
			return err
		}
		return b.leave(ctx, rule)
	})
	if err != nil {
		return committee.Need{}, committee.Need{}, fmt.Errorf("unbundling a need: %w", err)
	}
	return b.parts[0], b.whole, nil
}

// leave takes the only part out of the whole.
func (b *bundle) leave(ctx context.Context, rule func(part, whole committee.Need) (committee.Need, error)) error {
	before, whole := b.parts[0], b.whole
	after, err := rule(before, whole)
	if err != nil {
		return err
	}
	if err := updateNeed(ctx, b.tx, after); err != nil {
		return err
	}
	if err := needChanged(ctx, b.tx, b.now, b.by, "unbundle", before, after); err != nil {
		return err
	}
	b.parts[0] = after
	if err := b.takeOwners(ctx, after.ID); err != nil {
		return err
	}
	return b.done(ctx, whole, "unbundle", committee.OwedNeedUnbundled)
}

// takeOwners takes the owners away that came with a part, and lets the parts that
// stay bring theirs again.
func (b *bundle) takeOwners(ctx context.Context, part int64) error {
	if _, err := b.tx.ExecContext(ctx, `DELETE FROM need_owner WHERE need_id = $1 AND via = $2`, b.whole.ID, part); err != nil {
		return fmt.Errorf("taking owners away: %w", err)
	}
	left, err := b.read(ctx, b.whole.ID)
	if err != nil {
		return err
	}
	for _, p := range left.Parts {
		other, err := b.read(ctx, p.ID)
		if err != nil {
			return err
		}
		for _, o := range other.Brings(left, b.now) {
			if err := insertOwner(ctx, b.tx, left.ID, b.by, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// wholeOf is where a need lives on: the end of its way through bundles, or itself.
func wholeOf(ctx context.Context, q sqlx.QueryerContext, id int64) (int64, error) {
	var whole int64
	err := sqlx.GetContext(ctx, q, &whole, `
		WITH RECURSIVE way AS (
			SELECT id, into_id FROM need WHERE id = $1
			UNION
			SELECT n.id, n.into_id FROM need n JOIN way w ON n.id = w.into_id
		)
		SELECT id FROM way WHERE into_id IS NULL`, id)
	if err != nil {
		return 0, fmt.Errorf("following a bundle: %w", found(err))
	}
	return whole, nil
}

// WholeNeed returns the need in which a need lives on: the one it was bundled
// into, over any number of steps; itself if it is not bundled.
func (db *DB) WholeNeed(ctx context.Context, id int64) (committee.Need, error) {
	whole, err := wholeOf(ctx, db.sql, id)
	if err != nil {
		return committee.Need{}, err
	}
	return db.Need(ctx, whole)
}

// lockWhole locks the need in which a need lives on.
func lockWhole(ctx context.Context, tx *sqlx.Tx, id int64) (committee.Need, error) {
	for {
		whole, err := wholeOf(ctx, tx, id)
		if err != nil {
			return committee.Need{}, err
		}
		n, err := lockNeed(ctx, tx, whole)
		if err != nil || n.State != committee.NeedBundled {
			return n, err
		}
	}
}

// wayHere are the needs by which an owner o came to where it stands: what was bundled
// there and brought it, what had been bundled into that, and so on.
const wayHere = `(
	WITH RECURSIVE way AS (
		SELECT o.via AS part
		UNION
		SELECT k.via
		FROM way w
		JOIN need_owner k ON k.need_id = w.part AND k.via IS NOT NULL
		AND (k.seat_id = o.seat_id OR k.seat_id IS NULL AND o.seat_id IS NULL AND lower(k.body) = lower(o.body))
	)
	SELECT h.tlp FROM way w JOIN need h ON h.id = w.part)`

// guardedWay is the most guarded label on that way, NULL if none is guarded.
const guardedWay = `(SELECT max(x.tlp) FROM ` + wayHere + ` x WHERE x.tlp IN ('AMBER+STRICT', 'RED'))`

// followLabel labels what is bundled into a need like the need, if that has become
// guarded.
func followLabel(ctx context.Context, tx *sqlx.Tx, now time.Time, by string, before, whole committee.Need) error {
	if before.TLP == whole.TLP || len(whole.Parts) == 0 {
		return nil
	}
	parts, err := partsOf(ctx, tx, whole.ID)
	if err != nil {
		return err
	}
	for _, part := range parts {
		after, changed := part.Follow(whole, committee.Person{User: by, Name: whole.ChangedByName}, now)
		if !changed {
			continue
		}
		if err := updateNeed(ctx, tx, after); err != nil {
			return err
		}
		if err := needChanged(ctx, tx, now, by, "label", part, after); err != nil {
			return err
		}
	}
	return nil
}

// addParts reads what is bundled into the needs of a list, by number.
func addParts(ctx context.Context, q sqlx.QueryerContext, ids []int64, into func(int64) *committee.Need) error {
	var rows []struct {
		Into  int64  `db:"into_id"`
		ID    int64  `db:"id"`
		Year  int    `db:"year"`
		Seq   int    `db:"seq"`
		Title string `db:"title"`
		TLP   string `db:"tlp"`
		By    string `db:"user_id"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT into_id, id, year, seq, title, tlp, user_id
		FROM need
		WHERE into_id = ANY ($1)
		ORDER BY into_id, year, seq`, intArray(ids))
	if err != nil {
		return fmt.Errorf("reading what is bundled: %w", err)
	}
	for _, r := range rows {
		n := into(r.Into)
		n.Parts = append(n.Parts, committee.Part{ID: r.ID, Number: needNumber(r.Year, r.Seq), Title: r.Title, TLP: committee.TLP(r.TLP), By: r.By})
	}
	return nil
}
