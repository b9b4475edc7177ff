package mattermosttest

import (
	"encoding/json"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

// state is everything that Save writes down. Values are replaced, never
// changed in place, so that an answer may be written after the lock is gone.
type state struct {
	Users          map[string]*model.User
	Passwords      map[string]string // user id to a salted hash
	Bots           map[string]*model.Bot
	Sessions       map[string]string // token to user id
	Tokens         map[string]*model.UserAccessToken
	Teams          map[string]*model.Team
	TeamMembers    map[string]map[string]*model.TeamMember // team id, user id
	Channels       map[string]*model.Channel
	ChannelMembers map[string]map[string]*model.ChannelMember // channel id, user id
	Posts          map[string]*model.Post
	Timeline       map[string][]string // channel id to post ids in the order of arrival
	Reactions      map[string][]*model.Reaction
	Files          map[string]*storedFile
	Images         map[string][]byte // user id to profile picture
	Commands       map[string]*model.Command
	Roles          map[string]*model.Role // by name
	Config         *model.Config
	Preferences    map[string]model.Preferences
	Plugins        []*model.PluginInfo
	PluginCommands map[string]string // trigger to the text that the plugin answers
	Sequence       []string          // user ids in the order of arrival

	threads map[string][]string // root id to the ids of its replies; rebuilt by fill
}

func (s *Server) newState() *state {
	st := &state{Config: &model.Config{}}
	st.Config.SetDefaults()
	st.Config.ServiceSettings.SiteURL = &s.opt.SiteURL
	st.Roles = s.defaultRoles()
	st.fill()
	return st
}

// fill makes the maps that are nil and what follows from the others.
func (st *state) fill() {
	makeMap(&st.Users)
	makeMap(&st.Passwords)
	makeMap(&st.Bots)
	makeMap(&st.Sessions)
	makeMap(&st.Tokens)
	makeMap(&st.Teams)
	makeMap(&st.TeamMembers)
	makeMap(&st.Channels)
	makeMap(&st.ChannelMembers)
	makeMap(&st.Posts)
	makeMap(&st.Timeline)
	makeMap(&st.Reactions)
	makeMap(&st.Files)
	makeMap(&st.Images)
	makeMap(&st.Commands)
	makeMap(&st.Preferences)
	makeMap(&st.PluginCommands)
	st.threads = map[string][]string{}
	for _, ids := range st.Timeline {
		for _, id := range ids {
			st.indexReply(st.Posts[id])
		}
	}
}

func (st *state) indexReply(p *model.Post) {
	if p.RootId != "" {
		st.threads[p.RootId] = append(st.threads[p.RootId], p.Id)
	}
}

func makeMap[M ~map[K]V, K comparable, V any](m *M) {
	if *m == nil {
		*m = M{}
	}
}

// copyOf returns a deep copy of a value of the model package, through the JSON
// that a database would keep of it.
func copyOf[T any](v *T) *T {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // only own types come here
	}
	var out T
	if err := json.Unmarshal(b, &out); err != nil {
		panic(err)
	}
	return &out
}

// channel returns a channel that was not archived, or nil.
func (st *state) channel(id string) *model.Channel {
	ch := st.Channels[id]
	if ch == nil || ch.DeleteAt != 0 {
		return nil
	}
	return ch
}

func (st *state) inChannel(channelID, userID string) bool {
	return st.ChannelMembers[channelID][userID] != nil
}

func (st *state) inTeam(teamID, userID string) bool {
	m := st.TeamMembers[teamID][userID]
	return m != nil && m.DeleteAt == 0
}

func (st *state) userByName(name string) *model.User {
	for _, u := range st.Users {
		if u.Username == name {
			return u
		}
	}
	return nil
}

func (st *state) userByEmail(email string) *model.User {
	for _, u := range st.Users {
		if u.Email == email {
			return u
		}
	}
	return nil
}

// everyone returns all users in the order in which they came.
func (st *state) everyone() []*model.User {
	users := make([]*model.User, 0, len(st.Sequence))
	for _, id := range st.Sequence {
		users = append(users, st.Users[id])
	}
	return users
}

func (st *state) addUser(u *model.User) {
	st.Users[u.Id] = u
	st.Sequence = append(st.Sequence, u.Id)
}

func (st *state) addPost(p *model.Post) {
	st.Posts[p.Id] = p
	st.Timeline[p.ChannelId] = append(st.Timeline[p.ChannelId], p.Id)
	st.indexReply(p)
}

// channelsOf returns the channels of a user, the oldest first.
func (st *state) channelsOf(userID string) []*model.Channel {
	var list []*model.Channel
	for id, members := range st.ChannelMembers {
		if ch := st.channel(id); ch != nil && members[userID] != nil {
			list = append(list, ch)
		}
	}
	slices.SortFunc(list, byAge)
	return list
}

func byAge(a, b *model.Channel) int {
	if a.CreateAt != b.CreateAt {
		return int(a.CreateAt - b.CreateAt)
	}
	if a.Name < b.Name {
		return -1
	}
	return 1
}
