package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// registerNeedSteps registers what leads a need from report to hand-over.
func (d Desk) registerNeedSteps(r *bot.Router) {
	r.Action("need.office", d.pressedNeed(d.pressedOffice))
	r.Action("need.step", d.choseStep)
	r.Submission("need.step", d.sentStep)
	r.Action("need.leap", d.leapNeed)
	r.Action("need.stay", d.pressedNeed(d.stayNeed))
	r.Action("need.undo", d.pressedUndoNeed)
	r.Action("need.defer", d.pressedNeed(d.stepForm(committee.NeedDeferred)))
	r.Action("need.goon", d.pressedNeed(d.goOn))
	r.Action("need.describe", d.pressedNeed(d.describeForm))
	r.Submission("need.describe", d.sentDescription)
	r.Action("need.query", d.pressedNeed(d.queryForm))
	r.Submission("need.query", d.sentQuery)
	r.Action("need.remind", d.pressedNeed(d.remindOwners))
	r.Action("need.reply", d.pressedNeed(d.replyForm))
	r.Submission("need.reply", d.sentReply)
	r.Action("need.handover", d.pressedNeed(d.handOverForm))
	r.Submission("need.handover", d.sentHandOver)
	r.Action("need.answer", d.pressedNeed(d.answerForm))
	r.Submission("need.answer", d.sentAnswer)
}

// withNeed does something with one need; rest is what else was typed.
type withNeed func(ctx context.Context, a asking, q bot.Request, n committee.Need, rest string) (bot.Reply, error)

// ofNeed does something with the need whose number comes first behind a verb.
// Words in its place only find a need, see typedNeed. What was typed comes back
// with a refusal.
func (d Desk) ofNeed(verb string, do withNeed) answer {
	return func(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
		word := firstWord(rest)
		if _, ok := committee.ParseNumber(word, committee.NeedRegister, a.year()); !ok {
			reply, err := d.typedNeed(verb, d.shownNeed)(ctx, a, q, rest)
			if es := committee.Refusals(err); len(es) == 1 && es[0].Key == "need.none" && !strings.ContainsAny(rest, "0123456789") {
				return d.openNeedDialog(ctx, a, q, q.Text) // a title that begins like a verb
			}
			return reply, err
		}
		behind := strings.TrimSpace(rest[len(word):])
		reply, err := d.typedNeed(verb, func(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error) {
			return do(ctx, a, q, n, behind)
		})(ctx, a, q, word)
		if err != nil && behind != "" {
			err = d.giveBack(q, behind, err)
		}
		return reply, err
	}
}

// pressedOffice is the button for chair and office on a card. The card is the same
// for all, so others may press it: they see the need as it is for them.
func (d Desk) pressedOffice(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error) {
	if a.p.May(committee.KeepRegister) {
		return d.officeScreen(ctx, a, q, n)
	}
	reply, err := d.shownNeed(ctx, a, q, n)
	reply.Message.Text = joined(a.v.Say("need.office.only"), reply.Message.Text)
	return reply, err
}

// officeScreen shows who keeps the register where a need stands and where it can go.
func (d Desk) officeScreen(_ context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.NeedOffice(n, a.p)}, nil
}

// stateByText leads a need to the state that was typed; without one it shows the
// screen.
func (d Desk) stateByText(ctx context.Context, a asking, q bot.Request, n committee.Need, text string) (bot.Reply, error) {
	if text == "" {
		return d.officeScreen(ctx, a, q, n)
	}
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	to, rest, ok := a.needState(text)
	switch {
	case !ok:
		return bot.Reply{}, committee.Refuse(committee.Invalid, "need.step.unknown", "Text", messages.Cut(text, 60), "Number", n.Number)
	case to == committee.NeedDeferred:
		return d.deferByText(ctx, a, q, n, rest)
	case to == committee.NeedQueried:
		return d.queryByText(ctx, a, q, n, rest)
	case to == committee.NeedHandedOver:
		return d.handOverByText(ctx, a, q, n, rest)
	}
	return d.stepOrAsk(ctx, a, n, committee.NeedStep{To: to, Why: rest})
}

// needState reads a state in either language at the beginning of a text.
func (a asking) needState(text string) (committee.NeedState, string, bool) {
	words := strings.Fields(text)
	for n := min(3, len(words)); n > 0; n-- {
		typed := fold(strings.Join(words[:n], ""))
		for _, s := range committee.NeedStates() {
			for _, lang := range []string{"de", "en"} {
				said := messages.In(lang, a.c.Location()).Say("need.state." + string(s))
				if fold(strings.ReplaceAll(said, " ", "")) == typed {
					return s, strings.Join(words[n:], " "), true
				}
			}
		}
	}
	return "", text, false
}

// stepOrAsk leads a need to a state; if that takes a reason and there is none, it
// asks for it in a form. Of a RED need, which needs none, the form says so.
func (d Desk) stepOrAsk(ctx context.Context, a asking, n committee.Need, s committee.NeedStep) (bot.Reply, error) {
	if _, err := n.Step(a.c, a.p, s, a.now); s.Why == "" && (asksWhy(err) || err == nil && s.NeedsWhy()) {
		form := a.v.StepDialog(n, s.To, s.Resume)
		return bot.Reply{Dialog: &form}, nil
	}
	return d.step(ctx, a, n, s, "")
}

// asksWhy reports whether nothing but the reason is missing.
func asksWhy(err error) bool {
	es := committee.Refusals(err)
	return len(es) == 1 && es[0].Key == "need.why.missing"
}

// step leads a need to a state and says so, also if a poll still asks about it. If
// it would leap, the person is asked first.
func (d Desk) step(ctx context.Context, a asking, n committee.Need, s committee.NeedStep, once string) (bot.Reply, error) {
	id := n.ID
	n, err := d.Store.ChangeNeed(ctx, id, a.p.User, "step", once, a.now, func(n committee.Need) (committee.Need, error) {
		return n.Step(a.c, a.p, s, a.now)
	})
	if leaps(err) {
		return d.askLeap(ctx, a, id, s)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.NeedStepped(n, s.Why, d.pollsAbout(ctx, a, n))}, nil
}

// pollsAbout are the open polls that still ask about a need that is closed. What
// cannot be asked right now is left out: the change itself is stored.
func (d Desk) pollsAbout(ctx context.Context, a asking, n committee.Need) []committee.Poll {
	if n.Open() {
		return nil
	}
	return d.openPollsAbout(ctx, a, n)
}

// openPollsAbout are the open polls that ask about a need.
func (d Desk) openPollsAbout(ctx context.Context, a asking, n committee.Need) []committee.Poll {
	open, err := d.Store.OpenPolls(ctx, a.c.ID)
	if err != nil {
		d.Log.WarnContext(ctx, "asking which polls are about a need", "need", n.ID, "err", err)
		return nil
	}
	var about []committee.Poll
	for _, p := range open {
		if p.Asks(n.ID) {
			about = append(about, p)
		}
	}
	return about
}

// choseStep leads a need to the state that was chosen on the screen.
func (d Desk) choseStep(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, version, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	s := committee.NeedStep{To: committee.NeedState(q.Value)}
	s.Of, _ = strconv.Atoi(version) // 0: any version
	return d.stepOrAsk(ctx, a, n, s)
}

// stepForm asks why a need is put off or closed.
func (d Desk) stepForm(to committee.NeedState) onNeed {
	return func(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
		return d.stepOrAsk(ctx, a, n, committee.NeedStep{To: to})
	}
}

// sentStep takes the form with the reason of a side exit.
func (d Desk) sentStep(ctx context.Context, q bot.Request) (bot.Reply, error) {
	n, a, rest, err := d.needOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	version, to, _ := strings.Cut(rest, " ")
	s := committee.NeedStep{To: committee.NeedState(to), Why: q.Form["why"]}
	s.Of, _ = strconv.Atoi(version) // 0: any version
	var unread error
	if s.Resume, unread = a.dayAhead(q.Form["until"], "until"); unread != nil {
		_, more := n.Step(a.c, a.p, s, a.now)
		return bot.Reply{}, allOf(unread, more)
	}
	return d.step(ctx, a, n, s, q.Once)
}

// dayAhead reads a day from today on; nothing is no day.
func (a asking) dayAhead(text, field string) (calendar.Date, error) {
	if strings.TrimSpace(text) == "" {
		return calendar.Date{}, nil
	}
	day, err := calendar.ParseDate(text, a.now, a.c.Location())
	return day, atField(dateRefusal(err, a.c.Location()), field)
}

// atField moves a refusal to the field it is about.
func atField(err error, field string) error {
	for _, e := range committee.Refusals(err) {
		e.Field = field
	}
	return err
}

// acceptNeed takes a need on.
func (d Desk) acceptNeed(ctx context.Context, a asking, _ bot.Request, n committee.Need, why string) (bot.Reply, error) {
	return d.step(ctx, a, n, committee.NeedStep{To: committee.NeedClarifying, Why: why}, "")
}

// dropByText ends a need that is not pursued.
func (d Desk) dropByText(ctx context.Context, a asking, _ bot.Request, n committee.Need, why string) (bot.Reply, error) {
	return d.stepOrAsk(ctx, a, n, committee.NeedStep{To: committee.NeedDropped, Why: why})
}

// resumeNeed leads a need back that was put off.
func (d Desk) resumeNeed(ctx context.Context, a asking, q bot.Request, n committee.Need, _ string) (bot.Reply, error) {
	return d.goOn(ctx, a, q, n)
}

// goOn leads a need back to where it was before it was put off or asked about.
func (d Desk) goOn(ctx context.Context, a asking, _ bot.Request, n committee.Need) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	to, ok := n.Onward()
	if !ok {
		return bot.Reply{}, committee.Refuse(committee.Conflict, "need.resume.none", "Number", n.Number, "State", n.State)
	}
	return d.step(ctx, a, n, committee.NeedStep{To: to}, "")
}

// deferByText puts a need off: "bis 1.9.2027 Grund", or a reason alone.
func (d Desk) deferByText(ctx context.Context, a asking, _ bot.Request, n committee.Need, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	until, why, err := a.untilAndWhy(text)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.stepOrAsk(ctx, a, n, committee.NeedStep{To: committee.NeedDeferred, Why: why, Resume: until})
}

// untilAndWhy splits "bis 1. September 2027 Die Finanzierung fehlt." into a day,
// the longest one that can be read, and the rest. Without "bis" only what begins
// like a day and can be read is one: "Montags ist niemand da" is a reason.
func (a asking) untilAndWhy(text string) (calendar.Date, string, error) {
	words := strings.Fields(text)
	until := len(words) > 0 && (fold(words[0]) == "bis" || fold(words[0]) == "until")
	switch {
	case until:
		words = words[1:]
	case !beginsLikeADay(words):
		return calendar.Date{}, text, nil
	}
	if len(words) == 0 {
		return calendar.Date{}, text, nil
	}
	var unread error
	for n := min(4, len(words)); n > 0; n-- {
		day, err := a.dayOf(words[:n])
		if err != nil {
			if !understood(unread) {
				unread = err
			}
			continue
		}
		for n > 1 && !strings.ContainsAny(words[n-1], "0123456789") && a.same(day, words[:n-1]) {
			n-- // a word that dates may contain, but that begins the reason
		}
		return day, strings.Join(words[n:], " "), nil
	}
	if !until && !understood(unread) {
		return calendar.Date{}, text, nil
	}
	return calendar.Date{}, text, dateRefusal(unread, a.c.Location())
}

// beginsLikeADay reports whether words begin with a number or with "nächsten" and
// the like, or in small letters with "morgen", "in", "vor": with a capital these
// begin a reason.
func beginsLikeADay(words []string) bool {
	if len(words) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	if unicode.IsLower(first) && (calendar.IsRelative(strings.TrimRight(words[0], ",;:")) || words[0] == "in" || words[0] == "vor") {
		return true
	}
	return unicode.IsDigit(first) || slices.Contains([]string{"naechsten", "naechster", "kommenden", "next"}, fold(words[0]))
}

func (a asking) dayOf(words []string) (calendar.Date, error) {
	return calendar.ParseDate(strings.TrimRight(strings.Join(words, " "), ",;:"), a.now, a.c.Location())
}

func (a asking) same(day calendar.Date, words []string) bool {
	other, err := a.dayOf(words)
	return err == nil && other == day
}
