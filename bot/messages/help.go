package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// Help shows what this person may do with a command, "topic" to "committee", or
// first of all (""). office says that they may also manage seats and settings.
func (v Voice) Help(c committee.Committee, p committee.Person, office bool, page string) bot.Message {
	var lines []string
	for _, g := range helpPages[page] {
		lines = append(lines, v.helpGroup(g, p, office)...)
	}
	switch {
	case len(lines) == 0 && page != "":
		return v.Help(c, p, office, "")
	case len(lines) == 0:
		return bot.Message{Text: v.Say("may.outsider")}
	case page == "":
		lines = append([]string{v.Say("help.head", "Name", Plain(c.Name), "Roles", v.standing(p))}, append(lines, "", v.Say("help.more"))...)
	default:
		lines = append([]string{v.Say("help.page", "Title", v.Say("help.title."+page))}, lines...)
	}
	return bot.Message{Text: strings.Join(append(lines, v.Say("help.foot")), "\n")}
}

// helpGroup is what of a group a person may do, none without its heading.
func (v Voice) helpGroup(g helpGroup, p committee.Person, office bool) []string {
	var lines []string
	for _, h := range g.lines {
		if p.May(h.verb) || office && h.verb == committee.ManageSeats {
			lines = append(lines, "- "+v.Say(h.key))
		}
	}
	if g.head != "" && len(lines) > 0 {
		lines = append([]string{v.Say("help.group." + g.head)}, lines...)
	}
	return lines
}

// standing says in one phrase what the person is here.
func (v Voice) standing(p committee.Person) string {
	if !p.Belongs() {
		return v.Say("role.none")
	}
	said := v.roles(p.Roles)
	if p.Seat != nil {
		said += " (" + Plain(p.Seat.Group) + ": " + Plain(p.Seat.Body) + ")"
	}
	return said
}

// Duties is what is open for one person.
type Duties struct {
	Polls  []committee.Poll     // in which their seat has not voted yet
	Round  *committee.Assessing // in which their seat has not appraised every need; nil for none
	Topics []committee.Topic
	Needs  []committee.Need
	Next   *committee.Meeting
	Inbox  int              // topics that wait for chair and office; 0 for others
	Turns  []committee.Need // whose next step is the person's as chair or office
	Asked  []committee.Need // about which the person is to answer a question
	Begun  Begun
}

// manyTurns is how many needs are named whose next step is the office's.
const manyTurns = 10

// expected are the words a person owes: an answer to a question, a word about an
// answer or proposal, and what waits for chair and office.
func (v Voice) expected(p committee.Person, d Duties) []string {
	var lines []string
	for _, n := range d.Asked {
		lines = append(lines, "- "+v.Say("mine.query", "Number", n.Number, "Title", Cut(Plain(n.Title), 90), "Day", v.Day(n.Query.Due)))
	}
	for _, t := range d.Topics {
		switch {
		case t.By != p.User:
		case t.State == committee.TopicAnswered && t.Proposal == nil:
			lines = append(lines, "- "+v.Say("mine.confirm", "Number", t.Number, "Title", Cut(Plain(t.Title), 90), "Day", v.Day(t.ConfirmBy)))
		case t.Proposal.Waits():
			lines = append(lines, "- "+v.Say("mine.proposal", "Number", t.Number, "Title", Cut(Plain(t.Title), 90)))
		}
	}
	if d.Inbox > 0 {
		lines = append(lines, "- "+v.Say("mine.inbox", "Count", d.Inbox))
	}
	for _, n := range d.Turns[:min(len(d.Turns), manyTurns)] {
		lines = append(lines, "- "+v.Say("mine.turn", "Number", n.Number, "Title", Cut(Plain(n.Title), 90), "State", v.Say("need.state."+string(n.State))))
	}
	if more := len(d.Turns) - manyTurns; more > 0 {
		lines = append(lines, "- "+v.Say("mine.turn.more", "Count", more))
	}
	return lines
}

// Mine shows what the committee expects of a person and until when, and what
// they have running.
func (v Voice) Mine(c committee.Committee, p committee.Person, d Duties) bot.Message {
	lines := []string{v.Say("mine.head", "Name", Plain(c.Name), "Roles", v.standing(p))}
	if len(d.Polls) == 0 && d.Round == nil {
		lines = append(lines, v.Say("mine.nothing"))
	}
	for _, poll := range d.Polls {
		lines = append(lines, "- "+v.Say("mine.poll", "Number", poll.Number, "Question", Cut(Plain(poll.Question), 90), "Until", v.ends(poll)))
	}
	if d.Round != nil {
		done, all := d.Round.Done()
		lines = append(lines, "- "+v.Say("mine.round", "Left", all-done, "All", all, "Until", v.deadline(d.Round.Round.ClosesAt)))
	}
	lines = append(lines, v.expected(p, d)...)
	if d.Next != nil {
		lines = append(lines, "- "+v.Say("mine.meeting", "Meeting", v.MeetingLine(*d.Next)))
	}
	for _, t := range d.Topics {
		lines = append(lines, "- "+v.Say("mine.topic", "Number", t.Number, "Title", Cut(Plain(t.Title), 90)))
	}
	for _, n := range d.Needs {
		lines = append(lines, "- "+v.Say("mine.need", "Number", n.Number, "Title", Cut(Plain(n.Title), 90)))
	}
	for _, begun := range v.allBegun(d.Begun) {
		lines = append(lines, "- "+begun)
	}
	m := bot.Message{Text: strings.Join(lines, "\n")}
	if d.Round != nil {
		m.Card = &bot.Card{Color: pollColor, Buttons: []bot.Button{v.assessButton(d.Round.Round.ID)}}
	}
	return m
}
