// Package mattermost connects a [bot.Router] to a Mattermost server: it turns
// what Mattermost sends into bot.Request and what the bot says into posts,
// buttons and dialogs. No type of Mattermost's own packages leaves it.
//
// Two halves share one set of [Keys]:
//
//   - [Client] speaks to Mattermost: posts, edits, private answers, people. It
//     bounds every call in time, keeps to a rate, repeats what may be repeated
//     and says of every failure what became of the message ([bot.Fate]).
//   - [Server] hears from Mattermost: POST /command, /action and /dialog, and
//     GET /healthz and /readyz for whoever watches the program.
//
// Mattermost signs nothing. A slash command carries a token, which is compared
// in constant time. A button carries a hidden context with a MAC over what it
// does, to what, in which channel. The state of a dialog goes through the
// browser, so its MAC is bound to the person, the channel, the purpose, the
// object, a nonce and an expiry. Keys have names: the first signs, all verify,
// so that they can be changed while old posts keep working.
//
// A proof says where a request comes from. What the person may do is for the
// handler to check, each time, against its own records.
//
// [Setup] makes the bot account and its commands on a server, [Check] finds
// what is wrong with them.
//
// What the package refuses to do: it holds no words for people (they are
// injected as [Words]), escapes no text (texts come ready) and logs no text,
// token, state or context.
package mattermost
