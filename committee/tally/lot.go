package tally

import (
	"bytes"
	"crypto/sha256"
	"slices"
)

// Lot orders options by SHA-256 of the seed, a line feed and the option, smallest
// first; anybody can check it with sha256sum. A seed has no line feed. It is fair
// when the seed is announced after the poll has closed, for example read out by
// two members.
func Lot(seed string, options []string) []string {
	drawn := slices.Clone(options)
	slices.SortFunc(drawn, func(a, b string) int {
		x, y := sha256.Sum256([]byte(seed+"\n"+a)), sha256.Sum256([]byte(seed+"\n"+b))
		return bytes.Compare(x[:], y[:])
	})
	return drawn
}
