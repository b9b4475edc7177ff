package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the path under which the rooms of this repository import each other.
const module = "gremienbot"

// longest is the number of lines a Go file may have, tests included.
const longest = 400

// law is everything a committee knows; all rooms above it may use it.
var law = []string{"committee", "committee/tally", "committee/calendar"}

// rooms says for each package which other packages of the module it may import. A package that stands above another may
// know it, never the other way round; commands, scheduler and storage do not know each other.
var rooms = map[string][]string{
	"committee/tally":     {},
	"committee/calendar":  {},
	"committee":           {"committee/tally", "committee/calendar"},
	"bot":                 {},
	"bot/messages":        above(law, "bot"),
	"bot/feed":            law,
	"bot/chart":           {"bot"},
	"bot/mattermost":      {"bot"},
	"bot/mattermosttest":  {"bot"},
	"commands":            above(law, "bot", "bot/messages"),
	"scheduler":           above(law, "bot", "bot/messages"),
	"storage":             law,
	"storage/storagetest": above(law, "storage"),
	"cmd/assembly":        wiring,
	"cmd/gremienbot":      above(wiring, "cmd/assembly"),
	"cmd/playground":      above(wiring, "cmd/assembly", "bot/mattermosttest"),
}

// wiring is what the programs introduce to each other.
var wiring = above(law, "bot", "bot/messages", "bot/chart", "bot/feed", "bot/mattermost", "commands", "scheduler", "storage")

// doors says which rooms may import a module from outside, or a part of the standard library that is one. Whatever is
// not named here has no door and comes in nowhere.
var doors = map[string][]string{
	"github.com/mattermost/mattermost": {"bot/mattermost", "bot/mattermosttest"},
	"github.com/robfig/cron":           {"scheduler"},
	"github.com/jmoiron/sqlx":          {"storage", "storage/storagetest"},
	"github.com/lib/pq":                {"storage", "storage/storagetest"},
	"database/sql":                     {"storage", "storage/storagetest"},
	"github.com/pressly/goose":         {"storage", "storage/storagetest"},
	"github.com/teambition/rrule-go":   {"committee/calendar"},
	"github.com/nicksnyder/go-i18n":    {"bot/messages"},
	"github.com/BurntSushi/toml":       {"bot/messages"},
	"golang.org/x/text":                {"bot/messages"},
	"golang.org/x/time":                {"bot/mattermost"},
	"github.com/gorilla/websocket":     {"bot/mattermosttest", "cmd/playground"},
	"github.com/go-analyze/charts":     {"bot/chart"},
	"github.com/arran4/golang-ical":    {"bot/feed"},
	"github.com/alecthomas/kong":       {"cmd/gremienbot", "cmd/playground"},
	"github.com/google/go-cmp":         {},
	"pgregory.net/rapid":               {},
	"go.uber.org/goleak":               {},
}

// forTests are the modules that any test may use, and no program.
var forTests = []string{"github.com/google/go-cmp", "pgregory.net/rapid", "go.uber.org/goleak"}

// standIns are the rooms that any test may furnish itself with, and no program but the playground.
var standIns = []string{"bot/mattermosttest", "storage/storagetest", "storage"}

// impure is what no rule of the committee may touch: the world, the clock's owner, and a request's life.
var impure = []string{"net", "os", "context", "log", "syscall", "database/sql", "crypto/rand", "math/rand"}

// nameless are package names that say nothing.
var nameless = []string{"util", "utils", "common", "helper", "helpers", "base", "types", "models", "model", "misc"}

func above(rest []string, more ...string) []string { return slices.Concat(rest, more) }

// source is one Go file, as the rules look at it.
type source struct {
	path  string // from the root of the repository, with slashes
	lines int
	tree  *ast.File
}

func (s source) room() string { return path.Dir(s.path) }
func (s source) test() bool   { return strings.HasSuffix(s.path, "_test.go") }
func (s source) wired() bool  { return strings.HasPrefix(s.path, "cmd/") }

func (s source) imports() []string {
	var found []string
	for _, spec := range s.tree.Imports {
		found = append(found, strings.Trim(spec.Path.Value, `"`))
	}
	return found
}

// checks are the rules of the house; each returns one line per breach.
var checks = map[string]func([]source) []string{
	"a room imports only what is below it":     arrows,
	"a library comes in by its own door":       strangers,
	"the committee is pure":                    purity,
	"the time is an argument outside cmd":      clocks,
	"no type of Mattermost leaves its adapter": leaks,
	"no file is too long":                      lengths,
	"a package is named for what it holds":     names,
	"a package says what it is for":            essays,
}

func TestHouse(t *testing.T) {
	t.Parallel()
	house := walk(t, filepath.Join("..", ".."))
	if len(house) < 20 {
		t.Fatalf("found %d Go files from the root of the repository, want the whole house", len(house))
	}
	for name, check := range checks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, breach := range check(house) {
				t.Error(breach)
			}
		})
	}
}

// walk reads every Go file below root. It goes by the files themselves and not by `go list`, so that files of every
// build tag are held to the rules and the test cache notices a change in any of them.
func walk(t *testing.T, root string) []source {
	t.Helper()
	var house []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return enter(entry.Name())
		case filepath.Ext(name) != ".go":
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		house = append(house, parse(t, filepath.ToSlash(rel), string(text)))
		return nil
	})
	if err != nil {
		t.Fatalf("walking the house: %v", err)
	}
	return house
}

// enter skips the folders that the go command skips too, and the one with programs that were built.
func enter(folder string) error {
	hidden := strings.HasPrefix(folder, ".") && strings.Trim(folder, ".") != ""
	if hidden || strings.HasPrefix(folder, "_") || folder == "testdata" || folder == "bin" {
		return fs.SkipDir
	}
	return nil
}

func parse(t *testing.T, name, text string) source {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
	if err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
	return source{path: name, lines: strings.Count(text, "\n"), tree: tree}
}
