package mattermost

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

// stillPending is what Mattermost answers while the first request with the
// same pending_post_id is running.
const stillPending = "api.post.deduplicate_create_post.pending"

// failed turns an error of Client4 into a *bot.DeliveryError, nil into nil.
func (c *Client) failed(doing string, resp *model.Response, err error) error {
	if err == nil {
		return nil
	}
	d := &bot.DeliveryError{Err: fmt.Errorf("%s: %w", doing, err)}
	d.Fate, d.After = c.fate(resp, err)
	return d
}

// never is a failure that trying again does not mend.
func never(doing string, err error) error {
	return &bot.DeliveryError{Fate: bot.Never, Err: fmt.Errorf("%s: %w", doing, err)}
}

// fate judges by the recipe for reminders: 4xx is final, except where the
// server only wants to be asked later or did not look at the request at all;
// 5xx and lost answers leave it open.
func (c *Client) fate(resp *model.Response, err error) (bot.Fate, time.Duration) {
	if resp == nil || resp.StatusCode == 0 {
		return unanswered(err), 0
	}
	after := retryAfter(resp.Header, c.now())
	switch code := resp.StatusCode; {
	case code == http.StatusTooManyRequests:
		return bot.Later, max(after, time.Second)
	case code == http.StatusRequestTimeout, code == http.StatusConflict:
		return bot.Unsure, after
	case code == http.StatusUnauthorized, code >= 300 && code < 400:
		// The token or the address is wrong: an administrator can mend that.
		return bot.Later, max(after, time.Minute)
	case code >= 400 && code < 500, code == http.StatusNotImplemented:
		return bot.Never, 0
	}
	return bot.Unsure, after
}

func unanswered(err error) bot.Fate {
	if _, ok := errors.AsType[*url.Error](err); !ok {
		return bot.Never // it was never made into a request
	}
	var op *net.OpError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	dialed := !errors.As(err, &op) || op.Op != "dial"
	if errors.Is(err, errUnsent) || !dialed || errors.As(err, &certificate) || errors.As(err, &record) {
		return bot.Later
	}
	return bot.Unsure
}

func status(resp *model.Response) int {
	if resp == nil {
		return 0
	}
	return resp.StatusCode
}

func hasID(err error, id string) bool {
	var app *model.AppError
	return errors.As(err, &app) && app.Id == id
}

// checkIDs refuses what is no ID of Mattermost's before it becomes part of an
// address.
func checkIDs(doing string, ids ...string) error {
	for _, id := range ids {
		if !model.IsValidId(id) {
			return never(doing, fmt.Errorf("%q is no id", id))
		}
	}
	return nil
}
