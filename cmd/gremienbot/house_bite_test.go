package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

const foreignModel = `import "github.com/mattermost/mattermost/server/public/model"` + "\n"

// TestHouseBites shows each rule a house that breaks it and one beside it that does not: a rule that never says no would
// let everything through in silence.
func TestHouseBites(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		check func([]source) []string
		file  string
		text  string
		want  string // a part of the one breach; empty: none
	}{
		"commands may not know storage":    {arrows, "commands/vote.go", `package commands; import "gremienbot/storage"`, "commands may not import storage"},
		"scheduler may not know commands":  {arrows, "scheduler/close.go", `package scheduler; import "gremienbot/commands"`, "may not import commands"},
		"storage may not know scheduler":   {arrows, "storage/poll.go", `package storage; import "gremienbot/scheduler"`, "may not import scheduler"},
		"a rule may not know the chat":     {arrows, "committee/poll.go", `package committee; import "gremienbot/bot"`, "may not import bot"},
		"the adapter may not know the law": {arrows, "bot/mattermost/send.go", `package mattermost; import "gremienbot/committee"`, "may not import committee"},
		"a test keeps the arrows too":      {arrows, "storage/poll_test.go", `package storage_test; import "gremienbot/commands"`, "may not import commands"},
		"the program leaves the stand-in":  {arrows, "cmd/gremienbot/main.go", `package main; import "gremienbot/bot/mattermosttest"`, "may not import bot/mattermosttest"},
		"a new room must be in the table":  {arrows, "attic/box.go", `package attic`, `does not know "attic"`},
		"commands may know the law":        {arrows, "commands/vote.go", `package commands; import "gremienbot/committee/tally"`, ""},
		"a test may use a stand-in":        {arrows, "commands/vote_test.go", `package commands_test; import "gremienbot/storage/storagetest"`, ""},
		"cron has one door":                {strangers, "commands/beat.go", `package commands; import "github.com/robfig/cron/v3"`, "no door for github.com/robfig/cron/v3"},
		"SQL has one door":                 {strangers, "scheduler/claim.go", `package scheduler; import "database/sql"`, "no door for database/sql"},
		"pq has one door":                  {strangers, "cmd/gremienbot/main.go", `package main; import _ "github.com/lib/pq"`, "no door for github.com/lib/pq"},
		"Mattermost has one door":          {strangers, "bot/card.go", "package bot; " + foreignModel, "no door for github.com/mattermost"},
		"calendars have one door":          {strangers, "commands/calendar.go", `package commands; import "github.com/arran4/golang-ical"`, "no door for github.com/arran4/golang-ical"},
		"an unknown library has none":      {strangers, "bot/card.go", `package bot; import "example.org/left/pad"`, "no door for example.org/left/pad"},
		"a test library stays in tests":    {strangers, "bot/card.go", `package bot; import "github.com/google/go-cmp/cmp"`, "no door for github.com/google/go-cmp/cmp"},
		"a test library is open to tests":  {strangers, "bot/card_test.go", `package bot_test; import "github.com/google/go-cmp/cmp"`, ""},
		"cron beats in scheduler":          {strangers, "scheduler/beat.go", `package scheduler; import "github.com/robfig/cron/v3"`, ""},
		"a program's test may measure pq":  {strangers, "cmd/gremienbot/door_test.go", `package main_test; import _ "github.com/lib/pq"`, ""},
		"a rule does not wait":             {purity, "committee/poll.go", `package committee; import "context"`, "may not import context"},
		"a rule does not log":              {purity, "committee/tally/irv.go", `package tally; import "log/slog"`, "may not import log/slog"},
		"a rule does not talk":             {purity, "committee/calendar/land.go", `package calendar; import "net/http"`, "may not import net/http"},
		"a rule may reckon with time":      {purity, "committee/poll.go", `package committee; import "time"`, ""},
		"a rule has no clock":              {clocks, "committee/poll.go", `package committee; import "time"; var t = time.Now()`, "time.Now"},
		"nor has an edge, by another name": {clocks, "bot/router.go", `package bot; import clock "time"; var now = clock.Now`, "time.Now"},
		"a measure reads the clock too":    {clocks, "storage/poll.go", `package storage; import "time"; func f(t time.Time) { _ = time.Since(t) }`, "time.Since"},
		"a test does not sleep":            {clocks, "storage/poll_test.go", `package storage; import "time"; func f() { time.Sleep(1) }`, "time.Sleep"},
		"the programs own the clock":       {clocks, "cmd/gremienbot/main.go", `package main; import "time"; var t = time.Now`, ""},
		"a method named Now is no clock":   {clocks, "bot/router.go", `package bot; import "time"; type c struct{ at time.Time }; func (x c) Now() time.Time { return x.at }`, ""},
		"no result is Mattermost's":        {leaks, "bot/mattermost/post.go", "package mattermost; " + foreignModel + "func Post() (*model.Post, error) { return nil, nil }", "type Post of Mattermost"},
		"no argument of a method is":       {leaks, "bot/mattermost/post.go", "package mattermost; " + foreignModel + "type Client struct{}; func (c *Client) Send(p model.Post) {}", "type Post of Mattermost"},
		"no field is":                      {leaks, "bot/mattermost/post.go", "package mattermost; " + foreignModel + "type Card struct{ Posts []*model.Post }", "type Post of Mattermost"},
		"no variable is":                   {leaks, "bot/mattermost/post.go", "package mattermost; " + foreignModel + "var Empty = model.Post{}", "type Post of Mattermost"},
		"no alias smuggles one":            {leaks, "bot/mattermost/post.go", "package mattermost; " + foreignModel + "type post = model.Post", "type Post of Mattermost"},
		"inside, everybody speaks it":      {leaks, "bot/mattermost/post.go", "package mattermost; " + foreignModel + "type Client struct{ api *model.Client4 }; func encode(p model.Post) { var _ model.Post = p }", ""},
		"401 lines are too many":           {lengths, "bot/router.go", "package bot" + strings.Repeat("\n", 401), "401 lines"},
		"400 lines are not":                {lengths, "bot/router.go", "package bot" + strings.Repeat("\n", 400), ""},
		"utils says nothing":               {names, "bot/utils/x.go", `package utils`, "package utils says nothing"},
		"tally says what it holds":         {names, "committee/tally/x.go", `package tally`, ""},
		"a package without words":          {essays, "bot/card.go", `package bot`, "bot: no package comment"},
		"a package with words":             {essays, "bot/card.go", "// Package bot talks.\npackage bot", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := row.check([]source{parse(t, row.file, row.text)})
			switch {
			case row.want == "" && len(got) != 0:
				t.Errorf("found %q, want nothing", got)
			case row.want != "" && (len(got) != 1 || !strings.Contains(got[0], row.want)):
				t.Errorf("found %q, want one breach with %q", got, row.want)
			}
		})
	}
}

func TestMigrationsAreNumberedAndNamed(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../storage/migrations/*.sql")
	if err != nil {
		t.Fatalf("listing the migrations: %v", err)
	}
	for i, name := range paths {
		paths[i] = filepath.Base(name)
	}
	for _, breach := range misnamed(paths) {
		t.Error(breach)
	}
}

func TestMigrationRuleBites(t *testing.T) {
	t.Parallel()
	got := misnamed([]string{"0001_seats.sql", "2_polls.sql", "0001_tasks.sql", "0003-needs.sql", "0004_register_of_results.sql"})
	if len(got) != 3 {
		t.Errorf("found %q, want a breach for 2_polls.sql, for 0001_tasks.sql and for 0003-needs.sql", got)
	}
}
