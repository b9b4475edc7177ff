// Command gremienbot serves a standing committee in Mattermost: topics, needs,
// polls, meetings and their reminders.
//
//	gremienbot setup      makes the bot account and its commands on a server
//	gremienbot doctor     says what is wrong, each with its remedy
//	gremienbot serve      answers and reminds until it is stopped
//	gremienbot plan       prints the dates of a series with every deadline
//	gremienbot deadline   computes one deadline
//	gremienbot recount    counts an exported poll again
//
// This folder reads flags and settings and introduces the rooms to each other;
// what the bot does stands in the rooms.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the image has no time zones of its own

	"github.com/alecthomas/kong"
)

// version is set when the program is built.
var version = "unknown"

// commandLine are the commands of the program.
type commandLine struct {
	Serve       serveCmd       `cmd:"" help:"Answer and remind until stopped."`
	Setup       setupCmd       `cmd:"" help:"Make the bot account and its commands on a server."`
	Doctor      doctorCmd      `cmd:"" help:"Say what is wrong, each with its remedy."`
	Plan        planCmd        `cmd:"" help:"Print the dates of a series with every deadline."`
	Deadline    deadlineCmd    `cmd:"" help:"Compute one deadline."`
	Recount     recountCmd     `cmd:"" help:"Count an exported poll again. Exit status: 0 if all agrees, 1 if a lot or checksum in the file disagrees, 2 if the file is malformed."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask whether the program on this machine is alive."`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

// about stands above the help. Whoever runs the program reads English, as in its
// log; what is printed for a committee comes in the language of the committee.
const about = "A bot for standing committees in Mattermost. Help and mistakes are in English; setup, doctor, plan and deadline print in German, or with --lang en in English."

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(env *environment) error {
	_, err := fmt.Fprintln(env.Stdout, "gremienbot "+version)
	return err
}

func main() { os.Exit(execute()) }

// execute runs the program in the world of this process.
func execute() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := &environment{Context: ctx, Stdout: os.Stdout, Now: time.Now, Log: slog.New(slog.NewJSONHandler(os.Stderr, nil))}
	env.Store = env.openStore
	return run(os.Args[1:], env, os.Stderr)
}

// run does what the command line says and returns the exit status: 0, 1 for a
// failure or a disagreement, 2 for a command line or a file that cannot be read.
func run(args []string, env *environment, stderr io.Writer) int {
	var line commandLine
	parser, err := kong.New(&line, kong.Name("gremienbot"), kong.Description(about),
		kong.Writers(env.Stdout, stderr), kong.Exit(func(int) {}))
	if err != nil {
		panic(err) // a mistake in the tags above
	}
	switch {
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(args[1:len(args):len(args)], "--help")
	}
	chosen, err := parser.Parse(args)
	if asksForHelp(args) {
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "gremienbot: %v; \"gremienbot --help\" shows what there is\n", err)
		return 2
	}
	return status(chosen.Run(env), stderr)
}

func asksForHelp(args []string) bool {
	for _, a := range args {
		if a == "--help" || a == "-h" {
			return true
		}
	}
	return false
}

func status(err error, stderr io.Writer) int {
	var bad *malformedError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errTold):
		return 1
	case errors.As(err, &bad):
		fmt.Fprintln(stderr, bad)
		return 2
	}
	fmt.Fprintln(stderr, "gremienbot:", err)
	return 1
}
