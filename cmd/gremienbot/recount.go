package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// malformedError says in one line where and why a file cannot be counted. The
// command line answers it with exit status 2.
type malformedError struct{ reason string }

// Error returns the place and the reason on one line.
func (e *malformedError) Error() string { return strings.ReplaceAll(e.reason, "\n", " ") }

func malformed(format string, args ...any) error {
	return &malformedError{reason: fmt.Sprintf(format, args...)}
}

// recount reads one exported poll as JSON, counts it and writes the result
// as JSON. A file that is no poll, or contradicts itself, is a
// [*malformedError]; anything else is a fault of reading or writing.
func recount(in io.Reader, out io.Writer) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("reading the poll: %w", err)
	}
	result, err := recounted(text)
	if input, ok := errors.AsType[*tally.InputError](err); ok {
		line, _ := lineAt(text, placesIn(text).of(input.Where))
		return malformed("line %d: %s", line, input)
	}
	if err == nil {
		result, err = withSeal(text, result)
	}
	if err != nil {
		return err
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(result); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

func recounted(text []byte) (any, error) {
	var head struct {
		Method string `json:"method"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, unreadable(text, err, 0)
	}
	if err := ambiguous(text); err != nil {
		return nil, err
	}
	switch head.Method {
	case "motion":
		return recountWith(text, recountMotion)
	case "plurality", "borda", "irv", "schulze", "ranked-pairs":
		return recountWith(text, recountRanked)
	case "approval", "equal-shares":
		return recountWith(text, recountSets)
	case "score", "dots":
		return recountWith(text, recountPoints)
	case "dates":
		return recountWith(text, recountDates)
	case "":
		return nil, &tally.InputError{Where: "method", Why: "is missing"}
	default:
		return nil, &tally.InputError{Where: "method", Why: fmt.Sprintf("%q is not motion, plurality, borda, irv, schulze, ranked-pairs, approval, equal-shares, score, dots or dates", head.Method)}
	}
}

// ambiguous refuses JSON that programs read differently: a name that stands twice
// in one object, and text that is not UTF-8 (RFC 8259, sections 4 and 8.1).
func ambiguous(text []byte) error {
	if !utf8.Valid(text) {
		valid := 0
		for r, size := utf8.DecodeRune(text); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(text[valid:]) {
			valid += size
		}
		line, column := lineAt(text, int64(valid)+1)
		return malformed("line %d, column %d: this is not UTF-8", line, column)
	}
	if p := placesIn(text); p.again > 0 {
		line, column := lineAt(text, p.again)
		return malformed("line %d, column %d: %s: stands twice", line, column, p.twice)
	}
	return nil
}

// recountWith reads the file strictly in the shape count asks for.
func recountWith[F any](text []byte, count func(F) (any, error)) (any, error) {
	var file F
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, unreadable(text, err, d.InputOffset())
	}
	return count(file)
}

// unreadable says at which line and column JSON stopped making sense.
func unreadable(text []byte, err error, at int64) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = syntax.Offset
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		at = kind.Offset
		err = fmt.Errorf("%s: a %s does not fit here", kind.Field, kind.Value)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		at = placesIn(text).named(strings.Trim(name, `"`))
	}
	line, column := lineAt(text, at)
	return malformed("line %d, column %d: %s", line, column, strings.TrimPrefix(err.Error(), "json: "))
}

type motionFile struct {
	committee.FileSeal
	Method  string          `json:"method"`
	Yes     int             `json:"yes"`
	No      int             `json:"no"`
	Abstain int             `json:"abstain"`
	Invalid int             `json:"invalid"`
	Present *int            `json:"present"` // missing: all who voted
	Seats   int             `json:"seats"`
	Filled  int             `json:"filled"`
	Chair   tally.ChairVote `json:"chair"`
	Rule    struct {
		tally.Rule
		Chair tally.ChairVote `json:"chair"`
	} `json:"rule"`
	Silent   int                    `json:"silent"`      // of the abstentions, those who did not answer a circulation
	Withheld bool                   `json:"withheld"`    // there were answers, which the file does not tell; only the quorum is counted
	Groups   []committee.GroupCount `json:"groups"`      // whose majority is needed too
	Heads    []committee.GroupCount `json:"group_heads"` // from which each group has its one vote
	Weights  *tally.Weights         `json:"weights"`     // of the seats behind the answers
	Void     *committee.FileVoid    `json:"void"`        // it does not hold, whatever is counted
}

func recountMotion(f motionFile) (any, error) {
	m := tally.Motion{
		Yes: f.Yes, No: f.No, Abstain: f.Abstain, Invalid: f.Invalid, Seats: f.Seats, Filled: f.Filled,
		Rule: f.Rule.Rule, Chair: f.Rule.Chair, Weights: f.Weights,
	}
	if m.Chair == "" {
		m.Chair = f.Chair
	}
	if f.Present == nil {
		m.Present = m.Yes + m.No + m.Abstain + m.Invalid
	} else {
		m.Present = *f.Present
	}
	if w := m.Weights; w != nil && w.Present == 0 { // missing: all who voted
		w.Present = w.Yes + w.No + w.Abstain
	}
	r, err := m.Count()
	if err != nil {
		return nil, err
	}
	if f.Silent < 0 || f.Silent > f.Abstain {
		return nil, &tally.InputError{Where: "silent", Why: fmt.Sprintf("%d silent are not among %d who abstain", f.Silent, f.Abstain)}
	}
	if err := votesOf(f.Heads, f); err != nil {
		return nil, err
	}
	if err := groupsToo(f.Groups, &r); err != nil {
		return nil, err
	}
	return struct {
		Method string `json:"method"`
		tally.MotionResult
		Void *committee.FileVoid `json:"void,omitempty"`
	}{f.Method, r, f.Void}, nil
}
