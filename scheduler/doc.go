// Package scheduler keeps the committee's rhythm: once a minute it writes down
// what is owed, closes the polls whose time has come, sends what is due and
// redraws the cards that are behind. Once a day it does the planners' work, such
// as planning meetings ahead and forgetting drafts that nobody has sent.
//
//	s := scheduler.New(scheduler.Options{Store: db, Poster: client, Composer: composer, …})
//	err := s.Run(ctx) // until ctx ends
//
// A beat is one such round. Its moment is always UTC: which local day and hour
// something is due was decided when it was written down. cron only says that a
// minute has passed; nothing is remembered here between two beats that the
// database does not know, so a beat that is skipped, killed or run twice does no
// harm, and several replicas share the work.
//
// # Late, missing or double
//
// A message is a row before it is a post. It is claimed with a lease, posted with
// its key, and marked as sent. Whoever dies in between leaves a row whose lease
// runs out; the next one to claim it looks for the key in the channel before it
// posts. So a message is posted once, unless the chat takes longer than the whole
// wait before that look to show a post that it had accepted; then it may stand
// there twice, and never not at all. What is later than its grace is not sent: it
// is recorded as missed and reported to the office, in one message.
//
// Several messages to one person that go together, such as reminders of polls, are one
// post that has the keys of all. It stays a row each: asked about, found and marked as
// sent by itself.
//
// Nobody reads what is sent to a closed account, though the chat takes it: such a
// message is not sent, and the office hears once of the account.
//
// Messages to one recipient go out in the order in which they were due, those that go
// together with the first of them. One that
// the chat does not want yet holds up its recipient only.
//
// The package does not know what a message says ([Composer]) or which chat it
// goes to ([Poster]).
package scheduler
