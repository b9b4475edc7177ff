package messages

import (
	"fmt"
	"strconv"
	"strings"

	"gremienbot/committee/calendar"
)

// ObjectKey is how a button names the object it acts on.
func ObjectKey(id int64) string { return strconv.FormatInt(id, 10) }

// Unbroken writes a number with hyphens at which no line is broken; a number
// typed or copied with them is read all the same.
func Unbroken(number string) string { return strings.ReplaceAll(number, "-", "\u2011") }

// shortDay writes a date the way people type it into a form.
func (v Voice) shortDay(d calendar.Date) string {
	if v.lang == "en" {
		return d.String()
	}
	return fmt.Sprintf("%d.%d.%d", d.Day, int(d.Month), d.Year)
}
