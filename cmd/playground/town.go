package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"gremienbot/bot/mattermosttest"
)

// The names of the place where the founding case is at home.
const (
	teamName    = "kommunen"
	channelName = "kommunalgremium"
	botHandle   = "gremienbot"
	password    = "Playground-1!" // of everybody; there is nothing to protect
)

// town speaks to the stand-in as its administrator does, over HTTP.
type town struct {
	url, token string
	client     *http.Client
}

// signIn opens a session.
func signIn(ctx context.Context, url, name, secret string) (*town, error) {
	t := &town{url: url, client: &http.Client{}}
	body := map[string]string{"login_id": name, "password": secret}
	header, err := t.call(ctx, http.MethodPost, "/users/login", body, nil)
	if err != nil {
		return nil, err
	}
	t.token = header.Get("Token")
	return t, nil
}

// admin signs in as the first administrator.
func admin(ctx context.Context, url string) (*town, error) {
	return signIn(ctx, url, mattermosttest.AdminName, mattermosttest.AdminPassword)
}

// call sends JSON and reads JSON.
func (t *town) call(ctx context.Context, method, path string, body, into any) (http.Header, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	q, err := http.NewRequestWithContext(ctx, method, t.url+"/api/v4"+path, bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", path, err)
	}
	q.Header.Set("Content-Type", "application/json")
	if t.token != "" {
		q.Header.Set("Authorization", "Bearer "+t.token)
	}
	answer, err := t.client.Do(q)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", path, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 500))
		return nil, fmt.Errorf("%s %s: %s: %s", method, path, answer.Status, said)
	}
	if into == nil {
		return answer.Header, nil
	}
	return answer.Header, json.NewDecoder(answer.Body).Decode(into)
}

// id asks for something and returns its ID.
func (t *town) id(ctx context.Context, method, path string, body any) (string, error) {
	var thing struct {
		ID string `json:"id"`
	}
	_, err := t.call(ctx, method, path, body, &thing)
	return thing.ID, err
}

// settle brings a player into the team and the channel and returns their ID.
func (t *town) settle(ctx context.Context, p player, team, channel string) (string, error) {
	first, last, _ := strings.Cut(p.name, " ")
	id, err := t.id(ctx, http.MethodPost, "/users", map[string]string{
		"username": p.handle, "email": p.handle + "@kommune.example", "password": password,
		"first_name": first, "last_name": last, "locale": p.lang(),
	})
	if err != nil {
		return "", err
	}
	if _, err := t.call(ctx, http.MethodPost, "/teams/"+team+"/members", map[string]string{"team_id": team, "user_id": id}, nil); err != nil {
		return "", err
	}
	_, err = t.call(ctx, http.MethodPost, "/channels/"+channel+"/members", map[string]string{"user_id": id}, nil)
	return id, err
}
