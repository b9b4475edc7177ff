package main

import (
	"context"
	"errors"
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

// healthPatience is how long an answer may take.
const healthPatience = 4 * time.Second

// Run returns nil when the answer is 200, else says in one sentence what is wrong.
func (c healthcheckCmd) Run(env *environment) error {
	listen, err := env.first("", envListen)
	if err != nil {
		return err
	}
	if listen == "" {
		listen = defaultListen
	}
	ctx, cancel := context.WithTimeout(env.context(), healthPatience)
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
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s has not answered within %d seconds; the log of \"gremienbot serve\" may say why", address, healthPatience/time.Second)
	case err != nil:
		return fmt.Errorf("nobody answers at %s; is \"gremienbot serve\" running there? (%s)", address, envListen)
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusServiceUnavailable:
		return fmt.Errorf("the program at %s is alive but cannot serve; its log says why", address)
	}
	return fmt.Errorf("%s answers %s, which Gremienbot does not; is another program listening there?", address, resp.Status)
}
