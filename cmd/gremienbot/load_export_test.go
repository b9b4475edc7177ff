package main

import (
	"os/exec"
	"slices"
	"testing"
	"time"

	"gremienbot/storage/storagetest"
)

// How long it may take until the files of a full register are there, in seconds.
const exportWithin = 15

// BenchmarkExport measures how long somebody waits for the register as files, from
// the command to the post they hang on, and for the answer before it.
func BenchmarkExport(b *testing.B) {
	l := &load{town: newTown(b, 20)}
	storagetest.Register(b, l.dsn, l.home.ID, manyNeeds, manyTopics)
	l.life = begin(b, exec.Command(build(b), "serve"), b.TempDir(), l.settings)
	l.ready()
	for _, typed := range []string{"/bedarf export", "/thema export"} {
		b.Run(typed, func(b *testing.B) { l.exporting(b, typed) })
	}
	b.Logf("the program holds %.0f MB then", resident(b, l.life.cmd.Process.Pid))
	if status := l.life.stop(b); status != 0 {
		b.Errorf("status %d\n%s", status, l.life.wrong.String())
	}
	l.print()
}

func (l *load) exporting(b *testing.B, typed string) {
	channel, _, err := l.voters[0].client.CreateDirectChannel(b.Context(), l.voters[0].id, l.setup.BotID)
	l.ok(err)
	var answers, files pace
	for b.Loop() {
		before := l.sent(channel.Id)
		at := time.Now()
		if err := l.asks(typed, "Direktnachricht"); err != nil {
			b.Fatal(err)
		}
		answers.waits = append(answers.waits, time.Since(at))
		for l.sent(channel.Id) == before {
			<-time.After(20 * time.Millisecond)
		}
		files.waits = append(files.waits, time.Since(at))
	}
	b.ReportMetric(0, "ns/op")
	l.note(b, figure{typed + ", answer", answers.percentile(95), "ms-p95", true, readWithin})
	l.note(b, figure{typed + ", files", files.percentile(95) / 1000, "s-p95", true, exportWithin})
}

// sent is the newest post with files in a channel.
func (l *load) sent(channel string) string {
	list, _, err := l.voters[0].client.GetPostsForChannel(l.Context(), channel, 0, 20, "", false, false)
	l.ok(err)
	newest := slices.IndexFunc(list.Order, func(id string) bool { return len(list.Posts[id].FileIds) > 0 })
	if newest < 0 {
		return ""
	}
	return list.Order[newest]
}
