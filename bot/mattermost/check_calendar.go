package mattermost

import (
	"context"
	"net/http"
	"strings"
)

// calendars looks whether calendar programs can reach the bot at its public
// address, and nothing else can. What it sees from here may differ from what they
// see, so nothing it finds is trouble.
func (c *check) calendars(ctx context.Context) {
	if c.o.Public == "" {
		c.add(Notice, CalendarUnset)
		return
	}
	if strings.HasPrefix(c.o.Public, "http://") {
		c.add(Notice, CalendarPlain, "url", c.o.Public)
	}
	resp, err := c.get(ctx, c.o.Calendar)
	switch {
	case err != nil:
		c.add(Notice, CalendarUnreachable, "url", c.o.Public, "reason", reason(err))
		return
	case resp.StatusCode != http.StatusNotFound || resp.Header.Get("X-Robots-Tag") == "":
		// The bot knows no such calendar, and says of each that no search engine is to keep it.
		c.add(Notice, CalendarUnreachable, "url", c.o.Public, "reason", resp.Status)
		return
	}
	c.add(Fine, CalendarReached, "url", c.o.Public)
	if resp, err := c.get(ctx, c.o.Public+"/healthz"); err == nil && resp.StatusCode == http.StatusOK {
		c.add(Notice, CalendarWide, "url", c.o.Public)
	}
}

// get asks an address without following it elsewhere; the body is not of interest.
func (c *check) get(ctx context.Context, address string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Transport: c.api.HTTPClient.Transport, CheckRedirect: refuseRedirect}
	resp, err := client.Do(r)
	if err == nil {
		closeBody(resp.Body)
	}
	return resp, err
}
