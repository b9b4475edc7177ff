package committee

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gremienbot/committee/tally"
)

// Seal is the SHA-256 of everything that is voted on, as 64 hexadecimal digits:
// the question, the wording, the options, the kind, the terms, the rule and the
// number of seats. It is taken when the poll opens; the same later shows that
// nothing was changed under the voters.
func (p Poll) Seal() string {
	terms := p.Terms
	if terms.Circulation != nil {
		terms.Circulation = &Circulation{Days: terms.Circulation.Days}
	}
	frozen, err := json.Marshal(struct {
		Question string       `json:"question"`
		Kind     PollKind     `json:"kind"`
		Options  []PollOption `json:"options"`
		Top      int          `json:"top"`
		Terms    Terms        `json:"terms"`
		Rule     tally.Rule   `json:"rule"`
		Seats    int          `json:"seats"`
		OpensAt  time.Time    `json:"opens_at"`
	}{p.Question, p.Kind, p.Options, p.Top, terms, p.Rule, p.Seats, p.OpensAt.UTC().Truncate(time.Microsecond)})
	if err != nil {
		panic(fmt.Sprintf("committee: a poll that is no JSON: %v", err))
	}
	sum := sha256.Sum256(frozen)
	return hex.EncodeToString(sum[:])
}

// OptionLines makes options of lines as typed; their keys are A, B, C … Empty
// lines and leading dashes or bullets are left out.
func OptionLines(text string) []PollOption {
	var list []PollOption
	for line := range strings.Lines(clean(text)) {
		label := oneLine(strings.TrimLeft(strings.TrimSpace(line), "-–•* "))
		if label != "" {
			list = append(list, PollOption{Key: optionKey(len(list)), Label: label})
		}
	}
	return list
}

// optionKey is a letter, and after Z two: A, B, … Z, AA, AB …
func optionKey(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return optionKey(i/26-1) + string(rune('A'+i%26))
}
