package mattermosttest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// heard is what comes over the websocket: an event or the answer to an action.
type heard struct {
	Event    string `json:"event"`
	Status   string `json:"status"`
	SeqReply int64  `json:"seq_reply"`
	Data     struct {
		Post        string `json:"post"`
		Dialog      string `json:"dialog"`
		ChannelType string `json:"channel_type"`
	} `json:"data"`
	Broadcast struct {
		ChannelID string `json:"channel_id"`
	} `json:"broadcast"`
	Error *model.AppError `json:"error"`
}

type socketAction struct {
	Seq    int64          `json:"seq"`
	Action string         `json:"action"`
	Data   map[string]any `json:"data,omitempty"`
}

// connect opens the websocket and returns after the server's greeting, so that
// nothing that happens afterwards is missed.
func (p *Person) connect(ctx context.Context) error {
	url := "ws" + strings.TrimPrefix(p.w.URL, "http") + model.APIURLSuffix + "/websocket"
	sock, resp, err := websocket.DefaultDialer.DialContext(ctx, url, nil)
	if err != nil {
		return fmt.Errorf("dialling: %w", err)
	}
	_ = resp.Body.Close()
	p.pings = 1
	hello := socketAction{Seq: 1, Action: string(model.WebsocketAuthenticationChallenge), Data: map[string]any{"token": p.Client.AuthToken}}
	if err := greet(sock, hello); err != nil {
		_ = sock.Close()
		return err
	}
	life, stop := context.WithCancel(context.WithoutCancel(ctx))
	p.sock, p.stop = sock, stop
	go p.listen(life)
	return nil
}

func greet(sock *websocket.Conn, challenge socketAction) error {
	if err := sock.WriteJSON(challenge); err != nil {
		return fmt.Errorf("showing the token: %w", err)
	}
	for {
		var f heard
		if err := sock.ReadJSON(&f); err != nil {
			return fmt.Errorf("waiting for the greeting: %w", err)
		}
		if f.Event == string(model.WebsocketEventHello) {
			return nil
		}
	}
}

func (p *Person) listen(ctx context.Context) {
	defer close(p.done)
	for {
		var f heard
		if err := p.sock.ReadJSON(&f); err != nil {
			p.change(func() { p.lost = fmt.Errorf("the websocket ended: %w", err) })
			return
		}
		p.take(ctx, f)
	}
}

func (p *Person) hangUp() {
	p.stop()
	_ = p.sock.Close()
	<-p.done
}

func (p *Person) take(ctx context.Context, f heard) {
	switch model.WebsocketEventType(f.Event) {
	case "":
		p.change(func() { p.ponged = max(p.ponged, f.SeqReply) })
	case model.WebsocketEventPosted, model.WebsocketEventPostEdited, model.WebsocketEventEphemeralMessage:
		p.takePost(ctx, f)
	case model.WebsocketEventPostDeleted:
		if post, ok := opened[model.Post](f.Data.Post); ok {
			p.change(func() { delete(p.seen, post.Id) })
		}
	case model.WebsocketEventDirectAdded:
		p.change(func() { p.direct[f.Broadcast.ChannelID] = true })
	case model.WebsocketEventOpenDialog:
		if d, ok := opened[model.OpenDialogRequest](f.Data.Dialog); ok {
			p.change(func() { p.dialog = d })
		}
	}
}

func (p *Person) takePost(ctx context.Context, f heard) {
	post, ok := opened[model.Post](f.Data.Post)
	if !ok {
		return
	}
	p.keep(ctx, post, f.Data.ChannelType == string(model.ChannelTypeDirect))
}

// keep remembers the newest state of a post. What the system says by itself,
// such as that somebody joined, is left out.
func (p *Person) keep(ctx context.Context, post *model.Post, direct bool) {
	if strings.HasPrefix(post.Type, model.PostSystemMessagePrefix) && post.Type != model.PostTypeEphemeral {
		return
	}
	view := p.w.view(post, p.w.name(ctx, post.UserId))
	p.change(func() {
		if direct {
			p.direct[post.ChannelId] = true
		}
		e, known := p.seen[post.Id]
		if !known {
			p.arrived++
			p.seen[post.Id] = &sighting{post: post, number: p.arrived, view: view}
			return
		}
		if post.UpdateAt >= e.post.UpdateAt {
			view.Private = view.Private || e.view.Private
			e.post, e.view = post, view
		}
	})
}

func opened[T any](text string) (*T, bool) {
	var v T
	return &v, text != "" && json.Unmarshal([]byte(text), &v) == nil
}

func (p *Person) change(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
	close(p.changed)
	p.changed = make(chan struct{})
}

// Catch reads the posts of a channel that stood there before this person came.
// World.Person has done it for the home channel.
func (p *Person) Catch(ctx context.Context, channel string) error {
	list, _, err := p.Client.GetPostsForChannel(ctx, channel, 0, 200, "", false, false)
	if err != nil {
		return refusal("reading the channel", err)
	}
	for _, id := range slices.Backward(list.Order) {
		p.keep(ctx, list.Posts[id], false)
	}
	return nil
}

// Sees returns what this person can see in a channel, oldest first: posts in
// their newest state, answers in threads, and what only they can see.
func (p *Person) Sees(channel string) []Post {
	return p.pick(func(e *sighting) bool { return e.post.ChannelId == channel })
}

// Direct returns what this person sees in direct conversations, oldest first.
func (p *Person) Direct() []Post {
	return p.pick(func(e *sighting) bool { return p.direct[e.post.ChannelId] })
}

// All returns everything this person has seen, oldest first.
func (p *Person) All() []Post { return p.pick(func(*sighting) bool { return true }) }

func (p *Person) pick(want func(*sighting) bool) []Post {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.picked(want)
}

func (p *Person) picked(want func(*sighting) bool) []Post {
	var chosen []*sighting
	for _, e := range p.seen {
		if want(e) {
			chosen = append(chosen, e)
		}
	}
	slices.SortFunc(chosen, func(a, b *sighting) int {
		return cmp.Or(cmp.Compare(a.post.CreateAt, b.post.CreateAt), cmp.Compare(a.number, b.number))
	})
	views := make([]Post, 0, len(chosen))
	for _, e := range chosen {
		e.view.Direct = p.direct[e.post.ChannelId]
		views = append(views, e.view)
	}
	return views
}

// Await waits until what the person sees, all channels together and oldest
// first, is as wanted. The error names what they saw last.
func (p *Person) Await(ctx context.Context, wanted func([]Post) bool) error {
	var last []Post
	err := p.wait(ctx, func() bool {
		last = p.picked(func(*sighting) bool { return true })
		return wanted(last)
	})
	if err != nil {
		return fmt.Errorf("%s waiting, and seeing %s: %w", p.Handle, gist(last), err)
	}
	return nil
}

func gist(posts []Post) string {
	var lines []string
	for _, p := range posts[max(0, len(posts)-6):] {
		lines = append(lines, fmt.Sprintf("%s: %.120q %q", p.Author, p.Text(), p.Labels()))
	}
	return "[" + strings.Join(lines, " | ") + "]"
}

// wait calls ready, under the lock, whenever something has arrived.
func (p *Person) wait(ctx context.Context, ready func() bool) error {
	for {
		p.mu.Lock()
		ok, lost, changed := ready(), p.lost, p.changed
		p.mu.Unlock()
		if ok || lost != nil {
			return unless(ok, lost)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func unless(ok bool, err error) error {
	if ok {
		return nil
	}
	return err
}

// Sync returns when everything that the server had sent before has arrived:
// it asks over the websocket and waits for the answer. Use it to see that
// something did not happen.
func (p *Person) Sync(ctx context.Context) error {
	p.mu.Lock()
	p.pings++
	asked := p.pings
	err := errors.Join(p.lost, p.sock.WriteJSON(socketAction{Seq: asked, Action: "ping"}))
	p.mu.Unlock()
	if err != nil {
		return fmt.Errorf("asking over the websocket: %w", err)
	}
	return p.wait(ctx, func() bool { return p.ponged >= asked })
}
