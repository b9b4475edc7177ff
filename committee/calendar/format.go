package calendar

import (
	"fmt"
	"time"
)

var (
	germanMonths = [...]string{
		"Januar", "Februar", "März", "April", "Mai", "Juni",
		"Juli", "August", "September", "Oktober", "November", "Dezember",
	}
	germanDays = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
)

// WeekdayName returns the name of a day of the week in "en", or in German for
// any other language.
func WeekdayName(day time.Weekday, lang string) string {
	if lang == "en" {
		return day.String()
	}
	return germanDays[day]
}

// MonthName returns the name of a month in "en", or in German for any other
// language.
func MonthName(month time.Month, lang string) string {
	if lang == "en" {
		return month.String()
	}
	return germanMonths[month-1]
}

// FormatDate returns the date as people write it: "Mittwoch, 10. März 2027", or
// "Wednesday, 10 March 2027" for "en".
func FormatDate(d Date, lang string) string {
	dot := "."
	if lang == "en" {
		dot = ""
	}
	return fmt.Sprintf("%s, %d%s %s %d", WeekdayName(d.Weekday(), lang), d.Day, dot, MonthName(d.Month, lang), d.Year)
}

// FormatMoment returns the date and time that people at loc see at t, to the
// minute: "Mittwoch, 10. März 2027, 10:00 Uhr", or "Wednesday, 10 March 2027,
// 10:00" for "en". [ParseMoment] reads it back.
func FormatMoment(t time.Time, loc *time.Location, lang string) string {
	local := t.In(loc)
	return formatSlot(DateOf(t, loc), Clock{Hour: local.Hour(), Minute: local.Minute()}, lang)
}

// FormatDeadline is FormatMoment for the end of a period: midnight is written
// as 24:00 of the day that ends, "Montag, 3. Mai 2027, 24:00 Uhr".
func FormatDeadline(t time.Time, loc *time.Location, lang string) string {
	if local := t.In(loc); local.Hour() == 0 && local.Minute() == 0 {
		return formatSlot(DateOf(t, loc).AddDays(-1), EndOfDay, lang)
	}
	return FormatMoment(t, loc, lang)
}

func formatSlot(d Date, c Clock, lang string) string {
	text := FormatDate(d, lang) + ", " + c.String()
	if lang != "en" {
		text += " Uhr"
	}
	return text
}
