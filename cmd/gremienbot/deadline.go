package main

import (
	"errors"
	"fmt"
	"io"

	"gremienbot/committee/calendar"
)

// longestPeriod bounds the days of a deadline: about ten years.
const longestPeriod = 3660

// deadlineInput holds the flags of "gremienbot deadline". A period that is not
// named is nil, because 0 days are a period too.
type deadlineInput struct {
	From        string `help:"Day of dispatch; the period runs forward from it, as 2027-03-17."`
	Before      string `help:"Day of the meeting; the period runs backward from it, as 2027-03-10."`
	WorkingDays *int   `help:"Length in working days."`
	Days        *int   `help:"Length in calendar days, with --from."`
	ClearDays   *int   `help:"Length in clear days, with --before: neither dispatch nor meeting counts."`
	Lands       string `default:"all" help:"German Länder whose holidays count, as HE,BE,MV; all for all sixteen."`
	Free        string `help:"Further days on which nobody works, as 2027-12-24,2027-12-31."`
	Lang        string `default:"de" help:"Language of the text: de or en."`
	JSON        bool   `name:"json" help:"Print JSON."`
}

// deadline prints the one date on which a period ends or something must be
// sent. An error is one line about the flag that is wrong.
func deadline(out io.Writer, in deadlineInput) error {
	due, err := in.due()
	if err != nil {
		return err
	}
	if in.JSON {
		return writeJSON(out, map[string]calendar.Date{"due": due})
	}
	if _, err := fmt.Fprintln(out, calendar.FormatDate(due, in.Lang)); err != nil {
		return fmt.Errorf("writing the deadline: %w", err)
	}
	return nil
}

func (in deadlineInput) due() (calendar.Date, error) {
	none := calendar.Date{}
	c, err := readCalendar("--lands", in.Lands, in.Free)
	if err != nil {
		return none, err
	}
	if in.Lang != "de" && in.Lang != "en" {
		return none, fmt.Errorf("--lang: %q is neither de nor en", in.Lang)
	}
	if (in.From == "") == (in.Before == "") {
		return none, errors.New("name either --from or --before")
	}
	if in.From != "" {
		return in.forward(c)
	}
	return in.backward(c)
}

func (in deadlineInput) forward(c calendar.Calendar) (calendar.Date, error) {
	from, err := calendar.ParseISO(in.From)
	if err != nil {
		return from, fmt.Errorf("--from: %w", err)
	}
	if in.ClearDays != nil {
		return from, errors.New("--clear-days needs --before; with --from name --working-days or --days")
	}
	if in.WorkingDays != nil {
		return one("--working-days", in.WorkingDays, in.Days, func(n int) calendar.Date { return c.PeriodEndWorkingDays(from, n) })
	}
	return one("--days", in.Days, nil, func(n int) calendar.Date { return c.PeriodEnd(from, n) })
}

func (in deadlineInput) backward(c calendar.Calendar) (calendar.Date, error) {
	before, err := calendar.ParseISO(in.Before)
	if err != nil {
		return before, fmt.Errorf("--before: %w", err)
	}
	if in.Days != nil {
		return before, errors.New("--days needs --from; with --before name --working-days or --clear-days")
	}
	if in.WorkingDays != nil {
		return one("--working-days", in.WorkingDays, in.ClearDays, func(n int) calendar.Date { return c.WorkingDaysBefore(before, n) })
	}
	return one("--clear-days", in.ClearDays, nil, func(n int) calendar.Date { return c.ClearDaysBefore(before, n) })
}

// one computes with the period that was named, if it is the only one.
func one(flag string, n, other *int, count func(int) calendar.Date) (calendar.Date, error) {
	switch {
	case n == nil:
		return calendar.Date{}, fmt.Errorf("how long? name %s or --working-days", flag)
	case other != nil:
		return calendar.Date{}, errors.New("name only one length")
	case *n < 0 || *n > longestPeriod:
		return calendar.Date{}, fmt.Errorf("%s: %d is not between 0 and %d", flag, *n, longestPeriod)
	}
	return count(*n), nil
}
