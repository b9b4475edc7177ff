package committee

import (
	"strings"

	"gremienbot/committee/calendar"
)

// SeatLine is one line of a pasted list of seats:
// group; delegating body; @holder; @substitute; Land.
type SeatLine struct {
	Line       int // counted from 1
	Group      string
	Body       string
	Holder     string // handle without "@", "" for a vacant seat
	Substitute string // handle without "@", "" for none
	Land       calendar.Land
}

// Handles are the people named in the line.
func (l SeatLine) Handles() []string {
	var hs []string
	for _, h := range []string{l.Holder, l.Substitute} {
		if h != "" {
			hs = append(hs, h)
		}
	}
	return hs
}

// MaxSeats bounds a committee.
const MaxSeats = 200

// ParseSeats reads a pasted list of seats, one a line; empty lines and lines
// that begin with "#" are left out. Fields are separated by semicolons, tabs or
// bars. It returns a refusal for every faulty line, never half a list: either
// all lines can be used, or none is.
func ParseSeats(text string, home calendar.Land) ([]SeatLine, error) {
	var lines []SeatLine
	var es Errors
	named := map[string]int{}
	number := 0
	for raw := range strings.Lines(text) {
		number++
		raw = clean(raw)
		if raw == "" || strings.HasPrefix(raw, "#") {
			continue
		}
		l, e := parseSeat(number, raw, home)
		if e == nil {
			e = nameOnce(named, l)
		}
		es = es.add(e)
		lines = append(lines, l)
	}
	switch {
	case len(lines) == 0:
		es = es.add(Refuse(Invalid, "seats.none").At("lines"))
	case len(lines) > MaxSeats:
		es = es.add(Refuse(Invalid, "seats.many", "Count", len(lines), "Max", MaxSeats).At("lines"))
	}
	return lines, es.orNil()
}

// nameOnce notes who is named and refuses the second time.
func nameOnce(named map[string]int, l SeatLine) *Error {
	for _, h := range l.Handles() {
		if first, twice := named[h]; twice {
			return Refuse(Invalid, "seats.line.twice", "Line", l.Line, "Handle", h, "First", first).At("lines")
		}
		named[h] = l.Line
	}
	return nil
}

func parseSeat(number int, raw string, home calendar.Land) (SeatLine, *Error) {
	fields := strings.FieldsFunc(raw, func(r rune) bool { return r == ';' || r == '\t' || r == '|' })
	if n := strings.Count(raw, ";"); n > 0 {
		fields = strings.Split(raw, ";")
	}
	for i := range fields {
		fields[i] = oneLine(fields[i])
	}
	l := SeatLine{Line: number, Land: home}
	if len(fields) < 2 || len(fields) > 5 || fields[0] == "" || fields[1] == "" {
		return l, Refuse(Invalid, "seats.line.fields", "Line", number, "Text", raw).At("lines")
	}
	fields = append(fields, "", "", "")[:max(5, len(fields))]
	l.Group, l.Body = fields[0], fields[1]
	var e *Error
	if l.Holder, e = handle(number, fields[2]); e != nil {
		return l, e
	}
	if l.Substitute, e = handle(number, fields[3]); e != nil {
		return l, e
	}
	if fields[4] != "" {
		land, err := calendar.ParseLand(fields[4])
		if err != nil {
			return l, Refuse(Invalid, "seats.line.land", "Line", number, "Land", fields[4]).At("lines")
		}
		l.Land = land
	}
	return l, nil
}

// handle reads "@name"; "-", "–", "vakant", "vacant" and nothing mean nobody.
func handle(number int, text string) (string, *Error) {
	switch strings.ToLower(text) {
	case "", "-", "–", "vakant", "vacant":
		return "", nil
	}
	name := strings.ToLower(strings.TrimPrefix(text, "@"))
	if strings.ContainsAny(name, " @,/") {
		return "", Refuse(Invalid, "seats.line.handle", "Line", number, "Text", text).At("lines")
	}
	return name, nil
}

// SeatList writes seats as the lines they could be pasted in again.
func SeatList(seats []Seat) string {
	var b strings.Builder
	for _, s := range seats {
		b.WriteString(strings.Join([]string{s.Group, s.Body, s.Holder.mention(), s.Substitute.mention(), string(s.Land)}, "; "))
		b.WriteByte('\n')
	}
	return b.String()
}

func (o *Occupant) mention() string {
	if o == nil {
		return "–"
	}
	return "@" + o.Handle
}
