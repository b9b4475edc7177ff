package commands

import (
	"context"
	"time"
)

// progressEvery is after how long somebody is told how far their long work is,
// and how long until they are told again.
const progressEvery = 3 * time.Second

// progress tells somebody in one post, which it edits, how far their work is.
// Work that is done sooner is not told of.
type progress struct {
	d    Desk
	a    asking
	told time.Time
	post string
}

func (d Desk) progress(a asking) *progress { return &progress{d: d, a: a, told: d.Now()} }

// reached says how many of all are done. That it cannot be told stops nothing.
func (p *progress) reached(ctx context.Context, done, total int) {
	now := p.d.Now()
	if now.Sub(p.told) < progressEvery && (p.post == "" || done < total) {
		return
	}
	post, err := p.d.Chat.Directly(ctx, p.a.p.User, p.a.v.ExportProgress(done, total), p.post)
	if err != nil {
		p.d.Log.WarnContext(ctx, "telling how far work is", "user", p.a.p.User, "err", err)
		return
	}
	p.post, p.told = post, now
}
