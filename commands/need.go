package commands

import (
	"context"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// needStore is what the need verbs need of the store.
type needStore interface {
	AddNeed(ctx context.Context, c committee.Committee, n committee.Need, once string) (committee.Need, error)
	Need(ctx context.Context, id int64) (committee.Need, error)
	NeedNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Need, error)
	Needs(ctx context.Context, committeeID int64, limit, offset int) ([]committee.Need, error)
	ListedNeeds(ctx context.Context, committeeID int64, f committee.NeedFilter, p committee.Person, limit, offset int) ([]committee.Need, int, error)
	NeedsBy(ctx context.Context, committeeID int64, user string, limit int) ([]committee.Need, error)
	ChangeNeed(ctx context.Context, id int64, by, verb, once string, now time.Time, rule func(committee.Need) (committee.Need, error)) (committee.Need, error)
	bundleStore
	leaveStore
	SupportNeed(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Need) (committee.Owner, bool, error)) (committee.Need, bool, error)
}

// registerNeeds registers /bedarf and /need.
func (d Desk) registerNeeds(r *bot.Router) {
	r.Command("bedarf", d.needCommand().handler(d))
	r.Command("need", d.needCommand().handler(d))
	r.Submission("need.report", d.sentNeed)
	r.Submission("need.change", d.changedNeed)
	r.Action("need.list", d.pressedNeedList)
	r.Action("need.list.state", d.choseNeedState)
	r.Action("need.edit", d.pressedNeed(d.needEditForm))
	r.Action("need.withdraw", d.pressedNeed(d.takeBackNeed))
	r.Action("need.support", d.pressedNeed(d.supportNeed))
	r.Action("need.withdraw.all", d.pressedWithdraw)
	r.Action("need.leave", d.pressedNeed(d.leaveNeed))
	r.Action("need.leave.others", d.pressedNeed(d.leaveToOthers))
	d.registerNeedSteps(r)
	d.registerBundles(r)
	d.registerDrafts(r)
}

// needCommand is /bedarf, /need.
func (d Desk) needCommand() command {
	return command{
		bare:     d.openNeedDialog,
		other:    d.needFromText,
		title:    d.unsureNeed,
		register: committee.NeedRegister,
		verbs: []verb{
			{[]string{"neu", "new"}, d.openNeedDialog},
			{[]string{"liste", "list"}, d.listNeeds},
			{[]string{"meine", "mine"}, d.myNeeds},
			{[]string{"zeigen", "show"}, d.typedNeed("show", d.shownNeed)},
			{[]string{"export"}, d.exportNeeds},
			{[]string{"verlauf", "history"}, d.readNeed("history", d.needHistory)},
			{[]string{"auch", "also", "too"}, d.supportByText},
			{[]string{"austragen", "leave"}, d.manyNeeds("left", d.ofNeed("leave", d.leaveByText), d.leaveOne)},
			{[]string{"ändern", "edit", "change"}, d.typedNeed("edit", d.needEditForm)},
			{[]string{"zurückziehen", "withdraw"}, d.manyNeeds("withdrawn", d.typedNeed("withdraw", d.takeBackNeed), d.withdrawOne)},
			{[]string{"bewerten", "assess", "bewertung", "assessment"}, d.assess},
			{[]string{"vorprüfen", "check"}, d.checkNeed},
			{[]string{"beschreiben", "describe"}, d.typedNeed("describe", d.describeForm)},
			{[]string{"stand", "state"}, d.ofNeed("state", d.stateByText)},
			{[]string{"aufnehmen", "accept"}, d.ofNeed("accept", d.acceptNeed)},
			{[]string{"zurückstellen", "defer"}, d.ofNeed("defer", d.deferByText)},
			{[]string{"weiter", "resume"}, d.ofNeed("resume", d.resumeNeed)},
			{[]string{"verwerfen", "drop"}, d.ofNeed("drop", d.dropByText)},
			{[]string{"rückgängig", "undo"}, d.ofNeed("undo", d.undoByText)},
			{[]string{"träger", "owner"}, d.ofNeed("owner", d.ownerByText)},
			{[]string{"rückfrage", "query", "ask"}, d.ofNeed("query", d.queryByText)},
			{[]string{"erinnern", "remind"}, d.typedNeed("remind", d.remindOwners)},
			{[]string{"antwort", "antworten", "answer", "reply"}, d.ofNeed("answer", d.answerByText)},
			{[]string{"übergeben", "handover"}, d.ofNeed("handover", d.handOverByText)},
			{[]string{"bündeln", "bundle"}, d.bundleNeeds},
			{[]string{"entbündeln", "unbundle"}, d.unbundleTyped},
			{[]string{"hilfe", "help"}, d.helpAbout("need")},
		},
	}
}

// openNeedDialog opens the form for a new need; text behind the verb becomes its
// title. Nothing is stored yet, for a need has to say more than its title. Without
// a title it first shows what the person has begun and not sent.
func (d Desk) openNeedDialog(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.ReportANeed); err != nil {
		return bot.Reply{}, err
	}
	title, err := committee.NeedTitle(rest)
	if err != nil {
		return bot.Reply{}, d.giveBack(q, rest, err)
	}
	if title == "" {
		if reply, begun, err := d.begunNeed(ctx, a, 0); begun || err != nil {
			return reply, err
		}
	}
	return d.needForm(a, committee.Kept[committee.NeedDraft]{Draft: committee.NeedDraft{Title: title}})
}

// needFromText shows the need that a number or words find, or begins a new one with the text
// as its title.
func (d Desk) needFromText(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if _, ok := committee.ParseNumber(text, committee.NeedRegister, a.year()); ok {
		return d.typedNeed("show", d.shownNeed)(ctx, a, q, text)
	}
	if reply, known, err := d.knownNeed(ctx, a, q, text); known || err != nil {
		return reply, err
	}
	return d.openNeedDialog(ctx, a, q, text)
}

// sentNeed takes the form for a new need and thanks for it; the card follows
// through the delivery.
func (d Desk) sentNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	k, err := d.sentNeedDraft(ctx, a, q)
	if err != nil {
		return bot.Reply{}, err
	}
	n, err := committee.ReportNeed(a.c, a.p, k.Draft, a.now)
	if err != nil {
		return bot.Reply{}, d.keepRefusedNeed(ctx, a, q, k, err)
	}
	if reply, like, err := d.similarFirst(ctx, a, n, k, q.Once); like || err != nil {
		return reply, err
	}
	if n, err = d.Store.AddNeed(ctx, a.c, n, q.Once); err != nil {
		return bot.Reply{}, err
	}
	d.noDraft(ctx, a, d.Store.DropNeedDraft(ctx, a.c.ID, a.p.User, k.ID, q.Once))
	d.kick()
	return bot.Reply{Message: a.v.NeedReceipt(n)}, nil
}

func needDraft(q bot.Request) committee.NeedDraft {
	return committee.NeedDraft{
		Title: q.Form["title"], Problem: q.Form["problem"], Affected: q.Form["affected"], Reason: q.Form["reason"], Existing: q.Form["existing"],
		TLP: committee.TLP(q.Form["tlp"]),
	}
}

// onNeed does something with one need for the person who asks.
type onNeed func(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error)

// typedNeed does something with the need that a number names. Words only find a
// need: it is shown with its buttons, so that nothing happens to the wrong one.
func (d Desk) typedNeed(verb string, do onNeed) answer { return d.needTyped(verb, do, d.shownNeed) }

// readNeed is typedNeed for what only reads: the need that words find is enough.
func (d Desk) readNeed(verb string, do onNeed) answer { return d.needTyped(verb, do, do) }

func (d Desk) needTyped(verb string, do, found onNeed) answer {
	return func(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
		if err := a.p.Demand(committee.Read); err != nil {
			return bot.Reply{}, err
		}
		if rest == "" {
			return bot.Reply{}, committee.Refuse(committee.Invalid, "need.which", "Verb", a.v.Say("need.verb."+verb))
		}
		if number, ok := committee.ParseNumber(rest, committee.NeedRegister, a.year()); ok {
			n, err := d.Store.NeedNumbered(ctx, a.c.ID, number)
			if err != nil {
				return bot.Reply{}, missing(err, "need.none", "Words", rest)
			}
			return do(ctx, a, q, n)
		}
		return d.needsLike(ctx, a, q, rest, found)
	}
}

// shownNeed shows one need in full; a bundled one where it lives on, or as it was
// written to somebody who may not see it there.
func (d Desk) shownNeed(ctx context.Context, a asking, q bot.Request, n committee.Need) (bot.Reply, error) {
	whole, asked, err := d.whole(ctx, n)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := a.p.DemandSight(whole.TLP); err != nil {
		if asked != nil && a.p.MaySee(n.TLP) {
			return d.originalNeed(ctx, a, q, n)
		}
		return bot.Reply{}, err
	}
	_, fresh, err := whole.Support(a.p, a.now)
	own, noted, no := whole.Leave(a.p, nil)
	shown := a.v.NeedShown(whole.For(a.p), messages.NeedMay{
		Edit: whole.MayEdit(a.p) == nil, Support: err == nil && fresh, Leave: no == nil && noted && own.Via == 0, Describe: whole.MayDescribe(a.p) == nil,
		Answer: whole.MayAnswer(a.p) == nil, Keep: a.p.May(committee.KeepRegister),
	})
	shown = a.v.WithHistory(shown, "need", whole.ID)
	return bot.Reply{Message: a.v.InBundle(shown, whole, asked, a.p.May(committee.KeepRegister))}, nil
}

// needOf is the need a button or form is about, who pressed or sent it, and what
// else the form carries.
func (d Desk) needOf(ctx context.Context, q bot.Request) (committee.Need, asking, string, error) {
	id, rest := splitObject(q.Object)
	n, err := d.Store.Need(ctx, id)
	if err != nil {
		return n, asking{}, "", missing(err, "need.none", "Words", strings.TrimSpace(q.Object))
	}
	a, err := d.inCommittee(ctx, q, n.Committee)
	return n, a, rest, err
}

// pressedNeed does something with the need whose button was pressed.
func (d Desk) pressedNeed(do onNeed) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		n, a, _, err := d.needOf(ctx, q)
		if err != nil {
			return bot.Reply{}, err
		}
		return do(ctx, a, q, n)
	}
}
