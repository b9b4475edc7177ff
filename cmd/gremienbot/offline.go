package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// planCmd is "gremienbot plan", for a series given on the command line.
type planCmd struct {
	planInput
}

// Run prints the meetings of a period; nothing is sent.
func (c planCmd) Run(env *environment) error {
	if c.Rule == "" {
		return errors.New("plan: please give a series with --rule, as --rule 'FREQ=MONTHLY;BYDAY=2WE'; a committee's own plan is shown by /sitzung plan")
	}
	return planRule(env.Stdout, c.planInput)
}

// deadlineCmd is "gremienbot deadline".
type deadlineCmd struct {
	deadlineInput
}

// Run prints one date.
func (c deadlineCmd) Run(env *environment) error { return deadline(env.Stdout, c.deadlineInput) }

// recountCmd is "gremienbot recount FILE". It ends with status 1 if a lot or a
// checksum of the file disagrees with the recount, with 2 if the file is malformed.
type recountCmd struct {
	File string `arg:"" help:"An exported poll, or - for standard input."`
}

// Run counts the poll again and prints the result.
func (c recountCmd) Run(env *environment) error {
	var in io.Reader = os.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return cannotOpen(c.File, err)
		}
		defer f.Close()
		in = f
	}
	var result bytes.Buffer
	if err := recount(in, &result); err != nil {
		return err
	}
	if _, err := env.Stdout.Write(result.Bytes()); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return agreed(result.Bytes())
}

// cannotOpen says why a file that was named cannot be opened.
func cannotOpen(name string, err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("the file %s cannot be opened: %w", name, err)
}

// agreed is an error that says in one line what of a result disagrees, the lot, the
// checksum or both; nil if nothing does.
func agreed(result []byte) error {
	type check struct {
		Agrees  bool `json:"agrees"`
		Differs any  `json:"differs"` // a sentence, or a list of them
	}
	var r struct{ Lot, Seal *check }
	if err := json.Unmarshal(result, &r); err != nil {
		return fmt.Errorf("reading the result: %w", err)
	}
	var wrong []string
	for _, c := range []struct {
		name string
		*check
	}{{"lot", r.Lot}, {"checksum", r.Seal}} {
		if c.check != nil && !c.Agrees {
			wrong = append(wrong, fmt.Sprintf("the %s of the file does not agree: %v", c.name, c.Differs))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return errors.New(strings.Join(wrong, "; "))
}
