package main

import (
	"context"
	"net/http"
	"time"
)

// scene is the world of the moment.
func (p *playground) scene() *scene {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.town
}

// reset forgets everything and begins anew.
func (p *playground) reset(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.town.close()
	if err := p.forget(ctx); err != nil {
		return err
	}
	town, err := p.raise(ctx)
	if err == nil {
		p.town = town
	}
	return err
}

// page is the page with this world behind it.
func (p *playground) page() http.Handler {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err) // the zones are embedded
	}
	return NewPage(PageOptions{
		Chat: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.scene().chat.ServeHTTP(w, r) }),
		Team: teamName, Channel: channelName, Bot: botHandle,
		People: figures(), Steps: steps(), Zone: zone, Clock: p, Reset: p.reset,
		Login: func(ctx context.Context, handle string) (string, error) {
			t, err := signIn(ctx, p.scene().url, handle, password)
			if err != nil {
				return "", err
			}
			return t.token, nil
		},
	})
}

// Now is the present moment of the world.
func (p *playground) Now() time.Time { return p.scene().clock.Now() }

// Advance moves the clock, does what falls due, and keeps the result.
func (p *playground) Advance(ctx context.Context, to time.Time) error {
	s := p.scene()
	if err := s.clock.Advance(ctx, to); err != nil {
		return err
	}
	return s.keep()
}

// Next says what happens next.
func (p *playground) Next(ctx context.Context) (time.Time, Words, error) {
	return p.scene().clock.Next(ctx)
}
