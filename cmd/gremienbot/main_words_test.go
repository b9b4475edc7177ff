package main

// White-box: the program's run is not to be called from outside.

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// typedIn is what the program says on a command line, and its status.
func typedIn(t *testing.T, listen string, args ...string) (status int, said, wrong string) {
	t.Helper()
	var out, mistakes bytes.Buffer
	env := &environment{Context: t.Context(), Stdout: &out, Getenv: func(name string) string {
		if name == envListen {
			return listen
		}
		return ""
	}}
	status = run(args, env, &mistakes)
	return status, out.String(), mistakes.String()
}

func TestHelpIsACommandToo(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"help"}, {"--help"}, {"help", "plan"}} {
		status, said, wrong := typedIn(t, "", args...)
		if status != 0 || wrong != "" || !strings.Contains(said, "Usage: gremienbot") {
			t.Errorf("gremienbot %v: status %d, %q, %q", args, status, said, wrong)
		}
	}
}

func TestMistakesAreOnePlainSentence(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"quark":          `gremienbot: unexpected argument quark; "gremienbot --help" shows what there is`,
		"recount /nicht": "gremienbot: the file /nicht cannot be opened: no such file or directory",
		"deadline":       "gremienbot: name either --from or --before",
	} {
		if status, _, wrong := typedIn(t, "", strings.Fields(typed)...); status == 0 || strings.TrimSpace(wrong) != want {
			t.Errorf("gremienbot %s: status %d, %q, want %q", typed, status, wrong, want)
		}
	}
}

func TestHealthcheckSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer s.Close()
	address := strings.TrimPrefix(s.URL, "http://")
	for _, row := range []struct {
		status int
		want   string
	}{
		{http.StatusOK, ""},
		{http.StatusServiceUnavailable, "gremienbot: the program at http://" + address + "/healthz is alive but cannot serve; its log says why"},
		{http.StatusNotFound, "gremienbot: http://" + address + "/healthz answers 404 Not Found, which Gremienbot does not; is another program listening there?"},
	} {
		status = row.status
		if _, _, wrong := typedIn(t, address, "healthcheck"); strings.TrimSpace(wrong) != row.want {
			t.Errorf("%d: %q, want %q", row.status, wrong, row.want)
		}
	}
	s.Close()
	want := "gremienbot: nobody answers at http://" + address + `/healthz; is "gremienbot serve" running there? (GREMIENBOT_LISTEN)`
	if _, _, wrong := typedIn(t, address, "healthcheck"); strings.TrimSpace(wrong) != want {
		t.Errorf("nobody there: %q, want %q", wrong, want)
	}
}
