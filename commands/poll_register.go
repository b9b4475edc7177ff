package commands

import (
	"context"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// pollStore is what the poll verbs need of the store.
type pollStore interface {
	draftStore
	fixStore
	recordStore
	lotStore
	statementStore
	OpenPoll(ctx context.Context, c committee.Committee, p committee.Poll, once string) (committee.Poll, error)
	Poll(ctx context.Context, id int64) (committee.Poll, error)
	PollNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Poll, error)
	OpenPolls(ctx context.Context, committeeID int64) ([]committee.Poll, error)
	OpenPollsFor(ctx context.Context, committeeID int64, user string) ([]committee.Poll, error)
	ClosedNeeds(ctx context.Context, ids []int64) (map[int64]committee.NeedState, error)
	ClosedPolls(ctx context.Context, committeeID int64, limit int) ([]committee.Poll, error)
	Turnout(ctx context.Context, id int64) (committee.Turnout, error)
	Ballots(ctx context.Context, id int64) ([]committee.Ballot, error)
	Voting(ctx context.Context, id int64, user string) (committee.Voting, error)
	CastBallot(ctx context.Context, id int64, user string, rule func(committee.Voting) (committee.Ballot, error)) (committee.Voting, committee.Ballot, error)
	EnterBallot(ctx context.Context, id, seat int64, now time.Time, rule func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error)) (committee.Ballot, error)
	RecusePoll(ctx context.Context, id int64, who committee.Person, verb string, now time.Time, rule func(committee.Poll, committee.SeatStand) (committee.Poll, error)) (committee.Poll, error)
	EndPoll(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error)
	EndCirculation(ctx context.Context, id int64, who committee.Person, now time.Time, rule func(p committee.Poll, before *committee.Ballot) (committee.Poll, error)) (committee.Poll, error)
	EnterObjection(ctx context.Context, id, seat int64, by string, now time.Time, rule func(p committee.Poll, before *committee.Ballot) (committee.Poll, error)) (committee.Poll, error)
	ExtendPoll(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error)
}

// registerPolls registers /umfrage and /poll.
func (d Desk) registerPolls(r *bot.Router) {
	r.Command("umfrage", d.pollCommand().handler(d))
	r.Command("poll", d.pollCommand().handler(d))
	d.registerPollDrafts(r)
	d.registerBallots(r)
	d.registerFixing(r)
	r.Submission("poll.record", d.sentRecord)
	r.Submission("poll.quick", d.sentQuick)
	r.Submission("poll.statement", d.sentStatement)
	r.Action("poll.draw", d.pressedPoll(d.drawForm))
	r.Submission("poll.draw", d.sentDraw)
	r.Action("result.list", d.pressedResults)
	r.Action("result.void", d.pressedPoll(d.voidForm))
	r.Submission("result.void", d.sentVoid)
	r.Action("poll.recuse", d.pressedPoll(d.recuse))
	r.Action("poll.recuse.sure", d.pressedPoll(d.recuseSure))
	r.Action("poll.recuse.stay", d.pressedPoll(d.stayUnrecused))
	r.Action("poll.return", d.pressedPoll(d.unrecuse))
	r.Action("poll.object", d.pressedPoll(d.objection))
	r.Submission("poll.object", d.sentObjection)
	r.Submission("poll.object.enter", d.sentEnteredObjection)
	r.Submission("poll.calloff", d.sentCallOff)
	r.Action("poll.close", d.pressedPoll(d.askClosing))
	r.Action("poll.close.now", d.pressedPoll(d.closePoll))
	r.Action("poll.keep", d.pressedPoll(d.keepPoll))
	r.Action("poll.extend", d.pressedPoll(d.extendForm))
	r.Submission("poll.extend", d.sentExtension)
}

// pollCommand is /umfrage, /poll.
func (d Desk) pollCommand() command {
	return command{
		bare:    d.listPolls,
		other:   d.pollFromText,
		careful: true,
		ahead:   votingWords,
		verbs: []verb{
			{[]string{"neu", "new"}, d.newPoll},
			{[]string{"ja-nein", "yes-no", "janein"}, d.askKind(committee.MotionPoll)},
			{[]string{"auswahl", "choice"}, d.askKind(committee.ChoicePoll)},
			{[]string{"zustimmung", "approval"}, d.askKind(committee.ApprovalPoll)},
			{[]string{"rangfolge", "ranking"}, d.askKind(committee.RankingPoll)},
			{[]string{"priorisierung", "priorities", "prioritisation", "priority"}, d.askKind(committee.PriorityPoll)},
			{[]string{"punkte", "points", "dots"}, d.askKind(committee.DotsPoll)},
			{[]string{"noten", "grades", "scores"}, d.askKind(committee.ScorePoll)},
			{[]string{"termin", "date", "dates"}, d.askKind(committee.DatePoll)},
			{[]string{"geheim", "secret", "geheime", "geheimer"}, d.secretPoll},
			{[]string{"vertraulich", "confidential", "vertrauliche"}, d.askInConfidence},
			{[]string{"erklärung", "statement"}, d.typedPoll("statement", d.declare)},
			{[]string{"jetzt", "now", "schnell", "quick"}, d.quickVote},
			{[]string{"eintragen", "record"}, d.recordForm},
			{[]string{"export", "ausgeben"}, d.typedPoll("export", d.exportPoll)},
			{[]string{"befangen", "recuse"}, d.typedPoll("recuse", d.recuse)},
			{[]string{"unbefangen", "unrecuse"}, d.typedPoll("unrecuse", d.unrecuse)},
			{[]string{"vorlage", "template"}, d.typedPoll("template", d.template)},
			{[]string{"losen", "draw"}, d.typedPoll("draw", d.draw)},
			{[]string{"festlegen", "fix"}, d.typedPoll("fix", d.fixForm)},
			{[]string{"liste", "list"}, d.listPolls},
			{[]string{"zeigen", "show"}, d.typedPoll("show", d.showPoll)},
			{[]string{"beenden", "close", "end"}, d.typedPoll("close", d.askClosing)},
			{[]string{"verlängern", "extend"}, d.typedPoll("extend", d.extendByText)},
			{[]string{"zurückziehen", "löschen", "entfernen", "verwerfen", "abbrechen", "ändern", "korrigieren", "berichtigen", "correct", "withdraw", "delete", "remove", "discard", "edit", "change", "cancel"}, d.leaveStanding},
			{[]string{"streichen", "void", "stornieren"}, d.voidPoll},
			{[]string{"öffnen", "open", "reopen", "eröffnen", "wieder", "wiederöffnen", "wiedereröffnen", "öffne"}, d.reopen},
			{[]string{"umlauf", "circulation"}, d.circulate},
			{[]string{"widerspruch", "object"}, d.typedPoll("object", d.objection)},
			{[]string{"hilfe", "help"}, d.helpAbout("poll")},
		},
	}
}

// secretPoll says why there are no secret polls here, and what there is.
func (d Desk) secretPoll(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	whole := strings.TrimSpace(q.Text)
	if says, _ := committee.SecrecyOf(whole); says != committee.SaysSecret && text != "" && fold(firstWord(whole)) != "geheim" {
		return d.askInForm(ctx, a, q, whole) // what it asks about may be secret
	}
	err := committee.Refuse(committee.Invalid, "poll.secret")
	if text == "" {
		return bot.Reply{}, err
	}
	return bot.Reply{}, d.giveBack(q, whole, err)
}

// askInConfidence opens the form for a confidential poll, or its preview.
func (d Desk) askInConfidence(ctx context.Context, a asking, q bot.Request, _ string) (bot.Reply, error) {
	if err := a.p.Demand(committee.HoldPolls); err != nil {
		return bot.Reply{}, err
	}
	whole := strings.TrimSpace(q.Text)
	if says, _ := committee.SecrecyOf(whole); says != committee.SaysConfidential {
		return d.askInForm(ctx, a, q, whole)
	}
	return d.askKind(committee.MotionPoll)(ctx, a, q, whole)
}

// withPoll does something with a poll that was found; rest is what else was typed.
type withPoll func(ctx context.Context, a asking, q bot.Request, p committee.Poll, rest string) (bot.Reply, error)

// typedPoll finds the poll that a number behind the verb names.
func (d Desk) typedPoll(verb string, do withPoll) answer {
	return func(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
		if text == "" {
			return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.which", "Example", a.v.Say("poll.verb."+verb)+" 4")
		}
		p, err := d.numberedPoll(ctx, a, firstWord(text))
		if err != nil {
			return bot.Reply{}, err
		}
		return do(ctx, a, q, p, strings.TrimSpace(text[len(firstWord(text)):]))
	}
}

func (d Desk) numberedPoll(ctx context.Context, a asking, word string) (committee.Poll, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return committee.Poll{}, err
	}
	n, ok := committee.ParseNumber(word, committee.PollRegister, a.year())
	if !ok {
		return committee.Poll{}, committee.Refuse(committee.Missing, "poll.none", "Words", word)
	}
	p, err := d.Store.PollNumbered(ctx, a.c.ID, n)
	return p, missing(err, "poll.none", "Words", word)
}

// pressedPoll finds the poll that a button is about.
func (d Desk) pressedPoll(do withPoll) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		p, a, err := d.pollOf(ctx, q)
		if err != nil {
			return bot.Reply{}, err
		}
		return do(ctx, a, q, p, "")
	}
}

// pollOf is the poll a button or form is about, and who pressed or sent it.
func (d Desk) pollOf(ctx context.Context, q bot.Request) (committee.Poll, asking, error) {
	id, _ := splitObject(q.Object)
	p, err := d.Store.Poll(ctx, id)
	if err != nil {
		return p, asking{}, missing(err, "poll.none", "Words", q.Object)
	}
	a, err := d.inCommittee(ctx, q, p.Committee)
	return p, a, err
}

// pollFromText votes in, shows or manages the poll whose number comes first. Any
// other text becomes the question of a new one, in a form that is looked at first.
func (d Desk) pollFromText(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if _, ok := committee.ParseNumber(firstWord(text), committee.PollRegister, a.year()); ok {
		return d.typedPoll("show", d.inPoll)(ctx, a, q, text)
	}
	if votes(text) {
		return bot.Reply{}, d.whichPoll(ctx, a, text)
	}
	if !a.p.May(committee.HoldPolls) && !strings.Contains(text, "?") && untilWord.FindString(text) == "" {
		return bot.Reply{}, notAsked(a, text)
	}
	return d.askInForm(ctx, a, q, text)
}

// notAsked answers who may open no polls about a text that is no question either; a
// number at its end may be the poll they mean.
func notAsked(a asking, text string) error {
	words := strings.Fields(text)
	if n, ok := committee.ParseNumber(words[len(words)-1], committee.PollRegister, a.year()); ok && a.p.May(committee.Read) {
		return committee.Refuse(committee.Invalid, "poll.text.number", "Word", messages.Cut(words[0], 60), "Seq", n.Seq)
	}
	return committee.Refuse(committee.Invalid, "poll.text", "Word", messages.Cut(words[0], 60))
}

// inPoll is what stands behind the number of a poll: a vote or a verb.
func (d Desk) inPoll(ctx context.Context, a asking, q bot.Request, p committee.Poll, rest string) (bot.Reply, error) {
	word := firstWord(rest)
	behind := strings.TrimSpace(rest[len(word):])
	votes := a.p.May(committee.Vote) && (p.OpenAt(a.now) || !a.p.May(committee.PlanMeetings)) // who can on none of the days
	if p.Kind == committee.DatePoll && saysNone(word) && behind == "" && !votes {
		return d.fixNone(ctx, a, q, p, "")
	}
	switch fold(word) {
	case "":
		return d.showPoll(ctx, a, q, p, "")
	case "beenden", "close", "end":
		return d.askClosing(ctx, a, q, p, behind)
	case "verlaengern", "extend":
		return d.extendByText(ctx, a, q, p, behind)
	case "widerspruch", "object":
		return d.objection(ctx, a, q, p, behind)
	case "export", "ausgeben":
		return d.exportPoll(ctx, a, q, p, behind)
	case "fuer", "for":
		return d.enter(ctx, a, q, p, behind)
	case "befangen", "recuse":
		return d.recuse(ctx, a, q, p, behind)
	case "unbefangen", "unrecuse":
		return d.unrecuse(ctx, a, q, p, behind)
	case "festlegen", "fix":
		return d.fixForm(ctx, a, q, p, behind)
	case "losen", "draw":
		return d.draw(ctx, a, q, p, behind)
	case "vorlage", "template":
		return d.template(ctx, a, q, p, behind)
	}
	if m := voteFirst.FindStringSubmatch(rest); m != nil && a.p.May(committee.EnterVotes) {
		return d.enter(ctx, a, q, p, m[2]+" "+m[1])
	}
	return d.typedVote(ctx, a, q, p, rest)
}
