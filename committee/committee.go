package committee

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// Committee is a standing group with defined seats, at home in one channel.
type Committee struct {
	ID      int64
	Name    string
	Channel string // the chat's ID of the home channel
	Team    string
	Lang    string          // "de" or "en": the language in the channel
	Land    calendar.Land   // where the office sits: the calendar of its own deadlines
	Zone    string          // IANA name; where people mean local time
	Preset  Preset          // the rules it votes by, unless it has its own
	Own     *tally.Rule     // its own rule for motions, nil for that of the preset
	Lands   []calendar.Land // of all seats: a members' deadline falls on a day that is a working day in each
	Seats   int             // statutory number, vacant seats included
	// FirstMeeting is the number of the first meeting the bot knows, 1 or more.
	FirstMeeting int
	Charts       bool // results come with a picture of their bars
}

// Location is the committee's time zone; Europe/Berlin if the name is unknown.
func (c Committee) Location() *time.Location {
	if known, ok := zones.Load(c.Zone); ok {
		return known.(*time.Location)
	}
	loc, err := time.LoadLocation(c.Zone)
	if err != nil || c.Zone == "" {
		loc, err = time.LoadLocation("Europe/Berlin")
	}
	if err != nil {
		return time.UTC
	}
	zones.Store(c.Zone, loc)
	return loc
}

// zones are the time zones read so far, by name: each reading opens a file, and a
// committee's zone is asked for several times in every answer.
var zones sync.Map

// OfficeCalendar is the calendar of the office's own duties.
func (c Committee) OfficeCalendar() calendar.Calendar {
	return calendar.Calendar{Lands: []calendar.Land{c.Land}}
}

// MembersCalendar is the calendar of deadlines that all members must keep: a day
// counts only if it is a working day for each of them.
func (c Committee) MembersCalendar() calendar.Calendar {
	if len(c.Lands) == 0 {
		return calendar.Everywhere()
	}
	return calendar.Calendar{Lands: c.Lands}
}

// FoundDraft is what an administrator fills in to found a committee.
type FoundDraft struct {
	Name, Channel, Team, Lang, Land, Zone, Preset string
	// FirstMeeting is the number of the first meeting as typed; "" means 1.
	FirstMeeting string
	Charts       bool
}

// Found checks a draft and makes the committee of it. It refuses field by field.
func Found(d FoundDraft) (Committee, error) {
	var es Errors
	name := clean(d.Name)
	if name == "" {
		es = append(es, Refuse(Invalid, "committee.name.missing").At("name"))
	} else if n := runes(name); n > 120 {
		es = append(es, Refuse(Invalid, "text.long", "Count", n, "Max", 120).At("name"))
	}
	if d.Lang != "de" && d.Lang != "en" {
		es = append(es, Refuse(Invalid, "committee.lang.unknown").At("lang"))
	}
	land, err := calendar.ParseLand(d.Land)
	if err != nil {
		es = append(es, Refuse(Invalid, "committee.land.unknown", "Land", d.Land).At("land"))
	}
	if _, err := time.LoadLocation(d.Zone); err != nil || d.Zone == "" || d.Zone == "Local" {
		es = append(es, Refuse(Invalid, "committee.zone.unknown", "Zone", d.Zone).At("zone"))
	}
	preset := Preset(d.Preset)
	if !preset.Known() {
		es = append(es, Refuse(Invalid, "committee.preset.unknown", "Preset", d.Preset).At("preset"))
	}
	first, e := meetingNumber(d.FirstMeeting)
	es = es.add(e)
	c := Committee{FirstMeeting: first, Name: name, Channel: d.Channel, Team: d.Team, Lang: d.Lang, Land: land, Zone: d.Zone, Preset: preset, Charts: d.Charts}
	return c, es.orNil()
}

// meetingNumber reads the number of the first meeting.
func meetingNumber(text string) (int, *Error) {
	if text = clean(text); text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, "."))
	if err != nil || n < 1 || n > 9999 {
		return 0, Refuse(Invalid, "committee.first.number", "Text", text).At("first")
	}
	return n, nil
}
