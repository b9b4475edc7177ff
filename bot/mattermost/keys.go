package mattermost

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// secretBytes is the length of a key: that of the hash, as RFC 2104 advises.
const secretBytes = 32

// Key signs the proofs of buttons and dialogs. Its ID travels with each proof;
// its secret never leaves the program. Printing and logging a key shows the ID.
type Key struct {
	ID     string // letters and digits
	Secret []byte // at least 32 bytes
}

// Keys are the keys in force: the first signs, all verify. To rotate, put a new
// key in front and keep the old ones as long as posts signed with them stand.
type Keys []Key

// NewKey draws a key of 32 bytes from random.
func NewKey(random io.Reader, id string) (Key, error) {
	k := Key{ID: id, Secret: make([]byte, secretBytes)}
	if _, err := io.ReadFull(random, k.Secret); err != nil {
		return Key{}, fmt.Errorf("drawing a key: %w", err)
	}
	return k, k.check()
}

// ParseKeys reads keys as Text writes them: "k2:base64,k1:base64". Standard and
// URL-safe base64 are understood, with or without padding. An error never shows
// a secret.
func ParseKeys(text string) (Keys, error) {
	var keys Keys
	for part := range strings.SplitSeq(strings.TrimSpace(text), ",") {
		k, err := parseKey(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		if _, taken := keys.find(k.ID); taken {
			return nil, fmt.Errorf("two keys are called %q", k.ID)
		}
		keys = append(keys, k)
	}
	return keys, nil
}

func parseKey(text string) (Key, error) {
	id, encoded, ok := strings.Cut(text, ":")
	if !ok {
		return Key{}, errors.New(`a key has the form "name:base64"`)
	}
	plain := strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(encoded)
	secret, err := base64.RawURLEncoding.DecodeString(plain)
	if err != nil {
		return Key{}, errors.New("the part of a key after the colon is not base64")
	}
	k := Key{ID: id, Secret: secret}
	return k, k.check()
}

func (k Key) check() error {
	if k.ID == "" || strings.IndexFunc(k.ID, notAlnum) >= 0 {
		return errors.New("the name of a key has letters and digits only")
	}
	if len(k.Secret) < secretBytes {
		return fmt.Errorf("key %q is shorter than %d bytes", k.ID, secretBytes)
	}
	return nil
}

// Text writes the keys, secrets included, for ParseKeys to read.
func (ks Keys) Text() string {
	parts := make([]string, len(ks))
	for i, k := range ks {
		parts[i] = k.ID + ":" + base64.StdEncoding.EncodeToString(k.Secret)
	}
	return strings.Join(parts, ",")
}

// String shows the name of the key and never its secret.
func (k Key) String() string { return "key " + k.ID }

// GoString is String, so that %#v does not show the secret either.
func (k Key) GoString() string { return k.String() }

// LogValue shows the name of the key and never its secret.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

func (ks Keys) find(id string) (Key, bool) {
	for _, k := range ks {
		if k.ID == id {
			return k, true
		}
	}
	return Key{}, false
}

// mac is HMAC-SHA256 over the fields, each preceded by its length so that no
// two lists of fields look alike.
func (k Key) mac(fields ...string) string {
	h := hmac.New(sha256.New, k.Secret)
	for _, f := range fields {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(f)))
		h.Write(n[:])
		_, _ = io.WriteString(h, f)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// verify compares in constant time.
func (k Key) verify(mac string, fields ...string) bool {
	return hmac.Equal([]byte(mac), []byte(k.mac(fields...)))
}

func notAlnum(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}
