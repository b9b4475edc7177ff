package committee

import "time"

// DraftKept is for how long something that a person has begun and not sent is kept.
const DraftKept = 30 * 24 * time.Hour

// Kept is something that a person has begun in a committee and not sent. It is
// theirs alone.
type Kept[T any] struct {
	ID        int64 // 0 for one that is not kept yet
	Committee int64
	User      string
	Draft     T
	At        time.Time // when they wrote it
}

// Until is when it is no longer kept.
func (k Kept[T]) Until() time.Time { return k.At.Add(DraftKept) }

// MayKeep reports whether a draft may be kept: there is something in it, and none
// of it is classified. Of what is RED nothing but the title may be, so nothing is.
func (d NeedDraft) MayKeep() bool {
	return mayKeep(d.TLP, d.Title, d.Problem, d.Affected, d.Reason, d.Existing)
}

// MayKeep is that of [NeedDraft] for topics.
func (d TopicDraft) MayKeep() bool {
	return mayKeep(d.TLP, d.Title, d.Question, d.Addressee, d.UntilText)
}

func mayKeep(l TLP, texts ...string) bool {
	if l == Red || Classified(texts...) != "" {
		return false
	}
	for _, t := range texts {
		if clean(t) != "" {
			return true
		}
	}
	return false
}
