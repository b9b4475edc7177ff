// Package mattermosttest is a Mattermost server in miniature: a real HTTP
// server that speaks Mattermost's API v4 with the JSON of the public model
// package, its websocket, its slash commands, buttons, dialogs, ephemeral
// posts and response URLs, all in memory. The same client that talks to a
// real server talks to this one, and so does a page in a browser.
//
// It exists so that tests, the playground and a newcomer need no Mattermost
// installation, and so that the unpleasant habits of the real server are met
// early: pending_post_id that is forgotten after 30 seconds and on every
// error, buttons that die when a post is read and written back, files that
// fall off when an answer forgets them, 403 for a bot outside the channel,
// dialogs that anyone may forge.
//
//	srv := mattermosttest.Start(t, func() time.Time { return noon })
//	admin := model.NewAPIv4Client(srv.URL)
//	admin.Login(ctx, mattermosttest.AdminName, mattermosttest.AdminPassword)
//	srv.Fail(func(r *http.Request) (int, bool) { return 502, true }) // done, but nobody hears it
//
// Everything is created over REST, as on a real server: the first user is the
// system administrator, who makes teams, channels, bots, tokens and commands.
// Rights are looked up in the roles of the public model package, which an
// administrator may patch.
//
// Words: an integration is a program that the server calls (a slash command,
// a button, a dialog); a fault is a failure that a test orders; a complaint
// is what a real server would only write into its log, such as an invalid
// dialog.
//
// It keeps no unread counts, sends no mail, and trusts the clock it is given:
// with a clock that stands still nothing expires. Its source of truth is a
// live server: where the two differ, this package is wrong.
package mattermosttest
