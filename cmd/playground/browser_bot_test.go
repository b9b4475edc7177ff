package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/mattermosttest"
)

// stage is the page with a stand-in and a little bot of its own behind it.
type stage struct {
	t      *testing.T
	url    string // of the page
	world  *mattermosttest.World
	bot    *model.Client4
	called string // where the bot is called
	clock  *handClock

	mu   sync.Mutex
	sent []map[string]any // what dialogs sent

	reset chan struct{} // told of every reset
	think chan struct{} // what the bot waits for before it answers a hard question
}

var noon = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

// handClock stands still until it is moved; one thing is due two days later.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) Advance(_ context.Context, to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = to
	return nil
}

func (c *handClock) Next(context.Context) (time.Time, Words, error) {
	due := noon.AddDate(0, 0, 2)
	if !c.Now().Before(due) {
		return time.Time{}, Words{}, nil
	}
	return due, Words{De: "Einladung zur 78. Sitzung", En: "Invitation to the 78th meeting"}, nil
}

// cast is who can be chosen on the page under test.
var cast = []Figure{
	{Handle: "vorsitz", Name: "Vera Sommer", Role: Words{"Vorsitz", "Chair"}, Group: Words{"Leitung", "Lead"}},
	{Handle: "l1", Name: "Lena Berg", Role: Words{"Mitglied", "Member"}, Group: Words{"Landkreise", "Districts"}},
	{Handle: "l2", Name: "Lars Thal", Role: Words{"Mitglied", "Member"}, Group: Words{"Landkreise", "Districts"}},
	{Handle: "s1", Name: "Sina Markt", Role: Words{"Mitglied", "Member"}, Group: Words{"Städte", "Cities"}},
}

// set builds the stage.
func set(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, clock: &handClock{now: noon}, reset: make(chan struct{}, 8), think: make(chan struct{})}
	chat := mattermosttest.Start(t, s.clock.Now)
	w, err := mattermosttest.NewWorld(t.Context(), chat.URL, mattermosttest.AdminName, mattermosttest.AdminPassword)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close(context.WithoutCancel(t.Context())) })
	s.world = w
	s.called = s.serveBot()
	s.hireBot()
	page := httptest.NewServer(NewPage(s.options(chat)))
	t.Cleanup(page.Close)
	s.url = page.URL
	return s
}

func (s *stage) options(chat http.Handler) PageOptions {
	s.t.Helper()
	tokens := map[string]string{}
	for _, f := range cast {
		p, err := s.world.Person(s.t.Context(), f.Handle, f.Name)
		if err != nil {
			s.t.Fatal(err)
		}
		tokens[f.Handle] = p.Client.AuthToken
	}
	return PageOptions{
		Chat: chat, Team: s.world.Team.Name, Channel: s.world.Unique("sitzungssaal"), Bot: s.world.Unique("gremienbot"),
		People: cast, Clock: s.clock, Zone: berlin(s.t),
		Steps: []Step{
			{Text: Words{"Bringen Sie ein Thema ein.", "Bring in a topic."}, As: "l1", Command: "/thema Betriebskosten nach EfA"},
			{Text: Words{"Öffnen Sie den Dialog.", "Open the dialog."}, As: "s1", Command: "/bedarf"},
		},
		Login: func(_ context.Context, handle string) (string, error) { return tokens[handle], nil },
		Reset: func(context.Context) error {
			s.reset <- struct{}{}
			return nil
		},
	}
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func (s *stage) hireBot() {
	s.t.Helper()
	var err error
	_, s.bot, err = s.world.Bot(s.t.Context(), "gremienbot")
	s.must(err)
	for _, c := range [][3]string{
		{"thema", "[Titel]", "Ein Thema einbringen oder ansehen"},
		{"bedarf", "", "Einen Bedarf melden"},
		{"umfrage", "ja-nein | rangfolge | …", "Eine Abstimmung beginnen"},
	} {
		_, err := s.world.Command(s.t.Context(), c[0], c[1], c[2], s.called+"/command")
		s.must(err)
	}
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// serveBot answers commands, buttons and dialogs in the simplest way.
func (s *stage) serveBot() string {
	mux := http.NewServeMux()
	mux.HandleFunc("/command", s.command)
	mux.HandleFunc("/action", s.action)
	mux.HandleFunc("/dialog", s.dialog)
	server := httptest.NewServer(mux)
	s.t.Cleanup(server.Close)
	return server.URL
}

func (s *stage) command(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	switch text := r.PostForm.Get("text"); {
	case r.PostForm.Get("command") == "/bedarf":
		_, _ = s.bot.OpenInteractiveDialog(r.Context(), s.form(r.PostForm.Get("trigger_id")))
		answerJSON(w, map[string]any{})
	case text == "kaputt":
		http.Error(w, "broken", http.StatusInternalServerError)
	case text == "schwierig":
		select {
		case <-s.think:
		case <-r.Context().Done():
		}
		answerJSON(w, map[string]any{"text": "Das war schwierig."})
	default:
		answerJSON(w, map[string]any{"text": "Ihr Thema **" + text + "** ist eingegangen.", "skip_slack_parsing": true})
	}
}

func (s *stage) action(w http.ResponseWriter, r *http.Request) {
	var q model.PostActionIntegrationRequest
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	choice, _ := q.Context["choice"].(string)
	if chosen, ok := q.Context["selected_option"].(string); ok && chosen != "" {
		choice = chosen
	}
	card := s.poll("Gestimmt hat: " + strings.TrimSuffix(q.UserName, s.world.Unique("")) + " mit " + choice)
	answerJSON(w, map[string]any{"update": card, "ephemeral_text": "Ihre Stimme: " + choice})
}

func (s *stage) dialog(w http.ResponseWriter, r *http.Request) {
	var q model.SubmitDialogRequest
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.sent = append(s.sent, q.Submission)
	s.mu.Unlock()
	if q.Submission["who"] == nil {
		answerJSON(w, map[string]any{"errors": map[string]string{"who": "Bitte ergänzen Sie, wer betroffen ist."}})
		return
	}
	title, _ := q.Submission["title"].(string)
	s.post("Bedarf **" + title + "** gemeldet.")
	answerJSON(w, map[string]any{})
}

func answerJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (s *stage) form(trigger string) model.OpenDialogRequest {
	return model.OpenDialogRequest{TriggerId: trigger, URL: s.called + "/dialog", Dialog: model.Dialog{
		Title: "Bedarf melden", IntroductionText: "Was fehlt in Ihrer **Verwaltung**?", SubmitLabel: "Melden", State: "s",
		Elements: []model.DialogElement{
			{DisplayName: "Titel", Name: "title", Type: "text", MaxLength: 150, Placeholder: "Kurz und deutlich"},
			{DisplayName: "Wer ist betroffen?", Name: "who", Type: "textarea", Optional: true, HelpText: "Zum Beispiel: Gemeinden unter 20.000 Einwohnern."},
			{DisplayName: "Dringlichkeit", Name: "urgent", Type: "select", Default: "2", Options: []*model.PostActionOptions{{Text: "hoch", Value: "1"}, {Text: "mittel", Value: "2"}}},
			{DisplayName: "Anhörung", Name: "hearing", Type: "bool", Optional: true, Placeholder: "Wir möchten gehört werden"},
		},
	}}
}

func (s *stage) post(message string) *model.Post {
	return s.publish(&model.Post{ChannelId: s.world.Home, Message: message})
}

// directly is the channel in which the bot writes to somebody alone.
func (s *stage) directly(handle string) string {
	s.t.Helper()
	person, _, err := s.world.Admin.GetUserByUsername(s.t.Context(), s.world.Unique(handle), "")
	s.must(err)
	me, _, err := s.bot.GetMe(s.t.Context(), "")
	s.must(err)
	channel, _, err := s.bot.CreateDirectChannel(s.t.Context(), me.Id, person.Id)
	s.must(err)
	return channel.Id
}

func (s *stage) publish(p *model.Post) *model.Post {
	s.t.Helper()
	made, _, err := s.bot.CreatePost(context.WithoutCancel(s.t.Context()), p)
	if err != nil {
		s.t.Errorf("posting: %v", err)
	}
	return made
}

// poll is a card with a table, seven buttons and a select.
func (s *stage) poll(state string) *model.Post {
	press := func(id, label, style string) *model.PostAction {
		return &model.PostAction{Id: id, Type: "button", Name: label, Style: style, Integration: &model.PostActionIntegration{
			URL: s.called + "/action", Context: map[string]any{"choice": label},
		}}
	}
	list := &model.PostAction{Id: "list", Type: "select", Name: "Punkte vergeben", Options: []*model.PostActionOptions{
		{Text: "1 Punkt", Value: "eins"}, {Text: "2 Punkte", Value: "zwei"},
	}, Integration: &model.PostActionIntegration{URL: s.called + "/action"}}
	card := &model.MessageAttachment{
		Title: "U-2027-004 Soll das Thema in die Sitzung?", Color: "#1c58d9",
		Text: state + "\n\n| Gruppe | Stimmen |\n|---|--:|\n| Landkreise | 2 |\n| Städte | 1 |",
		Fields: []*model.MessageAttachmentField{
			{Title: "Frist", Value: "Mittwoch, 10. März 2027, 12:00 Uhr", Short: true}, {Title: "Abgestimmt", Value: "3 von 14", Short: true},
		},
		Actions: []*model.PostAction{
			press("yes", "Ja", "good"), press("no", "Nein", "danger"), press("abstain", "Enthaltung", "default"),
			press("details", "Einzelheiten", "primary"), list,
		},
	}
	return &model.Post{ChannelId: s.world.Home, Props: model.StringInterface{"attachments": []*model.MessageAttachment{card}}}
}
