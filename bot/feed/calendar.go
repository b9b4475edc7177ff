package feed

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"gremienbot/committee"
)

// Words make the texts of a calendar, in the language of the committee.
type Words interface {
	// FeedName is the name of the whole calendar.
	FeedName(c committee.Committee) string
	// FeedTitle is the title of an event.
	FeedTitle(e committee.FeedEntry) string
	// FeedText says how to take part, "" if there is nothing to say.
	FeedText(e committee.FeedEntry) string
}

const (
	// berlin is the zone whose rules stand in every calendar; what happens in
	// another zone is written as instants.
	berlin = "Europe/Berlin"
	// nobody is who sends the calendar: PUBLISH needs an organizer (RFC 5546,
	// section 3.2.1), and nobody is to answer. RFC 2606 keeps ".invalid" free.
	nobody = "mailto:noreply@gremienbot.invalid"
	// often is how often calendars are asked to look again.
	often = "PT1H"

	day   = "20060102"
	local = day + "T150405"
)

// Calendar writes the events as a calendar: the same bytes for the same events and
// words, lines end with CRLF and have 75 octets at most.
func Calendar(words Words, c committee.Committee, events []committee.FeedEvent) []byte {
	cal := &ics.Calendar{}
	cal.SetVersion("2.0")
	cal.SetProductId("-//gremienbot//Sitzungskalender 1.0//" + strings.ToUpper(c.Lang))
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName(oneLine(words.FeedName(c)))
	cal.SetRefreshInterval(often) // the library adds VALUE=DURATION itself
	cal.SetXPublishedTTL(often)
	cal.Components = append(cal.Components, zone())
	for _, e := range events {
		cal.AddVEvent(event(words, e))
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

// event is one event. What it was last changed stands where other programs write
// when they were asked, so that the bytes stay.
func event(words Words, e committee.FeedEvent) *ics.VEvent {
	v := ics.NewEvent(e.UID)
	v.SetDtStampTime(e.ChangedAt)
	v.SetLastModifiedAt(e.ChangedAt)
	v.SetSequence(e.Sequence)
	v.SetStatus(ics.ObjectStatus(e.Status))
	when(v, ics.ComponentPropertyDtStart, e.Begins(), e.FeedEntry)
	when(v, ics.ComponentPropertyDtEnd, e.Ends(), e.FeedEntry)
	v.SetSummary(oneLine(words.FeedTitle(e.FeedEntry)))
	where(v, words, e.FeedEntry)
	v.SetOrganizer(nobody, ics.WithCN(plain(e.Name)))
	v.SetTimeTransparency(ics.TransparencyOpaque)
	if e.Status == committee.FeedCancelled {
		v.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return v
}

// when writes the day of an event that takes the whole of it. Else it writes the
// moment as the clock on the wall shows it where the zone's rules stand in the
// calendar, and as an instant where they do not.
func when(v *ics.VEvent, property ics.ComponentProperty, at time.Time, e committee.FeedEntry) {
	switch {
	case e.Whole:
		v.SetProperty(property, at.In(e.Location()).Format(day), ics.WithValue(string(ics.ValueDataTypeDate)))
	case e.Zone == berlin:
		v.SetProperty(property, at.In(e.Location()).Format(local), ics.WithTZID(berlin))
	default:
		v.SetProperty(property, at.UTC().Format(local+"Z"))
	}
}

// where writes place and link. Old calendars know no CONFERENCE (RFC 7986): for
// them the link is the place if there is no other, and stands in the text.
func where(v *ics.VEvent, words Words, e committee.FeedEntry) {
	place := e.Place
	if place == "" {
		place = e.Link
	}
	if place != "" {
		v.SetLocation(oneLine(place))
	}
	if text := words.FeedText(e); text != "" {
		v.SetDescription(text)
	}
	if e.Link != "" {
		v.SetProperty(ics.ComponentProperty("CONFERENCE"), e.Link, ics.WithValue(string(ics.ValueDataTypeUri)), &ics.KeyValues{Key: "FEATURE", Value: []string{"VIDEO"}})
	}
}

// oneLine is a text without line breaks and what else cannot be seen.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
}

// inParameter takes out of a name what ends a parameter or would be escaped by the
// library in a way that RFC 5545, section 3.2, does not know.
var inParameter = strings.NewReplacer(`"`, "”", "'", "’", ",", " ", ";", " ", ":", " ", `\`, " ")

func plain(name string) string { return oneLine(inParameter.Replace(name)) }

// zone says when clocks change in Berlin: without it some calendars take the times
// for those of another zone.
func zone() *ics.VTimezone {
	winter, summer := ics.NewStandard(), &ics.Daylight{}
	for _, x := range []struct {
		to                           *ics.ComponentBase
		since, month, from, now, tag string
	}{
		{&winter.ComponentBase, "19961027T030000", "10", "+0200", "+0100", "CET"},
		{&summer.ComponentBase, "19810329T020000", "3", "+0100", "+0200", "CEST"},
	} {
		x.to.AddProperty(ics.ComponentPropertyDtStart, x.since)
		x.to.AddProperty(ics.ComponentPropertyRrule, "FREQ=YEARLY;BYMONTH="+x.month+";BYDAY=-1SU")
		x.to.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), x.from)
		x.to.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), x.now)
		x.to.AddProperty(ics.ComponentProperty(ics.PropertyTzname), x.tag)
	}
	z := ics.NewTimezone(berlin)
	z.Components = append(z.Components, winter, summer)
	return z
}
