package storagetest

import (
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
)

// Line is a connection to a database that a test can cut, as a pulled cable or a
// restarted server does.
type Line struct {
	dsn      string
	upstream [2]string // network, address
	listener net.Listener
	running  sync.WaitGroup

	mu   sync.Mutex
	cut  bool
	open map[net.Conn]struct{}
}

// Proxy puts a [Line] in front of the database at dsn, a URL as [DSN] returns it.
// It ends with t.
func Proxy(t testing.TB, dsn string) *Line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("storagetest: proxy: %v", err)
	}
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme == "" {
		t.Fatal("storagetest: proxy: the address of the database must be a URL")
	}
	l := &Line{upstream: behind(u), listener: listener, open: map[net.Conn]struct{}{}}
	query := u.Query()
	query.Del("host")
	query.Del("port")
	u.Host, u.RawQuery = listener.Addr().String(), query.Encode()
	l.dsn = u.String()
	l.running.Go(l.accept)
	t.Cleanup(func() {
		_ = listener.Close() // nobody else closes it
		l.Cut()
		l.running.Wait()
	})
	return l
}

// behind says where the database really is.
func behind(u *url.URL) [2]string {
	if folder := u.Query().Get("host"); folder != "" {
		return [2]string{"unix", filepath.Join(folder, ".s.PGSQL.5432")}
	}
	port := u.Port()
	if port == "" {
		port = "5432"
	}
	return [2]string{"tcp", net.JoinHostPort(u.Hostname(), port)}
}

// DSN is the address of the database through the line.
func (l *Line) DSN() string { return l.dsn }

// Cut breaks every connection in the middle of what it does and lets no new one
// through, until [Line.Heal].
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = true
	for c := range l.open {
		_ = c.Close() // closing twice does no harm
	}
}

// Heal lets connections through again.
func (l *Line) Heal() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = false
}

func (l *Line) accept() {
	for {
		client, err := l.listener.Accept()
		if err != nil {
			return
		}
		l.running.Go(func() { l.serve(client) })
	}
}

// serve carries bytes both ways until one side has enough.
func (l *Line) serve(client net.Conn) {
	defer l.forget(client)
	if !l.remember(client) {
		return
	}
	server, err := net.Dial(l.upstream[0], l.upstream[1])
	if err != nil {
		return
	}
	defer l.forget(server)
	if !l.remember(server) {
		return
	}
	var back sync.WaitGroup
	back.Go(func() {
		_, _ = io.Copy(client, server) // broken connections are the point
		_ = client.Close()
	})
	_, _ = io.Copy(server, client)
	_ = server.Close()
	back.Wait()
}

func (l *Line) remember(c net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.cut {
		l.open[c] = struct{}{}
	}
	return !l.cut
}

func (l *Line) forget(c net.Conn) {
	_ = c.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, c)
}
