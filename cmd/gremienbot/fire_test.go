package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/committee"
	"gremienbot/committee/tally"
	"gremienbot/storage/storagetest"
)

// How many vote, how many of them at once, and how often each changes their mind.
const (
	fireSeats  = 500
	fireAtOnce = 50
	fireVotes  = 3
)

// Five hundred seats vote at the program's door while the card is drawn anew. The
// program is killed twice, the database crashes and is restarted. Who gets no answer
// presses again.
func TestFiveHundredSeatsVoteThroughTwoKillsACrashAndARestartOfTheDatabase(t *testing.T) {
	t.Parallel()
	for name, terms := range map[string]committee.Terms{"open": {}, "confidential": {Confidential: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			underFire(t, terms)
		})
	}
}

func underFire(t *testing.T, terms committee.Terms) {
	own := storagetest.Durable(t)
	began := time.Now()
	f := &fire{town: townOn(t, own.DSN, fireSeats, terms), choices: make([]string, fireSeats)}
	f.listen()
	f.life = f.serve()
	f.ready()
	card := f.card()
	f.door = f.town.door(card)
	f.chat.ObservePosts(func(p *model.Post) {
		if p.Id == card {
			f.draws.Add(1)
		}
	})
	settled := time.Since(began)
	began = time.Now()
	pressed := f.pressAll()
	f.after(fireSeats*fireVotes/5, func() { f.life.kill(t); f.life = f.serve() })
	f.after(fireSeats*fireVotes*2/5, func() { own.Crash(t) })
	f.after(fireSeats*fireVotes*3/5, func() { f.life.kill(t); f.life = f.serve() })
	f.after(fireSeats*fireVotes*4/5, func() { own.Restart(t) })
	pressed.Wait()
	took := time.Since(began)
	f.drawn(card)
	f.counts(terms.Confidential)
	f.closes()
	t.Logf("set up in %v; %d votes in %v, %d presses without a receipt, the card drawn %d times", settled.Round(time.Millisecond), f.acknowledged.Load(), took.Round(time.Millisecond), f.unanswered.Load(), f.draws.Load())
	if status := f.life.stop(t); status != 0 {
		t.Errorf("status %d\n%s", status, f.life.wrong.String())
	}
	if f.unanswered.Load() == 0 {
		t.Error("no press was without an answer: nothing was interrupted")
	}
}

// fire is a town whose people all vote while what serves them is killed.
type fire struct {
	*town
	life                     *program
	door                     *door
	heard                    map[string]chan string
	choices                  []string // what each seat chose last and was acknowledged
	acknowledged, unanswered atomic.Int64
	draws                    atomic.Int64 // of the card
}

// pressAll lets every seat press its votes one after the other, so many seats at once.
func (f *fire) pressAll() *sync.WaitGroup {
	var pressing sync.WaitGroup
	seats := make(chan int)
	go func() {
		for i := range fireSeats {
			seats <- i
		}
		close(seats)
	}()
	for range fireAtOnce {
		pressing.Go(func() {
			for i := range seats {
				for n := range fireVotes {
					f.insist(i, mind(i+n))
				}
			}
		})
	}
	return &pressing
}

// insist presses until a receipt is seen. That the door answers says only that the
// press arrived: what became of it is said to the person alone.
func (f *fire) insist(seat int, answer string) {
	for !f.receipted(seat, answer) {
		f.unanswered.Add(1)
		select {
		case <-f.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	f.choices[seat] = answer
	f.acknowledged.Add(1)
}

// spoken is what a receipt calls an answer; that of a confidential poll does not say it.
var spoken = map[string]string{committee.Yes: "Ja", committee.No: "Nein", committee.Abstain: "Enthaltung"}

func (f *fire) receipted(seat int, answer string) bool {
	heard := f.heard[f.voters[seat].id]
	for len(heard) > 0 {
		<-heard // what was said to an earlier press
	}
	if f.door.press(seat, answer) != nil {
		return false
	}
	select {
	case text := <-heard:
		return strings.Contains(text, "ist gespeichert") && (f.poll.Confidential || strings.Contains(text, spoken[answer]))
	case <-time.After(2 * time.Second): // the receipt went with who was to send it
		return false
	}
}

// listen notes what is said to each person alone.
func (f *fire) listen() {
	f.heard = map[string]chan string{}
	for _, v := range f.voters {
		f.heard[v.id] = make(chan string, 64)
	}
	f.chat.ObserveEphemerals(func(user string, p *model.Post) {
		if len(f.heard[user]) < cap(f.heard[user]) {
			f.heard[user] <- p.Message
		}
	})
}

// after does something when so many votes were acknowledged.
func (f *fire) after(votes int64, do func()) {
	f.Helper()
	within(f, 2*time.Minute, fmt.Sprintf("%d votes are acknowledged", votes), func() bool { return f.acknowledged.Load() >= votes })
	do()
}

// drawn waits until the card tells of every seat.
func (f *fire) drawn(card string) {
	f.Helper()
	within(f, time.Minute, "the card tells of all seats", func() bool {
		for _, p := range f.chat.Posts(f.setup.ChannelID) {
			if p.Id == card {
				text, err := json.Marshal(p.Attachments())
				return err == nil && strings.Contains(string(text), fmt.Sprintf("Alle %d Sitze haben abgestimmt", fireSeats))
			}
		}
		return false
	})
}

// counts holds that each seat has one ballot, the last one acknowledged. Those of
// a confidential poll have no seat: they are compared as a heap.
func (f *fire) counts(confidential bool) {
	f.Helper()
	ballots, err := f.db.Ballots(f.Context(), f.poll.ID)
	f.ok(err)
	if confidential {
		var got []string
		for _, b := range ballots {
			got = append(got, b.Choice.Answer)
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(f.choices)), slices.Sorted(slices.Values(got))); diff != "" {
			f.Errorf("ballots (-acknowledged +stored):\n%s", diff)
		}
		return
	}
	got := map[int64][]string{}
	for _, b := range ballots {
		got[b.Seat] = append(got[b.Seat], b.Choice.Answer)
	}
	for i, v := range f.voters {
		if !slices.Equal(got[v.seat], []string{f.choices[i]}) {
			f.Errorf("%s has %q, acknowledged was %q", v.name, got[v.seat], f.choices[i])
		}
	}
}

// closes lets the poll end by the clock and holds that the posted result is that
// of the votes and of a recount of the exported file.
func (f *fire) closes() {
	f.Helper()
	f.life.stop(f)
	f.ahead.Add(int64(11 * 24 * time.Hour))
	f.life = f.serve()
	var poll committee.Poll
	within(f, time.Minute, "the poll is closed", func() bool {
		var err error
		poll, err = f.db.Poll(f.Context(), f.poll.ID)
		return err == nil && poll.State == committee.PollClosed
	})
	f.counts(poll.Confidential)
	var want [3]int // yes, no, abstain
	for _, c := range f.choices {
		want[slices.Index([]string{committee.Yes, committee.No, committee.Abstain}, c)]++
	}
	f.recounts(poll, want)
	numbers := fmt.Sprintf("Ja %d, Nein %d, Enthaltung %d", want[0], want[1], want[2])
	within(f, time.Minute, "the result is posted: "+numbers, func() bool {
		for _, p := range f.chat.Posts(f.setup.ChannelID) {
			text, _ := json.Marshal(p)
			if strings.Contains(string(text), numbers) {
				return true
			}
		}
		return false
	})
}

func (f *fire) recounts(poll committee.Poll, want [3]int) {
	f.Helper()
	ballots, err := f.db.Ballots(f.Context(), poll.ID)
	f.ok(err)
	o, err := poll.Count(ballots)
	f.ok(err)
	file, err := poll.Export(ballots)
	f.ok(err)
	text, err := json.Marshal(file)
	f.ok(err)
	var out bytes.Buffer
	f.ok(recount(bytes.NewReader(text), &out))
	var again struct {
		Outcome tally.Outcome `json:"outcome"`
		Reason  tally.Reason  `json:"reason"`
	}
	f.ok(json.Unmarshal(out.Bytes(), &again))
	if got := [3]int{file.Yes, file.No, file.Abstain}; got != want || again.Outcome != o.Motion.Outcome || again.Reason != o.Motion.Reason {
		f.Errorf("exported %v, want %v; recounted %v, counted %v", got, want, again, o.Motion)
	}
}
