package messages

import (
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/tally"
)

// DraftKey names the message in which a person sees the poll they are writing.
func DraftKey(committeeID int64) string { return "poll.draft." + ObjectKey(committeeID) }

// PollKinds asks what kind of poll it is to be, with one sentence on when each is
// the right one.
func (v Voice) PollKinds(committeeID int64) bot.Message {
	lines := []string{v.Say("poll.kinds.head"), ""}
	card := &bot.Card{Color: pollColor}
	for _, k := range committee.PollKinds() {
		lines = append(lines, "- **"+v.Say("poll.kind."+string(k))+":** "+v.Say("poll.when."+string(k)))
		card.Buttons = append(card.Buttons, bot.Button{
			ID: string(k), Label: v.Say("poll.kind." + string(k)), Style: bot.Default, Action: "poll.new", Object: ObjectKey(committeeID), Value: string(k),
		})
	}
	lines = append(lines, "- **"+v.Say("poll.kind.circulation")+":** "+v.Say("poll.when.circulation"))
	card.Buttons = append(card.Buttons, bot.Button{
		ID: CirculationKind, Label: v.Say("poll.kind.circulation"), Style: bot.Default, Action: "poll.new", Object: ObjectKey(committeeID), Value: CirculationKind,
	})
	return bot.Message{Text: strings.Join(lines, "\n"), Key: DraftKey(committeeID), Card: card}
}

// PollDraftWaits says that somebody has begun a poll and not opened it.
func (v Voice) PollDraftWaits(id int64, s committee.PollSketch, committeeID int64) bot.Message {
	text := v.Say("poll.draft.waits", "Kind", v.Say("poll.kind."+string(s.Kind)), "Question", Cut(Plain(strings.Join(strings.Fields(s.Question), " ")), 120))
	buttons := []bot.Button{
		v.draftButton(committeeID, id, "show", bot.Primary), v.draftButton(committeeID, id, "rules", bot.Default),
		v.draftButton(committeeID, id, "drop", bot.Default),
		{ID: "kinds", Label: v.Say("poll.button.another"), Style: bot.Default, Action: "poll.new", Object: ObjectKey(committeeID), Value: "kinds"},
	}
	return bot.Message{Text: text, Key: DraftKey(committeeID), Card: &bot.Card{Color: pollColor, Buttons: buttons}}
}

// WithDraftLeft gives back, below a preview, what was written in another draft that this
// one has taken the place of; of most drafts there is nothing to say.
func (v Voice) WithDraftLeft(m bot.Message, s committee.PollSketch) bot.Message {
	if s.Left != "" {
		m.Text += "\n\n" + v.Say("poll.draft.left", "Typed", Verbatim(Cut(s.Left, mostGivenBack)).block())
	}
	return m
}

// PollDraftDropped says that a draft is gone.
func (v Voice) PollDraftDropped(committeeID int64) bot.Message {
	return bot.Message{Text: v.Say("poll.draft.dropped"), Key: DraftKey(committeeID)}
}

func (v Voice) draftButton(committeeID, id int64, what string, style bot.Style) bot.Button {
	return bot.Button{ID: what, Label: v.Say("poll.draft.button." + what), Style: style, Action: "poll.draft." + what, Object: ObjectKey(committeeID) + " " + ObjectKey(id)}
}

// PollPreview shows a poll to who is writing it: as it will look, with the rules
// it will be counted by, before anything of it can no longer be changed.
func (v Voice) PollPreview(c committee.Committee, p committee.Poll, id int64) bot.Message {
	lines := []string{v.Say("poll.preview.head"), "", "#### " + Plain(p.Question)}
	if body := v.pollBody(p); body != "" {
		lines = append(lines, body, "")
	}
	if says, _ := committee.SecrecyOf(p.Question); says == committee.MentionsSecrecy {
		lines = append(lines, v.Say("poll.secret.spoken"))
	}
	lines = append(lines, v.dayWarnings(p)...)
	lines = append(lines, v.pollTask(p), v.Say("poll.until", "At", v.ends(p)), "", v.Say("poll.preview.rules"))
	for _, rule := range v.PollTerms(p) {
		lines = append(lines, "- "+rule)
	}
	whats := []string{"open", "edit", "rules"}
	if p.Own != nil {
		lines = append(lines, "", v.Say("poll.preview.own"))
		whats = append(whats, "own")
	}
	lines = append(lines, "", v.Say("poll.preview.frozen"))
	card := &bot.Card{Color: pollColor}
	for i, what := range append(whats, "drop") {
		style := bot.Default
		if i == 0 {
			style = bot.Primary
		}
		card.Buttons = append(card.Buttons, v.draftButton(c.ID, id, what, style))
	}
	return bot.Message{Text: strings.Join(lines, "\n"), Key: DraftKey(c.ID), Card: card}
}

// PollTerms are the rules of a poll, a sentence each: what its result is called,
// how it is counted, who votes, and who sees what.
func (v Voice) PollTerms(p committee.Poll) []string {
	rules := []string{v.pollAim(p)}
	if p.Circulation != nil {
		rules[0] = v.resultChosen(p)
	}
	if p.Kind == committee.MotionPoll {
		if o, err := p.Count(nil); err == nil && o.Motion != nil {
			rules = append(rules, v.RuleInWords(p, *o.Motion))
		}
	} else {
		rules = append(rules, v.countedBy(p)...)
	}
	if p.Kind == committee.ApprovalPoll {
		rules = append(rules, v.Say("poll.term.winners", "Count", p.Winners, "Options", len(p.Options)))
	}
	rules = append(rules, v.chairTold(p)...)
	rules = append(rules, v.voters(p), v.Say("poll.term.secrecy."+secrecy(p), "Min", committee.MinConfidential), v.Say("poll.term.shown."+shown(p)))
	if p.Confidential {
		rules = append(rules, v.Say("poll.term.alike"))
	}
	if p.EarlyClose {
		rules = append(rules, v.Say(endsEarly(p)))
	}
	if !p.Tells(committee.WhoIsMissing, committee.ToLead, nil) {
		rules = append(rules, v.Say("poll.term.missing"))
	}
	if p.Circulation != nil {
		rules = append(rules, v.Say("poll.term.circulation", "Days", p.Circulation.Days, "Forbidden", p.Rule.Abstention == tally.AbstentionForbidden))
	}
	rules = append(rules, v.weightTerms(p)...)
	if p.Groups != committee.GroupsAside {
		rules = append(rules, v.Say("poll.term.groups."+string(p.Groups)), v.Say("poll.term.groups.seen"))
	}
	return rules
}

// countedBy says in a preview when the chosen way of counting is the right one, how it
// counts, and what a tie means.
func (v Voice) countedBy(p committee.Poll) []string {
	switch {
	case p.Kind == committee.DatePoll:
		return []string{v.Say("method.rule.dates")}
	case len(p.Kind.Methods()) > 1: // the aim has named it
		return []string{v.Say("method.hint." + string(p.Method) + sharesByWeight(p)), v.tieRule(p)}
	}
	return []string{v.Say("poll.method.rule", "Name", v.MethodName(p.Method), "Rule", v.MethodHint(p.Method)), v.tieRule(p)}
}

func (v Voice) voters(p committee.Poll) string {
	if p.Weighs() { // not one vote each
		return v.Say("poll.term.voters.weighed", "Group", Plain(p.Voters), "Seats", p.Seats)
	}
	if p.Voters != "" {
		return v.Say("poll.term.voters.group", "Group", Plain(p.Voters), "Seats", p.Seats)
	}
	return v.Say("poll.term.voters.all", "Seats", p.Seats)
}

func secrecy(p committee.Poll) string {
	if p.Confidential {
		return "confidential"
	}
	return "open"
}

// pollAim says what the result will be called, and how it is counted where that
// can differ, or what a day must meet.
func (v Voice) pollAim(p committee.Poll) string {
	result := v.Say("poll.result." + string(p.Result))
	if len(p.Kind.Methods()) < 2 {
		return strings.TrimSpace(v.Say("poll.aim.plain", "Result", result) + " " + v.dayRule(p))
	}
	return v.Say("poll.aim.method", "Result", result, "Method", v.methodOf(p))
}
