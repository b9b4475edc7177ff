package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

const needColumns = `
	n.id, n.committee_id, n.year, n.seq, n.title, n.problem, n.affected, n.reason, n.existing, n.state, n.tlp,
	coalesce(nt.year, 0) AS topic_year, coalesce(nt.seq, 0) AS topic_seq,
	n.benefit, n.wish, n.legal, n.contact, n.links, n.why, cast(n.resume_on AS text) AS resume_on, n.back, n.stood_by, n.stood_at,
	coalesce(n.into_id, 0) AS into_id, coalesce(ni.year, 0) AS into_year, coalesce(ni.seq, 0) AS into_seq,
	n.query, n.handover, n.gate, n.urgency, n.effort, n.score, n.split, n.judgements, n.before, n.past,
	n.user_id, p.name AS by_name, n.group_name, n.created_at, n.changed_at, n.changed_by, coalesce(nc.name, '') AS changed_name, n.version
	FROM need n
	JOIN person p ON p.user_id = n.user_id
	LEFT JOIN person nc ON nc.user_id = n.changed_by
	LEFT JOIN topic nt ON nt.id = n.topic_id
	LEFT JOIN need ni ON ni.id = n.into_id`

type needRow struct {
	ID          int64      `db:"id"`
	Committee   int64      `db:"committee_id"`
	Year        int        `db:"year"`
	Seq         int        `db:"seq"`
	Title       string     `db:"title"`
	Problem     string     `db:"problem"`
	Affected    string     `db:"affected"`
	Reason      string     `db:"reason"`
	Existing    string     `db:"existing"`
	State       string     `db:"state"`
	TLP         string     `db:"tlp"`
	TopicYear   int        `db:"topic_year"`
	TopicSeq    int        `db:"topic_seq"`
	Benefit     string     `db:"benefit"`
	Wish        string     `db:"wish"`
	Legal       string     `db:"legal"`
	Contact     string     `db:"contact"`
	Links       string     `db:"links"`
	Why         string     `db:"why"`
	Resume      *string    `db:"resume_on"`
	Back        string     `db:"back"`
	StoodBy     string     `db:"stood_by"`
	StoodAt     *time.Time `db:"stood_at"`
	Into        int64      `db:"into_id"`
	IntoYear    int        `db:"into_year"`
	IntoSeq     int        `db:"into_seq"`
	Query       *string    `db:"query"`
	Handover    *string    `db:"handover"`
	Gate        *string    `db:"gate"`
	Urgency     string     `db:"urgency"`
	Effort      string     `db:"effort"`
	Score       *int       `db:"score"`
	Split       bool       `db:"split"`
	Judgements  *string    `db:"judgements"`
	Before      *string    `db:"before"`
	Past        *string    `db:"past"`
	By          string     `db:"user_id"`
	ByName      string     `db:"by_name"`
	Group       string     `db:"group_name"`
	At          time.Time  `db:"created_at"`
	ChangedAt   time.Time  `db:"changed_at"`
	ChangedBy   string     `db:"changed_by"`
	ChangedName string     `db:"changed_name"`
	Version     int        `db:"version"`
}

func (r needRow) need() committee.Need {
	return committee.Need{
		ID: r.ID, Committee: r.Committee, Number: needNumber(r.Year, r.Seq), Topic: topicNumber(r.TopicYear, r.TopicSeq),
		Title: r.Title, Problem: r.Problem, Affected: r.Affected, Reason: r.Reason, Existing: r.Existing, TLP: committee.TLP(r.TLP),
		Description: committee.Description{Benefit: r.Benefit, Wish: r.Wish, Legal: r.Legal, Contact: r.Contact, Links: r.Links},
		NeedStanding: committee.NeedStanding{
			State: committee.NeedState(r.State), Why: r.Why, Resume: optionalDate(r.Resume), Back: committee.NeedState(r.Back),
			By: r.StoodBy, At: optionalTime(r.StoodAt),
			Into: r.Into, IntoNumber: needNumber(r.IntoYear, r.IntoSeq),
		},
		Query: optionalJSON[committee.Query](r.Query), Handover: optionalJSON[committee.Handover](r.Handover), Rating: r.rating(),
		Before: optionalJSON[committee.NeedStanding](r.Before), Past: optionalJSON[committee.NeedPast](r.Past),
		By: r.By, ByName: r.ByName, Group: r.Group, At: r.At.UTC(),
		ChangedBy: r.ChangedBy, ChangedByName: r.ChangedName, ChangedAt: r.ChangedAt.UTC(), Version: r.Version,
	}
}

func (r needRow) rating() committee.Rating {
	rated := committee.Rating{
		Gate: optionalJSON[committee.Gate](r.Gate), Urgency: committee.Urgency(r.Urgency), Effort: committee.Effort(r.Effort),
		Scored: r.Score != nil, Split: r.Split,
	}
	if r.Score != nil {
		rated.Score = committee.HalfPoints(*r.Score)
	}
	if list := optionalJSON[[]committee.CriterionOutcome](r.Judgements); list != nil {
		rated.Judgements = *list
	}
	return rated
}

// needNumber and topicNumber are the numbers of other objects; without a year
// there is none.
func needNumber(year, seq int) committee.Number {
	if year == 0 {
		return committee.Number{}
	}
	return committee.Number{Register: committee.NeedRegister, Year: year, Seq: seq}
}

func topicNumber(year, seq int) committee.Number {
	if year == 0 {
		return committee.Number{}
	}
	return committee.Number{Register: committee.TopicRegister, Year: year, Seq: seq}
}

// Need returns a need with its owners by its ID, or ErrNotFound.
func (db *DB) Need(ctx context.Context, id int64) (committee.Need, error) {
	return db.oneNeed(ctx, `SELECT `+needColumns+` WHERE n.id = $1`, id)
}

// NeedNumbered returns a need with its owners by its number, or ErrNotFound.
func (db *DB) NeedNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Need, error) {
	return db.oneNeed(ctx, `SELECT `+needColumns+` WHERE n.committee_id = $1 AND n.year = $2 AND n.seq = $3`, committeeID, n.Year, n.Seq)
}

func (db *DB) oneNeed(ctx context.Context, query string, args ...any) (committee.Need, error) {
	n, err := readNeed(ctx, db.sql, query, args...)
	if err != nil {
		return committee.Need{}, fmt.Errorf("reading a need: %w", err)
	}
	return n, nil
}

// readNeed reads one need and its owners, in a transaction or outside.
func readNeed(ctx context.Context, q sqlx.QueryerContext, query string, args ...any) (committee.Need, error) {
	var r needRow
	if err := sqlx.GetContext(ctx, q, &r, query, args...); err != nil {
		return committee.Need{}, found(err)
	}
	list := []committee.Need{r.need()}
	err := addOwners(ctx, q, list)
	return list[0], err
}

// Needs lists the open needs of a committee with their owners, newest first.
func (db *DB) Needs(ctx context.Context, committeeID int64, limit, offset int) ([]committee.Need, error) {
	return db.needs(ctx, `SELECT `+needColumns+`
		WHERE n.committee_id = $1 AND n.state = ANY ($2)
		ORDER BY n.id DESC
		LIMIT $3 OFFSET $4`, committeeID, openNeeds, limit, offset)
}

// NeedsBy lists the open needs a person has reported, with their owners, newest first.
func (db *DB) NeedsBy(ctx context.Context, committeeID int64, user string, limit int) ([]committee.Need, error) {
	return db.needs(ctx, `SELECT `+needColumns+`
		WHERE n.committee_id = $1 AND n.user_id = $2 AND n.state = ANY ($3)
		ORDER BY n.id DESC
		LIMIT $4`, committeeID, user, openNeeds, limit)
}

func (db *DB) needs(ctx context.Context, query string, args ...any) ([]committee.Need, error) {
	var rows []needRow
	if err := db.sql.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("listing needs: %w", err)
	}
	list := make([]committee.Need, len(rows))
	for i, r := range rows {
		list[i] = r.need()
	}
	if err := addOwners(ctx, db.sql, list); err != nil {
		return nil, fmt.Errorf("listing needs: %w", err)
	}
	return list, nil
}

// addOwners reads the owners and parts of all needs of a list at once. Seats that
// were abolished since stay owners: the need was theirs.
func addOwners(ctx context.Context, q sqlx.QueryerContext, list []committee.Need) error {
	ids, at := make([]int64, len(list)), make(map[int64]int, len(list))
	for i, n := range list {
		ids[i], at[n.ID] = n.ID, i
	}
	var rows []struct {
		Need  int64     `db:"need_id"`
		Seat  int64     `db:"seat_id"`
		Group string    `db:"group_name"`
		Body  string    `db:"body"`
		At    time.Time `db:"at"`
		Via   int64     `db:"via"`
		First bool      `db:"first"`
		Under string    `db:"under"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT o.need_id, coalesce(o.seat_id, 0) AS seat_id, coalesce(s.group_name, '') AS group_name, coalesce(s.body, o.body) AS body, o.at,
			coalesce(o.via, 0) AS via,
			o.seat_id IS NOT NULL AND o.via IS NULL AND o.user_id = n.user_id AND o.at = n.created_at AS first,
			CASE WHEN o.via IS NULL THEN '' ELSE coalesce(`+guardedWay+`, '') END AS under
		FROM need_owner o
		JOIN need n ON n.id = o.need_id
		LEFT JOIN seat s ON s.id = o.seat_id
		WHERE o.need_id = ANY ($1)
		ORDER BY o.need_id, o.at, s.position NULLS LAST, o.id`, intArray(ids))
	if err != nil {
		return fmt.Errorf("reading who has a need: %w", err)
	}
	for _, r := range rows {
		n := &list[at[r.Need]]
		n.Owners = append(n.Owners, committee.Owner{Seat: r.Seat, Group: r.Group, Body: r.Body, At: r.At.UTC(), Via: r.Via, First: r.First, Under: committee.TLP(r.Under)})
	}
	return addParts(ctx, q, ids, func(id int64) *committee.Need { return &list[at[id]] })
}
