package mattermost_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot"
)

// Long work begins when its answer is given. Nobody's answer stands behind it,
// and the same work that still waits is done once.
func TestLongWorkHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	var done []string
	begun, release := make(chan struct{}), make(chan struct{})
	work := func(name string) *bot.Work {
		return &bot.Work{About: name, Do: func(ctx context.Context) {
			if name == "first" {
				close(begun)
				<-release
			}
			if ctx.Err() == nil {
				done = append(done, name)
			}
		}}
	}
	names := []string{"first", "register", "register", "one need", ""}
	n := -1
	d := newDoor(t, func(q bot.Request) (bot.Reply, error) {
		if q.Kind == bot.Action {
			return bot.Say("stored"), nil
		}
		n++
		return bot.Reply{Message: bot.Message{Text: "on its way"}, Later: work(names[n])}, nil
	})
	button, _ := d.contexts(t)
	for range names {
		if w := d.post("/command", formType, typed()); w.Code != 200 {
			t.Fatalf("status %d", w.Code)
		}
	}
	<-begun
	told, let := d.holdPrivateAnswers()
	close(let)
	d.json("/action", pressed(button))
	<-told
	close(release)
	d.drain(t)
	if diff := cmp.Diff([]string{"first", "register", "one need", ""}, done); diff != "" {
		t.Errorf("done (-want +got):\n%s", diff)
	}
}

// What panics in long work is logged and takes no other work along.
func TestLongWorkSurvivesAPanic(t *testing.T) {
	t.Parallel()
	done := false
	works := []*bot.Work{{Do: func(context.Context) { panic("broken") }}, {Do: func(context.Context) { done = true }}}
	n := -1
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		n++
		return bot.Reply{Later: works[n]}, nil
	})
	d.post("/command", formType, typed())
	d.post("/command", formType, typed())
	d.drain(t)
	if !done {
		t.Error("the second work was not done")
	}
}
