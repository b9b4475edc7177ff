// Package messages holds every word the bot says, in German and English, and
// the functions that make a [bot.Message] of a value of the committee.
//
// The words lie in files by subject, topic.de.toml and topic.en.toml and so on;
// a test holds that both languages have the same keys and placeholders. A
// [Voice] speaks one language in one time zone:
//
//	v := messages.In("de", c.Location())
//	v.TopicCard(topic)      // what all see in the channel
//	v.TopicReceipt(topic)   // what the submitter alone sees
//	v.Refusal(err)          // why something was not done, and what to do
//
// Text that people wrote goes through [Plain] (or one of its kin) before it
// stands in a message: it is shown as typed and cannot format, link, embed or
// mention anything. The Sie-form, whole sentences, weekday with every date.
package messages
