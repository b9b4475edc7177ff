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
func (c *tape) Next(ctx context.Context) (time.Time, Words, error) {
	at, owed, some, err := c.due(ctx)
	if err != nil || !some {
		return time.Time{}, Words{}, err
	}
	return at, eventOf(owed), nil
}

// eventOf says what will happen, for the clock's panel.
func eventOf(o committee.Owed) Words {
	switch w, known := eventWords[o.Kind]; {
	case known:
		return w
	case o.Kind != "":
		return Words{De: "Eine Nachricht wird verschickt", En: "A message is sent"}
	case o.Object.Kind == committee.AssessmentObject:
		return Words{De: "Eine Bewertung endet", En: "An assessment ends"}
	}
	return Words{De: "Eine Umfrage endet", En: "A poll ends"}
}

var eventWords = map[committee.OwedKind]Words{
	committee.OwedCard:           {De: "Eine Karte erscheint", En: "A card appears"},
	committee.OwedResult:         {De: "Ein Ergebnis erscheint", En: "A result appears"},
	committee.OwedVoided:         {De: "Nachricht: ein Ergebnis ist gestrichen", En: "Message: a result is void"},
	committee.OwedPairs:          {De: "Die Tabelle zu einem Ergebnis", En: "The table behind a result"},
	committee.OwedDayLeft:        {De: "Erinnerung an die Abstimmung", En: "Reminder to vote"},
	committee.OwedHours:          {De: "Letzte Erinnerung an die Abstimmung", En: "Last reminder to vote"},
	committee.OwedExtended:       {De: "Nachricht: eine Umfrage ist verlängert", En: "Message: a poll is extended"},
	committee.OwedLot:            {De: "Das Los zu einer Umfrage", En: "The lot of a poll"},
	committee.OwedDayFound:       {De: "Ergebnis einer Terminumfrage an Vorsitz und Geschäftsstelle", En: "Result of a date poll to chair and office"},
	committee.OwedUnanswered:     {De: "Hinweis an Vorsitz und Geschäftsstelle: niemand hat abgestimmt", En: "Note to chair and office: nobody has voted"},
	committee.OwedMorePresent:    {De: "Hinweis an den Vorsitz: mehr Stimmen als Anwesende", En: "Note to the chair: more votes than people present"},
	committee.OwedAssessment:     {De: "Erinnerung an die Bewertung", En: "Reminder of the assessment"},
	committee.OwedCallTopics:     {De: "Aufruf, Themen einzureichen", En: "Call for topics"},
	committee.OwedTopicsClosing:  {De: "Erinnerung an den Anmeldeschluss", En: "Reminder of the submission deadline"},
	committee.OwedInviteWarning:  {De: "Hinweis an die Geschäftsstelle: Einladung", En: "Note to the office: invitation"},
	committee.OwedInviteLast:     {De: "Letzter Hinweis an die Geschäftsstelle: Einladung", En: "Last note to the office: invitation"},
	committee.OwedAttendance:     {De: "Frage nach der Teilnahme", En: "Question who will attend"},
	committee.OwedDayBefore:      {De: "Erinnerung an die Sitzung morgen", En: "Reminder of the meeting tomorrow"},
	committee.OwedQuarter:        {De: "Die Sitzung beginnt in 15 Minuten", En: "The meeting begins in 15 minutes"},
	committee.OwedMinutes:        {De: "Hinweis an die Geschäftsstelle: Niederschrift", En: "Note to the office: minutes"},
	committee.OwedMinutesLast:    {De: "Letzter Hinweis an die Geschäftsstelle: Niederschrift", En: "Last note to the office: minutes"},
	committee.OwedSeriesChanged:  {De: "Nachricht über neue Sitzungstermine", En: "Message about new meeting days"},
	committee.OwedExportLost:     {De: "Nachricht über Dateien, die nicht ankamen", En: "Message about files that did not arrive"},
	committee.OwedPosition:       {De: "Nachricht über eine Aufgabe oder einen Sitz", En: "Message about a role or a seat"},
	committee.OwedFailed:         {De: "Bericht an die Geschäftsstelle", En: "Report to the office"},
	committee.OwedMeetingChanged: {De: "Nachricht über einen geänderten Termin", En: "Message about a changed meeting"},
	committee.OwedNeedQuerySoon:  {De: "Erinnerung an eine Rückfrage", En: "Reminder of a question"},
	committee.OwedNeedQueryLate:  {De: "Hinweis: keine Antwort auf eine Rückfrage", En: "Note: no answer to a question"},
	committee.OwedNeedAnswerLate: {De: "Hinweis: Antwort auf eine Übergabe überfällig", En: "Note: answer to a hand-over is overdue"},
	committee.OwedNeedResume:     {De: "Wiedervorlage eines Bedarfs", En: "A need comes up again"},
	committee.OwedTopicResume:    {De: "Wiedervorlage eines Themas", En: "A topic comes up again"},
	committee.OwedTopicConfirm:   {De: "Hinweis: Antwort auf ein Thema wird bald als bestätigt gewertet", En: "Note: the answer to a topic will soon count as confirmed"},
	committee.OwedReview:         {De: "Wiedervorlage eines Ergebnisses", En: "A result comes up again"},
	committee.OwedList:           {De: "Liste für alle im Kanal", En: "List for all in the channel"},
	committee.OwedGone:           {De: "Bericht an die Geschäftsstelle: geschlossenes Konto", En: "Report to the office: closed account"},
	committee.OwedMissed:         {De: "Hinweis auf verspätete Erinnerungen", En: "Note about late reminders"},
}
