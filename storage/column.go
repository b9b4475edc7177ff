package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// The states that lists of open things look for.
var (
	openTopics = textArray(asText(committee.OpenTopicStates()))
	openNeeds  = textArray(asText(committee.OpenNeedStates()))
)

// asText are words of a type of their own as strings.
func asText[T ~string](words []T) []string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return texts
}

// optionalDate reads a date column that may be NULL; the column holds ISO dates only.
func optionalDate(text *string) calendar.Date {
	if text == nil {
		return calendar.Date{}
	}
	d, err := calendar.ParseISO(*text)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// dateOrNull writes a date column that may be NULL.
func dateOrNull(d calendar.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

// idOrNull writes a reference that may be NULL; 0 is none.
func idOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// optionalJSON reads a column of JSON that may be NULL. The column holds what
// jsonOrNull wrote; what cannot be read is taken for nothing.
func optionalJSON[T any](text *string) *T {
	if text == nil {
		return nil
	}
	v := new(T)
	if json.Unmarshal([]byte(*text), v) != nil {
		return nil
	}
	return v
}

// jsonOrNull writes v as JSON if there is one. The values are plain records of
// the committee, which can always be written.
func jsonOrNull(there bool, v any) any {
	if !there {
		return nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("storage: a record that is no JSON: %v", err))
	}
	return string(text)
}

// optionalTime reads an instant that may be NULL.
func optionalTime(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// timeOrNull writes an instant that may be NULL.
func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}
