package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// draftStore keeps polls that somebody is writing.
type draftStore interface {
	KeepPollDraft(ctx context.Context, committeeID int64, user string, s committee.PollSketch, now time.Time) (int64, error)
	PollDraft(ctx context.Context, committeeID int64, user string, now time.Time) (int64, committee.PollSketch, error)
	DropPollDraft(ctx context.Context, id int64) error
}

// registerPollDrafts registers the way from a question to an open poll: the kind,
// the form, the preview with its rules, and opening.
func (d Desk) registerPollDrafts(r *bot.Router) {
	r.Action("poll.new", d.pressedNewPoll)
	r.Submission("poll.open", d.sentPoll)
	r.Action("poll.draft.edit", d.ownDraft(d.editDraft))
	r.Action("poll.draft.rules", d.ownDraft(d.rulesOfDraft))
	r.Submission("poll.draft.rules", d.sentRules)
	r.Action("poll.draft.own", d.ownDraft(d.ruleOfDraft))
	r.Submission("poll.draft.own", d.ownDraft(d.sentRule))
	r.Action("poll.draft.open", d.ownDraft(d.openDraft))
	r.Action("poll.draft.drop", d.ownDraft(d.dropDraft))
	r.Action("poll.draft.show", d.ownDraft(d.previewDraft))
	r.Action("poll.template", d.pressedPoll(d.template))
	r.Action("poll.topic", d.pressedPoll(d.topicOfObjected))
}

// newPoll goes on with the draft that is there, or asks for the kind of poll.
func (d Desk) newPoll(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if text != "" {
		return d.askInForm(ctx, a, q, text)
	}
	id, s, err := d.Store.PollDraft(ctx, a.c.ID, a.p.User, a.now)
	if errors.Is(err, committee.ErrMissing) {
		return bot.Reply{Message: a.v.PollKinds(a.c.ID)}, nil
	}
	return bot.Reply{Message: a.v.PollDraftWaits(id, s, a.c.ID)}, err
}

// pressedNewPoll is a button that opens the form of a kind, or asks for the kind.
func (d Desk) pressedNewPoll(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	switch q.Value {
	case "":
		return d.newPoll(ctx, a, q, "")
	case "kinds":
		return bot.Reply{Message: a.v.PollKinds(a.c.ID)}, a.p.Demand(committee.HoldPolls)
	}
	if q.Value == messages.CirculationKind {
		return d.circulate(ctx, a, q, "")
	}
	return d.pollForm(ctx, a, 0, committee.PollSketch{Kind: committee.PollKind(q.Value)})
}

// pollForm opens the form for a poll with what is known already: a new one, or the
// draft with an ID. For a priority poll without needs it offers those that are not
// decided on yet.
func (d Desk) pollForm(ctx context.Context, a asking, id int64, s committee.PollSketch) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	if s.InRegister() && s.Options == "" {
		undecided := committee.NeedFilter{States: committee.UndecidedNeedStates()}
		needs, _, err := d.Store.ListedNeeds(ctx, a.c.ID, undecided, a.p, committee.MaxOptions, 0)
		if err != nil {
			return bot.Reply{}, err
		}
		s.Options = messages.NeedLines(needs)
	}
	form := a.v.PollDialog(a.c.ID, s)
	if id != 0 {
		form.Object += ofDraft + messages.ObjectKey(id)
	}
	return bot.Reply{Dialog: &form}, nil
}

// ofDraft stands before the draft that a form was opened for, in what names the form.
const ofDraft = " of "

// sentPoll takes the form for a poll, keeps it and shows how it will look. What
// is refused is kept too, so that a form closed in despair loses nothing.
func (d Desk) sentPoll(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, kind := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	kind, of, _ := strings.Cut(kind, ofDraft)
	kind, circulates := strings.CutSuffix(kind, " "+messages.CirculationKind)
	s, err := d.sketched(ctx, a, q, committee.PollKind(kind), circulates, of)
	if err != nil {
		return bot.Reply{}, err
	}
	if circulates {
		s.Circulation, err = circulationDays(q.Form["days"])
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return d.keepSketch(ctx, a, s)
}

// sketched puts the texts of a form into the draft that the form was opened for, or
// that it was sent for before, so that its terms stay. The form of a new question
// begins with the terms of its kind, whatever else the person has begun.
func (d Desk) sketched(ctx context.Context, a asking, q bot.Request, kind committee.PollKind, circulates bool, of string) (committee.PollSketch, error) {
	id, begun, err := d.Store.PollDraft(ctx, a.c.ID, a.p.User, a.now)
	if err != nil && !errors.Is(err, committee.ErrMissing) {
		return begun, err
	}
	again, opened := q.Once != "" && begun.Form == q.Once, id != 0 && of == messages.ObjectKey(id)
	goesOn := (again || opened) && begun.Kind == kind && circulates == (begun.Circulation != nil)
	s := committee.PollSketch{Kind: kind}
	if goesOn {
		s = begun
	}
	if !again && begun.Form != "" { // they have seen it
		s.Left = ""
	}
	s.Form, s.Question, s.Until, s.Text = q.Once, q.Form["question"], q.Form["until"], q.Form["text"]
	s.Options = q.Form["options"]
	if s.InRegister() {
		s.Options = q.Form["needs"]
	}
	s = s.Read()
	if !goesOn {
		s = s.InPlaceOf(begun)
	}
	return s, nil
}

// keepSketch keeps a draft and shows it as it would be opened, or refuses it. A
// marked text is not kept.
func (d Desk) keepSketch(ctx context.Context, a asking, s committee.PollSketch) (bot.Reply, error) {
	if committee.Classified(s.Question+" "+s.Text+" "+s.Options) != "" {
		_, err := d.drawnUp(ctx, a, s)
		return bot.Reply{}, err
	}
	id, err := d.Store.KeepPollDraft(ctx, a.c.ID, a.p.User, s, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := d.drawnUp(ctx, a, s)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.WithDraftLeft(a.v.PollPreview(a.c, p, id), s)}, nil
}

// drawnUp is the poll that a draft would be if it was opened now.
func (d Desk) drawnUp(ctx context.Context, a asking, s committee.PollSketch) (committee.Poll, error) {
	draft, unread, err := d.pollDraft(ctx, a, s)
	if err != nil {
		return committee.Poll{}, err
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return committee.Poll{}, err
	}
	if draft.Kind == committee.DatePoll {
		if draft, err = d.knownOfDays(ctx, a, draft); err != nil {
			return committee.Poll{}, err
		}
	}
	p, err := committee.OpenPoll(a.c, a.p, draft, seats, a.now)
	return p, allOf(err, unread)
}

// onSketch does something with the draft a person is writing.
type onSketch func(ctx context.Context, a asking, q bot.Request, id int64, s committee.PollSketch) (bot.Reply, error)

// ownDraft finds the draft of the person who presses; the button names the
// committee, and the draft that it was shown for.
func (d Desk) ownDraft(do onSketch) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		home, _ := splitObject(q.Object)
		a, err := d.inCommittee(ctx, q, home)
		if err != nil {
			return bot.Reply{}, err
		}
		if err := a.p.Demand(committee.HoldPolls); err != nil {
			return bot.Reply{}, err
		}
		id, s, err := d.Store.PollDraft(ctx, home, a.p.User, a.now)
		if err != nil {
			return bot.Reply{}, missing(err, "poll.draft.gone")
		}
		return do(ctx, a, q, id, s)
	}
}

// editDraft opens the form with the draft.
func (d Desk) editDraft(ctx context.Context, a asking, _ bot.Request, id int64, s committee.PollSketch) (bot.Reply, error) {
	return d.pollForm(ctx, a, id, s)
}

// previewDraft shows the draft as it would be opened, or the form if it cannot be.
func (d Desk) previewDraft(ctx context.Context, a asking, _ bot.Request, id int64, s committee.PollSketch) (bot.Reply, error) {
	p, err := d.drawnUp(ctx, a, s)
	if committee.Refusals(err) != nil {
		return d.pollForm(ctx, a, id, s)
	}
	return bot.Reply{Message: a.v.PollPreview(a.c, p, id)}, err
}

// dropDraft throws a draft away.
func (d Desk) dropDraft(ctx context.Context, a asking, _ bot.Request, id int64, _ committee.PollSketch) (bot.Reply, error) {
	return bot.Reply{Message: a.v.PollDraftDropped(a.c.ID)}, d.Store.DropPollDraft(ctx, id)
}

// openDraft opens what the preview showed, once, however often it is pressed. If
// the draft was changed since, it shows the newest.
func (d Desk) openDraft(ctx context.Context, a asking, q bot.Request, id int64, s committee.PollSketch) (bot.Reply, error) {
	if _, shown := splitObject(q.Object); shown != strconv.FormatInt(id, 10) {
		reply, err := d.previewDraft(ctx, a, q, id, s)
		reply.Message.Text = a.v.Say("poll.draft.newer") + "\n\n" + reply.Message.Text
		return reply, err
	}
	p, err := d.drawnUp(ctx, a, s)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.openPoll(ctx, a, p, fmt.Sprintf("poll-draft/%d", id))
	if err != nil {
		return bot.Reply{}, err
	}
	reply.Message.Key = messages.DraftKey(a.c.ID)
	d.noDraft(ctx, a, d.Store.DropPollDraft(ctx, id))
	return reply, nil
}

// openPoll stores a poll that the rules have let through.
func (d Desk) openPoll(ctx context.Context, a asking, p committee.Poll, once string) (bot.Reply, error) {
	p, err := d.Store.OpenPoll(ctx, a.c, p, once)
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.PollOpened(p)}, nil
}

// template makes a draft of an earlier poll and opens the form with it. Needs that are
// decided on by now are left out, and the form says which.
func (d Desk) template(ctx context.Context, a asking, _ bot.Request, p committee.Poll, _ string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	var left []committee.Need
	asked := p.Options
	p.Options = nil
	for _, o := range asked {
		n, decided, err := d.decidedOn(ctx, a, o)
		if err != nil {
			return bot.Reply{}, err
		}
		if decided {
			left = append(left, n)
			continue
		}
		p.Options = append(p.Options, o)
	}
	reply, err := d.draftOf(ctx, a, p, func(*committee.PollSketch) {})
	if reply.Dialog != nil && left != nil {
		reply.Dialog.Intro += "\n" + a.v.NeedsLeftOut(left)
	}
	return reply, err
}

// decidedOn is the need that an option is, if it cannot be put in order any more.
func (d Desk) decidedOn(ctx context.Context, a asking, o committee.PollOption) (committee.Need, bool, error) {
	n, ok := committee.ParseNumber(o.Key, committee.NeedRegister, a.year())
	if o.Need == 0 || !ok {
		return committee.Need{}, false, nil
	}
	need, err := d.Store.NeedNumbered(ctx, a.c.ID, n)
	return need, !need.Undecided(), err
}

// draftOf keeps an earlier poll as a draft, with what is to be different in it, and
// opens the form.
func (d Desk) draftOf(ctx context.Context, a asking, p committee.Poll, differ func(*committee.PollSketch)) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	s := committee.SketchOf(p, a.v.DayLine, a.now)
	differ(&s)
	return d.formOf(ctx, a, s)
}

// rulesOfDraft opens the form for the rules of a draft.
func (d Desk) rulesOfDraft(ctx context.Context, a asking, _ bot.Request, _ int64, s committee.PollSketch) (bot.Reply, error) {
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	form := a.v.PollRulesDialog(a.c, s, groups(seats), weighed(seats))
	return bot.Reply{Dialog: &form}, nil
}

// weighed reports whether some seat weighs more than others.
func weighed(seats []committee.Seat) bool {
	return slices.ContainsFunc(seats, func(s committee.Seat) bool { return s.Votes() != 1 })
}

// groups are the groups of some seats in their order.
func groups(seats []committee.Seat) []string {
	var names []string
	for _, s := range seats {
		if !strings.Contains("\n"+strings.Join(names, "\n")+"\n", "\n"+s.Group+"\n") {
			names = append(names, s.Group)
		}
	}
	return names
}

// sentRules takes the rules of a draft and shows it anew.
func (d Desk) sentRules(ctx context.Context, q bot.Request) (bot.Reply, error) {
	return d.ownDraft(func(ctx context.Context, a asking, q bot.Request, _ int64, s committee.PollSketch) (bot.Reply, error) {
		if _, kind := splitObject(q.Object); s.Kind != committee.PollKind(kind) {
			return bot.Reply{}, committee.Refuse(committee.Conflict, "poll.draft.gone")
		}
		before := s.Terms
		if err := readRules(&s.Terms, s.RuleIn(a.c), q.Form); err != nil {
			return bot.Reply{}, err
		}
		_, unread := d.drawnUp(ctx, a, s)
		if about(unread, q.Form) {
			s.Terms = before
			return bot.Reply{}, unread
		}
		return d.keepRules(ctx, a, s)
	})(ctx, q)
}

// keepRules keeps the draft and shows it; what is wrong with its texts can wait.
func (d Desk) keepRules(ctx context.Context, a asking, s committee.PollSketch) (bot.Reply, error) {
	id, err := d.Store.KeepPollDraft(ctx, a.c.ID, a.p.User, s, a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := d.drawnUp(ctx, a, s)
	if committee.Refusals(err) != nil {
		return bot.Reply{Message: a.v.PollDraftWaits(id, s, a.c.ID)}, nil
	}
	return bot.Reply{Message: a.v.PollPreview(a.c, p, id)}, err
}

// about reports whether something is wrong with a field of the form.
func about(err error, form map[string]string) bool {
	for _, e := range committee.Refusals(err) {
		if _, ok := form[e.Field]; ok && e.Field != "" {
			return true
		}
	}
	return err != nil && committee.Refusals(err) == nil
}
