package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"gremienbot/bot"
)

func echo(text string) bot.Handler {
	return func(_ context.Context, q bot.Request) (bot.Reply, error) { return bot.Say(text + q.Text), nil }
}

func TestARequestGoesToTheHandlerOfItsKindAndName(t *testing.T) {
	t.Parallel()
	var r bot.Router
	r.Command("thema", echo("command "))
	r.Action("thema", echo("action "))
	r.Submission("thema", echo("form "))
	for kind, want := range map[bot.Kind]string{bot.Command: "command x", bot.Action: "action x", bot.Submission: "form x"} {
		got, err := r.Serve(t.Context(), bot.Request{Kind: kind, Name: "thema", Text: "x"})
		if err != nil || got.Message.Text != want {
			t.Errorf("kind %d: %q, %v, want %q", kind, got.Message.Text, err, want)
		}
	}
}

func TestANameNobodyAnswersToIsUnknown(t *testing.T) {
	t.Parallel()
	var r bot.Router
	r.Command("thema", echo(""))
	if _, err := r.Serve(t.Context(), bot.Request{Kind: bot.Action, Name: "thema"}); !errors.Is(err, bot.ErrUnknown) {
		t.Errorf("an unknown action: %v, want ErrUnknown", err)
	}
}

func TestTwoHandlersOfOneNameAreAMistake(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("the second handler was taken")
		}
	}()
	var r bot.Router
	r.Command("thema", echo(""))
	r.Command("thema", echo(""))
}

func TestAroundWrapsEveryHandler(t *testing.T) {
	t.Parallel()
	r := bot.Router{Around: func(h bot.Handler) bot.Handler {
		return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
			reply, err := h(ctx, q)
			reply.Message.Text += "!"
			return reply, err
		}
	}}
	r.Command("thema", echo("a"))
	if got, _ := r.Serve(t.Context(), bot.Request{Name: "thema"}); got.Message.Text != "a!" {
		t.Errorf("wrapped: %q, want %q", got.Message.Text, "a!")
	}
}

func TestNamesAreInOrder(t *testing.T) {
	t.Parallel()
	var r bot.Router
	r.Command("thema", echo(""))
	r.Command("bedarf", echo(""))
	if got := r.Names(bot.Command); !slices.Equal(got, []string{"bedarf", "thema"}) {
		t.Errorf("Names = %v", got)
	}
}

func TestAReplyIsEmptyWhenThereIsNothingToShow(t *testing.T) {
	t.Parallel()
	full := []bot.Reply{bot.Say("x"), {Dialog: &bot.Dialog{}}, {Update: &bot.Message{}}, {Refused: map[string]string{"": "x"}}, {Message: bot.Message{Card: &bot.Card{}}}}
	if !(bot.Reply{}).Empty() {
		t.Error("the zero reply is not empty")
	}
	for i, r := range full {
		if r.Empty() {
			t.Errorf("reply %d is taken for empty", i)
		}
	}
}

func ExampleRouter() {
	var r bot.Router
	r.Command("thema", func(_ context.Context, q bot.Request) (bot.Reply, error) {
		return bot.Say("Ihr Thema „" + q.Text + "“ ist eingegangen."), nil
	})
	reply, err := r.Serve(context.Background(), bot.Request{Kind: bot.Command, Name: "thema", Text: "Betriebskosten"})
	fmt.Println(reply.Message.Text, err)
	// Output: Ihr Thema „Betriebskosten“ ist eingegangen. <nil>
}
