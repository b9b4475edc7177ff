package mattermost_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
)

// A result is posted with its picture, and without it if there can be none.
func TestAPictureNeverHoldsAPostBack(t *testing.T) {
	t.Parallel()
	file := model.NewId()
	kept := respond(201, model.FileUploadResponse{FileInfos: []*model.FileInfo{{Id: file}}})
	for name, row := range map[string]struct {
		draws  bool
		upload http.HandlerFunc
		want   []string
	}{
		"drawn and kept":      {true, kept, []string{file}},
		"cannot be drawn":     {false, kept, nil},
		"files are forbidden": {true, refusal(403, "api.context.permissions.app_error"), nil},
		"the server is full":  {true, refusal(500, "api.file.upload_file.app_error"), nil},
		"nothing was kept":    {true, respond(201, model.FileUploadResponse{}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, clk := newScript(t), &clock{at: noon}
			c := mattermost.NewClient(mattermost.ClientOptions{
				URL: s.url, Keys: mattermost.Keys{newKey(t, "k1")}, Now: clk.now, Sleep: clk.sleep,
				Draw: func(_ context.Context, c bot.Chart) (bot.File, bool) {
					return bot.File{Name: c.Name, Data: []byte("picture")}, row.draws
				},
			})
			t.Cleanup(c.Close)
			s.on("GET /users/me", respond(200, model.User{Id: botID, Username: "gremienbot", IsBot: true}))
			s.on("POST /files", row.upload)
			s.on("POST /posts", respond(201, noted(botID, homeID, note.Key)))
			m := note
			m.Chart = &bot.Chart{Name: "U-2027-001.png", Bars: []bot.Bar{{Label: "Ja", Amount: 1, Said: "1"}}}
			if _, err := c.Post(t.Context(), homeID, m, "p"); err != nil {
				t.Fatal(err)
			}
			var posted model.Post
			if err := json.Unmarshal(s.bodies("POST /posts")[0], &posted); err != nil {
				t.Fatal(err)
			}
			if len(posted.FileIds) != len(row.want) || len(row.want) == 1 && posted.FileIds[0] != file || posted.Message == "" {
				t.Errorf("posted %q with the files %v, want %v", posted.Message, posted.FileIds, row.want)
			}
			if n := len(s.bodies("POST /files")); n > 1 || !row.draws && n > 0 {
				t.Errorf("%d uploads", n)
			}
		})
	}
}
