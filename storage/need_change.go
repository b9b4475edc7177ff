package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// AddNeed numbers and stores a need with its owners and owes its card. name is
// the dialog's name: a second call with the same one returns
// committee.ErrRepeated and changes nothing.
func (db *DB) AddNeed(ctx context.Context, c committee.Committee, n committee.Need, name string) (committee.Need, error) {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, n.At); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		var err error
		n.Number, err = nextNumber(ctx, tx, c.ID, committee.NeedRegister, n.At.In(c.Location()).Year())
		if err != nil {
			return err
		}
		if err := insertNeed(ctx, tx, &n); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.NeedObject, ID: n.ID}
		if err := record(ctx, tx, n.At, n.By, "report", c.ID, object, nil, n); err != nil {
			return err
		}
		return oweCard(ctx, tx, c.ID, c.Channel, object, n.At)
	})
	if err != nil {
		return committee.Need{}, fmt.Errorf("adding a need: %w", err)
	}
	return n, nil
}

func insertNeed(ctx context.Context, tx *sqlx.Tx, n *committee.Need) error {
	err := tx.GetContext(ctx, &n.ID, `
		INSERT INTO need (committee_id, year, seq, title, problem, affected, reason, existing, tlp, state, user_id, group_name,
			created_at, changed_at, changed_by, version, topic_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
			(SELECT id FROM topic WHERE committee_id = $1 AND year = $17 AND seq = $18))
		RETURNING id`,
		n.Committee, n.Number.Year, n.Number.Seq, n.Title, n.Problem, n.Affected, n.Reason, n.Existing, n.TLP, n.State, n.By, n.Group,
		n.At, n.ChangedAt, n.ChangedBy, n.Version, n.Topic.Year, n.Topic.Seq)
	if err != nil {
		return err
	}
	for _, o := range n.Owners {
		if err := insertOwner(ctx, tx, n.ID, n.By, o); err != nil {
			return err
		}
	}
	return nil
}

// insertOwner says that an organisation has a need; saying it again leaves the
// first as it is, but one that came with a bundled need now speaks for itself.
func insertOwner(ctx context.Context, tx *sqlx.Tx, need int64, by string, o committee.Owner) error {
	key, body := "(need_id, seat_id) WHERE seat_id IS NOT NULL", ""
	if o.Seat == 0 {
		key, body = "(need_id, lower(body)) WHERE seat_id IS NULL", o.Body
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO need_owner (need_id, seat_id, body, user_id, at, via)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT `+key+` DO UPDATE SET via = NULL WHERE excluded.via IS NULL`, need, idOrNull(o.Seat), body, by, o.At, idOrNull(o.Via))
	if err != nil {
		return fmt.Errorf("adding an owner: %w", err)
	}
	return nil
}

// lockNeed reads a need that nobody else can change until the transaction ends.
func lockNeed(ctx context.Context, tx *sqlx.Tx, id int64) (committee.Need, error) {
	if err := lockNeeds(ctx, tx, id); err != nil {
		return committee.Need{}, err
	}
	return readNeed(ctx, tx, `SELECT `+needColumns+` WHERE n.id = $1`, id) // after the lock, so that it sees what the last one wrote
}

// ChangeNeed lets the rule change a need's text or state while nobody else can,
// stores what it returns, owes what follows from it (committee.NeedNews) and has
// the card redrawn. Of the owners only organisations without a seat are changed
// here, for seats see SupportNeed. verb is what the history will say. name is the dialog's name,
// see AddNeed.
func (db *DB) ChangeNeed(ctx context.Context, id int64, by, verb, name string, now time.Time, rule func(committee.Need) (committee.Need, error)) (committee.Need, error) {
	var after committee.Need
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		before, err := lockNeed(ctx, tx, id)
		if err != nil {
			return err
		}
		if after, err = rule(before); err != nil {
			return err
		}
		if err := updateNeed(ctx, tx, after); err != nil {
			return err
		}
		if err := keepOrganisations(ctx, tx, by, before, after); err != nil {
			return err
		}
		if err := followLabel(ctx, tx, now, by, before, after); err != nil {
			return err
		}
		return needChanged(ctx, tx, now, by, verb, before, after)
	})
	if err != nil {
		return committee.Need{}, fmt.Errorf("changing a need: %w", err)
	}
	return after, nil
}

func updateNeed(ctx context.Context, tx *sqlx.Tx, n committee.Need) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE need
		SET title = $2, problem = $3, affected = $4, reason = $5, existing = $6, state = $7, changed_at = $8, version = $9, tlp = $10,
			benefit = $11, wish = $12, legal = $13, contact = $14, links = $15, why = $16, resume_on = $17, back = $18, into_id = $19,
			query = $20, handover = $21, gate = $22, urgency = $23, effort = $24, score = $25, split = $26, changed_by = $27,
			judgements = $28, before = $29, stood_by = $30, stood_at = $31, past = $32
		WHERE id = $1`,
		n.ID, n.Title, n.Problem, n.Affected, n.Reason, n.Existing, n.State, n.ChangedAt, n.Version, n.TLP,
		n.Benefit, n.Wish, n.Legal, n.Contact, n.Links, n.Why, dateOrNull(n.Resume), n.Back, idOrNull(n.Into),
		jsonOrNull(n.Query != nil, n.Query), jsonOrNull(n.Handover != nil, n.Handover), jsonOrNull(n.Gate != nil, n.Gate),
		n.Urgency, n.Effort, scoreOrNull(n.Rating), n.Split, n.ChangedBy, jsonOrNull(n.Judgements != nil, n.Judgements),
		jsonOrNull(n.Before != nil, n.Before), n.NeedStanding.By, timeOrNull(n.NeedStanding.At),
		jsonOrNull(n.Past != nil, n.Past))
	return err
}

func scoreOrNull(r committee.Rating) any {
	if !r.Scored {
		return nil
	}
	return int(r.Score)
}

// needChanged writes the history, owes what follows and has the card redrawn.
func needChanged(ctx context.Context, tx *sqlx.Tx, now time.Time, by, verb string, before, after committee.Need) error {
	object := committee.Object{Kind: committee.NeedObject, ID: after.ID}
	if err := record(ctx, tx, now, by, verb, after.Committee, object, before, after); err != nil {
		return err
	}
	if before.TLP != committee.Red && after.TLP == committee.Red {
		if err := forgetTexts(ctx, tx, object, after.Title); err != nil {
			return err
		}
	}
	if err := tellOfNeed(ctx, tx, now, by, before, after); err != nil {
		return err
	}
	if err := touchPollsAbout(ctx, tx, before, after); err != nil {
		return err
	}
	if err := touchRoundsAbout(ctx, tx, before, after); err != nil {
		return err
	}
	return touchCard(ctx, tx, object)
}

// SupportNeed lets the rule say which seat has a need too, stores it and has the
// card redrawn. It returns the need with all its owners and whether the rule
// found this one new; if not, nothing changes. It can be repeated. A bundled need
// is supported where it lives on: that one is asked about and returned.
func (db *DB) SupportNeed(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Need) (committee.Owner, bool, error)) (committee.Need, bool, error) {
	var after committee.Need
	var fresh bool
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		before, err := lockWhole(ctx, tx, id)
		if err != nil {
			return err
		}
		var o committee.Owner
		if o, fresh, err = rule(before); err != nil || !fresh {
			after = before
			return err
		}
		if err := insertOwner(ctx, tx, before.ID, by, o); err != nil {
			return err
		}
		if after, err = readNeed(ctx, tx, `SELECT `+needColumns+` WHERE n.id = $1`, before.ID); err != nil {
			return err
		}
		return needChanged(ctx, tx, now, by, "support", before, after)
	})
	if err != nil {
		return committee.Need{}, false, fmt.Errorf("supporting a need: %w", err)
	}
	return after, fresh, nil
}
