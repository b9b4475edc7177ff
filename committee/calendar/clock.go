package calendar

import (
	"fmt"
	"regexp"
	"strconv"
)

// Clock is a time of day as a clock on the wall shows it, from 00:00 to 24:00.
// 24:00 is the end of the day; it is how German periods end.
type Clock struct{ Hour, Minute int }

// EndOfDay is 24:00, the moment a period that ends on a day is over.
var EndOfDay = Clock{Hour: 24}

var clockPattern = regexp.MustCompile(`^(\d{1,2}):(\d{2})$`)

// ParseClock reads a time of day written as 10:00 or 9:30, up to 24:00.
func ParseClock(text string) (Clock, error) {
	m := clockPattern.FindStringSubmatch(text)
	if m == nil {
		return Clock{}, fmt.Errorf("%q is not a time like 10:00", text)
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	c := Clock{Hour: hour, Minute: minute}
	if !c.valid() {
		return Clock{}, fmt.Errorf("%q is not a time between 00:00 and 24:00", text)
	}
	return c, nil
}

// ValidClock reports whether something may be scheduled for c every day: it is
// an error for the hour from 02:00 to 02:59, which clocks in Germany skip in
// spring and show twice in autumn, and for a time that is not on a clock.
func ValidClock(c Clock) error {
	if !c.valid() {
		return fmt.Errorf("%s is not a time between 00:00 and 24:00", c)
	}
	if c.Hour == 2 {
		return fmt.Errorf("%s lies in the hour that is skipped or doubled when the clocks change; choose a time outside 02:00 to 02:59", c)
	}
	return nil
}

// String returns the time as 10:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute) }

// MarshalText writes the time as 10:00.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (c *Clock) UnmarshalText(text []byte) error {
	parsed, err := ParseClock(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

func (c Clock) valid() bool {
	minutes := c.Hour*60 + c.Minute
	return c.Hour >= 0 && c.Minute >= 0 && c.Minute < 60 && minutes <= 24*60
}
