package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthcheckCmd is "gremienbot healthcheck": it asks the program on this
// machine whether it is alive, for containers that have no other tool.
type healthcheckCmd struct {
	Ready bool `help:"Ask whether it can serve, not only whether it is alive."`
}

// Run returns nil when the answer is 200.
func (c healthcheckCmd) Run(env *environment) error {
	listen, err := env.first("", envListen)
	if err != nil {
		return err
	}
	if listen == "" {
		listen = defaultListen
	}
	ctx, cancel := context.WithTimeout(env.context(), 4*time.Second)
	defer cancel()
	return ask(ctx, c.address(listen))
}

// address is where to ask: a wildcard address is asked on loopback.
func (c healthcheckCmd) address(listen string) string {
	path := "/healthz"
	if c.Ready {
		path = "/readyz"
	}
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "http://" + listen + path
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + path
}

func ask(ctx context.Context, address string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, resp.Status)
	}
	return nil
}
