package commands

import (
	"regexp"
	"strconv"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

var (
	numberFirst = regexp.MustCompile(`(?is)^(?:(?:sitzung|meeting|nr\.?|no\.?)\s+)?#?(\d{1,4})(?:\.?\s*(?:sitzung|meeting)\b|\.)?(?:(?:[\s,]|:\s)+(.*))?$`)
	toWord      = regexp.MustCompile(`(?i)^(?:auf(?:\s+den)?|to|nach|zum)\s+`)
	reasonWord  = regexp.MustCompile(`(?is)[\s,;]+(?:grund:|reason:|wegen|weil|because(?:\s+of)?)\s*`)
	// nextMeeting is what need not be said where no number means the next one.
	nextMeeting = regexp.MustCompile(`(?i)^((auf|in|on|to)\s+)?((die|der|the)\s+)?(nächste|nächster|nächsten|naechste|naechster|naechsten|next)\s+(sitzung|meeting)($|[\s.,;:–-]+)`)
	reasonFirst = regexp.MustCompile(`(?i)^(?:grund|reason)\s*:\s*`)

	anAddress = regexp.MustCompile(`(?i)\bhttps?://\S+`)
	aTime     = `(?:\d{1,2}:\d{2}(?:\s*uhr\b|\s*[ap]m\b)?|\d{1,2}(?:\.\d{2})?\s*uhr\b|\d{1,2}\s*[ap]m\b)`
	timeOfDay = regexp.MustCompile(`(?i)[\s,]*(?:\b(?:um|at|ab|von|from)\s+)?\b(` + aTime + `)(?:\s*(?:-|–|bis|to|until)\s*(` + aTime + `))?[\s,]*`)
	duration  = regexp.MustCompile(`(?i)[\s,]*(?:\b(?:dauer:?|length:?|für|for)\s+)?\b(\d{1,3}(?:[.,]\d)?\s*(?:minuten|minutes|min|stunden|stunde|std|hours|hour|h))\b\.?[\s,]*`)
	inWord    = regexp.MustCompile(`(?i)^(?:in|im|at|ort:|place:)\s+`)
)

// meetingNumber reads a number that stands first: "78", "78.", "78. Sitzung",
// "Sitzung 78". A date such as 17.3.2027 is no number.
func meetingNumber(text string) (number int, rest string, ok bool) {
	m := numberFirst.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, "", false
	}
	number, err := strconv.Atoi(m[1])
	return number, strings.TrimSpace(m[2]), err == nil && number > 0
}

// typedReason is why a meeting is cancelled: what follows its number.
func typedReason(rest string) string { return reasonFirst.ReplaceAllString(rest, "") }

// typedMove reads "auf 17.3.2027 10:00 wegen Feiertag".
func typedMove(rest string) committee.MoveDraft {
	rest = toWord.ReplaceAllString(rest, "")
	if at := reasonWord.FindStringIndex(rest); at != nil {
		return committee.MoveDraft{To: rest[:at[0]], Reason: strings.TrimSpace(rest[at[1]:])}
	}
	return committee.MoveDraft{To: rest}
}

// kinds are the words for the kinds of meetings, folded.
var kinds = map[string]calendar.Kind{
	"virtuell": calendar.Virtual, "virtuelle": calendar.Virtual, "virtual": calendar.Virtual, "online": calendar.Virtual, "video": calendar.Virtual,
	"physisch": calendar.Physical, "physische": calendar.Physical, "physical": calendar.Physical, "praesenz": calendar.Physical, "vorort": calendar.Physical, "onsite": calendar.Physical,
}

// meetingKind reads the kind that stands first, in one word or two ("vor Ort").
func meetingKind(text string) (kind calendar.Kind, rest string, ok bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	if kind, ok = kinds[fold(strings.TrimSuffix(first, ":"))]; ok {
		return kind, strings.TrimSpace(rest), true
	}
	second, rest, _ := strings.Cut(strings.TrimSpace(rest), " ")
	kind, ok = kinds[fold(first+strings.TrimSuffix(second, ":"))]
	return kind, strings.TrimSpace(rest), ok
}

// typedSeries reads "zweiter Mittwoch im Monat 10:00-12:00 Rathaus https://…":
// what stands before the time is when, what stands behind it is where. Length
// and link may stand anywhere behind the time.
func typedSeries(kind calendar.Kind, text string) committee.SeriesDraft {
	d := committee.SeriesDraft{Kind: kind}
	d.Link = anAddress.FindString(text)
	text = strings.TrimSpace(strings.Replace(text, d.Link, " ", 1))
	at := timeOfDay.FindStringSubmatchIndex(text)
	if at == nil {
		d.When = text
		return d
	}
	d.When, d.Start = strings.TrimRight(text[:at[0]], " ,;"), text[at[2]:at[3]]
	where := text[at[1]:]
	if at[4] >= 0 {
		d.Length = between(d.Start, text[at[4]:at[5]])
	}
	if m := duration.FindStringSubmatch(where); m != nil && d.Length == "" {
		d.Length = m[1]
		where = strings.Replace(where, m[0], " ", 1)
	}
	d.Place = inWord.ReplaceAllString(strings.Trim(where, " ,;"), "")
	return d
}

// between is the length from one time of day to a later one in minutes, "" if
// one of them cannot be read; then it is as if no end had been given.
func between(from, to string) string {
	a, b := clock(from), clock(to)
	if a < 0 || b <= a {
		return ""
	}
	return strconv.Itoa(b - a)
}

// clock is a time such as 10:30 Uhr or 12 Uhr in minutes, -1 if it is no such time.
func clock(text string) int {
	text = strings.TrimSpace(strings.TrimSuffix(strings.ToLower(strings.TrimSpace(text)), "uhr"))
	text = strings.ReplaceAll(text, ".", ":")
	if !strings.Contains(text, ":") {
		text += ":00"
	}
	c, err := calendar.ParseClock(text)
	if err != nil {
		return -1
	}
	return c.Hour*60 + c.Minute
}
