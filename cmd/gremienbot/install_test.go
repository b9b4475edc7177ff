package main

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"gremienbot/bot"
	"gremienbot/bot/mattermost"
	"gremienbot/bot/mattermosttest"
	"gremienbot/cmd/assembly"
)

// site is a stand-in Mattermost, an address for the bot and a folder for its
// settings.
type site struct {
	chat   *mattermosttest.Server
	file   string
	setup  setupCmd
	out    bytes.Buffer
	behind http.Handler
	store  mattermost.Store
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{chat: mattermosttest.Start(t, time.Now), behind: http.NotFoundHandler(), store: lost{}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.behind.ServeHTTP(w, r) }))
	t.Cleanup(front.Close)
	s.file = filepath.Join(t.TempDir(), "gremienbot.env")
	s.setup = setupCmd{
		URL: s.chat.URL, Callback: front.URL, Admin: mattermosttest.AdminName, Password: mattermosttest.AdminPassword,
		Team: "gremium", Channel: "gremium", Create: true, Handle: "gremienbot", PrivatePosts: true, ChangeSettings: true, Lang: "de",
	}
	return s
}

func (s *site) environment(t *testing.T) *environment {
	t.Helper()
	s.out.Reset()
	return &environment{
		Context: t.Context(), Stdout: &s.out, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Getenv: func(name string) string {
			if name == envFileName {
				return s.file
			}
			return ""
		},
		Store: func(context.Context) (mattermost.Store, func(), error) { return s.store, func() {}, nil },
	}
}

// serve answers as the program would, with what setup wrote.
func (s *site) serve(t *testing.T) {
	t.Helper()
	v, err := readEnvFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := mattermost.ParseKeys(v[envKeys])
	if err != nil {
		t.Fatal(err)
	}
	c := mattermost.NewClient(mattermost.ClientOptions{URL: v[envMattermostURL], Token: v[envToken], Callback: v[envCallbackURL], Keys: keys, Now: time.Now})
	server := mattermost.NewServer(mattermost.ServerOptions{
		Router: &bot.Router{}, Client: c, CommandTokens: strings.Split(v[envCommandTokens], ","), Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	s.behind = server
	t.Cleanup(func() { c.Close(); _ = server.Close(context.Background()) })
}

func TestSetupThenDoctor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if err := s.setup.Run(s.environment(t)); err != nil {
		t.Fatalf("%v\n%s", err, &s.out)
	}
	info, err := os.Stat(s.file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("environment file: %v, %v, want it readable by its owner only", info.Mode(), err)
	}
	first, _ := os.ReadFile(s.file)
	for _, want := range []string{"neu        Befehl /thema", "neu        Bild von @gremienbot", "Noch zu tun", s.file} {
		if !strings.Contains(s.out.String(), want) {
			t.Errorf("setup does not say %q:\n%s", want, &s.out)
		}
	}
	values, _ := readEnvFile(s.file)
	for _, name := range []string{envToken, envCommandTokens, envKeys} {
		if values[name] == "" || strings.Contains(s.out.String(), values[name]) {
			t.Errorf("%s is empty, or setup shows it", name)
		}
	}
	s.serve(t)
	if err := (doctorCmd{Lang: "de"}).Run(s.environment(t)); err != nil {
		t.Errorf("doctor: %v\n%s", err, &s.out)
	}
	if err := s.setup.Run(s.environment(t)); err != nil || strings.Contains(s.out.String(), "neu  ") && !strings.Contains(s.out.String(), "Bild") {
		t.Errorf("second setup: %v\n%s", err, &s.out)
	}
	if second, _ := os.ReadFile(s.file); !bytes.Equal(first, second) {
		t.Error("the second setup wrote other settings")
	}
}

func TestDoctorSaysFaultAndRemedy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if err := s.setup.Run(s.environment(t)); err != nil {
		t.Fatalf("%v\n%s", err, &s.out)
	}
	s.serve(t)
	s.chat.AllowInternal("")
	s.store = lost{errors.New("connection refused")}
	for lang, wants := range map[string][]string{
		"de": {"FEHLER    Die Datenbank ist nicht erreichbar: connection refused", "AllowedUntrustedInternalConnections eintragen: 127.0.0.1", "Zu beheben: 2."},
		"en": {"TROUBLE   The database cannot be reached: connection refused", "AllowedUntrustedInternalConnections: 127.0.0.1", "To be mended: 2."},
	} {
		if err := (doctorCmd{Lang: lang}).Run(s.environment(t)); !errors.Is(err, errTold) {
			t.Errorf("doctor = %v, want errTold, for status 1", err)
		}
		for _, want := range wants {
			if !strings.Contains(s.out.String(), want) {
				t.Errorf("doctor does not say %q:\n%s", want, &s.out)
			}
		}
	}
}

func TestSetupSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.setup.Callback, s.setup.Password = "", ""
	if err := s.setup.Run(s.environment(t)); !errors.Is(err, errTold) || !strings.Contains(s.out.String(), "--callback") || !strings.Contains(s.out.String(), envAdminPassword) {
		t.Errorf("setup = %v\n%s", err, &s.out)
	}
	s = newSite(t)
	s.setup.Create = false
	if err := s.setup.Run(s.environment(t)); !errors.Is(err, errTold) || !strings.Contains(s.out.String(), "kein Team „gremium“") {
		t.Errorf("setup = %v\n%s", err, &s.out)
	}
	if err := (doctorCmd{Lang: "de"}).Run(s.environment(t)); err == nil || !strings.Contains(err.Error(), "gremienbot setup") {
		t.Errorf("doctor before setup = %v", err)
	}
}

func TestSecretsComeFromFilesToo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte("geheim\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	set := map[string]string{envToken + "_FILE": path, envKeys + "_FILE": path + ".none"}
	env := &environment{Getenv: func(name string) string { return set[name] }}
	if got, err := env.lookup(envToken); got != "geheim" || err != nil {
		t.Errorf("lookup = %q, %v", got, err)
	}
	if _, err := env.lookup(envKeys); err == nil {
		t.Error("a file that is missing was no error")
	}
	set[envToken] = "näher"
	if got, _ := env.lookup(envToken); got != "näher" {
		t.Errorf("lookup = %q, want the variable first", got)
	}
}

func TestHealthcheckAsksTheProgramHere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	env := s.environment(t)
	env.Getenv = func(string) string { return strings.TrimPrefix(s.setup.Callback, "http://") }
	if err := (healthcheckCmd{}).Run(env); err == nil {
		t.Error("a program that answers 404 is healthy")
	}
	s.behind = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.URL.Path) })
	if err := (healthcheckCmd{}).Run(env); err != nil {
		t.Error(err)
	}
	for listen, want := range map[string]string{
		":8066": "http://127.0.0.1:8066/readyz", "0.0.0.0:80": "http://127.0.0.1:80/readyz", "[::]:80": "http://127.0.0.1:80/readyz", "10.0.0.1:80": "http://10.0.0.1:80/readyz",
	} {
		if got := (healthcheckCmd{Ready: true}).address(listen); got != want {
			t.Errorf("address(%q) = %q, want %q", listen, got, want)
		}
	}
}

func TestPictureIsAPNG(t *testing.T) {
	t.Parallel()
	b, err := assembly.Picture()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds().Dx() != 256 || len(b) > 50_000 {
		t.Errorf("picture: %v, %d bytes", err, len(b))
	}
}

func TestCommandsAreReadByKong(t *testing.T) {
	t.Parallel()
	var all struct {
		Setup       setupCmd       `cmd:""`
		Doctor      doctorCmd      `cmd:""`
		Healthcheck healthcheckCmd `cmd:""`
	}
	p, err := kong.New(&all)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Parse([]string{"setup", "--url", "http://x", "--callback", "http://y", "--create", "--lang", "en"}); err != nil || !all.Setup.Create {
		t.Errorf("Parse: %v, %+v", err, all.Setup)
	}
}
