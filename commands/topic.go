package commands

import (
	"context"
	"errors"
	"strconv"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// topicStore is what the topic verbs need of the store.
type topicStore interface {
	AddTopic(ctx context.Context, c committee.Committee, t committee.Topic, once string) (committee.Topic, error)
	Topic(ctx context.Context, id int64) (committee.Topic, error)
	TopicNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Topic, error)
	ListedTopics(ctx context.Context, committeeID int64, f committee.TopicFilter, p committee.Person, limit, offset int) ([]committee.Topic, int, error)
	TopicsBy(ctx context.Context, committeeID int64, user string, limit int) ([]committee.Topic, error)
	TopicIntoNeed(ctx context.Context, c committee.Committee, topicID int64, n committee.Need, once string, now time.Time, rule func(committee.Topic, committee.Need) (committee.Topic, error)) (committee.Topic, committee.Need, error)
	UnmakeNeed(ctx context.Context, topicID int64, by string, now time.Time, rule func(committee.Topic, []committee.Meeting, committee.Need) (committee.Topic, committee.Need, error)) (committee.Topic, committee.Need, error)
	ChangeTopic(ctx context.Context, id int64, by, verb, once string, now time.Time, rule func(committee.Topic) (committee.Topic, error)) (committee.Topic, error)
	PlaceTopic(ctx context.Context, id int64, by, verb, once string, now time.Time, rule func(committee.Topic, []committee.Meeting) (committee.Topic, error)) (committee.Topic, error)
}

// topicCommand is /thema, /topic.
func (d Desk) topicCommand() command {
	return command{
		bare:     d.openTopicDialog,
		other:    d.topicFromText,
		title:    d.unsureTopic,
		register: committee.TopicRegister,
		verbs: append(append(d.careVerbs(), d.replyVerbs()...), []verb{
			{[]string{"neu", "new"}, d.openTopicDialog},
			{[]string{"liste", "list"}, d.listTopics},
			{[]string{"meine", "mine"}, d.myTopics},
			{[]string{"zeigen", "show"}, d.showTopic},
			{[]string{"verlauf", "history"}, d.topicHistory},
			{[]string{"export"}, d.exportTopics},
			{[]string{"ändern", "edit", "change"}, d.editTopic},
			{[]string{"zurückziehen", "withdraw"}, d.withdrawTopic},
			{[]string{"hilfe", "help"}, d.helpAbout("topic")},
		}...),
	}
}

// openTopicDialog opens the form for a new topic; text behind the verb becomes its title.
// Without one it first shows what the person has begun and not sent.
func (d Desk) openTopicDialog(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if err := a.p.Demand(committee.SubmitATopic); err != nil {
		return bot.Reply{}, err
	}
	if rest == "" {
		if reply, begun, err := d.begunTopic(ctx, a, 0, q.Thread); begun || err != nil {
			return reply, err
		}
	}
	return d.topicForm(a, newTopic(rest, q.Thread))
}

// topicFromText shows the topic a number names, or submits the text as a new one.
func (d Desk) topicFromText(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if _, ok := committee.ParseNumber(text, committee.TopicRegister, a.year()); ok {
		return d.showTopic(ctx, a, q, text)
	}
	reply, _, err := d.submitUnlessAlike(ctx, a, quickTopic(a, text, q.Thread), "")
	return reply, d.giveBack(q, text, err)
}

// quickTopic is a topic of which only the title was typed.
func quickTopic(a asking, title, thread string) committee.Kept[committee.TopicDraft] {
	k := newTopic(title, thread)
	k.Committee, k.User = a.c.ID, a.p.User
	return k
}

// submitTopic keeps a new topic and thanks for it; the card follows through the delivery.
func (d Desk) submitTopic(ctx context.Context, a asking, draft committee.TopicDraft, once string) (bot.Reply, error) {
	t, coming, err := d.addTopic(ctx, a, draft, once)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.TopicReceipt(a.c, t, coming)}, nil
}

// addTopic stores a topic and returns it with the meetings to come.
func (d Desk) addTopic(ctx context.Context, a asking, draft committee.TopicDraft, once string) (committee.Topic, []committee.Meeting, error) {
	t, err := committee.SubmitTopic(a.c, a.p, draft, a.now)
	if err != nil {
		return t, nil, err
	}
	coming, err := d.Store.ComingMeetings(ctx, a.c.ID, a.now, manyMeetings)
	if err != nil {
		return t, nil, err
	}
	if t, err = d.Store.AddTopic(ctx, a.c, t.Against(a.c, coming), once); err != nil {
		return t, nil, err
	}
	d.kick()
	return t, coming, nil
}

// sentTopic takes the form for a new topic.
func (d Desk) sentTopic(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	k, err := d.sentTopicDraft(ctx, a, q)
	if err != nil {
		_, more := committee.SubmitTopic(a.c, a.p, k.Draft, a.now)
		return bot.Reply{}, d.keepRefusedTopic(ctx, a, q, k, allOf(err, more))
	}
	reply, asked, err := d.submitUnlessAlike(ctx, a, k, q.Once)
	if err != nil {
		return bot.Reply{}, d.keepRefusedTopic(ctx, a, q, k, err)
	}
	if asked {
		return reply, nil
	}
	d.noDraft(ctx, a, d.Store.DropTopicDraft(ctx, a.c.ID, a.p.User, k.ID, q.Once))
	return reply, nil
}

// topicDraft reads the form. A date that cannot be read is refused at its field.
func topicDraft(a asking, q bot.Request) (committee.TopicDraft, error) {
	d := committee.TopicDraft{Title: q.Form["title"], Question: q.Form["question"], Kind: committee.TopicKind(q.Form["kind"]), Addressee: q.Form["addressee"], TLP: committee.TLP(q.Form["tlp"]), UntilText: q.Form["until"]}
	if q.Form["until"] == "" {
		return d, nil
	}
	until, err := calendar.ParseDate(q.Form["until"], a.now, a.c.Location())
	d.Until = until
	return d, dateRefusal(err, a.c.Location())
}

// dateRefusal says why a date that was typed at the field "until" cannot be
// used; other errors stay as they are.
func dateRefusal(err error, zone *time.Location) error {
	var e *calendar.MomentError
	if !errors.As(err, &e) {
		return err
	}
	no := committee.Refuse(committee.Invalid, "date.unreadable", "Text", messages.Cut(e.Text, 80))
	switch e.Reason {
	case calendar.Past:
		no = committee.Refuse(committee.Invalid, "date.past", "Date", calendar.DateOf(e.Understood[0], zone))
	case calendar.Ambiguous:
		first, second := calendar.DateOf(e.Understood[0], zone), calendar.DateOf(e.Understood[1], zone)
		no = committee.Refuse(committee.Invalid, "date.ambiguous", "Text", messages.Cut(e.Text, 80), "First", first, "Second", second)
	case calendar.Unreadable, calendar.Gap:
	}
	return no.At("until")
}

// showTopic shows one topic in full, by number or by a part of its title.
func (d Desk) showTopic(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	t, several, err := d.findTopic(ctx, a, rest, "zeigen")
	if err != nil || several != nil {
		return orChoice(several), err
	}
	return d.showFound(a, t)
}

// editTopic opens the form with the topic's text.
func (d Desk) editTopic(ctx context.Context, a asking, _ bot.Request, rest string) (bot.Reply, error) {
	t, several, err := d.findTopic(ctx, a, rest, "ändern")
	if err != nil || several != nil {
		return orChoice(several), err
	}
	return d.topicEditForm(a, t)
}

func (d Desk) topicEditForm(a asking, t committee.Topic) (bot.Reply, error) {
	if err := t.MayEdit(a.p); err != nil {
		return bot.Reply{}, err
	}
	form := a.v.TopicDialog("topic.change", messages.ObjectKey(t.ID)+" "+strconv.Itoa(t.Version), committee.TopicDraft{Title: t.Title, Question: t.Question, Kind: t.Kind, Until: t.Until, Addressee: t.Addressee, TLP: t.TLP})
	return bot.Reply{Dialog: &form}, nil
}

// pressedTopicEdit is the button "change" under a topic.
func (d Desk) pressedTopicEdit(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.topicEditForm(a, t)
}

// changedTopic takes the form with a changed text.
func (d Desk) changedTopic(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	draft, err := topicDraft(a, q)
	if err != nil {
		_, more := t.Edit(a.c, a.p, draft, a.now)
		return bot.Reply{}, allOf(err, more)
	}
	_, version := splitObject(q.Object)
	draft.Of, _ = strconv.Atoi(version)
	if draft.Question == "" && draft.TLP != committee.Red && !messages.Prefilled(t.Question) {
		draft.Question = t.Question
	}
	t, err = d.Store.ChangeTopic(ctx, t.ID, a.p.User, "edit", q.Once, a.now, func(t committee.Topic) (committee.Topic, error) {
		return t.Edit(a.c, a.p, draft, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.TopicChanged(t)}, nil
}

// withdrawTopic takes topics back by number. Words only find one: it is shown
// with its buttons.
func (d Desk) withdrawTopic(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if n := readNamed(rest).spread(); len(n.topics) > 1 && n.rest == "" {
		return d.withAll(ctx, a, q, n, messages.Many{Key: "topic.many.withdrawn"}, func(t committee.Topic) (committee.Topic, error) {
			return d.withdraw(ctx, a, t.ID)
		})
	}
	if _, ok := committee.ParseNumber(rest, committee.TopicRegister, a.year()); !ok && rest != "" {
		return d.showTopic(ctx, a, q, rest)
	}
	t, several, err := d.findTopic(ctx, a, rest, "zurückziehen")
	if err != nil || several != nil {
		return orChoice(several), err
	}
	return d.takeBackTopic(ctx, a, t.ID)
}

// pressedTopicWithdraw is the button "withdraw" under a topic.
func (d Desk) pressedTopicWithdraw(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.takeBackTopic(ctx, a, t.ID)
}

// withdraw takes a topic back.
func (d Desk) withdraw(ctx context.Context, a asking, id int64) (committee.Topic, error) {
	return d.Store.ChangeTopic(ctx, id, a.p.User, committee.WithdrawTopic, "", a.now, func(t committee.Topic) (committee.Topic, error) {
		return t.Withdraw(a.p, a.now)
	})
}

func (d Desk) takeBackTopic(ctx context.Context, a asking, id int64) (bot.Reply, error) {
	t, err := d.withdraw(ctx, a, id)
	if err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.TopicWithdrawn(t)}, nil
}

// findTopic finds a topic by number or by a part of its title. If several fit,
// or none, it returns what lets the person choose.
func (d Desk) findTopic(ctx context.Context, a asking, text, verb string) (committee.Topic, *bot.Message, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return committee.Topic{}, nil, err
	}
	if text == "" {
		return committee.Topic{}, nil, committee.Refuse(committee.Invalid, "topic.which", "Verb", verb)
	}
	if n, ok := committee.ParseNumber(text, committee.TopicRegister, a.year()); ok {
		t, err := d.Store.TopicNumbered(ctx, a.c.ID, n)
		return t, nil, missing(err, "topic.none", "Words", text)
	}
	return d.topicsLike(ctx, a, text)
}

// topicOf is the topic a button or form is about, and who pressed or sent it.
func (d Desk) topicOf(ctx context.Context, q bot.Request) (committee.Topic, asking, error) {
	id, _ := splitObject(q.Object)
	t, err := d.Store.Topic(ctx, id)
	if err != nil {
		return t, asking{}, missing(err, "topic.none", "Words", q.Object)
	}
	a, err := d.inCommittee(ctx, q, t.Committee)
	return t, a, err
}
