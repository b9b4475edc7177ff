package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gremienbot/committee"
)

// tape is the time of the playground: it runs like a clock on the wall and can
// be moved forward. Moving it stops at everything that is due on the way.
type tape struct {
	mu   sync.Mutex
	wall func() time.Time
	// shown stood at the wall's moment at.
	shown, at time.Time

	moving sync.Mutex // one move at a time
	beat   func(context.Context, time.Time) error
	due    func(context.Context) (time.Time, committee.Owed, bool, error)
}

// newTape begins to run at a moment.
func newTape(wall func() time.Time, begin time.Time) *tape {
	return &tape{wall: wall, shown: begin, at: wall()}
}

// Now is the present moment of the playground.
func (c *tape) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.shown.Add(c.wall().Sub(c.at))
}

func (c *tape) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown, c.at = to, c.wall()
}

// Advance moves to a later moment and does on the way what falls due, each at
// its time.
func (c *tape) Advance(ctx context.Context, to time.Time) error {
	c.moving.Lock()
	defer c.moving.Unlock()
	for {
		at, _, some, err := c.due(ctx)
		if err != nil {
			return fmt.Errorf("looking for what is due: %w", err)
		}
		if !some || at.After(to) {
			break
		}
		before := c.Now()
		if at.After(before) {
			c.set(at)
		}
		if err := c.beat(ctx, c.Now()); err != nil {
			return err
		}
		if again, _, some, err := c.due(ctx); err == nil && some && !again.After(before) {
			break // it cannot be sent now; the beat will try again
		}
	}
	if to.After(c.Now()) {
		c.set(to)
	}
	return c.beat(ctx, c.Now())
}

// Next says when the next thing is due and what it is.
func (c *tape) Next(ctx context.Context) (time.Time, string, error) {
	at, owed, some, err := c.due(ctx)
	if err != nil || !some {
		return time.Time{}, "", err
	}
	return at, eventWords[owed.Kind], nil
}

// eventWords say what will happen, for the clock's panel.
var eventWords = map[committee.OwedKind]string{
	"":                           "Eine Umfrage endet",
	committee.OwedCard:           "Eine Karte erscheint",
	committee.OwedResult:         "Ein Ergebnis erscheint",
	committee.OwedDayLeft:        "Erinnerung an die Abstimmung",
	committee.OwedHours:          "Letzte Erinnerung an die Abstimmung",
	committee.OwedDayFound:       "Ergebnis einer Terminumfrage an Vorsitz und Geschäftsstelle",
	committee.OwedAssessment:     "Erinnerung an die Bewertung",
	committee.OwedCallTopics:     "Aufruf, Themen einzureichen",
	committee.OwedTopicsClosing:  "Erinnerung an den Anmeldeschluss",
	committee.OwedInviteWarning:  "Hinweis an die Geschäftsstelle: Einladung",
	committee.OwedInviteLast:     "Letzter Hinweis an die Geschäftsstelle: Einladung",
	committee.OwedAttendance:     "Frage nach der Teilnahme",
	committee.OwedDayBefore:      "Erinnerung an die Sitzung morgen",
	committee.OwedQuarter:        "Die Sitzung beginnt in 15 Minuten",
	committee.OwedMinutes:        "Hinweis an die Geschäftsstelle: Niederschrift",
	committee.OwedMinutesLast:    "letzter Hinweis an die Geschäftsstelle: Niederschrift",
	committee.OwedSeriesChanged:  "Nachricht über neue Sitzungstermine",
	committee.OwedPosition:       "Nachricht über eine Aufgabe oder einen Sitz",
	committee.OwedFailed:         "Bericht an die Geschäftsstelle",
	committee.OwedMeetingChanged: "Nachricht über einen geänderten Termin",
	committee.OwedNeedQuerySoon:  "Erinnerung an eine Rückfrage",
	committee.OwedNeedQueryLate:  "Hinweis: keine Antwort auf eine Rückfrage",
	committee.OwedNeedAnswerLate: "Hinweis: Antwort auf eine Übergabe überfällig",
	committee.OwedNeedResume:     "Wiedervorlage eines Bedarfs",
	committee.OwedMissed:         "Hinweis auf verspätete Erinnerungen",
}
