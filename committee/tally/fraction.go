package tally

import (
	"fmt"
	"strconv"
	"strings"
)

// Fraction is an exact share between 0 and 1, such as 2/3. As text it is
// "2/3"; "1" reads as 1/1. The zero Fraction (0/0) means "not asked for" and
// is accepted only where a field says so.
type Fraction struct {
	Num int
	Den int
}

// String returns the fraction as written, for example "2/3", unreduced.
func (f Fraction) String() string { return fmt.Sprintf("%d/%d", f.Num, f.Den) }

// MarshalText writes the fraction as "n/d", the zero Fraction as nothing.
func (f Fraction) MarshalText() ([]byte, error) {
	if f == (Fraction{}) {
		return nil, nil
	}
	return []byte(f.String()), nil
}

// UnmarshalText reads "n/d" or "n" with 0 <= n <= d <= 1,000,000 and d > 0.
// Nothing reads as the zero Fraction.
func (f *Fraction) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = Fraction{}
		return nil
	}
	num, den, both := strings.Cut(string(text), "/")
	if !both {
		den = "1"
	}
	n, errNum := strconv.Atoi(num)
	d, errDen := strconv.Atoi(den)
	read := Fraction{Num: n, Den: d}
	if errNum != nil || errDen != nil || !read.valid() {
		return fmt.Errorf("%q is not a fraction between 0 and 1", text)
	}
	*f = read
	return nil
}

func (f Fraction) valid() bool {
	return f.Den > 0 && f.Den <= 1_000_000 && f.Num >= 0 && f.Num <= f.Den
}

func (f Fraction) half() bool { return f.Den > 0 && 2*f.Num == f.Den }

// Comparator says whether a threshold must be passed or only reached.
type Comparator string

// The comparators.
const (
	MoreThan Comparator = "gt" // strictly more than the fraction
	AtLeast  Comparator = "ge" // the fraction or more
)

func (c Comparator) valid() bool { return c == MoreThan || c == AtLeast }

// needed returns the smallest whole part that passes fraction f of base.
func (c Comparator) needed(f Fraction, base int) int {
	share, rest := f.Num*base/f.Den, f.Num*base%f.Den
	if c == MoreThan || rest > 0 {
		return share + 1
	}
	return share
}
