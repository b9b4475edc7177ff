package committee

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What is owed about needs that are bundled, to those who reported them.
const (
	OwedNeedBundled   OwedKind = "need-bundled"
	OwedNeedUnbundled OwedKind = "need-unbundled"
)

// bundleGrace is how long it is news that a need was bundled.
const bundleGrace = 7 * 24 * time.Hour

// BundleNews is owed to who reported the parts and the whole of a bundle, once to
// each and not to who did it. kind is OwedNeedBundled or OwedNeedUnbundled; the
// note names the whole.
func BundleNews(kind OwedKind, whole Need, parts []Need, by string, now time.Time) []Owed {
	var owed []Owed
	told := map[string]bool{by: true}
	for _, n := range append(slices.Clip(parts), whole) {
		if told[n.By] {
			continue
		}
		told[n.By] = true
		owed = append(owed, Owed{
			Committee: whole.Committee, Object: Object{NeedObject, parts[0].ID}, Kind: kind, User: n.By, Due: now, Grace: bundleGrace, Note: bundleNote(whole, parts),
		})
	}
	return owed
}

func bundleNote(whole Need, parts []Need) string {
	ids := make([]string, 0, len(parts)+1)
	for _, n := range append([]Need{whole}, parts...) {
		ids = append(ids, strconv.FormatInt(n.ID, 10))
	}
	return strings.Join(ids, " ")
}

// ReadBundleNote reads the note of what BundleNews owes: the whole, then the
// parts, by their IDs.
func ReadBundleNote(note string) (whole int64, parts []int64, err error) {
	for i, word := range strings.Fields(note) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return 0, nil, fmt.Errorf("reading which needs are bundled: %w", err)
		}
		if i == 0 {
			whole = id
			continue
		}
		parts = append(parts, id)
	}
	return whole, parts, nil
}
