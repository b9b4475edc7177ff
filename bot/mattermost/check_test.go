package mattermost_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
)

func kinds(all []mattermost.Finding, least mattermost.Level) []mattermost.FindingKind {
	var found []mattermost.FindingKind
	for _, f := range all {
		if f.Level >= least {
			found = append(found, f.Kind)
		}
	}
	return found
}

func trouble(all []mattermost.Finding) []mattermost.FindingKind {
	return kinds(all, mattermost.Trouble)
}

func TestCheckIsContentAfterSetup(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var r bot.Router
	_, o := w.settle(t, &r)
	o.AdminToken = w.adminToken(t)
	want := []mattermost.FindingKind{
		mattermost.DatabaseReached, mattermost.MigrationsUpToDate, mattermost.CallbackReached, mattermost.CalendarUnset, mattermost.ServerReached,
		mattermost.TokenHolds, mattermost.BotInside, mattermost.CommandsAnswer, mattermost.PrivatePostsGranted,
	}
	if d := cmp.Diff(want, kinds(mattermost.Check(t.Context(), o), mattermost.Fine)); d != "" {
		t.Error(d)
	}
}

// faults are made on purpose, one at a time. what is to be found with an
// administrator's token, and without where that differs.
var faults = []struct {
	name          string
	change        func(*testing.T, *town, mattermost.SetupResult, *mattermost.CheckOptions)
	want, without []mattermost.FindingKind
}{
	{
		"wrong token", func(_ *testing.T, _ *town, _ mattermost.SetupResult, o *mattermost.CheckOptions) {
			o.Token = model.NewId()
		},
		[]mattermost.FindingKind{mattermost.TokenRefused},
		nil,
	},
	{"token revoked", revokeTokens, []mattermost.FindingKind{mattermost.TokenRefused}, nil},
	{"token expired", expireToken, []mattermost.FindingKind{mattermost.TokenExpired}, []mattermost.FindingKind{mattermost.TokenRefused}},
	{"bot not in channel", func(t *testing.T, w *town, r mattermost.SetupResult, _ *mattermost.CheckOptions) {
		_, err := w.world.Admin.RemoveUserFromChannel(t.Context(), r.ChannelID, r.BotID)
		done(t, 0, err)
	}, []mattermost.FindingKind{mattermost.BotOutsideChannel}, nil},
	{"bot not in team", func(t *testing.T, w *town, r mattermost.SetupResult, _ *mattermost.CheckOptions) {
		_, err := w.world.Admin.RemoveTeamMember(t.Context(), r.TeamID, r.BotID)
		done(t, 0, err)
	}, []mattermost.FindingKind{mattermost.BotOutsideTeam}, nil},
	{"command missing", func(t *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
		_, err := w.world.Admin.DeleteCommand(t.Context(), w.commandList(t)[0].Id)
		done(t, 0, err)
	}, []mattermost.FindingKind{mattermost.CommandMissing}, nil},
	{"command pointing elsewhere", func(t *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
		c := w.commandList(t)[0]
		c.URL = w.srv.URL + "/api/v4/config/client"
		c.Method = model.CommandMethodGet
		c, _, err := w.world.Admin.UpdateCommand(t.Context(), c)
		done(t, c, err)
	}, []mattermost.FindingKind{mattermost.CommandElsewhere}, []mattermost.FindingKind{mattermost.CommandForeign}},
	{"trigger taken by a plugin", func(_ *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
		w.srv.InstallPlugin("com.example.topics", "Topics", map[string]string{"thema": "Hello"})
	}, []mattermost.FindingKind{mattermost.CommandShadowed}, []mattermost.FindingKind{mattermost.CommandForeign}},
	{"command token changed", func(t *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
		token, _, err := w.world.Admin.RegenCommandToken(t.Context(), w.commandList(t)[0].Id)
		done(t, token, err)
	}, []mattermost.FindingKind{mattermost.CommandTokenUnknown}, nil},
	{
		"callback not allowed", func(_ *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
			w.srv.AllowInternal("")
		},
		[]mattermost.FindingKind{mattermost.CallbackForbidden},
		nil,
	},
	{"callback not reachable", func(_ *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
		w.behind = http.NotFoundHandler()
	}, []mattermost.FindingKind{mattermost.CallbackUnreachable}, nil},
	{"empty site URL", func(t *testing.T, w *town, _ mattermost.SetupResult, _ *mattermost.CheckOptions) {
		_, err := w.world.Admin.DoAPIPutJSON(t.Context(), "/config/patch", map[string]any{"ServiceSettings": map[string]any{"SiteURL": ""}})
		done(t, 0, err)
	}, []mattermost.FindingKind{mattermost.SiteURLEmpty}, nil},
	{"clock skew", func(_ *testing.T, w *town, _ mattermost.SetupResult, o *mattermost.CheckOptions) {
		o.Now = func() time.Time { return w.clock.now().Add(-5 * time.Minute) }
	}, []mattermost.FindingKind{mattermost.ClockSkewed}, nil},
	{"database away", func(_ *testing.T, _ *town, _ mattermost.SetupResult, o *mattermost.CheckOptions) {
		o.Store = &store{ping: errAway}
	}, []mattermost.FindingKind{mattermost.DatabaseAway}, nil},
	{"migrations missing", func(_ *testing.T, _ *town, _ mattermost.SetupResult, o *mattermost.CheckOptions) {
		o.Store = &store{migrated: errAway}
	}, []mattermost.FindingKind{mattermost.MigrationsMissing}, nil},
	{"a poll that was changed in the database", func(_ *testing.T, _ *town, _ mattermost.SetupResult, o *mattermost.CheckOptions) {
		o.Store = &store{altered: []string{"U-2027-004"}}
	}, []mattermost.FindingKind{mattermost.PollsAltered}, nil},
	{
		"server away", func(_ *testing.T, _ *town, _ mattermost.SetupResult, o *mattermost.CheckOptions) {
			o.URL = "http://127.0.0.1:1"
		},
		[]mattermost.FindingKind{mattermost.ServerUnreachable},
		nil,
	},
}

func revokeTokens(t *testing.T, w *town, r mattermost.SetupResult, _ *mattermost.CheckOptions) {
	t.Helper()
	list, _, err := w.world.Admin.GetUserAccessTokensForUser(t.Context(), r.BotID, 0, 100)
	for _, token := range done(t, list, err) {
		_, err := w.world.Admin.RevokeUserAccessToken(t.Context(), token.Id)
		done(t, 0, err)
	}
}

func expireToken(t *testing.T, w *town, r mattermost.SetupResult, o *mattermost.CheckOptions) {
	t.Helper()
	soon := w.clock.now().Add(time.Minute)
	token, _, err := w.world.Admin.CreateUserAccessToken(t.Context(), r.BotID, "short", soon.UnixMilli())
	o.Token = done(t, token, err).Token
	w.clock.at = soon.Add(time.Minute)
}

func TestCheckNamesEachFault(t *testing.T) {
	t.Parallel()
	for _, row := range faults {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			var r bot.Router
			result, o := w.settle(t, &r)
			row.change(t, w, result, &o)
			without := row.without
			if without == nil {
				without = row.want
			}
			if d := cmp.Diff(without, trouble(mattermost.Check(t.Context(), o))); d != "" {
				t.Errorf("without an administrator's token:\n%s", d)
			}
			o.AdminToken = w.adminToken(t)
			if d := cmp.Diff(row.want, trouble(mattermost.Check(t.Context(), o))); d != "" {
				t.Errorf("with an administrator's token:\n%s", d)
			}
		})
	}
}

func TestCheckSaysWhichWayReceiptsGo(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.setup.PrivatePosts = false
	var r bot.Router
	_, o := w.settle(t, &r)
	o.AdminToken = w.adminToken(t)
	want := []mattermost.FindingKind{mattermost.CalendarUnset, mattermost.PrivatePostsMissing}
	if d := cmp.Diff(want, kinds(mattermost.Check(t.Context(), o), mattermost.Notice)); d != "" {
		t.Error(d)
	}
}

func TestCheckWarnsOfATokenThatEnds(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var r bot.Router
	result, o := w.settle(t, &r)
	o.AdminToken = w.adminToken(t)
	token, _, err := w.world.Admin.CreateUserAccessToken(t.Context(), result.BotID, "short", noon.AddDate(0, 0, 20).UnixMilli())
	done(t, token, err)
	for _, f := range mattermost.Check(t.Context(), o) {
		if f.Kind == mattermost.TokenExpires {
			if f.Args["date"] != "2027-03-30" || f.Level != mattermost.Notice {
				t.Errorf("finding %+v", f)
			}
			return
		}
	}
	t.Error("nothing was said of a token that ends in 20 days")
}

func TestCheckLooksAtCalendarsFromOutside(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var r bot.Router
	_, o := w.settle(t, &r)
	outside := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz": // of the bot itself
			return
		case "/calendar/doctor.ics", "/narrow/calendar/doctor.ics":
			rw.Header().Set("X-Robots-Tag", "noindex")
		}
		rw.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(outside.Close)
	for name, row := range map[string]struct {
		public string
		want   []mattermost.FindingKind
	}{
		"calendars alone":      {outside.URL + "/narrow", []mattermost.FindingKind{mattermost.CalendarPlain, mattermost.CalendarReached}},
		"all that the bot has": {outside.URL, []mattermost.FindingKind{mattermost.CalendarPlain, mattermost.CalendarReached, mattermost.CalendarWide}},
		"something else":       {outside.URL + "/nothing", []mattermost.FindingKind{mattermost.CalendarPlain, mattermost.CalendarUnreachable}},
		"nobody":               {"https://127.0.0.1:1", []mattermost.FindingKind{mattermost.CalendarUnreachable}},
	} {
		o.Public, o.Calendar = row.public, row.public+"/calendar/doctor.ics"
		got := slices.DeleteFunc(kinds(mattermost.Check(t.Context(), o), mattermost.Fine), func(k mattermost.FindingKind) bool { return !strings.HasPrefix(string(k), "calendar") })
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", name, got, row.want)
		}
	}
}
