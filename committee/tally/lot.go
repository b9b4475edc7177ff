package tally

import (
	"bytes"
	"crypto/sha256"
	"slices"
)

// Lot orders options by SHA-256 of the seed followed by the option, smallest
// first. Everybody can check it; it is fair when the seed is announced after
// the poll has closed, for example read out by two members.
func Lot(seed string, options []string) []string {
	drawn := slices.Clone(options)
	slices.SortFunc(drawn, func(a, b string) int {
		x, y := sha256.Sum256([]byte(seed+a)), sha256.Sum256([]byte(seed+b))
		return bytes.Compare(x[:], y[:])
	})
	return drawn
}
