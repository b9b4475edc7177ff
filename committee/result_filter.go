package committee

// ResultFilter says which polls that ended somebody looks for: those in the register of
// results, and where they search, also those without an entry. Only what was adopted or
// put in order gets one (see [Poll.Enters]), but what was rejected must be found too.
type ResultFilter struct {
	Kinds     []ResultKind // of one of these; none for all
	Year      int          // in which they ended, 0 for all
	Review    bool         // entries that come up again, the next first
	Void      bool         // what was declared void
	Unentered bool         // what has no entry
	Words     string       // all of them in question, wording and options; see Narrows
}

// Narrows reports whether the filter asks for anything. One that does not means the
// register as it is.
func (f ResultFilter) Narrows() bool { return f.Words != "" || f.Marked() }

// Marked reports whether the filter asks for more than words.
func (f ResultFilter) Marked() bool {
	return len(f.Kinds) > 0 || f.Year != 0 || f.Review || f.Void || f.Unentered
}

// FoundResults is a page of what a [ResultFilter] lets through, entries first.
type FoundResults struct {
	Polls     []Poll
	Entered   int // how many there are in the register, on all pages
	Unentered int // and how many without an entry
}
