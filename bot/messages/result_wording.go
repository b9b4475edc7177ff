package messages

import (
	"unicode/utf8"

	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// wordingInPost is how much of a wording the result in the channel shows, in characters.
// The chat folds what is longer, and the numbers below would be out of sight.
const wordingInPost = 1000

// votedWording is the wording that was voted on, as a paragraph of a result; whole or
// with where the rest of it stands. A poll without one has nothing to say here.
func (v Voice) votedWording(p committee.Poll, o committee.Outcome, whole bool) []string {
	if p.Text == "" {
		return nil
	}
	key := "result.wording"
	if p.Voided == nil && !p.Objected() && o.Motion != nil && o.Motion.Outcome == tally.Adopted {
		key = "result.wording.adopted"
	}
	if whole || utf8.RuneCountInString(p.Text) <= wordingInPost {
		return []string{"", v.Say(key), quoted(p.Text), ""}
	}
	return []string{"", v.Say(key), quoted(Cut(p.Text, wordingInPost)), "", v.Say("result.wording.whole", "Seq", p.Number.Seq)}
}

// circulatedLine says that a result comes from a circulation, and of which period.
func (v Voice) circulatedLine(p committee.Poll) []string {
	if p.Circulation == nil {
		return nil
	}
	days := p.Circulation.Days
	if p.Extended != "" {
		days = 0 // the period was another one
	}
	return []string{v.Say("result.circulated", "Days", days, "From", v.Moment(p.OpensAt), "To", v.ends(p))}
}
