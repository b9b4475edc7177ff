package calendar_test

import (
	"errors"
	"testing"
	"time"

	"gremienbot/committee/calendar"
)

func berlin(tb testing.TB) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

// monday is 1 March 2027, 09:00 in Berlin.
func monday(tb testing.TB) time.Time {
	tb.Helper()
	return time.Date(2027, time.March, 1, 9, 0, 0, 0, berlin(tb))
}

const minute = "2006-01-02 15:04"

func TestParseMoment(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Freitag 12 Uhr":              "2027-03-05 12:00",
		"Fr 12:00":                    "2027-03-05 12:00",
		"Fr., 12:00 Uhr":              "2027-03-05 12:00",
		"am Freitag um 12":            "2027-03-05 12:00",
		"bis Freitag, 12.30 Uhr":      "2027-03-05 12:30",
		"Freitag 12.30":               "2027-03-05 12:30",
		"12 Uhr 30 am Freitag":        "2027-03-05 12:30",
		"14:00 am Freitag":            "2027-03-05 14:00",
		"Freitag":                     "2027-03-05 18:00",
		"Montag 12 Uhr":               "2027-03-01 12:00",
		"Montag 8 Uhr":                "2027-03-08 08:00",
		"nächsten Montag 12 Uhr":      "2027-03-08 12:00",
		"naechsten Mittwoch 10 Uhr":   "2027-03-03 10:00",
		"Nächsten Mittwoch, 10 Uhr":   "2027-03-03 10:00",
		"diesen Mittwoch 10 Uhr":      "2027-03-03 10:00",
		"übernächsten Mittwoch 10:00": "2027-03-10 10:00",
		"nächste Woche Mittwoch":      "2027-03-10 18:00",
		"Mittwoch nächster Woche":     "2027-03-10 18:00",
		"Mittwoch in einer Woche":     "2027-03-10 18:00",
		"9.3.2027 12:00":              "2027-03-09 12:00",
		"09.03.27, 12:00 Uhr":         "2027-03-09 12:00",
		"9. 3. 2027 12:00":            "2027-03-09 12:00",
		"9. 3. 12:00":                 "2027-03-09 12:00",
		"9.3. 12 Uhr":                 "2027-03-09 12:00",
		"9.3 12 Uhr":                  "2027-03-09 12:00",
		"9.3. 12.30":                  "2027-03-09 12:30",
		"9.3":                         "2027-03-09 18:00",
		"9.3. 2028":                   "2028-03-09 18:00",
		"28.2. 12 Uhr":                "2028-02-28 12:00",
		"29.2. 12 Uhr":                "2028-02-29 12:00",
		"1.3. 12 Uhr":                 "2027-03-01 12:00",
		"9. März 2027, 12:00 Uhr":     "2027-03-09 12:00",
		"9.Maerz 2027 12Uhr.":         "2027-03-09 12:00",
		"9. Ma\u0308rz 12 Uhr":        "2027-03-09 12:00",
		"Dienstag, den 9. März 2027, um 12:00 Uhr": "2027-03-09 12:00",
		"spätestens bis zum 9. März":               "2027-03-09 18:00",
		"morgen 14:30":                             "2027-03-02 14:30",
		"heute 18 Uhr":                             "2027-03-01 18:00",
		"heute 24 Uhr":                             "2027-03-02 00:00",
		"heute mittag":                             "2027-03-01 12:00",
		"übermorgen":                               "2027-03-03 18:00",
		"uebermorgen 0 Uhr":                        "2027-03-03 00:00",
		"18 Uhr":                                   "2027-03-01 18:00",
		"um 10":                                    "2027-03-01 10:00",
		"in 3 Tagen":                               "2027-03-04 18:00",
		"in drei Tagen um 10 Uhr":                  "2027-03-04 10:00",
		"in einer Woche":                           "2027-03-08 18:00",
		"in 2 Wochen, 10:00":                       "2027-03-15 10:00",
		"in 1 Monat":                               "2027-04-01 18:00",
		"in 2 Stunden":                             "2027-03-01 11:00",
		"in 2h":                                    "2027-03-01 11:00",
		"48 Stunden":                               "2027-03-03 09:00",
		"in 2 Stunden 30 Minuten":                  "2027-03-01 11:30",
		"2027-03-09 12:00":                         "2027-03-09 12:00",
		"2027-03-09T12:00":                         "2027-03-09 12:00",
		"2027-03-09":                               "2027-03-09 18:00",
		"3. Mai 2027, 24:00 Uhr":                   "2027-05-04 00:00",
		"31.12. 24:00":                             "2028-01-01 00:00",
		"tomorrow 2pm":                             "2027-03-02 14:00",
		"tomorrow 2:30 p.m.":                       "2027-03-02 14:30",
		"Friday 12:00":                             "2027-03-05 12:00",
		"next Friday at 5 pm":                      "2027-03-05 17:00",
		"until Friday noon":                        "2027-03-05 12:00",
		"9 March 2027 12:00":                       "2027-03-09 12:00",
		"March 9th, 2027, 12 am":                   "2027-03-09 00:00",
		"the 9th of March":                         "2027-03-09 18:00",
		"the day after tomorrow":                   "2027-03-03 18:00",
		"in a week":                                "2027-03-08 18:00",
		"in two hours":                             "2027-03-01 11:00",
		"13/4/2027":                                "2027-04-13 18:00",
		"Tuesday 9/3/2027":                         "2027-03-09 18:00",
		"31.10.2027 02:30":                         "2027-10-31 02:30",
		"28.3.2027 3:00":                           "2027-03-28 03:00",
	} {
		got, err := calendar.ParseMoment(text, monday(t), berlin(t), calendar.Clock{Hour: 18})
		if err != nil || got.Format(minute) != want {
			t.Errorf("ParseMoment(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestParseMomentRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		reason     calendar.Reason
		understood []string
	}{
		"":                         {calendar.Unreadable, nil},
		"bis":                      {calendar.Unreadable, nil},
		"bald":                     {calendar.Unreadable, nil},
		"KW 10":                    {calendar.Unreadable, nil},
		"Freitag 12":               {calendar.Unreadable, nil},
		"Freitag oder Samstag":     {calendar.Unreadable, nil},
		"Freitag Samstag":          {calendar.Unreadable, nil},
		"9.3.2027 10.3.2027":       {calendar.Unreadable, nil},
		"12.13.2027":               {calendar.Unreadable, nil},
		"31.2.2027":                {calendar.Unreadable, nil},
		"31.2.":                    {calendar.Unreadable, nil},
		"29.2.2027":                {calendar.Unreadable, nil},
		"13/14/2027":               {calendar.Unreadable, nil},
		"9.3.2027 25:00":           {calendar.Unreadable, nil},
		"9.3.2027 24:30":           {calendar.Unreadable, nil},
		"9.3.2027 12:60":           {calendar.Unreadable, nil},
		"tomorrow 13pm":            {calendar.Unreadable, nil},
		"heute morgen":             {calendar.Unreadable, nil},
		"in 10 Werktagen":          {calendar.Unreadable, nil},
		"in 2 Stunden 12:00":       {calendar.Unreadable, nil},
		"9.3.2027 in 3 Tagen":      {calendar.Unreadable, nil},
		"heute 8 Uhr":              {calendar.Past, []string{"2027-03-01 08:00"}},
		"heute 9 Uhr":              {calendar.Past, []string{"2027-03-01 09:00"}},
		"8 Uhr":                    {calendar.Past, []string{"2027-03-01 08:00"}},
		"1.3. 8 Uhr":               {calendar.Past, []string{"2027-03-01 08:00"}},
		"gestern":                  {calendar.Past, []string{"2027-02-28 18:00"}},
		"9.3.2026 12:00":           {calendar.Past, []string{"2026-03-09 12:00"}},
		"vor 3 Tagen":              {calendar.Past, []string{"2027-02-26 18:00"}},
		"vor einer Woche um 12":    {calendar.Past, []string{"2027-02-22 12:00"}},
		"3 days ago":               {calendar.Past, []string{"2027-02-26 18:00"}},
		"vor 2 Stunden":            {calendar.Past, []string{"2027-03-01 07:00"}},
		"an hour ago":              {calendar.Past, []string{"2027-03-01 08:00"}},
		"vor einem Monat":          {calendar.Past, []string{"2027-02-01 18:00"}},
		"letzten Freitag":          {calendar.Past, []string{"2027-02-26 18:00"}},
		"last Monday 12:00":        {calendar.Past, []string{"2027-02-22 12:00"}},
		"vorigen Sonntag":          {calendar.Past, []string{"2027-02-28 18:00"}},
		"letzte Woche":             {calendar.Past, []string{"2027-02-22 18:00"}},
		"last year":                {calendar.Past, []string{"2026-03-01 18:00"}},
		"vor Freitag":              {calendar.Unreadable, nil},
		"vor 3":                    {calendar.Unreadable, nil},
		"letzten":                  {calendar.Unreadable, nil},
		"gestern vor 3 Tagen":      {calendar.Unreadable, nil},
		"in 0 Minuten":             {calendar.Past, []string{"2027-03-01 09:00"}},
		"3/4/2027":                 {calendar.Ambiguous, []string{"2027-03-04 18:00", "2027-04-03 18:00"}},
		"9.12":                     {calendar.Ambiguous, []string{"2027-03-01 09:12", "2027-12-09 18:00"}},
		"Montag, 9.3.2027, 12 Uhr": {calendar.Ambiguous, []string{"2027-03-01 12:00", "2027-03-09 12:00"}},
		"Freitag Mitternacht":      {calendar.Ambiguous, []string{"2027-03-05 00:00", "2027-03-06 00:00"}},
		"12:00 am Freitag":         {calendar.Ambiguous, []string{"2027-03-05 00:00", "2027-03-05 12:00"}},
		"nächste Woche":            {calendar.Ambiguous, []string{"2027-03-08 18:00", "2027-03-12 18:00"}},
		"28.3.2027 2:30":           {calendar.Gap, []string{"2027-03-28 03:30"}},
	} {
		_, err := calendar.ParseMoment(text, monday(t), berlin(t), calendar.Clock{Hour: 18})
		var refusal *calendar.MomentError
		if !errors.As(err, &refusal) {
			t.Errorf("ParseMoment(%q): got %v, want %s", text, err, want.reason)
			continue
		}
		if refusal.Reason != want.reason || refusal.Text != text || !same(refusal.Understood, want.understood) {
			t.Errorf("ParseMoment(%q): got %s %v, want %s %v", text, refusal.Reason, refusal.Understood, want.reason, want.understood)
		}
	}
}

func same(times []time.Time, texts []string) bool {
	if len(times) != len(texts) {
		return false
	}
	for i, at := range times {
		if at.Format(minute) != texts[i] {
			return false
		}
	}
	return true
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"heute": "2027-03-01", "Montag": "2027-03-01", "nächsten Montag": "2027-03-08", "9.3.": "2027-03-09",
		"9.12": "2027-12-09", "bis 9. März 2027": "2027-03-09", "in 3 Tagen": "2027-03-04", "1.3.": "2027-03-01",
		"Sunday": "2027-03-07", "2027-03-09": "2027-03-09", "übermorgen": "2027-03-03",
	} {
		got, err := calendar.ParseDate(text, monday(t), berlin(t))
		if err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]calendar.Reason{
		"gestern": calendar.Past, "28.2.2027": calendar.Past, "3/4/2027": calendar.Ambiguous,
		"9.3. 12 Uhr": calendar.Unreadable, "in 2 Stunden": calendar.Unreadable, "": calendar.Unreadable,
	} {
		_, err := calendar.ParseDate(text, monday(t), berlin(t))
		var refusal *calendar.MomentError
		if !errors.As(err, &refusal) || refusal.Reason != want {
			t.Errorf("ParseDate(%q): got %v, want %s", text, err, want)
		}
	}
}

func TestAPastDateIsUnderstood(t *testing.T) {
	t.Parallel()
	_, err := calendar.ParseDate("24.2.2025", monday(t), berlin(t))
	var refusal *calendar.MomentError
	if !errors.As(err, &refusal) || len(refusal.Understood) != 1 {
		t.Fatalf("got %v, want one past moment", err)
	}
	if got := calendar.DateOf(refusal.Understood[0], berlin(t)).String(); got != "2025-02-24" {
		t.Errorf("understood %s, want 2025-02-24", got)
	}
}

func TestTheFirstOfTwoTimesInAutumn(t *testing.T) {
	t.Parallel()
	got, err := calendar.ParseMoment("31.10.2027 2:30", monday(t), berlin(t), calendar.Clock{})
	if err != nil || got.UTC().Format(minute) != "2027-10-31 00:30" {
		t.Errorf("got %v, %v, want 02:30 summer time", got.UTC(), err)
	}
}

func TestWhatIsWrittenCanBeRead(t *testing.T) {
	t.Parallel()
	loc := berlin(t)
	for _, lang := range []string{"de", "en"} {
		for hours := 1; hours < 9000; hours += 53 {
			want := monday(t).Add(time.Duration(hours) * time.Hour)
			text := calendar.FormatMoment(want, loc, lang)
			if got, err := calendar.ParseMoment(text, monday(t), loc, calendar.Clock{}); err != nil || !got.Equal(want) {
				t.Errorf("ParseMoment(%q) = %v, %v, want %v", text, got, err, want)
			}
		}
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, text := range []string{
		"Freitag 12 Uhr", "9.3. 12:00", "in 3 Tagen", "3/4/2027", "Mi 9.12", "next week wed 2pm",
		"28.3.2027 2:30", "in 9999 Monaten", "9. März 9999 24:00", "0.0.0000", "29.2.", "@ um at", "12 am 12", "31.12.9999 in 5h",
	} {
		f.Add(text, int64(1803888000))
	}
	loc := berlin(f)
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		now := time.Unix(seconds%(1<<33), 0)
		got, err := calendar.ParseMoment(text, now, loc, calendar.Clock{Hour: 12})
		var refusal *calendar.MomentError
		switch {
		case err == nil && !got.After(now):
			t.Errorf("ParseMoment(%q) = %v, which is not after %v", text, got, now)
		case err != nil && !errors.As(err, &refusal):
			t.Errorf("ParseMoment(%q): %v is no *MomentError", text, err)
		}
		if d, err := calendar.ParseDate(text, now, loc); err == nil && (d.Before(calendar.DateOf(now, loc)) || !d.Valid()) {
			t.Errorf("ParseDate(%q) = %v at %v", text, d, now)
		}
	})
}
