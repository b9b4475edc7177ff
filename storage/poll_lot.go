package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// lotOf is the lot of poll p as JSON, NULL if none was drawn. Whoever votes in an
// open poll does not wait for it.
const lotOf = `
	CASE WHEN p.state = 'closed' THEN (
		SELECT cast(l.drawn || jsonb_build_object('seed', l.seed, 'by', l.user_id, 'by_name', d.name, 'at', l.at) AS text)
		FROM lot l
		JOIN person d USING (user_id)
		WHERE l.poll_id = p.id) END AS lot`

// DrawLot lets the rule draw lots for a poll with its ballots while nobody else
// does, keeps the lot, owes it to the committee's channel and has the post of the result
// redrawn.
func (db *DB) DrawLot(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll, []committee.Ballot) (committee.Poll, error)) (committee.Poll, error) {
	draw := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		ballots, err := ballotsOf(ctx, tx, id)
		if err != nil {
			return p, err
		}
		return rule(p, ballots)
	}
	after, err := db.changePollWith(ctx, id, by, "draw", now, draw, func(tx *sqlx.Tx, c committee.Committee, after committee.Poll) error {
		if err := insertLot(ctx, tx, after); err != nil {
			return err
		}
		if err := redrawResult(ctx, tx, c, after, now); err != nil {
			return err
		}
		return owe(ctx, tx, committee.Owed{
			Committee: c.ID, Object: after.Ref(), Kind: committee.OwedLot, Channel: c.Channel, Due: after.Lot.At, Grace: 30 * 24 * time.Hour,
		})
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("drawing a lot: %w", err)
	}
	return after, nil
}

func insertLot(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	drawn, err := asJSON(committee.Lot{Tied: p.Lot.Tied, Order: p.Lot.Order, Selected: p.Lot.Selected})
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO lot (poll_id, seed, drawn, user_id, at)
		VALUES ($1, $2, $3, $4, $5)`, p.ID, p.Lot.Seed, drawn, p.Lot.By, p.Lot.At)
	return err
}

// CardPost is the post in a channel that is an object's card, "" if there is none.
func (db *DB) CardPost(ctx context.Context, object committee.Object, channel string) (string, error) {
	card, err := db.CardOf(ctx, object)
	if errors.Is(err, committee.ErrMissing) || err == nil && card.Channel != channel {
		return "", nil
	}
	return card.Post, err
}
