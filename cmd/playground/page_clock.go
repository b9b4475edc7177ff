package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// furthest is how far one move may go, so that a slip of the keyboard does not
// play a century.
const furthest = 3 * 366 * 24 * time.Hour

// refusal is why the clock is not moved.
type refusal Words

func (r refusal) Error() string { return r.En }

// move is how a visitor sets the clock; exactly one field is set.
type move struct {
	// To is a moment: RFC 3339, or local time such as 2027-03-10T09:00.
	To string `json:"to"`
	// By is a duration such as 1h, or a number of local days such as 1d.
	By   string `json:"by"`
	Next bool   `json:"next"`
}

var (
	errBackwards = refusal{De: "Die Uhr läuft nur vorwärts.", En: "The clock only runs forward."}
	errTooFar    = refusal{De: "Die Uhr geht höchstens drei Jahre auf einmal weiter.", En: "The clock moves by three years at most."}
	errNothing   = refusal{De: "Es steht nichts an.", En: "Nothing is due."}
)

func (p page) readClock(w http.ResponseWriter, r *http.Request) {
	at, what, err := p.Clock.Next(r.Context())
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	shown := map[string]any{"now": p.Clock.Now().In(p.Zone).Format(time.RFC3339), "zone": p.Zone.String()}
	if !at.IsZero() {
		shown["next"] = map[string]any{"at": at.In(p.Zone).Format(time.RFC3339), "what": what}
	}
	reply(w, shown)
}

func (p page) moveClock(w http.ResponseWriter, r *http.Request) {
	var m move
	if !ask(w, r, &m) {
		return
	}
	to, err := p.target(r.Context(), m)
	if err != nil {
		var why refusal
		if !errors.As(err, &why) {
			why = refusal{De: err.Error(), En: err.Error()}
		}
		refuseInWords(w, http.StatusBadRequest, Words(why))
		return
	}
	if err := p.Clock.Advance(r.Context(), to); err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	p.readClock(w, r)
}

func (p page) target(ctx context.Context, m move) (time.Time, error) {
	now := p.Clock.Now()
	to, err := p.wanted(ctx, m, now)
	switch {
	case err != nil:
		return time.Time{}, err
	case to.Before(now):
		return time.Time{}, errBackwards
	case to.After(now.Add(furthest)):
		return time.Time{}, errTooFar
	}
	return to, nil
}

func (p page) wanted(ctx context.Context, m move, now time.Time) (time.Time, error) {
	switch {
	case m.Next:
		at, _, err := p.Clock.Next(ctx)
		if err == nil && at.IsZero() {
			err = errNothing
		}
		return later(at, now), err
	case m.By != "":
		return by(now.In(p.Zone), m.By)
	default:
		return p.moment(m.To)
	}
}

// later lets what is overdue happen now.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// by adds days on the calendar, so that a day with a change to summer time is
// one, or hours and minutes on the clock.
func by(now time.Time, text string) (time.Time, error) {
	if days, found := strings.CutSuffix(text, "d"); found {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 3*366 {
			return time.Time{}, refusal{De: fmt.Sprintf("„%s“ ist keine Zahl von Tagen.", text), En: fmt.Sprintf("%q is not a number of days.", text)}
		}
		return now.AddDate(0, 0, n), nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the duration: %w", err)
	}
	return now.Add(d), nil
}

func (p page) moment(text string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if at, err := time.ParseInLocation(layout, text, p.Zone); err == nil {
			return at, nil
		}
	}
	return time.Time{}, refusal{
		De: "Bitte wählen Sie einen Tag und eine Uhrzeit, zum Beispiel 10.03.2027, 09:00.",
		En: "Please choose a day and a time, for example 10/03/2027, 09:00.",
	}
}
