package mattermost

import (
	"context"
	"errors"

	"gremienbot/bot"
)

// SendFiles sends files to one person, in the conversation with the bot alone.
// At most 10 fit on a post. It is for answers, not for what must be sent exactly
// once.
func (c *Client) SendFiles(ctx context.Context, user string, m bot.Message, files []bot.File) error {
	const doing = "uploading files"
	channel, err := c.DirectChannel(ctx, user)
	if err != nil {
		return err
	}
	var ids []string
	for _, f := range files {
		up, resp, err := c.api.UploadFile(ctx, f.Data, channel, f.Name)
		if err != nil {
			return unposted(c.failed(doing, resp, err))
		}
		if len(up.FileInfos) != 1 {
			return never(doing, errors.New("the server did not keep it"))
		}
		ids = append(ids, up.FileInfos[0].Id)
	}
	pending, err := c.NewPending()
	if err != nil {
		return never(doing, err)
	}
	_, err = c.post(ctx, channel, m, pending, ids)
	return err
}

// Directly tells one person something in the conversation with the bot; previous,
// if there is one, is the post of an earlier call that is edited instead. It
// returns the post, to be the next previous.
func (c *Client) Directly(ctx context.Context, user string, m bot.Message, previous string) (string, error) {
	return c.directly(ctx, user, m, previous)
}
