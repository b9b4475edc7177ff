package commands_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/commands"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage/storagetest"
)

// keptFiles is a chat that keeps the last file.
type keptFiles struct {
	postOffice
	last bot.File
}

func (k *keptFiles) SendFiles(ctx context.Context, user string, m bot.Message, files []bot.File) error {
	k.last = files[0]
	return k.postOffice.SendFiles(ctx, user, m, files)
}

func TestTheCalendarFileHoldsWhatTheCalendarShows(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, time.March, 10, 9, 0, 0, 0, time.UTC)
	db := storagetest.Open(t)
	office := committee.Person{User: "office", Handle: "office", Name: "Office", Roles: []committee.Role{committee.Office}}
	c, err := db.Found(t.Context(), committee.Committee{Name: "Gremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: committee.PresetKoG}, office, now)
	if err != nil {
		t.Fatal(err)
	}
	s, err := committee.SetSeries(c, office, committee.SeriesDraft{Kind: calendar.Physical, When: "20.9.2027", Start: "10:30", Place: "Fulda"}, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.SetSeries(t.Context(), s, "office", "", now); err != nil {
		t.Fatal(err)
	}
	chat := &keptFiles{postOffice: postOffice{knownPeople: knownPeople{"de"}}}
	var router bot.Router
	commands.Desk{
		Store: db, Chat: chat, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
		Calendars: commands.Calendars{File: func(c committee.Committee, events []committee.FeedEvent) []byte {
			return []byte(c.Name + " " + events[0].Day.String() + " " + events[0].Place)
		}},
	}.Register(&router)
	types := func() bot.Reply {
		reply, err := router.Serve(t.Context(), bot.Request{Kind: bot.Command, Name: "sitzung", Text: "kalender", User: "office", Channel: "home", Team: "team"})
		if err != nil || reply.Later == nil {
			t.Fatalf("%+v, %v", reply, err)
		}
		return reply
	}

	reply := types()
	if !strings.Contains(reply.Message.Text, "GREMIENBOT_PUBLIC_URL") || len(chat.did) != 0 {
		t.Errorf("answered %q, done before %q", reply.Message.Text, chat.did)
	}
	reply.Later.Do(t.Context())
	if chat.last.Name != "sitzungen.ics" || string(chat.last.Data) != "Gremium 2027-09-20 Fulda" || len(chat.did) != 1 {
		t.Errorf("sent %s: %s, done %q", chat.last.Name, chat.last.Data, chat.did)
	}

	chat.did, chat.refuses = nil, &bot.DeliveryError{Fate: bot.Later, Err: errors.New("away")}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	types().Later.Do(gone)
	if len(chat.did) != 1 || !strings.HasPrefix(chat.did[0], "office in home reads: Die Dateien konnte ich Ihnen diesmal nicht schicken.") {
		t.Errorf("it failed, and was told: %q", chat.did)
	}
}
