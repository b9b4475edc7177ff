package bot

import "time"

// Account is what the chat knows of a person.
type Account struct {
	ID     string
	Handle string // without "@"
	Name   string // as people read it: full name, nickname or handle
	Locale string // "de", "en", …; "" if not known
	// Gone says that the account was deactivated or deleted, GoneAt since when; it
	// is zero for one that is active or of which nothing is left.
	Gone   bool
	GoneAt time.Time
	// Guest is an account with access to single channels only.
	Guest bool
	// Bot is an account of a program.
	Bot bool
	// SystemAdmin administers the whole server.
	SystemAdmin bool
}
