package committee

import "strconv"

// Urgency is the class of a need that is found before it is scored (WiBe 5.0
// keeps urgency out of the score).
type Urgency string

// The classes; "" is not yet known.
const (
	UrgencyA Urgency = "A" // a date set by law within twelve months
	UrgencyB Urgency = "B" // a date is known
	UrgencyC Urgency = "C" // no date
)

// Effort is a class of effort, given by the office and never by vote; "" is not
// yet known.
type Effort string

// Efforts lists the classes from small to large.
func Efforts() []Effort { return []Effort{"XS", "S", "M", "L", "XL"} }

// HalfPoints is a score in halves of a point: medians may fall between two
// points, and sums of them stay exact.
type HalfPoints int

// String writes points with at most one decimal, as "712" or "712.5".
func (h HalfPoints) String() string {
	text := strconv.Itoa(int(h) / 2)
	if h%2 != 0 {
		text += ".5"
	}
	return text
}

// Gate is what the office finds before a need is assessed. Every question must
// be answered yes for the need to pass.
type Gate struct {
	InRemit    bool   // is it the committee's business
	SupraLocal bool   // does it concern more than one place
	NotYetDone bool   // is it not solved elsewhere
	CheckedBy  string // name
}

// Passed reports whether every question was answered yes.
func (g Gate) Passed() bool { return g.InRemit && g.SupraLocal && g.NotYetDone }

// Rating is how a need was assessed.
type Rating struct {
	Gate    *Gate // nil: not checked yet
	Urgency Urgency
	Effort  Effort
	Scored  bool
	Score   HalfPoints // 0 to 1,000 points; only if Scored
	Split   bool       // opinions lie five points or more apart: to be clarified
	// Judgements are what the seats said under each criterion; only if Scored.
	Judgements []CriterionOutcome
}
