package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// connections is the size of the program's pool, which the bare upserts have too.
const connections = 20

// figure is a line of the table.
type figure struct {
	what   string
	got    float64
	unit   string
	atMost bool // else at least
	target float64
}

func (f figure) String() string {
	sign, verdict := "≥", "reached"
	if f.atMost {
		sign = "≤"
	}
	if f.atMost && f.got > f.target || !f.atMost && f.got < f.target {
		verdict = "MISSED"
	}
	return fmt.Sprintf("%-72s %10.2f %-8s %s %6.1f  %s", f.what, f.got, f.unit, sign, f.target, verdict)
}

// load is the program as it is shipped, people who press, and what was measured.
type load struct {
	*town
	life    *program
	card    string
	votes   int
	where   string // what is said behind the name of a figure
	through string // what people press through, if it is not the stand-in
	figures []figure
}

// BenchmarkProgram measures the program as a process of its own, with PostgreSQL,
// the stand-in Mattermost and the people on the same machine, and prints one table.
// BenchmarkBeat in storage and BenchmarkSchulze in tally have two figures more.
//
// Where MATTERMOST_URL, MATTERMOST_ADMIN and MATTERMOST_PASSWORD name a real
// server, votes go through that one too. It must reach this machine at 127.0.0.1.
func BenchmarkProgram(b *testing.B) {
	path := build(b)
	l := &load{town: newTown(b, crowd)}
	serve := func() *program { return begin(b, exec.Command(path, "serve"), b.TempDir(), l.settings) }
	l.life = serve()
	l.card = l.town.card()
	l.life.stop(b)
	b.Run("start", func(b *testing.B) { l.start(b, serve) })
	l.life = serve()
	l.ready()
	for _, atOnce := range []int{5, 20, 50} {
		b.Run(fmt.Sprintf("through-mattermost/at-once=%d", atOnce), func(b *testing.B) { l.throughMattermost(b, atOnce) })
	}
	for _, atOnce := range []int{5, 20, 50} {
		b.Run(fmt.Sprintf("at-the-door/at-once=%d", atOnce), func(b *testing.B) { l.atTheDoor(b, atOnce) })
	}
	b.Run("memory", l.memory)
	b.Run("on-disk", func(b *testing.B) { l.onDisk(b, path) })
	if place := (chatPlace{os.Getenv("MATTERMOST_URL"), os.Getenv("MATTERMOST_ADMIN"), os.Getenv("MATTERMOST_PASSWORD")}); place.url != "" {
		b.Run("through-a-real-mattermost", func(b *testing.B) { l.throughReal(b, path, place) })
	}
	if status := l.life.stop(b); status != 0 {
		b.Errorf("status %d\n%s", status, l.life.wrong.String())
	}
	l.print()
}

func (l *load) print() {
	lines := []string{""}
	for _, f := range l.figures {
		lines = append(lines, f.String())
	}
	fmt.Fprintln(os.Stdout, strings.Join(lines, "\n")+"\n")
}

// note reports a figure and writes it into the table once.
func (l *load) note(b *testing.B, f figure) {
	b.ReportMetric(f.got, strings.ReplaceAll(f.unit, " ", "-"))
	for i := range l.figures {
		if l.figures[i].what == f.what {
			l.figures[i] = f
			return
		}
	}
	l.figures = append(l.figures, f)
}

func (l *load) start(b *testing.B, serve func() *program) {
	var longest time.Duration
	for b.Loop() {
		began := time.Now()
		life := serve()
		l.ready()
		longest = max(longest, time.Since(began))
		life.stop(b)
	}
	b.ReportMetric(0, "ns/op")
	l.note(b, figure{"ready to serve after the start", longest.Seconds(), "s", true, 2})
}

// throughMattermost lets people press by turns what does nothing and what is a vote:
// a shared machine is not as fast at every moment.
func (l *load) throughMattermost(b *testing.B, atOnce int) {
	idle := l.nothing(l.card)
	nobody := func(i int) error { return l.press(l.voters[i], idle, committee.Yes) }
	rounds(b, 2, atOnce, nobody)
	var votes, baseline pace
	var told time.Duration
	n := 0
	for b.Loop() {
		baseline = baseline.plus(round(b, atOnce, nobody))
		votes = votes.plus(round(b, atOnce, func(i int) error { return l.press(l.voters[i], l.card, mind(n)) }))
		told = max(told, l.rest(b))
		l.allCounted(mind(n))
		n++
	}
	l.votes += len(votes.waits)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(told.Seconds(), "s-until-all-are-told")
	b.ReportMetric(votes.perSecond(), "votes/s")
	l.note(b, figure{fmt.Sprintf("votes through %s, %d at once, to nothing done", cmp.Or(l.through, "the stand-in"), atOnce), votes.perSecond() / baseline.perSecond(), "ratio", false, 0.8})
}

// rest waits until the program has told everybody privately what they pressed, and
// has nothing to do, and says how long that took: a poll is opened once, so each
// round begins with a program at rest.
func (l *load) rest(b *testing.B) (took time.Duration) {
	b.Helper()
	began := time.Now()
	last := processorTime(b, l.life.cmd.Process.Pid)
	for quiet := 0; quiet < 6; {
		<-time.After(50 * time.Millisecond)
		now := processorTime(b, l.life.cmd.Process.Pid)
		if quiet++; now != last {
			quiet, took = 0, time.Since(began)
		}
		if last = now; took > time.Minute {
			b.Fatal("the program does not come to rest")
		}
	}
	return took
}

// atTheDoor compares with bare upserts by turns.
func (l *load) atTheDoor(b *testing.B, atOnce int) {
	door := l.door(l.card)
	upsert := storagetest.Upsert(b, l.dsn, connections, l.poll.ID)
	bare := func(i int) error { return upsert(l.voters[i].seat, l.voters[i].id, committee.Yes, time.Now()) }
	rounds(b, 5, atOnce, bare) // fills the pool
	var votes, baseline pace
	n := 0
	for b.Loop() {
		baseline = baseline.plus(round(b, atOnce, bare))
		votes = votes.plus(round(b, atOnce, func(i int) error { return door.press(i, mind(n)) }))
		n++
	}
	l.allCounted(mind(n - 1))
	l.votes += len(votes.waits)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(votes.perSecond(), "votes/s")
	l.note(b, figure{fmt.Sprintf("votes at the door, %d at once, to bare upserts%s", atOnce, l.where), votes.perSecond() / baseline.perSecond(), "ratio", false, 0.5})
	if atOnce == 50 && l.where == "" {
		l.note(b, figure{"99 of 100 presses at the door, 50 at once, answered in", votes.percentile(99), "ms", true, 60})
	}
}

// onDisk is atTheDoor with a database that writes every commit to the disk before it
// says so, as every committee's does; that of the tests does not.
func (l *load) onDisk(b *testing.B, path string) {
	d := &load{town: townOn(b, storagetest.Durable(b).DSN, crowd, committee.Terms{}), where: ", on disk"}
	d.life = begin(b, exec.Command(path, "serve"), b.TempDir(), d.settings)
	d.ready()
	d.card = d.town.card()
	for _, atOnce := range []int{5, 20, 50} {
		b.Run(fmt.Sprintf("at-the-door/at-once=%d", atOnce), func(b *testing.B) { d.atTheDoor(b, atOnce) })
	}
	if status := d.life.stop(b); status != 0 {
		b.Errorf("status %d\n%s", status, d.life.wrong.String())
	}
	for _, f := range d.figures {
		l.note(b, f)
	}
}

// throughReal is throughMattermost with a server that is not ours.
func (l *load) throughReal(b *testing.B, path string, place chatPlace) {
	d := &load{town: realTown(b, place, crowd), through: "a real Mattermost"}
	d.life = begin(b, exec.Command(path, "serve"), b.TempDir(), d.settings)
	d.ready()
	d.card = d.town.card()
	for _, atOnce := range []int{5, 20, 50} {
		b.Run(fmt.Sprintf("at-once=%d", atOnce), func(b *testing.B) { d.throughMattermost(b, atOnce) })
	}
	if status := d.life.stop(b); status != 0 {
		b.Errorf("status %d\n%s", status, d.life.wrong.String())
	}
	for _, f := range d.figures {
		l.note(b, f)
	}
}

// memory is looked at after ten thousand votes.
func (l *load) memory(b *testing.B) {
	door := l.door(l.card)
	for b.Loop() {
		for ; l.votes < 10_000; l.votes += crowd {
			round(b, 50, func(i int) error { return door.press(i, committee.Yes) })
		}
	}
	b.ReportMetric(0, "ns/op")
	l.note(b, figure{"resident memory after 10,000 votes", resident(b, l.life.cmd.Process.Pid), "MB", true, 60})
}
