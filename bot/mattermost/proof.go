package mattermost

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

var (
	errForged  = errors.New("the proof does not hold")
	errExpired = errors.New("the dialog was open for too long")
)

// press is what a button or select carries in its hidden context: "v" the
// version, "t" whether it is a button or a select, "e" whether its post is
// ephemeral, "a" action, "o" object, "x" value, "c" channel, "k" key, "m" MAC.
type press struct {
	action, object, value, channel string
	list                           bool // a select: the value comes from the person
	fleeting                       bool // on an ephemeral post, which cannot be updated
}

const pressVersion = "1"

func (p press) fields(key string) []string {
	return []string{"action", pressVersion, p.kind(), flag(p.fleeting), p.action, p.object, p.value, p.channel, key}
}

func (p press) kind() string {
	if p.list {
		return "s"
	}
	return "b"
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return ""
}

func (p press) sign(keys Keys) map[string]any {
	k := keys[0]
	return map[string]any{
		"v": pressVersion, "t": p.kind(), "e": flag(p.fleeting), "a": p.action, "o": p.object,
		"x": p.value, "c": p.channel, "k": k.ID, "m": k.mac(p.fields(k.ID)...),
	}
}

// openPress verifies a context and returns what it says. The value of a select
// is what the person chose; a choice that comes with a button is ignored, for
// anybody may send one.
func openPress(keys Keys, context map[string]any, channel string) (press, error) {
	text := func(name string) string { s, _ := context[name].(string); return s }
	p := press{
		action: text("a"), object: text("o"), value: text("x"), channel: text("c"),
		list: text("t") == "s", fleeting: text("e") != "",
	}
	k, known := keys.find(text("k"))
	if !known || text("v") != pressVersion || !k.verify(text("m"), p.fields(k.ID)...) || p.channel != channel {
		return press{}, errForged
	}
	if p.list {
		p.value = text("selected_option")
	}
	return p, nil
}

// state is what a dialog carries through the browser and back.
type state struct {
	Key     string   `json:"k"`
	User    string   `json:"u"`
	Channel string   `json:"c"`
	Team    string   `json:"t,omitempty"`
	Purpose string   `json:"p"`
	Object  string   `json:"o,omitempty"`
	Nonce   string   `json:"n"`
	Expiry  int64    `json:"e"` // Unix seconds; valid before, not at it
	Direct  bool     `json:"d,omitempty"`
	Checks  []string `json:"b,omitempty"` // the yes-or-no fields, which browsers leave out when they are "no"
}

// sign returns base64url(payload).MAC.
func (s state) sign(keys Keys) (string, error) {
	s.Key = keys[0].ID
	b, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	payload := base64.RawURLEncoding.EncodeToString(b)
	return payload + "." + keys[0].mac("dialog", payload), nil
}

// openState verifies a state for the person and the channel it comes back
// from. It returns errForged or errExpired and no other error.
func openState(keys Keys, text, user, channel string, now time.Time) (state, error) {
	payload, mac, _ := strings.Cut(text, ".")
	b, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		return state{}, errForged
	}
	var s state
	if json.Unmarshal(b, &s) != nil {
		return state{}, errForged
	}
	k, known := keys.find(s.Key)
	if !known || !k.verify(mac, "dialog", payload) || s.User != user || s.Channel != channel {
		return state{}, errForged
	}
	if now.Unix() >= s.Expiry {
		return state{}, errExpired
	}
	return s, nil
}
