package mattermost_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// TestNobodyWaitsUntilOthersAreTold presses far more often than the chat, which
// takes nothing for now, could be told of.
func TestNobodyWaitsUntilOthersAreTold(t *testing.T) {
	t.Parallel()
	n := 0
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		n++
		return bot.Reply{Message: bot.Message{Key: "poll.7", Text: fmt.Sprint("stored ", n)}}, nil
	})
	button, _ := d.contexts(t)
	begun, release := d.holdPrivateAnswers()
	d.json("/action", pressed(button))
	<-begun
	for range 5000 {
		d.json("/action", pressed(button))
	}
	close(release)
	d.drain(t)
	if diff := cmp.Diff([]string{"stored 1", "stored 5001"}, d.toldPrivately(t)); diff != "" {
		t.Errorf("private answers (-want +got):\n%s", diff)
	}
}

func TestAReceiptThatIsNotGivenIsNotWorded(t *testing.T) {
	t.Parallel()
	n := 0
	var worded []string
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		n++
		text := fmt.Sprint("stored ", n)
		return bot.Reply{Receipt: &bot.Receipt{Key: "poll.7", Word: func() bot.Message {
			worded = append(worded, text)
			return bot.Message{Key: "poll.7", Text: text}
		}}}, nil
	})
	button, _ := d.contexts(t)
	begun, release := d.holdPrivateAnswers()
	d.json("/action", pressed(button))
	<-begun
	for range 50 {
		d.json("/action", pressed(button))
	}
	close(release)
	d.drain(t)
	if diff := cmp.Diff([]string{"stored 1", "stored 51"}, worded); diff != "" {
		t.Errorf("worded (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(worded, d.toldPrivately(t)); diff != "" {
		t.Errorf("private answers (-want +got):\n%s", diff)
	}
}

func TestOnlyTheAnswerRightBeforeIsReplaced(t *testing.T) {
	t.Parallel()
	said := []bot.Message{
		{Text: "under way"},
		{Key: "poll.7", Text: "7 yes"},
		{Key: "poll.7", Text: "7 no"}, // no comes in the place of yes
		{Text: "refused"},
		{Text: "refused"}, // both are said
		{Key: "poll.7", Text: "7 yes again"},
		{Key: "poll.8", Text: "8 yes"},
		{Key: "poll.7", Text: "7 no again"},
	}
	n := -1
	d := newDoor(t, func(bot.Request) (bot.Reply, error) {
		n++
		return bot.Reply{Message: said[n]}, nil
	})
	button, _ := d.contexts(t)
	begun, release := d.holdPrivateAnswers()
	d.json("/action", pressed(button))
	<-begun
	for range said[1:] {
		d.json("/action", pressed(button))
	}
	close(release)
	d.drain(t)
	want := []string{"under way", "7 no", "refused", "refused", "7 yes again", "8 yes", "7 no again"}
	if diff := cmp.Diff(want, d.toldPrivately(t)); diff != "" {
		t.Errorf("private answers (-want +got):\n%s", diff)
	}
}

// holdPrivateAnswers lets the chat take no private answer until release is closed.
func (d *door) holdPrivateAnswers() (begun <-chan struct{}, release chan struct{}) {
	started, release := make(chan struct{}, 1), make(chan struct{})
	d.chat.on("POST /posts/ephemeral", func(w http.ResponseWriter, r *http.Request) {
		select {
		case started <- struct{}{}:
		default:
		}
		<-release
		respond(http.StatusCreated, model.Post{Id: model.NewId()})(w, r)
	})
	return started, release
}

func (d *door) toldPrivately(t *testing.T) []string {
	t.Helper()
	var texts []string
	for _, b := range d.chat.bodies("POST /posts/ephemeral") {
		texts = append(texts, strings.TrimSpace(decoded[model.PostEphemeral](t, b).Post.Message))
	}
	return texts
}
