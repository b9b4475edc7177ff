package mattermost_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermosttest"
)

// parlour is a small program: /thema opens a dialog, sending it answers
// privately, pressing "Ja" moves the card and gives a receipt.
func parlour() *bot.Router {
	var r bot.Router
	r.Command("thema", func(_ context.Context, q bot.Request) (bot.Reply, error) {
		if q.Text != "" {
			return bot.Say("Gehört: " + q.Text), nil
		}
		return bot.Reply{Dialog: &topicDialog}, nil
	})
	r.Submission("topic.submit", func(_ context.Context, q bot.Request) (bot.Reply, error) {
		if q.Form["title"] == "" {
			return bot.Reply{Refused: map[string]string{"title": "Bitte einen Titel."}}, nil
		}
		return bot.Say("Eingereicht: " + q.Form["title"]), nil
	})
	r.Action("poll.vote", func(context.Context, bot.Request) (bot.Reply, error) {
		moved := voting
		moved.Text = "Abstimmung: 1 Stimme"
		return bot.Reply{Update: &moved, Message: bot.Message{Text: "Ihre Stimme: Ja"}}, nil
	})
	return &r
}

func shows(text string, private bool) func([]mattermosttest.Post) bool {
	return func(all []mattermosttest.Post) bool {
		return slices.ContainsFunc(all, func(p mattermosttest.Post) bool { return p.Message == text && p.Private == private })
	}
}

func TestAPersonTalksToTheBot(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.settle(t, parlour())
	anna, err := w.world.Person(t.Context(), "anna", "Anna Berg")
	done(t, anna, err)
	done(t, 0, anna.Type(t.Context(), w.world.Home, "/thema Betriebskosten"))
	done(t, 0, anna.Await(t.Context(), shows("Gehört: Betriebskosten", true)))

	done(t, 0, anna.Type(t.Context(), w.world.Home, "/thema"))
	dialog, err := anna.AwaitDialog(t.Context())
	if done(t, dialog, err).Title != "Thema" {
		t.Errorf("dialog %+v", dialog)
	}
	refused, _, err := anna.Submit(t.Context(), map[string]string{"title": ""})
	if done(t, refused, err)["Titel"] != "Bitte einen Titel." {
		t.Errorf("refused %v", refused)
	}
	refused, _, err = anna.Submit(t.Context(), map[string]string{"title": "EfA"})
	if len(done(t, refused, err)) != 0 {
		t.Errorf("refused %v", refused)
	}
	done(t, 0, anna.Await(t.Context(), shows("Eingereicht: EfA", true)))

	post, err := w.client.Post(t.Context(), w.world.Home, voting, "pending")
	done(t, post, err)
	done(t, 0, anna.Await(t.Context(), shows("Abstimmung", false)))
	done(t, 0, anna.Press(t.Context(), mattermosttest.Post{ID: post, Channel: w.world.Home}, "Ja"))
	done(t, 0, anna.Await(t.Context(), shows("Abstimmung: 1 Stimme", false)))
	done(t, 0, anna.Await(t.Context(), shows("Ihre Stimme: Ja", true)))
	// The moved card still has its buttons, and an edit keeps them.
	done(t, 0, w.client.Edit(t.Context(), w.world.Home, post, voting))
	done(t, 0, anna.Await(t.Context(), shows("Abstimmung", false)))
	done(t, 0, anna.Press(t.Context(), mattermosttest.Post{ID: post, Channel: w.world.Home}, "Ja"))
	found, ok, err := w.client.Find(t.Context(), w.world.Home, voting.Key, w.clock.now())
	if done(t, found, err) != post || !ok {
		t.Errorf("Find = %q, %v, want %q", found, ok, post)
	}
	if c := w.srv.Complaints(); len(c) != 0 {
		t.Errorf("a real server would have logged: %s", strings.Join(c, "\n"))
	}
}

func TestAForgedDialogReachesNobody(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	_, o := w.settle(t, parlour())
	anna, err := w.world.Person(t.Context(), "anna", "Anna Berg")
	done(t, anna, err)
	answer, _, err := anna.Client.SubmitInteractiveDialog(t.Context(), model.SubmitDialogRequest{
		URL: o.Callback + "/dialog", State: "FORGED", CallbackId: "topic.submit", ChannelId: w.world.Home, TeamId: w.world.Team.Id,
		Submission: map[string]any{"title": "nicht von hier"},
	})
	if done(t, answer, err).Error != "FORGED" {
		t.Errorf("answer %+v", answer)
	}
}
