// Package calendar knows dates as a committee means them: civil dates and
// wall-clock times in a place, German public holidays per Land, deadlines in
// clear days and working days, series such as "2. Mittwoch im Monat", and
// moments in human words such as "Freitag 12 Uhr".
//
// A [Date] and a [Clock] are what people agree on; an instant is derived from
// them late, with [Date.At], because a meeting at 10:00 stays at 10:00 when
// the clocks change. Two days before a meeting at 10:00 is therefore sometimes
// 47 or 49 hours before it.
//
// A [Calendar] says which days are working days. A day counts only if it is a
// working day in every Land of the calendar: the office keeps its deadlines by
// its own seat, the members keep theirs by all of their Länder together.
//
//	members := calendar.Calendar{Lands: []calendar.Land{"HE", "BE", "MV"}}
//	members.WorkingDaysBefore(calendar.Date{Year: 2027, Month: time.March, Day: 10}, 10) // 2027-02-23
//
// Periods that run forward end at 24:00 of their last day, and later if that
// is no working day (§ 31 VwVfG with §§ 187 to 193 BGB). Notice that runs
// backward is counted in clear days and moves earlier instead, because § 193
// BGB does not lengthen it.
//
// The package never asks what time it is, never moves a meeting by itself (it
// proposes, the chair decides) and does not know school holidays or holidays
// of single municipalities; those are the calendar's Extra days.
package calendar
