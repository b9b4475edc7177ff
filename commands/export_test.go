package commands_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
	"gremienbot/commands"
	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// postOffice is a chat that writes down what it is given and can break.
type postOffice struct {
	knownPeople
	refuses error
	did     []string
}

func (p *postOffice) SendFiles(_ context.Context, user string, m bot.Message, files []bot.File) error {
	if p.refuses == nil {
		p.did = append(p.did, user+" gets "+files[0].Name+": "+m.Text)
	}
	return p.refuses
}

func (p *postOffice) Directly(_ context.Context, _ string, m bot.Message, previous string) (string, error) {
	p.did = append(p.did, strings.TrimSpace("told "+previous)+": "+m.Text)
	return "again", nil
}

func (p *postOffice) Private(_ context.Context, channel, user string, m bot.Message) error {
	p.did = append(p.did, user+" in "+channel+" reads: "+m.Text)
	return nil
}

// slowStore lets time pass whenever needs are read.
type slowStore struct {
	commands.Store
	passes func()
}

func (s slowStore) NeedsByID(ctx context.Context, ids []int64) ([]committee.Need, error) {
	s.passes()
	return s.Store.NeedsByID(ctx, ids)
}

type bureau struct {
	*testing.T
	router  bot.Router
	chat    postOffice
	now     time.Time
	wait    time.Duration // that reading a part takes
	exports func() int
}

func newBureau(t *testing.T, needs int) *bureau {
	t.Helper()
	b := &bureau{T: t, now: time.Date(2027, time.March, 10, 9, 0, 0, 0, time.UTC), chat: postOffice{knownPeople: knownPeople{"de"}}}
	db := storagetest.Open(t)
	office := committee.Person{User: "office", Handle: "office", Name: "Office", Roles: []committee.Role{committee.Office}}
	c, err := db.Found(t.Context(), committee.Committee{Name: "Gremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: committee.PresetKoG}, office, b.now)
	if err != nil {
		t.Fatal(err)
	}
	for range needs {
		n, err := committee.ReportNeed(c, office, committee.NeedDraft{Title: "Wohnsitz", Problem: "Es fehlt etwas.", Affected: "Alle"}, b.now)
		if err == nil {
			n, err = db.AddNeed(t.Context(), c, n, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		b.exports = func() int {
			events, err := db.NeedHistory(t.Context(), n.ID)
			if err != nil {
				t.Fatal(err)
			}
			return len(slices.DeleteFunc(events, func(e committee.NeedEvent) bool { return e.Verb != "export" }))
		}
	}
	desk := commands.Desk{
		Store: slowStore{db, func() { b.now = b.now.Add(b.wait) }}, Chat: &b.chat, Now: func() time.Time { return b.now },
		Log: slog.New(slog.DiscardHandler), Kick: func() {},
	}
	desk.Register(&b.router)
	return b
}

// types types a command and returns the answer and the work behind it.
func (b *bureau) types(text string) bot.Reply {
	b.Helper()
	reply, err := b.router.Serve(b.Context(), bot.Request{Kind: bot.Command, Name: "bedarf", Text: text, User: "office", Channel: "home", Team: "team"})
	if err != nil {
		b.Fatal(err)
	}
	return reply
}

func TestAnExportIsAnsweredBeforeItIsMadeAndNotedWhenItWasSent(t *testing.T) {
	t.Parallel()
	b := newBureau(t, 1)
	reply := b.types("export 1")
	if reply.Later == nil || len(b.chat.did) != 0 || !strings.Contains(reply.Message.Text, "B-2027-001") {
		t.Fatalf("answer %+v, done %q", reply, b.chat.did)
	}
	if n := b.exports(); n != 0 {
		t.Errorf("%d exports are noted before one was sent", n)
	}
	reply.Later.Do(t.Context())
	if len(b.chat.did) != 1 || !strings.HasPrefix(b.chat.did[0], "office gets B-2027-001-2027-03-10.csv") || b.exports() != 1 {
		t.Errorf("done %q, %d noted", b.chat.did, b.exports())
	}
}

func TestAnExportThatFailsSaysSoAndIsNotNoted(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		err  error
		want string
	}{
		"the chat is away":          {&bot.DeliveryError{Fate: bot.Later, Err: errors.New("away")}, "office in home reads: Die Dateien konnte ich Ihnen diesmal nicht schicken."},
		"the chat does not take it": {&bot.DeliveryError{Fate: bot.Never, Err: errors.New("too large")}, "office in home reads: Der Chat nimmt die Dateien nicht an."},
	} {
		b := newBureau(t, 1)
		b.chat.refuses = row.err
		gone, cancel := context.WithCancel(t.Context())
		reply := b.types("export 1")
		reply.Later.Do(gone)
		cancel()
		if len(b.chat.did) != 1 || !strings.HasPrefix(b.chat.did[0], row.want) || b.exports() != 0 {
			t.Errorf("%s: done %q, %d noted, want %q", name, b.chat.did, b.exports(), row.want)
		}
	}
}

func TestALongExportSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	b := newBureau(t, 1100) // three parts
	b.wait = 2 * time.Second
	b.types("export").Later.Do(t.Context())
	want := []string{
		"told: Zusammengestellt: 1000 von 1100 Einträgen.",
		"told again: Zusammengestellt: 1100 von 1100 Einträgen.",
		"office gets bedarfe-2027-03-10.csv: Hier ist Ihr Auszug: **Alle Bedarfe**, 1100 Einträge, als Tabelle (CSV) und zum Lesen (Markdown).",
	}
	if d := cmp.Diff(want, b.chat.did); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
