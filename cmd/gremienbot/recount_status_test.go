package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gremienbot/committee/tally"
)

// A script sees by the exit status whether a file agrees with its recount; the
// result is written all the same, and one line on standard error says what disagrees.
func TestRecountEndsWithOneWhereTheFileDisagrees(t *testing.T) {
	t.Parallel()
	order := tally.Lot("Roter Ziegel", []string{"B", "C"})
	drawn, err := json.Marshal(order)
	if err != nil {
		t.Fatal(err)
	}
	other, err := json.Marshal([]string{order[1], order[0]})
	if err != nil {
		t.Fatal(err)
	}
	lot := func(order []byte) string {
		return `,"lot":{"seed":"Roter Ziegel","tied":[["B","C"]],"order":[` + string(order) + `]}`
	}
	for name, c := range map[string]struct {
		more string
		want int
	}{
		"without lot and checksum":      {"", 0},
		"the lot that the words give":   {lot(drawn), 0},
		"another lot":                   {lot(other), 1},
		"a checksum of another text":    {`,"seal":"00","sealed":"x"`, 1},
		"a lot without words":           {`,"lot":{"seed":"","tied":[["B","C"]]}`, 2},
		"a right lot, a wrong checksum": {lot(drawn) + `,"seal":"00","sealed":"x"`, 1},
	} {
		path := filepath.Join(t.TempDir(), "poll.json")
		file := `{"method":"score","points":5,"options":["B","C"],"ballots":[{"scores":{"B":1,"C":1}}]` + c.more + `}`
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		status, said, wrong := command(t, nil, "recount", path)
		if status != c.want || (c.want < 2) != strings.Contains(said, `"method"`) {
			t.Errorf("%s: status %d, want %d; said %q, %q", name, status, c.want, said, wrong)
		}
		if lines := strings.Count(wrong, "\n"); lines != min(c.want, 1) {
			t.Errorf("%s: status %d comes with %d lines, want %d: %q", name, status, lines, min(c.want, 1), wrong)
		}
	}
}
