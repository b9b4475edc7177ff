package commands

// White-box: the rows are about what reads typed text, each by itself.

import (
	"testing"

	"gremienbot/bot"
	"gremienbot/committee"
)

// dashes are what people have in place of a hyphen when they copy or when their
// keyboard is clever.
var dashes = map[string]string{
	"the hyphen on the keyboard": "-", "U+2010": "\u2010", "U+2011": "\u2011", "an en dash": "\u2013", "an em dash": "\u2014",
}

var blanks = map[string]string{"a space": " ", "U+00A0": "\u00a0", "U+202F": "\u202f"}

func TestNumbersAreReadWithAnyDash(t *testing.T) {
	t.Parallel()
	for name, dash := range dashes {
		typed := onKeyboard(bot.Request{Text: "B" + dash + "2027" + dash + "017"}).Text
		if n, ok := committee.ParseNumber(typed, committee.NeedRegister, 2026); !ok || n.String() != "B-2027-017" {
			t.Errorf("%s: %q is read as %v, %t", name, typed, n, ok)
		}
		if m := leadingNeed.FindStringSubmatch(typed + ", 18"); m == nil || m[1] != typed {
			t.Errorf("%s: in a list of needs, %q is read as %q", name, typed, m)
		}
		if !fullNumber.MatchString(typed) {
			t.Errorf("%s: %q is no number in full", name, typed)
		}
		if !number.MatchString(typed) {
			t.Errorf("%s: %q is not seen before a verb", name, typed)
		}
	}
}

func TestVerbsAreFoundWithAnyDashAndSpace(t *testing.T) {
	t.Parallel()
	c := Desk{}.pollCommand()
	for dashed, dash := range dashes {
		for blank, space := range blanks {
			q := onKeyboard(bot.Request{Text: "ja" + dash + "nein" + space + "Nehmen wir teil?"})
			if do, rest := c.find(q.Text); do == nil || rest != "Nehmen wir teil?" {
				t.Errorf("%s, %s: %q leaves %q", dashed, blank, q.Text, rest)
			}
		}
	}
}

func TestFormsAreReadLikeTypedText(t *testing.T) {
	t.Parallel()
	form := map[string]string{"until": "9.\u00a0März\u20602027", "title": "EfA–Dienste"}
	got := onKeyboard(bot.Request{Form: form}).Form
	if got["until"] != "9. März2027" || got["title"] != "EfA–Dienste" {
		t.Errorf("read as %q", got)
	}
	if form["until"] != "9.\u00a0März\u20602027" {
		t.Error("the form of the request was changed")
	}
}
