package committee

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gremienbot/committee/tally"
)

// Versions of the text that a checksum is taken of. Polls of the first one do not say
// of which group a seat is, and their files not how many were silent or recused.
const (
	firstSeal  = 1
	newestSeal = 2
)

// Seal is the SHA-256 of everything that is voted on, as 64 hexadecimal digits:
// the question, the wording, the options, the kind, the terms, the rule, the number
// of seats, which of them may vote, and of which groups they are where these count. It
// is taken when the poll opens; the same later shows that nothing was changed under the
// voters.
func (p Poll) Seal() string { return checksum(p.sealed(newestSeal)) }

func checksum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// sealed is the text that the checksum is taken of.
func (p Poll) sealed(version int) []byte {
	terms := p.Terms
	if terms.Circulation != nil {
		terms.Circulation = &Circulation{Days: terms.Circulation.Days}
	}
	var who []int64
	for _, e := range p.Electors {
		who = append(who, e.Seat)
	}
	slices.Sort(who)
	frozen, err := json.Marshal(struct {
		Question string       `json:"question"`
		Kind     PollKind     `json:"kind"`
		Options  []PollOption `json:"options"`
		Top      int          `json:"top"`
		Terms    Terms        `json:"terms"`
		Rule     tally.Rule   `json:"rule"`
		Seats    int          `json:"seats"`
		OpensAt  time.Time    `json:"opens_at"`
		Outside  *Outside     `json:"outside,omitempty"`
		Electors []int64      `json:"electors"`

		Weights map[int64]int    `json:"weights,omitempty"`
		Groups  map[int64]string `json:"groups,omitempty"`
		Version int              `json:"version,omitempty"`
	}{p.Question, p.Kind, append([]PollOption{}, p.Options...), p.Top, terms, p.Rule, p.Seats, kept(p.OpensAt.UTC()), p.Outside, who, p.sealedWeights(), p.sealedGroups(version), sealedVersion(version)})
	if err != nil {
		panic(fmt.Sprintf("committee: a poll that is no JSON: %v", err))
	}
	return frozen
}

// sealedGroups are the groups of the seats, nil where they do not count.
func (p Poll) sealedGroups(version int) map[int64]string {
	if version == firstSeal || !p.countsGroups() {
		return nil
	}
	groups := map[int64]string{}
	for _, e := range p.Electors {
		groups[e.Seat] = e.Group
	}
	return groups
}

// sealedVersion is the version as the text says it; the first one says none.
func sealedVersion(version int) int {
	if version == firstSeal {
		return 0
	}
	return version
}

// FileSeal is the checksum of an exported poll with the text it is taken of, in which
// seats stand as numbers. Both are "" for a poll without one. Recused says how many
// seats have declared a conflict of interest, which comes after the checksum.
type FileSeal struct {
	Recused int    `json:"recused,omitempty"`
	Seal    string `json:"seal,omitempty"`
	Sealed  string `json:"sealed,omitempty"`
}

func (p Poll) fileSeal() FileSeal {
	f := FileSeal{Recused: len(p.Recused)}
	if p.Hash != "" {
		text, _ := p.asSealed()
		f.Seal, f.Sealed = p.Hash, string(text)
	}
	return f
}

// kept is an instant as the store keeps it, which rounds what is finer than a
// microsecond: up too, so that what is sealed must not be finer.
func kept(at time.Time) time.Time { return at.Truncate(time.Microsecond) }

// asSealed is the text that the poll's checksum was taken of, or false if it is of
// something else. Polls that were opened when their instant was finer than what the
// store keeps may have been rounded up by a microsecond after it was taken.
func (p Poll) asSealed() ([]byte, bool) {
	rounded := p
	rounded.OpensAt = p.OpensAt.Add(-time.Microsecond)
	for _, opened := range []Poll{p, rounded} {
		for _, version := range []int{newestSeal, firstSeal} {
			if text := opened.sealed(version); checksum(text) == p.Hash {
				return text, true
			}
		}
	}
	return p.sealed(newestSeal), false
}

// Intact reports whether a poll with all its electors still is what was voted on.
// Polls that were never sealed are.
func (p Poll) Intact() bool {
	_, same := p.asSealed()
	return same || p.Hash == ""
}

// OptionLines makes options of lines as typed; their keys are A, B, C … Empty
// lines are left out, and so is the bullet or dash that begins a line of a list;
// "-10 %" keeps its sign.
func OptionLines(text string) []PollOption {
	var list []PollOption
	for line := range strings.Lines(clean(text)) {
		label := oneLine(withoutBullet(strings.TrimSpace(line)))
		if strings.Trim(seen(label), bullets+" ") != "" {
			list = append(list, PollOption{Key: optionKey(len(list)), Label: label})
		}
	}
	return list
}

// bullets begin the lines of a list in Markdown and in word processors.
const bullets = "-–—•*"

func withoutBullet(line string) string {
	first, rest, _ := strings.Cut(line, " ")
	if first != "" && strings.Trim(first, bullets) == "" {
		return rest
	}
	return strings.TrimLeft(line, "•")
}

// optionKey is a letter, and after Z two: A, B, … Z, AA, AB …
func optionKey(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return optionKey(i/26-1) + string(rune('A'+i%26))
}
