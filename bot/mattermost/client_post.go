package mattermost

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot"
)

const (
	pendingPause    = 2 * time.Second  // between tries while the first is still running
	pendingTries    = 10               // 20 s, within the 30 s that Mattermost remembers
	pendingForgets  = 31 * time.Second // after this Mattermost has forgotten a pending_post_id
	lookBackSkew    = 2 * time.Minute  // how far the two clocks may differ
	lookBackPage    = 200
	lookBackPages   = 25
	pendingIDLength = 16
	pictureTime     = 5 * time.Second // for a picture to be uploaded
)

// Post posts a message in a channel and returns the post's ID.
//
// pending is the pending_post_id: Mattermost makes one post of all requests
// with the same one within 30 seconds. The caller chooses it unguessable (see
// NewPending) and stores it before posting. What comes back is checked: it must
// be the bot's own post, in this channel, with these keys.
func (c *Client) Post(ctx context.Context, channel string, m bot.Message, pending string) (string, error) {
	return c.post(ctx, channel, m, pending, c.picture(ctx, channel, m))
}

// picture uploads the chart of a message, if it has one. A message is whole without
// it: a server that takes no files, or is slow with them, holds nothing back.
func (c *Client) picture(ctx context.Context, channel string, m bot.Message) []string {
	if m.Chart == nil || c.draw == nil {
		return nil
	}
	f, drawn := c.draw(ctx, *m.Chart)
	if !drawn {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, pictureTime)
	defer stop()
	up, _, err := c.api.UploadFile(ctx, f.Data, channel, f.Name)
	if err != nil || len(up.FileInfos) != 1 {
		return nil
	}
	return []string{up.FileInfos[0].Id}
}

func (c *Client) post(ctx context.Context, channel string, m bot.Message, pending string, files []string) (string, error) {
	const doing = "posting"
	if err := checkIDs(doing, channel); err != nil {
		return "", err
	}
	p, err := c.encoder.post(channel, m, false)
	if err != nil {
		return "", never(doing, err)
	}
	p.PendingPostId, p.FileIds = pending, files
	self, err := c.Self(ctx)
	if err != nil {
		return "", unposted(err)
	}
	made, err := c.create(ctx, p)
	if err != nil {
		return "", err
	}
	if made.UserId != self.ID || made.ChannelId != channel || !slices.Equal(keysOf(made), keysOf(p)) {
		return "", &bot.DeliveryError{Fate: bot.Later, After: pendingForgets, Err: errors.New("posting: another post has the same pending_post_id")}
	}
	return made.Id, nil
}

// unposted: a call before the post went wrong, so nothing can have been posted.
func unposted(err error) error {
	var d *bot.DeliveryError
	if errors.As(err, &d) && d.Fate == bot.Unsure {
		return &bot.DeliveryError{Fate: bot.Later, After: d.After, Err: d.Err}
	}
	return err
}

// create posts, and asks again while an earlier request with the same
// pending_post_id is still running.
func (c *Client) create(ctx context.Context, p *model.Post) (*model.Post, error) {
	for try := 1; ; try++ {
		made, resp, err := c.api.CreatePost(ctx, p)
		if err == nil || !hasID(err, stillPending) || try == pendingTries {
			return made, c.failed("posting", resp, err)
		}
		if c.sleep(ctx, pendingPause) != nil {
			return nil, c.failed("posting", resp, err)
		}
	}
}

// NewPending draws a pending_post_id that nobody can guess.
func (c *Client) NewPending() (string, error) {
	b := make([]byte, pendingIDLength)
	if _, err := io.ReadFull(c.random, b); err != nil {
		return "", fmt.Errorf("drawing a pending_post_id: %w", err)
	}
	return hex.EncodeToString(b), nil
}

// Edit makes a post show a message. Text, card and buttons are all rendered
// anew from m, never from what the server says the post is (reading a post
// loses its buttons); files that hang on the post stay.
func (c *Client) Edit(ctx context.Context, channel, post string, m bot.Message) error {
	const doing = "editing"
	if err := checkIDs(doing, channel, post); err != nil {
		return err
	}
	p, err := c.encoder.post(channel, m, false)
	if err != nil {
		return never(doing, err)
	}
	props := p.GetProps()
	_, resp, err := c.api.PatchPost(ctx, post, &model.PostPatch{Message: &p.Message, Props: &props})
	return c.failed(doing, resp, err)
}

// Delete deletes a post. That it is gone already is no error.
func (c *Client) Delete(ctx context.Context, post string) error {
	const doing = "deleting a post"
	if err := checkIDs(doing, post); err != nil {
		return err
	}
	resp, err := c.api.DeletePost(ctx, post)
	if status(resp) == http.StatusNotFound {
		return nil
	}
	return c.failed(doing, resp, err)
}

// Find looks for the bot's post with a key, or with it among its keys, among those of a channel since a
// time (minus two minutes, for the clocks may differ), deleted ones included:
// a reminder that somebody deleted was sent. Call it when the fate of a post is
// Unsure, at least five seconds after posting, because the server may read from
// a replica.
func (c *Client) Find(ctx context.Context, channel, key string, since time.Time) (post string, found bool, err error) {
	if err := checkIDs("looking back", channel); err != nil {
		return "", false, err
	}
	self, err := c.Self(ctx)
	if err != nil {
		return "", false, err
	}
	from := since.Add(-lookBackSkew).UnixMilli()
	list, resp, err := c.api.GetPostsSince(ctx, channel, from, false)
	if err != nil {
		return "", false, c.failed("looking back", resp, err)
	}
	if id, ok := withKey(list, self.ID, key); ok {
		return id, true, nil
	}
	return c.findNewest(ctx, channel, key, self.ID, from)
}

// findNewest is the second source, page by page, newest first. The first one
// shows deleted posts too but is cut at 1000 posts in no order.
func (c *Client) findNewest(ctx context.Context, channel, key, self string, from int64) (string, bool, error) {
	for page := range lookBackPages {
		list, resp, err := c.api.GetPostsForChannel(ctx, channel, page, lookBackPage, "", false, false)
		if err != nil {
			return "", false, c.failed("looking back", resp, err)
		}
		if id, ok := withKey(list, self, key); ok {
			return id, true, nil
		}
		if len(list.Order) < lookBackPage || list.Posts[list.Order[len(list.Order)-1]].CreateAt < from {
			return "", false, nil
		}
	}
	return "", false, &bot.DeliveryError{Fate: bot.Unsure, Err: errors.New("looking back: too many posts since then")}
}

func withKey(list *model.PostList, user, key string) (string, bool) {
	for _, p := range list.Posts {
		if key != "" && p.UserId == user && slices.Contains(keysOf(p), key) {
			return p.Id, true
		}
	}
	return "", false
}

// keysOf are the keys of all messages that a post stands for, its own first.
func keysOf(p *model.Post) []string {
	own, _ := p.GetProp(keyProp).(string)
	keys := []string{own}
	switch more := p.GetProp(keysProp).(type) {
	case []string:
		keys = append(keys, more...)
	case []any:
		for _, k := range more {
			key, _ := k.(string)
			keys = append(keys, key)
		}
	}
	return keys
}

// SendFile uploads a file and posts it with a message. It is for answers, not
// for what must be sent exactly once.
func (c *Client) SendFile(ctx context.Context, channel, name string, content []byte, m bot.Message) (string, error) {
	const doing = "uploading a file"
	if err := checkIDs(doing, channel); err != nil {
		return "", err
	}
	up, resp, err := c.api.UploadFile(ctx, content, channel, name)
	if err != nil {
		return "", unposted(c.failed(doing, resp, err))
	}
	if len(up.FileInfos) != 1 {
		return "", never(doing, errors.New("the server did not keep it"))
	}
	pending, err := c.NewPending()
	if err != nil {
		return "", never(doing, err)
	}
	return c.post(ctx, channel, m, pending, []string{up.FileInfos[0].Id})
}
