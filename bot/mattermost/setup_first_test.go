package mattermost_test

import (
	"testing"

	"gremienbot/bot/mattermost"
	"gremienbot/bot/mattermosttest"
)

func TestSetupMakesTheFirstAccountOfAnEmptyServer(t *testing.T) {
	t.Parallel()
	moment := &clock{at: noon}
	chat := mattermosttest.New(mattermosttest.Options{Now: moment.now, NoAdmin: true})
	url, stop := chat.Start()
	t.Cleanup(stop)
	o := mattermost.SetupOptions{
		URL: url, Login: "chef", Password: "Sehr-Geheim-1", Team: "gremium", Channel: "gremium", Handle: "gremienbot", Name: "Gremienbot",
		Triggers: []mattermost.Trigger{{Name: "thema", Hint: "h", Description: "d"}}, Callback: "http://127.0.0.1:1",
		MakePlaces: true, ChangeSettings: true, Now: moment.now,
	}
	if _, err := mattermost.Setup(t.Context(), o); err != nil {
		t.Fatalf("an empty server: %v", err)
	}
	o.Login = "jemand"
	if _, err := mattermost.Setup(t.Context(), o); err == nil {
		t.Error("a server with accounts made another one for an unknown login")
	}
}
