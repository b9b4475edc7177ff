package storage

import (
	"fmt"
	"strings"
)

// conditions are what rows must meet, with the values for them. A "?" stands for
// the value of its condition.
type conditions struct {
	parts []string
	args  []any
}

func (w *conditions) and(condition string, arg any) {
	w.args = append(w.args, arg)
	w.parts = append(w.parts, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(w.args))))
}

// that is a condition without a value.
func (w *conditions) that(condition string) { w.parts = append(w.parts, condition) }

// or continues the last condition, which has an open bracket.
func (w *conditions) or(condition string, arg any) {
	w.and(condition, arg)
	last := len(w.parts) - 1
	w.parts[last-1] += " OR " + w.parts[last]
	w.parts = w.parts[:last]
}

func (w *conditions) text() string { return strings.Join(w.parts, " AND ") }

// words asks for every word of a text in a column that was written by bare(), in
// capitals or not, with umlauts or without.
func (w *conditions) words(column, text string) {
	for word := range strings.FieldsSeq(text) {
		w.and(column+` LIKE bare(cast(? AS text))`, containing(word))
	}
}
