package main_test

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	ics "github.com/arran4/golang-ical"
)

// calendarAddress is the address of a calendar, whose secret is another one in
// each run.
var calendarAddress = regexp.MustCompile(`http://\S+/calendar/[A-Z2-7]{26}\.ics`)

// reader is the calendar program of a person: the addresses they were told, and
// what it has read.
type reader struct {
	tag  string
	seen map[string]string // an event as written down, by the label of its UID
}

// readsCalendar asks for the calendar at the newest address that a person was
// told, or the one before, and writes down what is new in it.
func (s *stage) readsCalendar(a *actor, which string) {
	s.Helper()
	told := a.addresses()
	if which == "old" && len(told) > 1 {
		told = told[:len(told)-1]
	}
	if len(told) == 0 {
		s.Fatalf("> %s: %s was told no address", s.at.text, a.label)
	}
	if a.cal.seen == nil || which == "old" {
		a.cal = reader{seen: map[string]string{}}
	}
	s.say(a.label+" reads", s.newInCalendar(&a.cal, told[len(told)-1]))
}

// addresses are those of calendars that a person was told, in this order.
func (a *actor) addresses() []string {
	var told []string
	for _, p := range a.All() {
		for _, address := range calendarAddress.FindAllString(p.Text(), -1) {
			if !slices.Contains(told, address) {
				told = append(told, address)
			}
		}
	}
	return told
}

// lookForSecrets finds addresses of calendars in the log; whoever reads it could
// read the calendars.
func (s *stage) lookForSecrets() {
	s.Helper()
	log := s.log.all()
	for _, a := range s.cast {
		for _, address := range a.addresses() {
			if secret := strings.TrimSuffix(address[strings.LastIndex(address, "/")+1:], ".ics"); strings.Contains(log, secret) {
				s.Errorf("the bot logged the secret of %s:\n%s", a.label, log)
			}
		}
	}
}

// newInCalendar are the answer's status and the events that are new or changed.
func (s *stage) newInCalendar(r *reader, address string) string {
	s.Helper()
	ask, err := http.NewRequestWithContext(s.ctx, http.MethodGet, address, nil)
	s.ok(err)
	ask.Header.Set("If-None-Match", r.tag)
	resp, err := http.DefaultClient.Do(ask)
	s.ok(err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	s.ok(err)
	if resp.StatusCode != http.StatusOK {
		return resp.Status
	}
	r.tag = resp.Header.Get("ETag")
	cal, err := ics.ParseCalendar(strings.NewReader(string(text)))
	s.ok(err)
	var lines []string
	there := map[string]bool{}
	for _, e := range cal.Events() {
		label, line := s.uid(e.Id()), eventLine(e)
		there[label] = true
		if r.seen[label] != line {
			r.seen[label] = line
			lines = append(lines, label+" "+line)
		}
	}
	for label := range r.seen {
		if !there[label] {
			delete(r.seen, label)
			lines = append(lines, label+" is gone")
		}
	}
	return cmp.Or(strings.Join(lines, "\n"), "no event")
}

// uid is a name for a UID that is the same in each run.
func (s *stage) uid(uid string) string {
	if !slices.Contains(s.uids, uid) {
		s.uids = append(s.uids, uid)
	}
	return fmt.Sprintf("E%d", slices.Index(s.uids, uid)+1)
}

// eventLine is an event in one line: SEQUENCE, STATUS, DTSTART, SUMMARY, LOCATION.
func eventLine(e *ics.VEvent) string {
	value := func(p ics.ComponentProperty) string {
		if found := e.GetProperty(p); found != nil {
			return found.Value
		}
		return ""
	}
	line := fmt.Sprintf("#%s %s %s %s", value(ics.ComponentPropertySequence), value(ics.ComponentPropertyStatus), value(ics.ComponentPropertyDtStart), value(ics.ComponentPropertySummary))
	if place := value(ics.ComponentPropertyLocation); place != "" {
		line += " @ " + place
	}
	return line
}
