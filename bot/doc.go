// Package bot is the vocabulary of a conversation between people and a program
// in a chat, and the router that leads what a person did to the code that
// answers it. It is to a chat what net/http is to the web: it knows messages,
// buttons, selects and dialogs, and it does not know which chat it is in.
//
// A person does one of three things, and each arrives as a [Request]: they type
// a slash command ([Command]), press a button or choose from a select
// ([Action]), or send a dialog ([Submission]). A [Handler] answers with a
// [Reply] that only this person sees. What everybody should see is posted as a
// [Message] through the adapter.
//
//	var r bot.Router
//	r.Command("thema", submitTopic(store, now))
//	r.Action("poll.vote", castBallot(store, now))
//	r.Submission("topic.submit", saveTopic(store, now))
//	reply, err := r.Serve(ctx, request)
//
// What the package refuses to do: it imports nothing but the standard library,
// holds no words of any language and keeps no state.
package bot
