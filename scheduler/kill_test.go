package scheduler_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/scheduler"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// The variables that make the test program live one life of a scheduler.
const (
	lifeVariable = "GREMIENBOT_TEST_LIFE" // the address of the database
	chatVariable = "GREMIENBOT_TEST_CHAT" // the address of the chat
	noonVariable = "GREMIENBOT_TEST_NOON" // when all was due, by the clock of this machine
)

const (
	kills         = 100
	perLife       = 8 // reminders that fall due before each life, as many as are sent at once
	killReminders = kills * perLife
	killPolls     = 3 // of which one more person is reminded before each life, in one message
	killLease     = 600 * time.Millisecond
)

// TestAProcessThatIsKilledAHundredTimesSendsEachReminderOnce runs the scheduler
// in a process of its own and kills it at random moments of its work: while it
// claims, between the claim and the post, while the chat answers, before the
// answer is written down. The chat makes a post of every request it gets, so only
// what the database and the channel know keeps a reminder from being doubled. Every
// life has something to do, and every second one lasts until it has begun to: no
// machine is too fast or too slow for that.
func TestAProcessThatIsKilledAHundredTimesSendsEachReminderOnce(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	db, err := storage.Open(t.Context(), dsn, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w := worldIn(t, db)
	owed := w.pollReminders(killPolls, kills)
	server := httptest.NewServer(doors{chat: w.chat})
	defer server.Close()
	began, worked := time.Now(), 0
	for n := range kills {
		due := []committee.Owed{}
		for p := range killPolls {
			due = append(due, owed[p*kills+n])
		}
		for i := range perLife {
			owed, due = append(owed, w.reminder(n*perLife+i)), append(due, w.reminder(n*perLife+i))
		}
		w.owe(t, due...)
		before := len(w.chat.all())
		posted := func() bool { return len(w.chat.all()) > before }
		var until func() bool
		if n%2 == 1 {
			until = posted
		}
		lifeOf(t, until, lifeVariable+"="+dsn, chatVariable+"="+server.URL, noonVariable+"="+began.Format(time.RFC3339Nano))
		if posted() {
			worked++
		}
	}
	if worked < kills/2 {
		t.Errorf("only %d of %d lives did any work", worked, kills)
	}
	finish(t, w, began)
	w.eachSaidOnce(t, owed)
	posts, want := len(w.chat.all()), killReminders+kills
	if posts < want || posts > want+kills/5 { // a claim that dies may let another take half of what goes together
		t.Errorf("%d posts, want %d or a few more", posts, want)
	}
	t.Logf("%d of %d lives posted something, %d posts, %d looks back", worked, kills, posts, w.chat.finds)
}

// lifeOf starts a scheduler and kills it 1 to 40 ms after its first word or, if there
// is one, the moment that is waited for.
func lifeOf(t *testing.T, until func() bool, world ...string) {
	t.Helper()
	life := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very test program
	life.Env = append(os.Environ(), world...)
	var said bytes.Buffer
	life.Stderr = &said
	out, err := life.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := life.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Errorf("a life did not begin: %v, %s", err, said.String())
	}
	for limit := time.Now().Add(patience); until != nil && !until(); <-time.After(5 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("a life did nothing in %v", patience)
		}
	}
	<-time.After(time.Duration(1+rand.IntN(40)) * time.Millisecond) //nolint:gosec // any moment will do
	if err := life.Process.Kill(); err != nil {
		t.Errorf("killing: %v", err)
	}
	_, _ = io.Copy(io.Discard, out)
	if err := life.Wait(); err == nil {
		t.Errorf("a life ended by itself: %s", said.String())
	}
}

// finish lets one more scheduler do what is left, in this process.
func finish(t *testing.T, w *world, began time.Time) {
	t.Helper()
	end := time.After(patience)
	s := scheduler.New(lifeOptions(w.db, w.chat, began))
	for {
		if err := s.Beat(t.Context(), s.Now()); err != nil {
			t.Errorf("Beat = %v", err)
		}
		if _, _, ahead, err := w.db.NextDue(t.Context()); !ahead || err != nil {
			return
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-end:
			t.Fatal("it does not come to an end")
		}
	}
}

func lifeOptions(db *storage.DB, poster scheduler.Poster, began time.Time) scheduler.Options {
	return scheduler.Options{
		Store: db, Polls: &polls{}, Composer: &words{}, Poster: poster, Log: slog.New(slog.DiscardHandler),
		Now:   func() time.Time { return noon.Add(killReminders*time.Second + time.Since(began)) },
		Lease: killLease, Timeout: 200 * time.Millisecond, LookBack: 100 * time.Millisecond, Backoff: 100 * time.Millisecond, Batch: 8,
	}
}

// live is one life: it beats until it is killed, or for a while if nobody does.
func live() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	defer cancel()
	began, err := time.Parse(time.RFC3339Nano, os.Getenv(noonVariable))
	if err != nil {
		panic(err)
	}
	db, err := storage.Open(ctx, os.Getenv(lifeVariable), storage.Options{Connections: 5})
	if err != nil {
		panic(err)
	}
	s := scheduler.New(lifeOptions(db, remote(os.Getenv(chatVariable)), began))
	_, _ = os.Stdout.WriteString("!")
	for ctx.Err() == nil {
		if err := s.Beat(ctx, s.Now()); err != nil {
			_, _ = os.Stderr.WriteString(err.Error())
		}
		<-time.After(5 * time.Millisecond)
	}
}

// wire is a request to the chat.
type wire struct {
	Channel, Key, Pending string
	Keys                  []string
}

// doors lets processes post to a chat over HTTP. Posting takes a moment before
// and a moment after the post is there.
type doors struct{ chat *chat }

func (d doors) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q wire
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, "no request", http.StatusBadRequest)
		return
	}
	var id string
	if r.URL.Path == "/post" {
		<-time.After(time.Duration(rand.IntN(4)) * time.Millisecond) //nolint:gosec // any moment will do
		id, _ = d.chat.Post(context.WithoutCancel(r.Context()), q.Channel, bot.Message{Key: q.Key, Keys: q.Keys}, q.Pending)
		<-time.After(time.Duration(rand.IntN(4)) * time.Millisecond) //nolint:gosec // any moment will do
	} else {
		id, _, _ = d.chat.Find(r.Context(), q.Channel, q.Key, noon)
	}
	_, _ = io.WriteString(w, id)
}

// remote is a chat behind doors in another process.
type remote string

func (r remote) ask(ctx context.Context, path string, q wire) (string, error) {
	body, err := json.Marshal(q)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, string(r)+path, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", &bot.DeliveryError{Fate: bot.Unsure, Err: err}
	}
	defer answer.Body.Close()
	id, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return "", &bot.DeliveryError{Fate: bot.Unsure, Err: errors.Join(err, errors.New(answer.Status))}
	}
	return string(id), nil
}

func (r remote) Post(ctx context.Context, channel string, m bot.Message, pending string) (string, error) {
	return r.ask(ctx, "/post", wire{channel, m.Key, pending, m.Keys})
}

func (r remote) Find(ctx context.Context, channel, key string, _ time.Time) (string, bool, error) {
	id, err := r.ask(ctx, "/find", wire{Channel: channel, Key: key})
	return id, id != "", err
}

func (r remote) Edit(context.Context, string, string, bot.Message) error { return nil }

func (r remote) Account(context.Context, string) (bot.Account, error) { return bot.Account{}, nil }

func (r remote) DirectChannel(_ context.Context, user string) (string, error) {
	return "dm-" + user, nil
}
