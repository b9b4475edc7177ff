package messages

import (
	"slices"
	"strings"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// needTurn says whose turn it is, "" for nobody's.
func (v Voice) needTurn(n committee.Need) string {
	turn := n.Turn()
	if turn == "" {
		return ""
	}
	who := ""
	switch turn {
	case committee.TurnReporter, committee.TurnOwners:
		who = Plain(n.ByName)
	case committee.TurnAddressee:
		who = Plain(n.Handover.To)
	default:
	}
	return v.Say("need.turn", "Who", v.Say("need.turn."+string(turn), "By", who))
}

// needStanding are the lines that say what has become of a need: a side exit with
// its reason, an open question, a hand-over with its answer. On a card they are
// short.
func (v Voice) needStanding(n committee.Need, short bool) []string {
	var said []string
	if line := v.sideExit(n, short); line != "" {
		said = append(said, line)
	}
	if n.State == committee.NeedQueried && n.Query.Open() {
		said = append(said, v.Say("need.query.line", "Day", v.Day(n.Query.Due), "By", Plain(n.Query.ByName), "Text", v.oneText(n.Query.Text, short)))
	}
	return append(said, v.handoverLines(n, short)...)
}

// oneText is a text from a person, short for a card.
func (v Voice) oneText(text string, short bool) string {
	if short {
		return Plain(Cut(visible(text), wide))
	}
	return Lines(text)
}

// sideExit says who has put the need off or closed it, when and why.
func (v Voice) sideExit(n committee.Need, short bool) string {
	by, at := n.NeedStanding.By, n.NeedStanding.At
	if at.IsZero() { // from before it was noted
		by, at = n.ChangedByName, n.ChangedAt
	}
	who := []any{"By", Plain(by), "At", v.shortDay(calendar.DateOf(at, v.loc)), "Why", v.oneText(n.Why, short)}
	switch n.State {
	case committee.NeedDeferred:
		if n.Resume.IsZero() {
			return v.Say("need.exit.deferred.open", who...)
		}
		return v.Say("need.exit.deferred", append(who, "Until", v.shortDay(n.Resume))...)
	case committee.NeedDropped:
		return v.Say("need.exit.dropped", who...)
	case committee.NeedWithdrawn:
		return v.Say("need.exit.withdrawn", who...)
	default:
		return ""
	}
}

// handoverLines say to whom the need was handed over, and what they answered.
func (v Voice) handoverLines(n committee.Need, short bool) []string {
	h := n.Handover
	if h == nil {
		return nil
	}
	shown := *h
	if short {
		shown.To, shown.Reference = Cut(visible(h.To), 60), Cut(visible(h.Reference), 40)
	}
	said := []string{v.passedOn("need.handover.card", shown) + "."}
	if h.Outcome != "" {
		line := v.Say("need.handover.answered", "Day", v.shortDay(h.AnsweredOn), "Outcome", v.Say("need.outcome."+string(h.Outcome)))
		if h.Answer != "" {
			line += " " + v.oneText(h.Answer, short)
		}
		said = append(said, line)
	}
	return said
}

// handedOver is "übergeben am 19.3.2027 an IT-Planungsrat, Az. IT-PLR 12/27,
// Antwort erwartet bis 30.6.2027".
func (v Voice) handedOver(h committee.Handover) string { return v.passedOn("need.handover.line", h) }

func (v Voice) passedOn(key string, h committee.Handover) string {
	said := []string{v.Say(key, "Day", v.shortDay(h.On), "To", Plain(h.To))}
	if h.Reference != "" {
		said = append(said, v.Say("need.handover.reference", "Reference", Plain(h.Reference)))
	}
	if !h.AnswerBy.IsZero() {
		said = append(said, v.Say("need.handover.by", "Day", v.shortDay(h.AnswerBy)))
	}
	return strings.Join(said, ", ")
}

// queryInFull is the last question with its answer, once there is one.
func (v Voice) queryInFull(n committee.Need, limit int) []string {
	q := n.Query
	if q == nil || q.Open() {
		return nil
	}
	return []string{
		"**" + v.Say("need.query.full", "By", Plain(q.ByName), "At", v.Moment(q.At)) + "**\n" + Lines(Cut(q.Text, limit)),
		"**" + v.Say("need.reply.full", "By", Plain(q.AnsweredBy), "At", v.Moment(q.AnsweredAt)) + "**\n" + Lines(Cut(q.Answer, limit)),
	}
}

// WithClosed is a poll whose options say what has become of needs that are over,
// such as "Adressdaten (zurückgezogen)".
func (v Voice) WithClosed(p committee.Poll, closed map[int64]committee.NeedState) committee.Poll {
	p.Options = slices.Clone(p.Options)
	for i, o := range p.Options {
		if state, over := closed[o.Need]; over {
			p.Options[i].Label = Cut(o.Label, 60) + " (" + v.Say("need.state."+string(state)) + ")"
		}
	}
	return p
}
