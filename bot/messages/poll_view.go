package messages

import (
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// PollView is what one person may see of a poll.
type PollView struct {
	Poll    committee.Poll
	Turnout committee.Turnout
	Outcome *committee.Outcome // nil while the poll is open
	Own     *committee.Ballot  // of the person's seat, nil for none or one that they may not see
	Seat    *committee.Voting  // how their seat stands, nil if nothing is to be said of it
	Missing bool               // they may see which seats have not voted
	Manage  bool               // they may end and extend the poll
	Vote    bool               // they may vote in it
	Fix     bool               // they may make a meeting of it
	Made    *committee.Meeting // the meeting that was made of it, nil for none
	Stated  []committee.Statement
	Closed  map[int64]committee.NeedState // of the needs it asks about, those that are over
}

// PollShown is a poll as one person sees it: with the ballot of their seat, and
// for chair and office the seats that are missing and the buttons to end it.
func (v Voice) PollShown(w PollView) bot.Message {
	sealed := v.seal(w.Poll) // as it is stored
	w.Poll = v.WithClosed(w.Poll, w.Closed)
	if w.Poll.State == committee.PollClosed && w.Outcome != nil {
		return v.closedView(w, sealed)
	}
	p := w.Poll
	lines := []string{"#### " + v.pollTitle(p)}
	if options := v.pollBody(p); options != "" {
		lines = append(lines, options, "")
	}
	lines = append(append(lines, v.pollTask(p), v.cardAim(p)), v.circulates(p)...)
	lines = append(lines, v.electorate(p)...)
	lines = append(lines, v.decides(p)...)
	lines = append(lines, v.chairTold(p)...)
	lines = append(lines, v.pollTurnout(p, w.Turnout.Cast), v.pollUntil(p), v.visible(p))
	lines = append(lines, v.weightsUsed(p)...)
	if sealed != "" {
		lines = append(lines, sealed)
	}
	if w.Seat != nil {
		lines = append(lines, "")
		if !w.Seat.Recused() {
			lines = append(lines, v.Say("poll.own"))
		}
		lines = append(lines, v.ownStand(*w.Seat, w.Own)...)
	}
	if w.Missing && p.Tells(committee.WhoIsMissing, committee.ToLead, nil) {
		lines = append(lines, "", v.missingSeats(w.Turnout.Missing, len(w.Turnout.Vacant)))
		lines = append(lines, v.vacantSeats(p, w.Turnout.Vacant)...)
	}
	if typed := v.typedToo(p); w.Vote && typed != "" {
		lines = append(lines, "", typed)
	}
	m := bot.Message{Text: strings.Join(lines, "\n")}
	if buttons := v.viewButtons(w); len(buttons) > 0 {
		m.Card = &bot.Card{Color: pollColor, Buttons: buttons}
	}
	return m
}

// closedView is a result with everything that was counted, and with what can be done
// with a closed poll.
func (v Voice) closedView(w PollView, sealed string) bot.Message {
	var table []string
	if pairs := v.pairs(w.Poll, *w.Outcome); pairs != nil {
		table = slices.Concat([]string{""}, pairs, []string{""})
	}
	m := v.result(w.Poll, *w.Outcome, table, v.votedWording(w.Poll, *w.Outcome, true))
	if !w.Poll.Review.IsZero() {
		m.Text += "\n" + v.Say("result.review.on", "Day", v.Day(w.Poll.Review))
	}
	for _, line := range v.statements(w.Stated) {
		m.Text += "\n" + line
	}
	m.Text = lines(append(append([]string{m.Text}, v.weightsUsed(w.Poll)...), sealed)...)
	m.Text = lines(m.Text, v.exportHint(w.Poll, *w.Outcome))
	if w.Manage {
		m.Card = &bot.Card{Color: closedColor, Buttons: v.askAgain(w.Poll, *w.Outcome)}
	}
	return v.voiding(w, v.drawing(w, v.fixing(w, m)))
}

// seal is the beginning of a poll's checksum, for comparing; "" for one without.
func (v Voice) seal(p committee.Poll) string {
	switch {
	case p.Hash == "":
		return ""
	case !p.Intact():
		return v.Say("poll.seal.broken")
	}
	return v.Say("poll.seal", "Seal", p.Hash[:12])
}

// WithSeal adds to a result that the poll as it was stored is no longer the one that
// was opened. Of one that is it says nothing.
func (v Voice) WithSeal(m bot.Message, stored committee.Poll) bot.Message {
	if !stored.Intact() {
		m.Text = lines(m.Text, v.Say("poll.seal.broken"))
	}
	return m
}

func (v Voice) viewButtons(w PollView) []bot.Button {
	var buttons []bot.Button
	if w.Vote {
		buttons = v.voteButtons(w.Poll)
	}
	if w.Seat != nil && w.Poll.ShowsReturn(w.Seat.Who) {
		buttons = append(buttons, v.recusalButton(w.Poll, true))
	}
	if w.Manage {
		end := "poll.button.close"
		if w.Poll.Circulation != nil {
			end = "poll.dialog.calloff"
		}
		buttons = append(buttons,
			bot.Button{ID: "extend", Label: v.Say("poll.button.extend"), Style: bot.Default, Action: "poll.extend", Object: ObjectKey(w.Poll.ID)},
			bot.Button{ID: "close", Label: v.Say(end), Style: bot.Default, Action: "poll.close", Object: ObjectKey(w.Poll.ID)})
	}
	return buttons
}

// missingSeats lists the seats that have not voted; chair and office alone see it.
func (v Voice) missingSeats(missing []committee.Elector, vacant int) string {
	if len(missing) == 0 {
		return v.Say("poll.missing.none", "Vacant", vacant)
	}
	lines := []string{v.Say("poll.missing.head", "Count", len(missing))}
	for _, e := range missing[:min(len(missing), 40)] {
		lines = append(lines, "- "+Plain(e.Group)+": "+Plain(e.Body))
	}
	if more := len(missing) - 40; more > 0 {
		lines = append(lines, v.Say("more", "Count", more))
	}
	return strings.Join(lines, "\n")
}

// vacantSeats names the seats that nobody can vote for, and what that means for the end.
func (v Voice) vacantSeats(p committee.Poll, vacant []committee.Elector) []string {
	if len(vacant) == 0 {
		return nil
	}
	lines := []string{"", v.Say("poll.missing.vacant", "Count", len(vacant))}
	for _, e := range vacant[:min(len(vacant), 40)] {
		lines = append(lines, "- "+Plain(e.Group)+": "+Plain(e.Body))
	}
	return append(lines, "", v.Say("poll.missing.vacant.end", "Waits", p.Circulation != nil, "Early", p.EarlyClose))
}

// PollList lists the open polls and the last ones that ended. awaited are those in
// which the person's seat has not voted. Who may open polls gets the buttons for it.
func (v Voice) PollList(open, awaited, closed []committee.Poll, committeeID int64, mayOpen bool) bot.Message {
	lines := []string{v.Say("poll.list.empty")}
	if len(open) > 0 {
		lines = []string{v.Say("poll.list.open", "Count", len(open))}
	}
	for _, p := range open {
		line := v.pollLine(p) + " – " + v.Say("poll.list.until", "At", v.ends(p))
		if slices.ContainsFunc(awaited, func(a committee.Poll) bool { return a.ID == p.ID }) {
			line += " – **" + v.Say("poll.list.awaited") + "**"
		}
		lines = append(lines, line)
	}
	if len(closed) > 0 {
		lines = append(lines, "", v.Say("poll.list.closed"))
	}
	for _, p := range closed {
		lines = append(lines, v.pollLine(p)+" – "+v.Say("poll.list.ended", "At", v.ended(p))+v.listedVoid(p))
	}
	if len(open)+len(closed) > 0 {
		lines = append(lines, "", v.Say("poll.list.hint"))
	}
	m := bot.Message{Text: strings.Join(lines, "\n")}
	if mayOpen {
		m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{
			{ID: "motion", Label: v.Say("poll.button.motion"), Style: bot.Primary, Action: "poll.new", Object: ObjectKey(committeeID), Value: string(committee.MotionPoll)},
			{ID: "priority", Label: v.Say("poll.button.priority"), Style: bot.Default, Action: "poll.new", Object: ObjectKey(committeeID), Value: string(committee.PriorityPoll)},
			{ID: "other", Label: v.Say("poll.button.another"), Style: bot.Default, Action: "poll.new", Object: ObjectKey(committeeID)},
		}}
	}
	return m
}

func (v Voice) pollLine(p committee.Poll) string {
	return "- **" + p.Number.String() + "** " + Cut(Plain(p.Question), 90)
}
