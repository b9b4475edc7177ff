package mattermosttest

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// Person is somebody at a web client: logged in, listening on a websocket,
// typing, pressing and filling in, and seeing only what this client would
// show. It is safe for concurrent use.
type Person struct {
	// ID is the user ID.
	ID string
	// Handle is the name given to World.Person, without the world's random
	// letters; Username is with them.
	Handle, Username string
	// Client is logged in as this person.
	Client *model.Client4

	w        *World
	password string
	sock     *websocket.Conn
	stop     context.CancelFunc
	done     chan struct{} // closed when the reader has ended

	mu      sync.Mutex
	seen    map[string]*sighting // by post ID
	arrived int                  // numbers the posts as they come
	direct  map[string]bool      // IDs of direct channels
	at      string               // the channel of the last thing done
	dialog  *model.OpenDialogRequest
	pings   int64
	ponged  int64
	changed chan struct{} // closed and replaced when something arrives
	lost    error         // why the websocket ended
}

// PersonOption says how a person stands to the server.
type PersonOption func(*standing)

type standing struct {
	locale       string
	guest        bool
	channelAdmin bool
	teamAdmin    bool
	outside      bool
}

// AsGuest makes the person a guest of the server.
func AsGuest() PersonOption { return func(s *standing) { s.guest = true } }

// AsChannelAdmin makes the person an administrator of the home channel.
func AsChannelAdmin() PersonOption { return func(s *standing) { s.channelAdmin = true } }

// AsTeamAdmin makes the person an administrator of the team.
func AsTeamAdmin() PersonOption { return func(s *standing) { s.teamAdmin = true } }

// Outside keeps the person out of the home channel; they are in the team.
func Outside() PersonOption { return func(s *standing) { s.outside = true } }

// Speaks sets the person's language, such as "en"; without it it is "de".
func Speaks(locale string) PersonOption { return func(s *standing) { s.locale = locale } }

// Person creates a user, makes them a member of the team and of the home
// channel, logs them in and opens their websocket. The name is split at its
// last space into first and last name. A handle can be used once in a world.
func (w *World) Person(ctx context.Context, handle, name string, opts ...PersonOption) (*Person, error) {
	s := standing{locale: "de"}
	for _, o := range opts {
		o(&s)
	}
	p := &Person{
		Handle: handle, Username: w.Unique(handle), w: w, seen: map[string]*sighting{},
		direct: map[string]bool{}, at: w.Home, changed: make(chan struct{}), done: make(chan struct{}),
	}
	p.password = "Gremium1!" + model.NewId()
	if err := p.enrol(ctx, name, p.password, s); err != nil {
		return nil, fmt.Errorf("enrolling %s: %w", handle, err)
	}
	if err := p.arrive(ctx); err != nil {
		return nil, err
	}
	if s.guest { // now, since a server without a licence lets no guest log in
		if err := p.demote(ctx); err != nil {
			p.hangUp()
			return nil, err
		}
	}
	if err := w.welcome(ctx, p, s); err != nil {
		p.hangUp()
		return nil, err
	}
	return p, nil
}

// arrive logs in and opens the websocket.
func (p *Person) arrive(ctx context.Context) error {
	p.Client = p.w.Client("")
	if _, _, err := p.Client.Login(ctx, p.Username, p.password); err != nil {
		return fmt.Errorf("logging in as %s: %w", p.Handle, err)
	}
	if err := p.connect(ctx); err != nil {
		return fmt.Errorf("connecting %s: %w", p.Handle, err)
	}
	return nil
}

// Deactivate closes the person's account, as the administrator would. Whatever
// they do then is refused, and they see nothing more.
func (p *Person) Deactivate(ctx context.Context) error {
	if _, err := p.w.Admin.DeleteUser(ctx, p.ID); err != nil {
		return fmt.Errorf("deactivating %s: %w", p.Handle, err)
	}
	p.hangUp()
	return nil
}

// Reactivate opens the account again; the person logs in anew and sees what is in
// the home channel.
func (p *Person) Reactivate(ctx context.Context) error {
	if _, err := p.w.Admin.UpdateUserActive(ctx, p.ID, true); err != nil {
		return fmt.Errorf("reactivating %s: %w", p.Handle, err)
	}
	p.change(func() { p.lost, p.ponged, p.done = nil, 0, make(chan struct{}) })
	if err := p.arrive(ctx); err != nil {
		return err
	}
	return p.Catch(ctx, p.w.Home)
}

func (w *World) welcome(ctx context.Context, p *Person, s standing) error {
	w.mu.Lock()
	_, taken := w.people[p.Handle]
	if !taken {
		w.people[p.Handle] = p
	}
	w.mu.Unlock()
	if taken {
		return fmt.Errorf("%s is in this world already", p.Handle)
	}
	if s.outside {
		return nil
	}
	return p.Catch(ctx, w.Home)
}

func (p *Person) enrol(ctx context.Context, name, password string, s standing) error {
	first, last := firstAndLast(name)
	u, _, err := p.w.Admin.CreateUser(ctx, &model.User{
		Username: p.Username, Email: p.Username + "@example.org", Password: password,
		FirstName: first, LastName: last, Locale: s.locale,
	})
	if err != nil {
		return fmt.Errorf("creating the user: %w", err)
	}
	p.ID = u.Id
	p.w.call(u.Id, p.Handle)
	return p.join(ctx, s)
}

// demote makes a guest; without a licence a server refuses the usual way, but
// not to give the role.
func (p *Person) demote(ctx context.Context) error {
	resp, err := p.w.Admin.DemoteUserToGuest(ctx, p.ID)
	if err == nil {
		return nil
	}
	if resp == nil || (resp.StatusCode != http.StatusNotImplemented && resp.StatusCode != http.StatusNotFound) {
		return fmt.Errorf("making a guest: %w", err)
	}
	if _, err := p.w.Admin.UpdateUserRoles(ctx, p.ID, model.SystemGuestRoleId); err != nil {
		return fmt.Errorf("giving the role of a guest: %w", err)
	}
	return nil
}

func (p *Person) join(ctx context.Context, s standing) error {
	admin, team := p.w.Admin, p.w.Team.Id
	if _, _, err := admin.AddTeamMember(ctx, team, p.ID); err != nil {
		return fmt.Errorf("joining the team: %w", err)
	}
	if s.teamAdmin {
		roles := &model.SchemeRoles{SchemeAdmin: true, SchemeUser: true}
		if _, err := admin.UpdateTeamMemberSchemeRoles(ctx, team, p.ID, roles); err != nil {
			return fmt.Errorf("becoming a team administrator: %w", err)
		}
	}
	if s.outside {
		return nil
	}
	if _, _, err := admin.AddChannelMember(ctx, p.w.Home, p.ID); err != nil {
		return fmt.Errorf("joining the channel: %w", err)
	}
	if s.channelAdmin {
		roles := &model.SchemeRoles{SchemeAdmin: true, SchemeUser: true}
		if _, err := admin.UpdateChannelMemberSchemeRoles(ctx, p.w.Home, p.ID, roles); err != nil {
			return fmt.Errorf("becoming a channel administrator: %w", err)
		}
	}
	return nil
}

func firstAndLast(name string) (first, last string) {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ' ' {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}
