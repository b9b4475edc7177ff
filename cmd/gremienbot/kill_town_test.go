package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/mattermost"
	"gremienbot/bot/mattermosttest"
	"gremienbot/cmd/assembly"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// town is a committee on a stand-in Mattermost with a poll about to be opened.
// The program lives in a process of its own; start it with launch and settings.
type town struct {
	testing.TB
	chat     *mattermosttest.Server // nil where the server is a real one
	place    chatPlace
	world    *mattermosttest.World
	setup    mattermost.SetupResult
	ahead    atomic.Int64 // of the machine's clock, in nanoseconds
	dsn      string
	db       *storage.DB
	address  string // where the program listens
	settings []string
	voters   []*voter
	home     committee.Committee
	poll     committee.Poll
}

// chatPlace is where a Mattermost is, and who may set it up.
type chatPlace struct{ url, admin, password string }

// voter holds a seat and sits at a client.
type voter struct {
	id, name string
	seat     int64
	client   *model.Client4
}

// newTown founds a committee with so many seats, all filled. wire, if given, is
// put between the program and the database.
func newTown(t testing.TB, seats int, wire ...func(dsn string) string) *town {
	t.Helper()
	return townOn(t, storagetest.DSN(t), seats, committee.Terms{}, wire...)
}

// townOn is newTown on a database, with a poll by certain terms.
func townOn(t testing.TB, dsn string, seats int, terms committee.Terms, wire ...func(dsn string) string) *town {
	t.Helper()
	w := &town{TB: t, dsn: dsn, address: freeAddress(t)}
	w.chat = mattermosttest.Start(t, w.now)
	w.place = chatPlace{w.chat.URL, mattermosttest.AdminName, mattermosttest.AdminPassword}
	w.build(seats, terms)
	for _, through := range wire {
		dsn = through(dsn)
	}
	w.configure(dsn)
	return w
}

// realTown is a town on a Mattermost that runs elsewhere on this machine.
func realTown(t testing.TB, place chatPlace, seats int) *town {
	t.Helper()
	w := &town{TB: t, dsn: storagetest.DSN(t), address: freeAddress(t), place: place}
	w.build(seats, committee.Terms{})
	w.configure(w.dsn)
	return w
}

func (w *town) build(seats int, terms committee.Terms) {
	w.Helper()
	db, err := storage.Open(w.Context(), w.dsn, storage.Options{Name: "town"})
	w.ok(err)
	w.Cleanup(func() { w.ok(db.Close()) })
	w.db = db
	w.world, err = mattermosttest.NewWorld(w.Context(), w.place.url, w.place.admin, w.place.password)
	w.ok(err)
	w.Cleanup(func() { _ = w.world.Close(context.WithoutCancel(w.Context())) })
	w.install()
	for i := range seats {
		w.settle(fmt.Sprintf("h%d", i))
	}
	w.found()
	w.ask(terms)
}

func (w *town) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// now is the clock of the chat and of every life of the program.
func (w *town) now() time.Time { return time.Now().Add(w.later()) }

func (w *town) later() time.Duration { return time.Duration(w.ahead.Load()) }

func (w *town) install() {
	w.Helper()
	home, _, err := w.world.Admin.GetChannel(w.Context(), w.world.Home)
	w.ok(err)
	w.setup, err = mattermost.Setup(w.Context(), mattermost.SetupOptions{
		URL: w.place.url, Login: w.place.admin, Password: w.place.password,
		Team: w.world.Team.Name, Channel: home.Name, Handle: w.world.Unique("gremienbot"), Name: "Gremienbot", Triggers: assembly.Triggers("de"),
		Callback: "http://" + w.address, PrivatePosts: true, ChangeSettings: true, Now: w.now,
	})
	w.ok(err)
}

// settle brings a person into the channel and logs them in. They listen to no
// websocket: what they see is not what is measured.
func (w *town) settle(name string) {
	w.Helper()
	const password = "Gremium1!"
	name = w.world.Unique(name)
	u, _, err := w.world.Admin.CreateUser(w.Context(), &model.User{Username: name, Email: name + "@example.org", Password: password, Locale: "de"})
	w.ok(err)
	w.ok(w.world.Admit(w.Context(), u.Id))
	v := &voter{id: u.Id, name: name, client: w.world.Client("")}
	_, _, err = v.client.Login(w.Context(), name, password)
	w.ok(err)
	w.voters = append(w.voters, v)
}

func (w *town) found() {
	w.Helper()
	c, err := committee.Found(committee.FoundDraft{
		Name: "Kommunalgremium", Channel: w.setup.ChannelID, Team: w.setup.TeamID,
		Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: string(committee.PresetKoG),
	})
	w.ok(err)
	office := w.voters[0]
	w.home, err = w.db.Found(w.Context(), c, w.known(office), w.now())
	w.ok(err)
	seats := make([]committee.Seat, len(w.voters))
	for i, v := range w.voters {
		w.ok(w.db.Know(w.Context(), w.known(v), w.now()))
		seats[i] = committee.Seat{
			Group: "Städte", Body: "Stadt " + v.name, Land: "HE", Order: i,
			Holder: &committee.Occupant{User: v.id, Handle: v.name, Name: v.name},
		}
	}
	w.ok(w.db.FillSeats(w.Context(), w.home.ID, seats, "", w.now()))
	for _, v := range w.voters {
		v.seat = w.person(v).Seat.ID
	}
}

func (w *town) known(v *voter) committee.Person {
	return committee.Person{User: v.id, Handle: v.name, Name: v.name, Lang: "de"}
}

func (w *town) person(v *voter) committee.Person {
	w.Helper()
	p, err := w.db.Person(w.Context(), w.home.ID, v.id)
	w.ok(err)
	return p
}

// ask opens a poll that runs for ten days; the program posts its card.
func (w *town) ask(terms committee.Terms) {
	w.Helper()
	seats, err := w.db.Seats(w.Context(), w.home.ID)
	w.ok(err)
	poll, err := committee.OpenPoll(w.home, w.person(w.voters[0]), committee.PollDraft{
		Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: w.now().Add(10 * 24 * time.Hour), Terms: terms,
	}, seats, w.now())
	w.ok(err)
	w.poll, err = w.db.OpenPoll(w.Context(), w.home, poll, "")
	w.ok(err)
}

// choose opens a poll in which nobody votes, beside the one that is voted on.
func (w *town) choose(place string) committee.Poll {
	w.Helper()
	seats, err := w.db.Seats(w.Context(), w.home.ID)
	w.ok(err)
	poll, err := committee.OpenPoll(w.home, w.person(w.voters[0]), committee.PollDraft{
		Kind: committee.ChoicePoll, Question: "Tagen wir in " + place + "?", Options: []committee.PollOption{{Key: "A", Label: place}, {Key: "B", Label: "Fern"}},
		ClosesAt: w.now().Add(20 * 24 * time.Hour),
	}, seats, w.now())
	w.ok(err)
	poll, err = w.db.OpenPoll(w.Context(), w.home, poll, "")
	w.ok(err)
	return poll
}

// meet plans the meetings of the committee and returns the second: the first may begin
// any moment, and of a meeting that has begun nobody is reminded.
func (w *town) meet() committee.Meeting {
	w.Helper()
	s, err := committee.SetSeries(w.home, w.person(w.voters[0]), committee.SeriesDraft{
		Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat", Start: "10:00", Length: "120",
	}, w.now())
	w.ok(err)
	_, _, err = w.db.SetSeries(w.Context(), s, w.voters[0].id, "", w.now())
	w.ok(err)
	w.ok(w.db.PlanMeetings(w.Context(), w.now()))
	coming, err := w.db.ComingMeetings(w.Context(), w.home.ID, w.now(), 2)
	w.ok(err)
	if len(coming) < 2 {
		w.Fatal("no meetings are planned")
	}
	return coming[1]
}

func (w *town) configure(dsn string) {
	w.Helper()
	key, err := mattermost.NewKey(rand.Reader, "k1")
	w.ok(err)
	w.settings = []string{
		envMattermostURL + "=" + w.place.url, envToken + "=" + w.setup.Token, envCallbackURL + "=http://" + w.address,
		envCommandTokens + "=" + strings.Join(w.setup.CommandTokens, ","), envKeys + "=" + mattermost.Keys{key}.Text(),
		envListen + "=" + w.address, envDatabaseURL + "=" + dsn,
	}
}

// serve starts the program.
func (w *town) serve() *program {
	w.Helper()
	return launch(w, w.later(), w.TempDir(), w.settings, "serve")
}

// ready waits until the program serves and says how long that took.
func (w *town) ready() time.Duration {
	w.Helper()
	return within(w, 2*time.Minute, "the program is ready", func() bool { return answers("http://" + w.address + "/readyz") })
}

// card waits for the card of the poll and returns its post.
func (w *town) card() (post string) {
	w.Helper()
	within(w, 2*time.Minute, "the card of the poll is posted", func() bool {
		list, _, err := w.world.Admin.GetPostsForChannel(w.Context(), w.setup.ChannelID, 0, 20, "", false, false)
		w.ok(err)
		for _, p := range list.Posts {
			if p.GetAction(committee.Yes) != nil && p.UserId == w.setup.BotID {
				post = p.Id
			}
		}
		return post != ""
	})
	return post
}

// press presses a button of the card, as the person's client does; nil says that
// the server showed no error.
func (w *town) press(v *voter, card, answer string) error {
	_, err := v.client.DoPostActionWithCookie(w.Context(), card, answer, "", "", nil, "")
	return err
}

// counted are the ballots by seat.
func (w *town) counted() map[int64]string {
	w.Helper()
	ballots, err := w.db.Ballots(w.Context(), w.poll.ID)
	w.ok(err)
	by := map[int64]string{}
	for _, b := range ballots {
		by[b.Seat] = b.Choice.Answer
	}
	return by
}
