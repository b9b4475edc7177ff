package messages

import (
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/committee"
)

// FeedName is the name of a committee's calendar. Like all texts of the feed it is
// no Markdown.
func (v Voice) FeedName(c committee.Committee) string {
	return v.Say("feed.name", "Committee", c.Name)
}

// FeedTitle is the title of an event; some calendars do not show that one is
// cancelled, so the title says it too.
func (v Voice) FeedTitle(e committee.FeedEntry) string {
	if e.Asked.Seq > 0 {
		return v.askedTitle(e)
	}
	title := v.Say("feed.title", "Committee", e.Name, "Meeting", v.meetingName(e.Number), "Kind", v.meetingKind(e.Kind))
	if e.Status == committee.FeedCancelled {
		return v.Say("feed.cancelled", "Title", title)
	}
	return title
}

// askedTitle is the title of a day that is asked for, or was and is off.
func (v Voice) askedTitle(e committee.FeedEntry) string {
	title := v.Say("feed.asked", "Committee", e.Name, "Number", e.Asked)
	if e.Status == committee.FeedCancelled {
		return v.Say("feed.cancelled", "Title", title)
	}
	return title
}

// FeedText says how to take part in a meeting, and of a day that is asked for that
// nothing is settled; "" if there is nothing to say.
func (v Voice) FeedText(e committee.FeedEntry) string {
	if e.Status == committee.FeedTentative {
		return v.Say("feed.asked.text", "Number", e.Asked)
	}
	if e.Link == "" || e.Status == committee.FeedCancelled {
		return ""
	}
	return v.Say("feed.link", "Link", e.Link)
}

// CalendarMade tells a person the address of their calendar, which is not shown
// again, and how to subscribe to it; replaced says that they had another one.
func (v Voice) CalendarMade(c committee.Committee, address string, replaced bool) bot.Message {
	said := []string{v.Say("calendar.head", "Committee", Plain(c.Name)), "```\n" + address + "\n```", v.Say("calendar.once")}
	if replaced {
		said = append(said, v.Say("calendar.replaced"))
	}
	said = append(said, "", v.Say("calendar.what"), "", v.Say("calendar.how"))
	for _, program := range []string{"outlook", "thunderbird", "nextcloud"} {
		said = append(said, "- "+v.Say("calendar.how."+program))
	}
	return bot.Message{Text: strings.Join(append(said, "", v.Say("calendar.personal"), v.Say("calendar.slow"), v.Say("calendar.change")), "\n")}
}

// CalendarKept tells a person who has an address since when, and what they can do.
func (v Voice) CalendarKept(since time.Time) bot.Message {
	return bot.Message{Text: lines(v.Say("calendar.have", "Since", v.Moment(since)), v.Say("calendar.change"))}
}

// CalendarOff tells a person that their address is revoked, or that they had none;
// unset that there are no addresses here.
func (v Voice) CalendarOff(had, unset bool) bot.Message {
	switch {
	case had:
		return bot.Message{Text: v.Say("calendar.off")}
	case unset:
		return bot.Message{Text: v.Say("calendar.unset")}
	}
	return bot.Message{Text: v.Say("calendar.off.none")}
}

// CalendarComing says that the calendar comes as a file; unset that there are no
// addresses here, and who can change that.
func (v Voice) CalendarComing(unset bool) string {
	if unset {
		return lines(v.Say("calendar.unset"), v.Say("calendar.file.begun"))
	}
	return v.Say("calendar.file.begun")
}

// CalendarFile is the calendar as a file, and the message it hangs on.
func (v Voice) CalendarFile(c committee.Committee, data []byte) ([]bot.File, bot.Message) {
	file := bot.File{Name: v.Say("calendar.file.name") + ".ics", Data: data}
	return []bot.File{file}, bot.Message{Text: v.Say("calendar.file.done", "Committee", Plain(c.Name))}
}
