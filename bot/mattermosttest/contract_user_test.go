package mattermosttest_test

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	mt "gremienbot/bot/mattermosttest"
)

var userFacts = []fact{
	{name: "a deactivated account is found and says since when it is closed", hold: func(w *town) {
		_, err := w.Admin.DeleteUser(w.ctx, w.anna.ID)
		w.ok(err)
		u, _, err := w.bot.GetUser(w.ctx, w.anna.ID, "")
		w.ok(err)
		is(w, "closed, and named as before", u.DeleteAt > 0 && u.Username == w.anna.Username && u.LastName == "Amt", true)
		all, _, err := w.bot.GetUsersByUsernames(w.ctx, []string{w.anna.Username})
		w.ok(err)
		is(w, "by handle", len(all) == 1 && all[0].DeleteAt == u.DeleteAt, true)
	}},
	{name: "deactivating ends sessions for good, and nobody logs in until it is undone", hold: func(w *town) {
		name, secret := w.Unique("otto"), "Gremium1!"+model.NewId()
		otto, _, err := w.Admin.CreateUser(w.ctx, &model.User{Username: name, Email: name + "@example.org", Password: secret})
		w.ok(err)
		c := w.Client("")
		_, _, err = c.Login(w.ctx, name, secret)
		w.ok(err)
		_, err = w.Admin.UpdateUserActive(w.ctx, otto.Id, false)
		w.ok(err)
		_, _, err = c.GetMe(w.ctx, "")
		w.refuses(err, http.StatusUnauthorized)
		_, _, err = w.Client("").Login(w.ctx, name, secret)
		w.refuses(err, http.StatusUnauthorized)
		_, err = w.Admin.UpdateUserActive(w.ctx, otto.Id, true)
		w.ok(err)
		_, _, err = c.GetMe(w.ctx, "")
		w.refuses(err, http.StatusUnauthorized)
		_, _, err = w.Client("").Login(w.ctx, name, secret)
		w.ok(err)
	}},
	{name: "a deactivated person types, presses and writes nothing more", hold: func(w *town) {
		w.command()
		w.cards()
		p := w.sees(w.anna, "Soll es sein?")
		w.ok(w.anna.Deactivate(w.ctx))
		w.refuses(w.anna.Type(w.ctx, w.Home, "/frage x"), http.StatusUnauthorized)
		w.refuses(w.anna.Press(w.ctx, p, "Ja"), http.StatusUnauthorized)
		_, err := w.anna.Say(w.ctx, w.Home, "Noch da?")
		w.refuses(err, http.StatusUnauthorized)
		is(w, "calls of the integration", len(w.calls), 0)
	}},
	{name: "a bot may open a direct channel with somebody who left", hold: func(w *town) {
		w.ok(w.anna.Deactivate(w.ctx))
		ch, _, err := w.bot.CreateDirectChannel(w.ctx, w.botID, w.anna.ID)
		w.ok(err)
		is(w, "kind", ch.Type, model.ChannelTypeDirect)
	}},
	{name: "who left stays in the channel's list until somebody takes them out", hold: func(w *town) {
		w.ok(w.anna.Deactivate(w.ctx))
		m, _, err := w.bot.GetChannelMember(w.ctx, w.Home, w.anna.ID, "")
		w.ok(err)
		is(w, "member", m.UserId, w.anna.ID)
	}},
	{name: "a reactivated person is back with what they had", hold: func(w *town) {
		w.ok(w.anna.Deactivate(w.ctx))
		_, err := w.sends(&model.Post{Message: "In Ihrer Abwesenheit"})
		w.ok(err)
		w.ok(w.anna.Reactivate(w.ctx))
		w.sees(w.anna, "In Ihrer Abwesenheit")
		_, err = w.anna.Say(w.ctx, w.Home, "Wieder da")
		w.ok(err)
	}},
	{name: "nobody deactivates others", hold: func(w *town) {
		bert := w.person("bert", mt.AsTeamAdmin())
		_, err := bert.Client.DeleteUser(w.ctx, w.anna.ID)
		w.refuses(err, http.StatusForbidden)
		_, err = bert.Client.UpdateUserActive(w.ctx, w.anna.ID, false)
		w.refuses(err, http.StatusForbidden)
	}},
}
