package committee

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Register is the letter a kind of object is numbered under.
type Register byte

// The registers, each counted anew every year in every committee.
const (
	TopicRegister  Register = 'T'
	NeedRegister   Register = 'B'
	PollRegister   Register = 'U'
	ResultRegister Register = 'E'
	TaskRegister   Register = 'A'
)

// Number is the readable number of an object, such as T-2027-031.
type Number struct {
	Register  Register
	Year, Seq int
}

// String writes the number as people do.
func (n Number) String() string { return fmt.Sprintf("%c-%04d-%03d", n.Register, n.Year, n.Seq) }

var numberForm = regexp.MustCompile(`^(?:([A-Za-z])[\p{Pd}\p{Zs}\s]?)?(?:(\d{4})[\p{Pd}\p{Zs}/\s])?(\d{1,6})$`)

// ParseNumber reads "T-2027-031", "t 2027 31", "2027-31" or "31" as a number of
// a register; any dash and any space will do. Without a year it is this year's. It reports
// whether it is one; a number of another register is not.
func ParseNumber(text string, reg Register, year int) (Number, bool) {
	m := numberForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return Number{}, false
	}
	if m[1] != "" && strings.ToUpper(m[1]) != string(rune(reg)) {
		return Number{}, false
	}
	n := Number{Register: reg, Year: year}
	if m[2] != "" {
		n.Year, _ = strconv.Atoi(m[2])
	}
	n.Seq, _ = strconv.Atoi(m[3])
	return n, n.Seq > 0
}
