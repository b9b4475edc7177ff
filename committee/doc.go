// Package committee holds the words and the law of a standing committee: who
// sits in it, who may do what, how topics, needs, polls and meetings live, and
// what is owed to whom and when.
//
// It is pure. A rule takes values and the time, and returns new values or a
// refusal; it reads no clock, no database and no network:
//
//	topic, err := committee.SubmitTopic(draft, person, now)
//	ballot, err := poll.Cast(person, choice, now)
//
// A refusal is an [*Error] and is meant for people; package messages has the
// words for its key. Any other error is a fault and is shown to nobody.
//
// The words are those of German public committees, in the English of the
// glossary: a committee has seats; a seat belongs to a group and a delegating
// body and is held by a member, with a substitute; the chair presides and the
// office organises. Sub-package tally counts, sub-package calendar knows days.
//
// What the package refuses to do: decide by silence, call a ballot secret, or
// call a result a resolution unless the poll's kind says so.
package committee
