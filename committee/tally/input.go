package tally

import "fmt"

// Bounds of what is counted; they keep every sum inside an int64.
const (
	// MaxVoters is the largest total of ballots one count accepts.
	MaxVoters = 1_000_000_000
	// MaxPoints is the largest grade or budget of points.
	MaxPoints = 1_000_000_000
	// MaxOptions is the largest number of options one count accepts.
	MaxOptions = 500
)

// InputError says that the input of a count contradicts itself or its rule.
// Where is a path in the words of the recount format, such as "ballots[2]"
// or "rule.majority"; counting starts at 0.
type InputError struct {
	Where string
	Why   string
}

// Error returns "where: why" on one line.
func (e *InputError) Error() string { return e.Where + ": " + e.Why }

func wrong(where, why string, args ...any) error {
	return &InputError{Where: where, Why: fmt.Sprintf(why, args...)}
}

// index numbers the options by name.
func index(options []string) (map[string]int, error) {
	if len(options) == 0 || len(options) > MaxOptions {
		return nil, wrong("options", "there must be 1 to %d options, not %d", MaxOptions, len(options))
	}
	number := make(map[string]int, len(options))
	for i, o := range options {
		if first, twice := number[o]; twice {
			return nil, wrong(fmt.Sprintf("options[%d]", i), "%q is already options[%d]", o, first)
		}
		if o == "" {
			return nil, wrong(fmt.Sprintf("options[%d]", i), "an option needs a name")
		}
		number[o] = i
	}
	return number, nil
}

// voters adds a ballot's count to a total and holds it within MaxVoters.
func voters(total, count, ballot int) (int, error) {
	if count < 0 || count > MaxVoters {
		return 0, wrong(fmt.Sprintf("ballots[%d]", ballot), "count %d is not between 0 and %d", count, MaxVoters)
	}
	if total+count > MaxVoters {
		return 0, wrong(fmt.Sprintf("ballots[%d]", ballot), "more than %d ballots in total", MaxVoters)
	}
	return total + count, nil
}
