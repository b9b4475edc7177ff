package messages

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// lotInBrief says what was drawn, one line for each tie, with the words at the end.
func (v Voice) lotInBrief(p committee.Poll) string {
	var ties []string
	for i, order := range p.Lot.Order {
		said := v.Say("lot.tied", "Tied", v.and(v.labels(p, p.Lot.Tied[i])))
		if len(order) == 2 {
			said += " " + v.Say("lot.first", "First", v.labels(p, order[:1])[0])
		} else {
			said += " " + v.Say("lot.order", "Order", strings.Join(v.ordered(p, order), ", "))
		}
		ties = append(ties, said)
	}
	if p.Winners > 1 {
		ties[len(ties)-1] += " " + v.Say("lot.selected", "Selected", v.and(v.ordered(p, p.Lot.Selected)))
	}
	return strings.Join(ties, "\n") + " " + v.Say("lot.seed", "Seed", p.Lot.Seed)
}

// ordered names options in bold in the order of the keys.
func (v Voice) ordered(p committee.Poll, keys []string) []string {
	var names []string
	for _, k := range keys {
		names = append(names, v.labels(p, []string{k})...)
	}
	return names
}

// withLot adds a paragraph about the lot of a poll to its result, if one was drawn.
func (v Voice) withLot(lines []string, p committee.Poll) []string {
	if p.Lot != nil && lines[len(lines)-1] != "" {
		lines = append(lines, "")
	}
	return append(lines, v.lotLines(p)...)
}

// lotLines are everything about the lot of a poll, none if none was drawn.
func (v Voice) lotLines(p committee.Poll) []string {
	if p.Lot == nil {
		return nil
	}
	return []string{v.lotInBrief(p), v.Say("lot.by", "Name", Plain(p.Lot.ByName), "At", v.Moment(p.Lot.At)), v.lotCheck(p), v.Say("lot.unchanged")}
}

// lotCheck says in a sentence how the lot is drawn again by hand, with the
// beginnings of the checksums that decide.
func (v Voice) lotCheck(p committee.Poll) string {
	var sums []string
	for _, key := range slices.Concat(p.Lot.Order...) {
		sum := sha256.Sum256([]byte(p.Lot.Seed + "\n" + key))
		sums = append(sums, Unbroken(key)+" `"+hex.EncodeToString(sum[:4])+"`")
	}
	return v.Say("lot.check", "Seed", p.Lot.Seed, "Key", p.Lot.Order[0][0], "Sums", strings.Join(sums, ", "))
}

// LotDrawn is the lot for all, to be posted in the poll's thread.
func (v Voice) LotDrawn(p committee.Poll) bot.Message {
	m := v.aboutPoll("lot.head", p)
	m.Text = lines(append([]string{m.Text}, v.lotLines(p)...)...)
	return m
}

// LotReceipt tells who has drawn what came of it.
func (v Voice) LotReceipt(p committee.Poll) bot.Message {
	return bot.Message{Text: v.lotInBrief(p) + "\n" + v.Say("lot.done")}
}

// LotAgain shows the lot to who wants to draw a second time.
func (v Voice) LotAgain(p committee.Poll) bot.Message {
	return bot.Message{Text: lines(append([]string{v.Say("lot.again", "Number", p.Number)}, v.lotLines(p)...)...)}
}

// LotDialog asks for the words of a lot, once the ties are known.
func (v Voice) LotDialog(p committee.Poll, o committee.Outcome) bot.Dialog {
	var ties []string
	for _, tie := range p.Ties(o) {
		ties = append(ties, v.and(v.labels(p, tie)))
	}
	return bot.Dialog{
		Purpose: "poll.draw", Object: ObjectKey(p.ID), Title: v.Say("lot.dialog"), Submit: v.Say("lot.dialog.send"),
		Intro: v.Say("lot.intro", "Number", p.Number, "Question", Plain(p.Question), "Ties", strings.Join(ties, "; ")),
		Fields: []bot.Field{{
			Name: "words", Label: v.Say("lot.field"), Kind: bot.Line, Max: committee.MaxSeed,
			Placeholder: v.Say("lot.field.example"), Help: v.Say("lot.field.help", "Min", committee.MinSeed),
		}},
	}
}

// drawing adds to a result with ties, for those who lead polls, how lots are drawn.
func (v Voice) drawing(w PollView, m bot.Message) bot.Message {
	if !w.Manage || w.Poll.Lot != nil || len(w.Poll.Ties(*w.Outcome)) == 0 {
		return m
	}
	m.Text += "\n" + v.Say("lot.hint", "Seq", w.Poll.Number.Seq)
	m.Card.Buttons = append(m.Card.Buttons, bot.Button{ID: "draw", Label: v.Say("lot.button"), Style: bot.Default, Action: "poll.draw", Object: ObjectKey(w.Poll.ID)})
	return m
}
