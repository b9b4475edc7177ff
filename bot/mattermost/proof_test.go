package mattermost

// These tests are inside the package because they forge proofs, which its
// front door does not let anybody make.

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	oldKey = Key{ID: "k1", Secret: bytes.Repeat([]byte{1}, 32)}
	topKey = Key{ID: "k2", Secret: bytes.Repeat([]byte{2}, 32)}
	opened = time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)
)

func sample() state {
	return state{User: "anna", Channel: "home", Purpose: "topic.submit", Object: "7", Nonce: "n1", Expiry: opened.Add(time.Hour).Unix()}
}

func TestStateHoldsForItsPersonChannelAndTime(t *testing.T) {
	t.Parallel()
	signed, err := sample().sign(Keys{oldKey})
	if err != nil {
		t.Fatal(err)
	}
	other, _ := sample().sign(Keys{{ID: "k1", Secret: bytes.Repeat([]byte{9}, 32)}})
	payload, mac, _ := strings.Cut(signed, ".")
	_, otherMAC, _ := strings.Cut(other, ".")
	last := opened.Add(time.Hour - time.Second)
	for _, row := range []struct {
		name, text, user, channel string
		keys                      Keys
		now                       time.Time
		want                      error
	}{
		{"as it was made", signed, "anna", "home", Keys{oldKey}, opened, nil},
		{"in its last second", signed, "anna", "home", Keys{oldKey}, last, nil},
		{"after the key was rotated", signed, "anna", "home", Keys{topKey, oldKey}, opened, nil},
		{"after the key was retired", signed, "anna", "home", Keys{topKey}, opened, errForged},
		{"when its time is over", signed, "anna", "home", Keys{oldKey}, last.Add(time.Second), errExpired},
		{"from another person", signed, "bert", "home", Keys{oldKey}, opened, errForged},
		{"from another channel", signed, "anna", "side", Keys{oldKey}, opened, errForged},
		{"forged and late", payload + "." + otherMAC, "anna", "home", Keys{oldKey}, last.Add(time.Hour), errForged},
		{"with another's MAC", payload + "." + otherMAC, "anna", "home", Keys{oldKey}, opened, errForged},
		{"with a changed payload", payload + "A." + mac, "anna", "home", Keys{oldKey}, opened, errForged},
		{"without MAC", payload, "anna", "home", Keys{oldKey}, opened, errForged},
		{"empty", "", "anna", "home", Keys{oldKey}, opened, errForged},
		{"a word", "FORGED", "anna", "home", Keys{oldKey}, opened, errForged},
	} {
		if _, err := openState(row.keys, row.text, row.user, row.channel, row.now); !errors.Is(err, row.want) {
			t.Errorf("%s: openState = %v, want %v", row.name, err, row.want)
		}
	}
}

func TestStateComesBackWhole(t *testing.T) {
	t.Parallel()
	want := sample()
	want.Direct, want.Checks, want.Team = true, []string{"urgent"}, "t1"
	signed, err := want.sign(Keys{topKey, oldKey})
	if err != nil {
		t.Fatal(err)
	}
	got, err := openState(Keys{oldKey, topKey}, signed, "anna", "home", opened)
	want.Key = "k2"
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("openState: %v\n%s", err, d)
	}
}

func TestPressHoldsAsItWasMade(t *testing.T) {
	t.Parallel()
	made := press{action: "poll.vote", object: "7", value: "yes", channel: "home"}
	for _, row := range []struct {
		name, field string
		value       any
		channel     string
		keys        Keys
		holds       bool
	}{
		{"as it was made", "", nil, "home", Keys{oldKey}, true},
		{"after rotation", "", nil, "home", Keys{topKey, oldKey}, true},
		{"with a choice sent along, which counts for nothing", "selected_option", "no", "home", Keys{oldKey}, true},
		{"after the key was retired", "", nil, "home", Keys{topKey}, false},
		{"in another channel", "", nil, "side", Keys{oldKey}, false},
		{"another channel in the context", "c", "side", "side", Keys{oldKey}, false},
		{"another action", "a", "poll.close", "home", Keys{oldKey}, false},
		{"another object", "o", "8", "home", Keys{oldKey}, false},
		{"another value", "x", "no", "home", Keys{oldKey}, false},
		{"made a select", "t", "s", "home", Keys{oldKey}, false},
		{"made ephemeral", "e", "1", "home", Keys{oldKey}, false},
		{"another version", "v", "2", "home", Keys{oldKey}, false},
		{"an unknown key", "k", "k9", "home", Keys{oldKey}, false},
		{"a number for a MAC", "m", 7.0, "home", Keys{oldKey}, false},
	} {
		context := maps.Clone(made.sign(Keys{oldKey}))
		if row.field != "" {
			context[row.field] = row.value
		}
		got, err := openPress(row.keys, context, row.channel)
		if holds := err == nil; holds != row.holds || holds && got != made {
			t.Errorf("%s: openPress = %+v, %v; want it to hold: %v", row.name, got, err, row.holds)
		}
	}
}

func TestFieldsOfAPressDoNotRunTogether(t *testing.T) {
	t.Parallel()
	a := press{action: "poll.vote", object: "12", value: "3", channel: "home"}.sign(Keys{oldKey})
	b := press{action: "poll.vote", object: "1", value: "23", channel: "home"}.sign(Keys{oldKey})
	if a["m"] == b["m"] {
		t.Error("two different presses have the same MAC")
	}
}

func FuzzOpenState(f *testing.F) {
	signed, err := sample().sign(Keys{oldKey})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{signed, "", ".", "e30.", "e30.e30", signed + ".", strings.ToUpper(signed)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := openState(Keys{oldKey}, text, "anna", "home", opened)
		if err == nil && text != signed {
			t.Errorf("openState(%q) = %+v, want a refusal: nobody signed it", text, s)
		}
		if err != nil && !errors.Is(err, errForged) {
			t.Errorf("openState(%q) = %v, want errForged", text, err)
		}
	})
}
