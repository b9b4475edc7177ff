package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func deadlineWith(t *testing.T, line string) (string, error) {
	t.Helper()
	var in deadlineInput
	parser, err := kong.New(&in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(strings.Fields(line)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = deadline(&out, in)
	return strings.TrimSpace(out.String()), err
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"--from 2027-03-17 --working-days 10 --lands HE":   "Freitag, 2. April 2027",
		"--before 2027-03-10 --clear-days 7":               "Dienstag, 2. März 2027",
		"--before 2027-03-10 --working-days 10 --lands HE": "Mittwoch, 24. Februar 2027",
		"--before 2027-03-10 --working-days 10":            "Dienstag, 23. Februar 2027",
		"--from 2027-03-12 --days 14 --lang en":            "Tuesday, 30 March 2027",
		"--from 2027-12-23 --days 1 --free 2027-12-24":     "Montag, 27. Dezember 2027",
		"--before 2027-03-10 --clear-days 0":               "Dienstag, 9. März 2027",
	} {
		if got, err := deadlineWith(t, line); err != nil || got != want {
			t.Errorf("deadline %s = %q, %v, want %q", line, got, err, want)
		}
	}
	got, err := deadlineWith(t, "--from 2027-03-17 --working-days 10 --lands HE --json")
	if err != nil || strings.Join(strings.Fields(got), "") != `{"due":"2027-04-02"}` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestDeadlineSaysWhichFlagIsWrong(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"--working-days 10": "--from or --before",
		"--from 2027-03-17 --before 2027-03-17 --days 1": "--from or --before",
		"--from 2027-03-17":                                   "how long?",
		"--before 2027-03-17":                                 "how long?",
		"--from 2027-02-29 --days 1":                          "--from: ",
		"--before gestern --clear-days 1":                     "--before: ",
		"--from 2027-03-17 --clear-days 7":                    "--clear-days needs --before",
		"--before 2027-03-17 --days 7":                        "--days needs --from",
		"--from 2027-03-17 --days 7 --working-days 7":         "only one length",
		"--before 2027-03-17 --clear-days 7 --working-days 7": "only one length",
		"--from 2027-03-17 --days=-1":                         "--days: -1",
		"--from 2027-03-17 --working-days 99999":              "--working-days: 99999",
		"--from 2027-03-17 --days 1 --lands HE,Atlantis":      "--lands: ",
		"--from 2027-03-17 --days 1 --free 24.12.":            "--free: ",
		"--from 2027-03-17 --days 1 --lang fr":                "--lang: ",
	} {
		text, err := deadlineWith(t, line)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") || text != "" {
			t.Errorf("deadline %s: got %q, %v, want %q", line, text, err, want)
		}
	}
}
