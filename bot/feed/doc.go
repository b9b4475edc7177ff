// Package feed is what the bot serves to other programs: the calendar of a
// committee, as a file that calendars subscribe to (RFC 5545).
//
//	GET /calendar/7KQ…Z2.ics
//
// The long word is the secret of one person; whoever has it may read when and where
// the committee meets, and nothing else. An address that nobody has is 404, one
// that was revoked 410, so that calendars stop asking. The bytes are the same until
// something changes, and a calendar that has them already is told so (304).
//
// Each meeting is an event of its own and no rule: meetings are moved one by one,
// and exceptions from a rule are what calendars are worst at. Which events there
// are, and when SEQUENCE is raised, is a matter of package committee; the words
// come from outside. The feed names no people and nothing on the agenda, and the
// secret is never logged.
package feed
