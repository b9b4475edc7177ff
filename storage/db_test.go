package storage_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func TestASessionHasTheLimitsAndSpeaksUTC(t *testing.T) {
	t.Parallel()
	db, err := storage.Open(t.Context(), storagetest.DSN(t), storage.Options{Name: "who", LockTimeout: 7 * time.Second})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	for name, want := range map[string]string{
		"statement_timeout":                   "10s",
		"lock_timeout":                        "7s",
		"idle_in_transaction_session_timeout": "30s",
		"application_name":                    "who",
		"TimeZone":                            "UTC",
	} {
		var got string
		if err := db.SQL().GetContext(t.Context(), &got, `SELECT current_setting($1)`, name); err != nil || got != want {
			t.Errorf("%s = %q, %v, want %q", name, got, err, want)
		}
	}
}

func TestWhatTheAddressSaysWins(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t) + "&statement_timeout=1234&timezone=Europe/Berlin"
	db, err := storage.Open(t.Context(), dsn, storage.Options{StatementTimeout: time.Minute})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer db.Close()
	var limit, zone string
	if err := db.SQL().QueryRowContext(t.Context(), `
		SELECT current_setting('statement_timeout'), current_setting('TimeZone')`).Scan(&limit, &zone); err != nil {
		t.Fatalf("asking: %v", err)
	}
	if limit != "1234ms" || zone != "UTC" {
		t.Errorf("statement_timeout, TimeZone = %s, %s, want 1234ms and still UTC", limit, zone)
	}
}

func TestABadAddressIsExplainedWithoutThePassword(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ dsn, want string }{
		"another database":             {"mysql://bot:geheim@host/db", "postgres://"},
		"a percent sign not escaped":   {"postgres://bot:geheim%zz@host/db", "%XX"},
		"a slash not escaped":          {"postgres://bot:geheim/geheim@host/db", "%XX"},
		"a space in the password":      {"user=bot password=ge geheim host=h", "expected postgres://"},
		"only a password":              {"geheim", "expected postgres://"},
		"a mode that does not exist":   {"postgres://bot:geheim@host/db?sslmode=geheimnis", "sslmode"},
		"nobody listens there":         {"postgres://bot:geheim@127.0.0.1:1/db", "127.0.0.1"},
		"a socket that does not exist": {"host=/nonexistent user=bot password=geheim", "/nonexistent"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := storage.Open(t.Context(), row.dsn, storage.Options{})
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Fatalf("Open = %v, want an error with %q", err, row.want)
			}
			if strings.Contains(strings.ReplaceAll(err.Error(), "geheimnis", ""), "geheim") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestAWrongPasswordIsNotTold(t *testing.T) {
	t.Parallel()
	dsn := strings.Replace(storagetest.DSN(t), "@", "geheim@", 1)
	_, err := storage.Open(t.Context(), dsn, storage.Options{})
	if err == nil || strings.Contains(err.Error(), "geheim") || storage.Unavailable(err) {
		t.Errorf("Open = %v, want a refusal that is no outage and has no password", err)
	}
}

func TestOpenGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	line := storagetest.Proxy(t, storagetest.DSN(t))
	line.Cut()
	_, err := storage.Open(t.Context(), line.DSN(), storage.Options{})
	if !storage.Unavailable(err) {
		t.Errorf("Open through a cut line = %v, want unavailable", err)
	}
	if errors.Is(err, storage.ErrNotFound) {
		t.Errorf("an outage is not a missing row: %v", err)
	}
}
