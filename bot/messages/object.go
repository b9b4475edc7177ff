package messages

import (
	"fmt"
	"strconv"

	"gremienbot/committee/calendar"
)

// ObjectKey is how a button names the object it acts on.
func ObjectKey(id int64) string { return strconv.FormatInt(id, 10) }

// shortDay writes a date the way people type it into a form.
func (v Voice) shortDay(d calendar.Date) string {
	if v.lang == "en" {
		return d.String()
	}
	return fmt.Sprintf("%d.%d.%d", d.Day, int(d.Month), d.Year)
}
