package storage

import "strings"

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// containing is the ILIKE pattern for texts that contain the words as typed.
func containing(words string) string { return "%" + likeEscaper.Replace(words) + "%" }
