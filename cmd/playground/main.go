// Command playground is the bot to try out: the stand-in Mattermost, the bot, a
// private PostgreSQL and a chat page in the browser, in one process on this
// machine. It begins with the founding case and invented people, keeps what
// they do between starts, and its clock can be moved. Nothing leaves the machine.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
	_ "time/tzdata"

	"github.com/alecthomas/kong"
)

// flags of the playground.
type flags struct {
	Listen string `default:"127.0.0.1:8077" env:"PLAYGROUND_LISTEN" help:"Where the page is served; loopback only."`
	Data   string `default:".data/playground" env:"PLAYGROUND_DATA" help:"Folder in which everything is kept."`
	Fresh  bool   `help:"Begin anew: forget what was kept."`
}

func main() { os.Exit(start()) }

// start runs the playground in the world of this process.
func start() int {
	var f flags
	kong.Parse(&f, kong.Name("playground"), kong.Description("Gremienbot to try out, in the browser."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, f); err != nil {
		fmt.Fprintln(os.Stderr, "playground:", err)
		return 1
	}
	return 0
}

func run(ctx context.Context, f flags) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	fmt.Println("Gremienbot zum Ausprobieren. Alles bleibt auf diesem Rechner.")
	fmt.Println("  Datenbank wird gestartet …")
	dir, err := filepath.Abs(f.Data)
	if err != nil {
		return err
	}
	p, err := open(ctx, options{dir: dir, fresh: f.Fresh, wall: time.Now, log: log})
	if err != nil {
		return err
	}
	defer p.close()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.Listen)
	if err != nil {
		return fmt.Errorf("opening the page's port: %w", err)
	}
	server := &http.Server{Handler: p.page(), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	fmt.Printf("  Bereit. Bitte öffnen Sie im Browser:\n\n      http://%s\n\n  Beenden mit Strg+C. Der Stand bleibt erhalten; neu beginnen: go run ./cmd/playground --fresh\n", listener.Addr())
	if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
