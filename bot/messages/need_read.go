package messages

import (
	"strings"
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/committee"
)

// longest is what a message may have in characters, with room for its head; the
// server's limit is 16383.
const longest = 15000

// NeedMay says what the person who looks at a need may do with it.
type NeedMay struct {
	Edit     bool // its text, or withdraw it
	Support  bool // say that their seat has it too
	Leave    bool // take that back
	Describe bool
	Answer   bool // the open question
	Keep     bool // lead it to another state
}

// NeedShown is a need with its whole text, for the person who asked, with the
// buttons for what they may do.
func (v Voice) NeedShown(n committee.Need, may NeedMay) bot.Message {
	m := bot.Message{Text: v.needInFull(n, committee.MaxText)}
	if utf8.RuneCountInString(m.Text) > longest {
		m.Text = v.needInFull(n, committee.MaxText/3)
	}
	if buttons := v.needButtons(n, may); buttons != nil {
		m.Card = &bot.Card{Buttons: buttons}
	}
	return m
}

func (v Voice) needButtons(n committee.Need, may NeedMay) []bot.Button {
	var buttons []bot.Button
	for _, b := range []struct {
		may bool
		bot.Button
	}{
		{may.Answer, v.replyButton(n)},
		{may.Support, v.alsoButton(n)},
		{may.Leave, v.leaveButton(n)},
		{may.Describe, v.describeButton(n)},
		{may.Edit, bot.Button{ID: "edit", Label: v.Say("need.button.edit"), Style: bot.Default, Action: "need.edit", Object: ObjectKey(n.ID)}},
		{may.Edit, bot.Button{ID: "withdraw", Label: v.Say("need.button.withdraw"), Style: bot.Danger, Action: "need.withdraw", Object: ObjectKey(n.ID)}},
		{may.Keep, v.officeButton(n)},
	} {
		if b.may {
			buttons = append(buttons, b.Button)
		}
	}
	return buttons
}

// needInFull writes everything about a need; each text has at most limit characters.
func (v Voice) needInFull(n committee.Need, limit int) string {
	head := []string{"#### " + v.needTitle(n), v.needLine(n), v.needTurn(n)}
	parts := []string{lines(append(head, v.needStanding(n, false)...)...)}
	texts := needTexts(committee.NeedDraft{Problem: n.Problem, Affected: n.Affected, Reason: n.Reason, Existing: n.Existing})
	for _, f := range append(texts, describedTexts(n.Description)...) {
		if f.text != "" {
			parts = append(parts, "**"+v.Say("need.field."+f.name)+"**\n"+Lines(Cut(f.text, limit)))
		}
	}
	parts = append(parts, v.queryInFull(n, limit)...)
	if len(n.Owners) > 0 {
		parts = append(parts, Cut(v.ownersInFull(n), limit))
	}
	if rated := v.ratingInFull(n.Rating); rated != "" {
		parts = append(parts, rated)
	}
	return strings.Join(append(parts, v.Say("need.dates", "At", v.Moment(n.At), "Changed", v.Moment(n.ChangedAt))), "\n\n")
}

// ownersInFull lists the delegating bodies that have a need, by group, and the
// organisations without a seat.
func (v Voice) ownersInFull(n committee.Need) string {
	bodies := map[string][]string{}
	var groups []string
	seats := 0
	for _, o := range n.Owners {
		if o.Seat == 0 {
			o.Group = v.Say("need.owners.seatless")
		} else {
			seats++
		}
		if bodies[o.Group] == nil {
			groups = append(groups, o.Group)
		}
		bodies[o.Group] = append(bodies[o.Group], Plain(o.Body))
	}
	lines := []string{"**" + v.Say("need.owners.head", "Count", seats) + "**"}
	if seats == 0 {
		lines = []string{"**" + v.Say("need.organisations.head") + "**"}
	}
	for _, g := range groups {
		lines = append(lines, "- "+Plain(g)+": "+strings.Join(bodies[g], ", "))
	}
	return strings.Join(lines, "\n")
}

// wide is how many characters a card shows in a line on a narrow screen.
const wide = 85

// shorten cuts a text so that it fills at most n lines of a card, and takes its
// meaning for Markdown away.
func shorten(text string, n int) string {
	var kept []string
	for line := range strings.Lines(visible(text)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if n <= 0 {
			kept[len(kept)-1] += " …"
			break
		}
		line = Cut(line, n*wide)
		n -= (utf8.RuneCountInString(line) + wide - 1) / wide
		kept = append(kept, line)
	}
	return Lines(strings.Join(kept, "\n"))
}
