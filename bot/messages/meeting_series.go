package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// seriesKey names the message in which a person sees what a series would plan.
func seriesKey(committeeID int64) string { return "meeting.series." + ObjectKey(committeeID) }

// SeriesPreview shows who sets a series what it would plan in place of the one in
// force, which is zero if there is none: the meetings, what is dropped, and which
// of them fall on a holiday. id is the draft that the buttons make or leave.
func (v Voice) SeriesPreview(c committee.Committee, s, was committee.Series, planned, dropped []committee.Meeting, id int64) bot.Message {
	said := []string{
		v.Say("meeting.series.preview"), "",
		v.Say("meeting.series", "Kind", v.meetingKind(s.Kind), "When", v.seriesWhen(s), "Start", s.Start.String(), "Length", v.length(s.Minutes)),
	}
	if where := v.meetingWhere(committee.Meeting{Place: s.Place, Link: s.Link}); where != "" {
		said = append(said, where)
	}
	said = append(said, v.seriesDiffers(s, was)...)
	said = append(said, "", v.Say("meeting.series.would", "Count", len(planned)))
	said = append(said, v.meetingLines(planned)...)
	if len(dropped) > 0 {
		said = append(said, "", v.Say("meeting.series.would.drop"))
		for _, m := range dropped {
			said = append(said, "- "+v.wouldDrop(m))
		}
	}
	for _, w := range committee.Holidays(c, planned) {
		said = append(said, "", v.holiday(w, false))
	}
	object := ObjectKey(c.ID) + " " + ObjectKey(id)
	return bot.Message{Text: strings.Join(said, "\n"), Key: seriesKey(c.ID), Card: &bot.Card{Color: meetingColor, Buttons: []bot.Button{
		{ID: "make", Label: v.Say("meeting.button.series.make"), Style: bot.Primary, Action: "meeting.series.make", Object: object},
		{ID: "drop", Label: v.Say("meeting.button.series.drop"), Style: bot.Default, Action: "meeting.series.drop", Object: object},
	}}}
}

// seriesDiffers says what of a series besides its dates is another than before.
func (v Voice) seriesDiffers(s, was committee.Series) []string {
	if was.ID == 0 {
		return nil
	}
	var said []string
	if s.Minutes != was.Minutes {
		said = append(said, v.Say("meeting.series.length", "Before", v.length(was.Minutes), "After", v.length(s.Minutes)))
	}
	if s.Link == "" && was.Link != "" {
		said = append(said, v.Say("meeting.series.link.gone"))
	}
	if s.Place == "" && was.Place != "" {
		said = append(said, v.Say("meeting.series.place.gone", "Place", Plain(was.Place)))
	}
	return said
}

// wouldDrop is a meeting that a series does not know: one that people were told of
// would be cancelled and keep its number.
func (v Voice) wouldDrop(m committee.Meeting) string {
	if m.State != committee.MeetingCancelled {
		return v.meetingAt(m)
	}
	return v.Say("meeting.series.would.cancel", "Name", v.meetingName(m.Number), "At", v.meetingAt(m)) + v.agenda("would", m)
}

// SeriesDropped says that everything stays as it is, and gives back what was typed
// as a command that can be copied.
func (v Voice) SeriesDropped(committeeID int64, d committee.SeriesDraft) bot.Message {
	words := []string{v.Say("meeting.series.typed." + string(d.Kind)), strings.TrimSpace(d.When), strings.TrimSpace(d.Start), v.typedLength(d.Length), strings.TrimSpace(d.Place), strings.TrimSpace(d.Link)}
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return bot.Message{Text: v.Say("meeting.series.left", "Typed", Verbatim(strings.Join(kept, " ")).block()), Key: seriesKey(committeeID)}
}

// typedLength is a length as one types it in a command: a number alone would be a
// place there.
func (v Voice) typedLength(length string) string {
	length = strings.TrimSpace(length)
	if minutes, err := strconv.Atoi(length); err == nil {
		return v.length(minutes)
	}
	return length
}
