package calendar_test

import (
	"errors"
	"fmt"
	"time"

	"gremienbot/committee/calendar"
)

var meeting = calendar.Date{Year: 2027, Month: time.March, Day: 10}

func ExampleDate_At() {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	ten := calendar.Clock{Hour: 10}
	fmt.Println(meeting.At(ten, berlin).UTC().Format(time.TimeOnly), meeting.AddMonths(1).At(ten, berlin).UTC().Format(time.TimeOnly))
	// Output: 09:00:00 08:00:00
}

func ExampleHoliday() {
	fmt.Println(calendar.Holiday(calendar.Date{Year: 2028, Month: time.March, Day: 8}, "MV"))
	// Output: Internationaler Frauentag true
}

func ExampleCalendar_WorkingDaysBefore() {
	office := calendar.Calendar{Lands: []calendar.Land{"HE"}}
	fmt.Println(office.WorkingDaysBefore(meeting, 10), calendar.Everywhere().WorkingDaysBefore(meeting, 10))
	// Output: 2027-02-24 2027-02-23
}

func ExampleCalendar_ClearDaysBefore() {
	fmt.Println(calendar.Everywhere().ClearDaysBefore(meeting, 7))
	// Output: 2027-03-02
}

func ExampleCalendar_PeriodEnd() {
	sent := calendar.Date{Year: 2027, Month: time.March, Day: 12}
	fmt.Println(calendar.Everywhere().PeriodEnd(sent, 14)) // Good Friday moves it
	// Output: 2027-03-30
}

func ExampleCalendar_ProposeShift() {
	fmt.Println(calendar.Everywhere().ProposeShift(calendar.Date{Year: 2028, Month: time.March, Day: 8}))
	// Output: 2028-03-15 true
}

func ExampleParseRhythm() {
	rule, _ := calendar.ParseRhythm("2. Mittwoch im Monat")
	fmt.Println(rule)
	fmt.Println(rule.Describe("de"))
	fmt.Println(rule.Between(meeting, meeting.AddDays(40)))
	// Output:
	// FREQ=MONTHLY;BYDAY=2WE
	// am zweiten Mittwoch jedes Monats
	// [2027-03-10 2027-04-14]
}

func ExampleParseMoment() {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	now := time.Date(2027, time.March, 1, 9, 0, 0, 0, berlin)
	noon := calendar.Clock{Hour: 12}
	friday, _ := calendar.ParseMoment("bis Freitag 14 Uhr", now, berlin, noon)
	fmt.Println(calendar.FormatMoment(friday, berlin, "de"))
	_, err := calendar.ParseMoment("3/4/2027", now, berlin, noon)
	if refusal, ok := errors.AsType[*calendar.MomentError](err); ok {
		fmt.Println(refusal.Reason, len(refusal.Understood))
	}
	// Output:
	// Freitag, 5. März 2027, 14:00 Uhr
	// ambiguous 2
}

func ExampleFormatDeadline() {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	end := calendar.Date{Year: 2027, Month: time.May, Day: 3}.At(calendar.EndOfDay, berlin)
	fmt.Println(calendar.FormatDeadline(end, berlin, "de"))
	// Output: Montag, 3. Mai 2027, 24:00 Uhr
}

func ExampleMeetingDeadlines() {
	all := calendar.Everywhere()
	for _, d := range calendar.MeetingDeadlines(calendar.Virtual, meeting, calendar.Clock{Hour: 10}, all, all)[:3] {
		fmt.Println(d.Due, d.Clock, d.Kind)
	}
	// Output:
	// 2027-02-16 09:00 call-for-topics
	// 2027-02-19 09:00 submission-reminder
	// 2027-02-23 12:00 submission-closes
}
