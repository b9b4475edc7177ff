package mattermosttest_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	mt "gremienbot/bot/mattermosttest"
)

// sends posts as the bot in the home channel.
func (w *town) sends(p *model.Post) (*model.Post, error) {
	w.Helper()
	p.ChannelId = w.Home
	made, _, err := w.bot.CreatePost(w.ctx, p)
	return made, err
}

// twice posts with one pending_post_id, waiting in between, and reports
// whether the second is the first.
func (w *town) twice(wait func()) bool {
	w.Helper()
	pending := w.botID + ":" + model.NewId()
	a, err := w.sends(&model.Post{Message: "Erinnerung", PendingPostId: pending})
	w.ok(err)
	wait()
	b, err := w.sends(&model.Post{Message: "Erinnerung, zweiter Versuch", PendingPostId: pending})
	w.ok(err)
	return a.Id == b.Id
}

var postFacts = []fact{
	{name: "a post of a bot keeps its own props and bears the tag", hold: func(w *town) {
		_, err := w.sends(&model.Post{Message: "Hallo", Props: model.StringInterface{"key": "K-1"}})
		w.ok(err)
		p := w.sees(w.anna, "Hallo")
		is(w, "author and tag", p.Author == "gremienbot" && p.BOT, true)
		read, _, err := w.bot.GetPost(w.ctx, p.ID, "")
		w.ok(err)
		is(w, "key", read.GetProp("key"), any("K-1"))
		is(w, "from_bot", read.GetProp("from_bot"), any("true"))
	}},
	{name: "a bot outside the channel may not post", hold: func(w *town) {
		private, err := w.Channel(w.ctx, "hinterzimmer", true)
		w.ok(err)
		_, _, err = w.bot.CreatePost(w.ctx, &model.Post{ChannelId: private, Message: "x"})
		w.refuses(err, http.StatusForbidden)
	}},
	{name: "a bot may not write to one person in the channel", hold: func(w *town) {
		_, _, err := w.bot.CreatePostEphemeral(w.ctx, &model.PostEphemeral{UserID: w.anna.ID, Post: &model.Post{ChannelId: w.Home, Message: "x"}})
		w.refuses(err, http.StatusForbidden)
	}},
	{name: "a direct message of the bot reaches one person only", hold: func(w *town) {
		bert := w.person("bert")
		direct, _, err := w.bot.CreateDirectChannel(w.ctx, w.botID, w.anna.ID)
		w.ok(err)
		_, _, err = w.bot.CreatePost(w.ctx, &model.Post{ChannelId: direct.Id, Message: "nur Ihnen"})
		w.ok(err)
		is(w, "direct", w.sees(w.anna, "nur Ihnen").Direct, true)
		is(w, "direct messages", len(w.anna.Direct()), 1)
		w.sawNothing(bert, "nur Ihnen")
	}},
	{name: "a message has 16383 characters at most", hold: func(w *town) {
		_, err := w.sends(&model.Post{Message: strings.Repeat("ü", 16383)})
		w.ok(err)
		_, err = w.sends(&model.Post{Message: strings.Repeat("ü", 16384)})
		w.refuses(err, http.StatusBadRequest)
	}},
	{name: "a request of 310000 bytes is too large", hold: func(w *town) {
		_, err := w.sends(&model.Post{Message: "x", Props: model.StringInterface{"key": strings.Repeat("x", 310000)}})
		w.refuses(err, http.StatusRequestEntityTooLarge)
	}},
	{name: "the ID of a post is not for the client to choose", hold: func(w *town) {
		_, err := w.sends(&model.Post{Id: model.NewId(), Message: "x"})
		w.refuses(err, http.StatusBadRequest)
	}},
	{name: "an answer needs a root in the same channel", hold: func(w *town) {
		other, err := w.Channel(w.ctx, "nebenan", false)
		w.ok(err)
		root, _, err := w.Admin.CreatePost(w.ctx, &model.Post{ChannelId: other, Message: "Wurzel"})
		w.ok(err)
		_, err = w.sends(&model.Post{RootId: root.Id, Message: "x"})
		w.refuses(err, http.StatusBadRequest)
	}},
	{name: "an answer stands in the thread", hold: func(w *town) {
		root, err := w.sends(&model.Post{Message: "Wurzel"})
		w.ok(err)
		_, err = w.anna.Answer(w.ctx, w.sees(w.anna, "Wurzel"), "Gut")
		w.ok(err)
		is(w, "thread", w.sees(w.anna, "Gut").Thread, root.Id)
	}},
	{name: "a pending_post_id gives the first post again", hold: func(w *town) {
		is(w, "the same", w.twice(func() {}), true)
		w.sawNothing(w.anna, "zweiter Versuch")
	}},
	{name: "a pending_post_id is forgotten after 30 seconds", timed: true, hold: func(w *town) {
		is(w, "the same", w.twice(func() { w.move(31 * time.Second) }), false)
	}},
	{name: "a stranger with our pending_post_id gets our post", hold: func(w *town) {
		pending := w.botID + ":" + model.NewId()
		a, err := w.sends(&model.Post{Message: "unser", PendingPostId: pending})
		w.ok(err)
		b, _, err := w.anna.Client.CreatePost(w.ctx, &model.Post{ChannelId: w.Home, Message: "fremd", PendingPostId: pending})
		w.ok(err)
		is(w, "the same", b.Id, a.Id)
	}},
	{name: "posts since a moment include deleted ones", hold: func(w *town) {
		p, err := w.sends(&model.Post{Message: "weg damit"})
		w.ok(err)
		_, err = w.bot.DeletePost(w.ctx, p.Id)
		w.ok(err)
		list, _, err := w.bot.GetPostsSince(w.ctx, w.Home, p.CreateAt-1000, false)
		w.ok(err)
		is(w, "listed as deleted", list.Posts[p.Id] != nil && list.Posts[p.Id].DeleteAt > 0, true)
		w.ok(w.anna.Await(w.ctx, func(all []mt.Post) bool { return len(all) == 0 }))
	}},
	{name: "a member is found, a stranger is not, and a bot outside may not ask", hold: func(w *town) {
		_, _, err := w.bot.GetChannelMember(w.ctx, w.Home, w.anna.ID, "")
		w.ok(err)
		out := w.person("otto", mt.Outside())
		_, _, err = w.bot.GetChannelMember(w.ctx, w.Home, out.ID, "")
		w.refuses(err, http.StatusNotFound)
		private, err := w.Channel(w.ctx, "hinterzimmer", true)
		w.ok(err)
		_, _, err = w.bot.GetChannelMember(w.ctx, private, w.anna.ID, "")
		w.refuses(err, http.StatusForbidden)
	}},
	{name: "a plain bot reads roles and language", hold: func(w *town) {
		bert := w.person("bert", mt.Speaks("en"), mt.AsGuest())
		u, _, err := w.bot.GetUser(w.ctx, bert.ID, "")
		w.ok(err)
		is(w, "language", u.Locale, "en")
		is(w, "guest", u.IsGuest(), true)
	}},
	{name: "a channel administrator is seen in the membership", hold: func(w *town) {
		chair := w.person("carla", mt.AsChannelAdmin())
		m, _, err := w.bot.GetChannelMember(w.ctx, w.Home, chair.ID, "")
		w.ok(err)
		is(w, "administrator", m.SchemeAdmin, true)
	}},
	{name: "every answer names the version of the server", hold: func(w *town) {
		_, resp, err := w.bot.GetMe(w.ctx, "")
		w.ok(err)
		is(w, "parts", len(strings.Split(resp.ServerVersion, ".")) >= 5, true)
	}},
	{name: "what a person edits is marked", hold: func(w *town) {
		p, err := w.anna.Say(w.ctx, w.Home, "erst so")
		w.ok(err)
		_, _, err = w.anna.Client.PatchPost(w.ctx, p.ID, &model.PostPatch{Message: model.NewPointer("dann so")})
		w.ok(err)
		is(w, "edited", w.sees(w.anna, "dann so").Edited, true)
	}},
}
