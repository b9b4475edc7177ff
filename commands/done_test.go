package commands_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/commands"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
)

// tired is a store that cannot tidy up, and that loses its connection as soon as a
// meeting is fixed.
type tired struct {
	*storage.DB
	fixed bool
}

var errTired = errors.New("the database is away")

func (t *tired) DropSeriesDraft(context.Context, int64) error { return errTired }

func (t *tired) DropPollDraft(context.Context, int64) error { return errTired }

func (t *tired) DropNeedDraft(context.Context, int64, string, int64, string) error { return errTired }

func (t *tired) DropTopicDraft(context.Context, int64, string, int64, string) error { return errTired }

func (t *tired) FixMeeting(ctx context.Context, committeeID int64, by, name string, now time.Time, rule func([]committee.Meeting, []committee.Series) (committee.Meeting, error)) (before, after committee.Meeting, err error) {
	before, after, err = t.DB.FixMeeting(ctx, committeeID, by, name, now, rule)
	t.fixed = t.fixed || err == nil
	return before, after, err
}

func (t *tired) Meetings(ctx context.Context, committeeID int64, from, to calendar.Date) ([]committee.Meeting, error) {
	if t.fixed {
		return nil, errTired
	}
	return t.DB.Meetings(ctx, committeeID, from, to)
}

// What is done is said to be done, also when something fails afterwards that only tidies
// up or adds to the words.
func TestWhatIsDoneIsSaidToBeDone(t *testing.T) {
	t.Parallel()
	s := newNeeds(t)
	s.router = bot.Router{}
	desk := commands.Desk{Store: &tired{DB: s.db}, Chat: knownPeople{"de"}, Now: func() time.Time { return s.now }, Log: slog.New(slog.DiscardHandler), Kick: func() { s.kicked++ }}
	desk.Register(&s.router)

	s.wants(s.makes("office", "/sitzung reihe virtuell zweiter Mittwoch im Monat 10:00 https://video.example.org/g"), "Mittwoch")
	s.wants(s.reports("l1"), "B-2027-001")
	s.wants(s.reports("l1"), "**B-2027-002", "ist eingegangen")
	s.wants(s.agrees("office", s.sends("office", s.opens("office", "/umfrage ja-nein Nehmen wir teil?"), map[string]string{"until": "Freitag 12 Uhr"})), "U-2027-001", "ist eröffnet")
	s.types("l1", "/thema Betriebskosten nach EfA")
	again := s.serve(bot.Request{Kind: bot.Command, Name: "thema", Text: "Betriebskosten nach EfA", User: "l1"})
	s.wants(s.presses("l1", "topic.anew", again.Message.Card.Buttons[0].Object).Message.Text, "T-2027-002", "ist eingegangen")
	s.types("office", "/umfrage termin Wann? | 22.9.2027 10:00 | 23.9.2027 10:00 bis Freitag 12 Uhr")
	s.types("l1", "/umfrage 2 22.9.2027=ja")
	s.serve(bot.Request{Kind: bot.Action, Name: "poll.close.now", Object: "2", User: "office"})
	s.wants(s.sends("office", s.opens("office", "/umfrage festlegen 2"), nil).Message.Text, "Mittwoch, 22. September 2027, 10:00 Uhr")
}
