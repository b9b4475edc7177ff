package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// Card is the one post of an object in its channel.
type Card struct {
	Object  committee.Object
	Channel string
	Post    string
	DrawnAt time.Time // when the content that the post shows was read
}

// StaleCard is a card whose post is behind, to be redrawn by one caller. It is
// an alias so that package scheduler can name the same type without an import.
type StaleCard = struct {
	Object  committee.Object
	Channel string
	Post    string
	// Wanted and Ballots are what the object was when the card was claimed;
	// MarkDrawn wants them back. Ballots is opaque.
	Wanted  int64
	Ballots string
	// Until is the end of the claim and its proof.
	Until time.Time
}

// placeCard makes a post the object's card. What the row says is drawn stays: it
// dates from before the content was read, so nothing is overlooked.
func placeCard(ctx context.Context, tx *sqlx.Tx, o committee.Owed, drawn time.Time, channel, post string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO card (object_kind, object_id, committee_id, channel_id, post_id, drawn_at)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (object_kind, object_id) DO UPDATE
		SET channel_id = excluded.channel_id, post_id = excluded.post_id, drawn_at = excluded.drawn_at`,
		o.Object.Kind, o.Object.ID, o.Committee, channel, post, drawn)
	if err != nil {
		return fmt.Errorf("placing the card of %s %d: %w", o.Object.Kind, o.Object.ID, err)
	}
	return nil
}

// CardOf returns the card of an object, or ErrNotFound while it was never posted.
func (db *DB) CardOf(ctx context.Context, object committee.Object) (Card, error) {
	var r struct {
		Channel string    `db:"channel_id"`
		Post    string    `db:"post_id"`
		DrawnAt time.Time `db:"drawn_at"`
	}
	err := db.sql.GetContext(ctx, &r, `
		SELECT channel_id, post_id, drawn_at
		FROM card
		WHERE object_kind = $1 AND object_id = $2 AND post_id <> ''`,
		object.Kind, object.ID)
	if err != nil {
		return Card{}, fmt.Errorf("reading the card of %s %d: %w", object.Kind, object.ID, found(err))
	}
	return Card{Object: object, Channel: r.Channel, Post: r.Post, DrawnAt: r.DrawnAt.UTC()}, nil
}

// StaleCards claims up to limit cards for the length of the lease that are behind
// their object, and were drawn at least every ago: something touched them, or the
// ballots of an open poll are not the ones that the card shows. Voting does not
// touch a card, so that votes never wait for each other.
//
// Ballots are compared by the sum of their instants, which every new or changed
// one alters, and not by the newest: one that is committed after a younger one
// would be overlooked.
func (db *DB) StaleCards(ctx context.Context, now time.Time, every, lease time.Duration, limit int) ([]StaleCard, error) {
	var rows []struct {
		Kind    committee.ObjectKind `db:"object_kind"`
		ID      int64                `db:"object_id"`
		Channel string               `db:"channel_id"`
		Post    string               `db:"post_id"`
		Wanted  int64                `db:"wanted"`
		Ballots string               `db:"mark"`
		Until   time.Time            `db:"drawing_until"`
	}
	err := db.sql.SelectContext(ctx, &rows, `
		WITH polls AS (
			SELECT p.id, (SELECT coalesce(sum(extract(epoch FROM b.cast_at)), 0) FROM ballot b WHERE b.poll_id = p.id)
				+ (SELECT count(*) FROM participation a WHERE a.poll_id = p.id) AS mark
			FROM poll p
			WHERE p.state = 'open'
		), behind AS (
			SELECT c.object_kind, c.object_id, c.ballots AS mark
			FROM card c
			WHERE c.wanted > c.drawn AND c.drawn_at <= $2
			UNION ALL
			SELECT c.object_kind, c.object_id, p.mark
			FROM polls p
			JOIN card c ON c.object_kind = 'poll' AND c.object_id = p.id
			WHERE c.ballots <> p.mark AND c.drawn_at <= $2
		), free AS (
			SELECT c.object_kind, c.object_id
			FROM card c
			WHERE (c.object_kind, c.object_id) IN (SELECT object_kind, object_id FROM behind)
			AND c.post_id <> '' AND c.drawn_at <= $2 AND (c.drawing_until IS NULL OR c.drawing_until <= $1)
			ORDER BY c.drawn_at
			LIMIT $4
			FOR UPDATE SKIP LOCKED
		)
		UPDATE card c
		SET drawing_until = $3
		FROM free
		WHERE c.object_kind = free.object_kind AND c.object_id = free.object_id
		RETURNING c.object_kind, c.object_id, c.channel_id, c.post_id, c.wanted, c.drawing_until, cast(coalesce(
			(SELECT p.mark FROM polls p WHERE c.object_kind = 'poll' AND p.id = c.object_id), c.ballots) AS text) AS mark`,
		now, now.Add(-every), now.Add(lease), limit)
	if err != nil {
		return nil, fmt.Errorf("claiming cards: %w", err)
	}
	list := make([]StaleCard, len(rows))
	for i, r := range rows {
		list[i] = StaleCard{
			Object: committee.Object{Kind: r.Kind, ID: r.ID}, Channel: r.Channel, Post: r.Post,
			Wanted: r.Wanted, Ballots: r.Ballots, Until: r.Until.UTC(),
		}
	}
	return list, nil
}

// ReleaseCards ends all claims on cards. A program that begins says so: what was
// killed before it will not draw them any more, and a card drawn twice shows the
// same. Nothing that is sent once may be released like this.
func (db *DB) ReleaseCards(ctx context.Context) error {
	if _, err := db.sql.ExecContext(ctx, `UPDATE card SET drawing_until = NULL WHERE drawing_until IS NOT NULL`); err != nil {
		return fmt.Errorf("releasing cards: %w", err)
	}
	return nil
}

// MarkDrawn says that the post of a claimed card shows what was read at an
// instant, and ends the claim. It does nothing if somebody else holds the card.
func (db *DB) MarkDrawn(ctx context.Context, c StaleCard, at time.Time) error {
	_, err := db.sql.ExecContext(ctx, `
		UPDATE card
		SET drawn = greatest(drawn, $3), ballots = cast($4 AS numeric), drawn_at = $5, drawing_until = NULL
		WHERE object_kind = $1 AND object_id = $2 AND drawing_until = $6`,
		c.Object.Kind, c.Object.ID, c.Wanted, c.Ballots, at, c.Until)
	if err != nil {
		return fmt.Errorf("marking the card of %s %d as drawn: %w", c.Object.Kind, c.Object.ID, err)
	}
	return nil
}

// RedrawAt gives a claimed card back, to be claimed again at an instant.
func (db *DB) RedrawAt(ctx context.Context, c StaleCard, at time.Time) error {
	_, err := db.sql.ExecContext(ctx, `
		UPDATE card
		SET drawing_until = $3
		WHERE object_kind = $1 AND object_id = $2 AND drawing_until = $4`,
		c.Object.Kind, c.Object.ID, at, c.Until)
	if err != nil {
		return fmt.Errorf("giving the card of %s %d back: %w", c.Object.Kind, c.Object.ID, err)
	}
	return nil
}
