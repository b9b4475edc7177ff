package mattermost_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/bot/mattermost"
)

func TestKeysComeBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	want := mattermost.Keys{newKey(t, "k2"), newKey(t, "k1")}
	got, err := mattermost.ParseKeys(" " + want.Text() + "\n")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseKeysRefuses(t *testing.T) {
	t.Parallel()
	good := strings.Repeat("QUJD", 11)
	for name, text := range map[string]string{
		"nothing":           "",
		"no name":           ":" + good,
		"no colon":          good,
		"a name with signs": "k-1:" + good,
		"no base64":         "k1:***",
		"a short secret":    "k1:QUJD",
		"the same name":     "k1:" + good + ",k1:" + good,
	} {
		if keys, err := mattermost.ParseKeys(text); err == nil {
			t.Errorf("%s: ParseKeys = %v, want an error", name, keys)
		} else if strings.Contains(err.Error(), good) {
			t.Errorf("%s: the error shows the secret: %v", name, err)
		}
	}
}

func TestKeyIsNeverPrinted(t *testing.T) {
	t.Parallel()
	keys := mattermost.Keys{newKey(t, "k1")}
	_, secret, _ := strings.Cut(keys.Text(), ":")
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", keys[0])
	shown := fmt.Sprintf("%v %+v %#v %s", keys, keys[0], keys[0], keys) + log.String()
	if strings.Contains(shown, secret) || strings.Contains(shown, fmt.Sprint(keys[0].Secret)) { //nolint:staticcheck // the bytes as numbers must not be printed either
		t.Errorf("printed %q", shown)
	}
}

func newKey(t *testing.T, id string) mattermost.Key {
	t.Helper()
	k, err := mattermost.NewKey(rand.Reader, id)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
