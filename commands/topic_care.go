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

// careVerbs are what chair and office do with topics by typing.
func (d Desk) careVerbs() []verb {
	return []verb{
		{[]string{"eingang", "inbox"}, d.topicInbox},
		{[]string{"aufnehmen", "take"}, d.typedCare(committee.TakeOn)},
		{[]string{"antworten", "answer"}, d.typedCare(committee.Respond)},
		{[]string{"tagesordnung", "agenda"}, d.typedCare(committee.Schedule)},
		{[]string{"zurückstellen", "defer"}, d.typedCare(committee.Defer)},
		{[]string{"ablehnen", "reject"}, d.typedCare(committee.Reject)},
		{[]string{"erledigt", "done"}, d.typedCare(committee.Finish)},
		{[]string{"bedarf", "need"}, d.typedCare(committee.MakeNeed)},
		{[]string{"rückgängig", "undo"}, d.typedUndo},
	}
}

// registerTopicCare registers the buttons and forms of the handling of topics.
func (d Desk) registerTopicCare(r *bot.Router) {
	r.Action("topic.inbox", d.pressedInbox)
	r.Action("topic.care", d.pressedCare)
	r.Submission("topic.care", d.sentCare)
	r.Submission("topic.need", d.sentTopicNeed)
	r.Action("topic.undo", d.pressedUndo)
	r.Action("topic.agree", d.pressedReply(d.agreeTopic))
	r.Action("topic.comment", d.pressedReply(d.commentForm))
	r.Submission("topic.comment", d.sentComment)
	r.Action("topic.confirm", d.pressedReply(d.confirmTopic))
	r.Action("topic.dispute", d.pressedReply(d.disputeTopic))
}

// manyTopics is how many open topics the inbox looks through.
const manyTopics = 500

// topicInbox shows the first topic that waits for chair and office.
func (d Desk) topicInbox(ctx context.Context, a asking, _ bot.Request, _ string) (bot.Reply, error) {
	return d.inboxAt(ctx, a, 0, messages.Done{})
}

// pressedInbox turns to another topic: the button on a card names it, those of
// the inbox its place.
func (d Desk) pressedInbox(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, rest := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	at, _ := strconv.Atoi(q.Value)
	topic, _ := strconv.ParseInt(rest, 10, 64)
	if topic == 0 {
		return d.inboxAt(ctx, a, at, messages.Done{})
	}
	t, err := d.Store.Topic(ctx, topic)
	if err != nil {
		return bot.Reply{}, missing(err, "topic.none", "Words", rest)
	}
	if !a.p.May(committee.KeepRegister) { // the card is the same for all
		reply, err := d.showFound(a, t)
		reply.Message.Text = joined(a.v.Say("topic.care.only"), reply.Message.Text)
		return reply, err
	}
	return bot.Reply{Message: a.v.InboxScreen(t, messages.Place{Committee: a.c.ID}, messages.Done{}, a.now)}, nil
}

// inboxAt shows the topic at a place of the inbox, below what was just done.
func (d Desk) inboxAt(ctx context.Context, a asking, at int, done messages.Done) (bot.Reply, error) {
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	open, _, err := d.Store.ListedTopics(ctx, a.c.ID, committee.TopicFilter{}, a.p, manyTopics, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	in := committee.Inbox(open, calendar.DateOf(a.now, a.c.Location()))
	if len(in) == 0 {
		return bot.Reply{Message: a.v.InboxEmpty(done)}, nil
	}
	at = max(0, min(at, len(in)-1))
	if done.Key != "topic.undone" && in[at].ID == done.Topic.ID {
		at = (at + 1) % len(in) // it stays in the inbox, but what comes next is another one
	}
	return bot.Reply{Message: a.v.InboxScreen(in[at], messages.Place{Committee: a.c.ID, At: at, Total: len(in)}, done, a.now)}, nil
}

// typedCare handles the topic whose number comes first. What a handling needs
// and was not typed is asked for in a form.
func (d Desk) typedCare(h committee.Handling) answer {
	return func(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
		word := firstWord(text)
		if n := readNamed(text); len(n.topics) > 0 {
			word = n.topics[0]
		}
		if a.isTitle(q.Text, word) {
			return d.topicFromText(ctx, a, q, q.Text)
		}
		if err := a.p.Demand(committee.KeepRegister); err != nil {
			return d.orTitle(a, q, err)
		}
		n, err := d.namedFor(ctx, a, h, text)
		if err != nil {
			return bot.Reply{}, d.giveBack(q, text, err)
		}
		if len(n.topics) > 1 {
			return d.careForAll(ctx, a, q, h, n)
		}
		rest := n.rest
		if len(n.topics) == 0 {
			rest = strings.TrimSpace(text[len(word):])
		}
		t, several, err := d.findTopic(ctx, a, word, strings.ToLower(firstWord(q.Text)))
		if err != nil {
			return d.orTitle(a, q, err)
		}
		if several != nil {
			return orChoice(several), nil
		}
		if rest == "" && h != committee.TakeOn && h != committee.Finish && h != committee.Schedule {
			return d.careForm(ctx, a, t, h, -1)
		}
		if rest != "" && (h == committee.TakeOn || h == committee.MakeNeed) { // which keep no text
			return bot.Reply{}, d.giveBack(q, rest, committee.Refuse(committee.Invalid, "topic.care.words"))
		}
		c, err := a.typedAct(h, rest)
		if err != nil {
			return bot.Reply{}, d.giveBack(q, rest, err)
		}
		reply, err := d.care(ctx, a, t, c, "")
		if rest != "" {
			err = d.giveBack(q, rest, err)
		}
		return reply, err
	}
}

// isTitle reports whether a text that begins with a verb is a title all the same:
// no number follows, and it begins with a capital letter or the person handles no
// topics ("Antworten auf Kleine Anfragen").
func (a asking) isTitle(text, next string) bool {
	if _, ok := committee.ParseNumber(next, committee.TopicRegister, a.year()); ok || next == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first) || !a.p.May(committee.KeepRegister)
}

// typedAct reads what stands behind the number: a meeting and a reason, "bis
// 1. Juni 2027" and a reason, or the text itself.
func (a asking) typedAct(h committee.Handling, rest string) (cared, error) {
	c := cared{act: committee.TopicAct{Do: h, Text: rest}, at: -1}
	var err error
	switch h {
	case committee.Schedule:
		c.meeting, c.act.Text = meetingAndWhy(rest)
	case committee.Defer:
		c.act.Resume, c.act.Text, err = a.untilAndWhy(rest)
	default:
	}
	return c, err
}

// meetingAndWhy splits "78. Sitzung, weil es eilt" into the number of a meeting,
// "" for the next one, and a reason.
func meetingAndWhy(text string) (meeting, why string) {
	text = nextMeeting.ReplaceAllString(text, "")
	number, why, ok := meetingNumber(text)
	if !ok {
		return "", typedReason(text)
	}
	return strconv.Itoa(number), typedReason(strings.TrimLeft(why, " .,;:–-"))
}

// pressedCare is a button of the inbox: a handling, the version and the place.
func (d Desk) pressedCare(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := a.p.Demand(committee.KeepRegister); err != nil {
		return bot.Reply{}, err
	}
	c := readCare(q.Value)
	if c.act.Do != committee.TakeOn && c.act.Do != committee.Finish {
		return d.careForm(ctx, a, t, c.act.Do, c.at)
	}
	return d.care(ctx, a, t, c, "")
}

// cared is what a button or form of the inbox carries besides its topic, or what was
// typed behind its number.
type cared struct {
	act     committee.TopicAct
	at      int    // the place in the inbox; -1 for outside
	meeting string // the number of the meeting it is to be put on, "" for the next one
}

func readCare(value string) cared {
	words := strings.Fields(value)
	if len(words) != 3 {
		return cared{at: -1}
	}
	version, _ := strconv.Atoi(words[1])
	at, _ := strconv.Atoi(words[2])
	return cared{act: committee.TopicAct{Do: committee.Handling(words[0]), Of: version}, at: at}
}

// careForm asks for what a handling needs. It says at once if the handling is
// not possible.
func (d Desk) careForm(ctx context.Context, a asking, t committee.Topic, h committee.Handling, at int) (bot.Reply, error) {
	if !slices.Contains(t.Possible(), h) {
		_, err := t.Handle(a.c, a.p, committee.TopicAct{Do: h}, a.now)
		return bot.Reply{}, err
	}
	object := messages.CareObject(t, h, at)
	if h == committee.MakeNeed {
		form := a.v.TopicNeedDialog(object, t)
		return bot.Reply{Dialog: &form}, nil
	}
	coming, err := d.Store.ComingMeetings(ctx, a.c.ID, a.now, manyMeetings)
	if err != nil {
		return bot.Reply{}, err
	}
	coming = slices.DeleteFunc(coming, func(m committee.Meeting) bool { _, no := m.ForAgenda(a.now); return no != nil })
	form := a.v.CareDialog(object, t, h, coming, t.By != a.p.User)
	return bot.Reply{Dialog: &form}, nil
}

// sentCare takes the form of a handling: it is done, or proposed first.
func (d Desk) sentCare(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	_, rest := splitObject(q.Object)
	c := readCare(rest)
	c.act.Text = q.Form["text"]
	if typed := q.Form["until"]; typed != "" {
		c.act.Resume, err = calendar.ParseDate(typed, a.now, a.c.Location())
		if err = dateRefusal(err, a.c.Location()); err != nil {
			return bot.Reply{}, err
		}
	}
	c.meeting = q.Form["meeting"]
	if q.Form["mode"] == "propose" {
		return d.propose(ctx, a, t, c, q.Once)
	}
	return d.care(ctx, a, t, c, q.Once)
}

// care does what is to be done with a topic and shows what is next.
func (d Desk) care(ctx context.Context, a asking, t committee.Topic, c cared, once string) (bot.Reply, error) {
	t, err := d.handle(ctx, a, t, c, once)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.caredFor(ctx, a, messages.Done{Topic: t, Key: "topic.done", Place: c.at, Do: c.act.Do, Lost: c.act.Text})
}

// handle does what is to be done with a topic.
func (d Desk) handle(ctx context.Context, a asking, t committee.Topic, c cared, once string) (committee.Topic, error) {
	return d.act(ctx, a, t, c, string(c.act.Do), once, func(t committee.Topic, act committee.TopicAct) (committee.Topic, error) {
		return t.Handle(a.c, a.p, act, a.now)
	})
}

// act lets a rule act on a topic. Which meeting is meant is settled while nobody
// changes the meetings.
func (d Desk) act(ctx context.Context, a asking, t committee.Topic, c cared, verb, once string, rule func(committee.Topic, committee.TopicAct) (committee.Topic, error)) (committee.Topic, error) {
	if c.act.Do != committee.Schedule {
		return d.Store.ChangeTopic(ctx, t.ID, a.p.User, verb, once, a.now, func(t committee.Topic) (committee.Topic, error) { return rule(t, c.act) })
	}
	return d.Store.PlaceTopic(ctx, t.ID, a.p.User, verb, once, a.now, func(t committee.Topic, ms []committee.Meeting) (committee.Topic, error) {
		act := c.act
		var err error
		if act.Meeting, err = committee.AgendaOf(ms, c.meeting, a.now); err != nil {
			return t, err
		}
		return rule(t, act)
	})
}

func (d Desk) propose(ctx context.Context, a asking, t committee.Topic, c cared, once string) (bot.Reply, error) {
	t, err := d.act(ctx, a, t, c, committee.ProposeTopic, once, func(t committee.Topic, act committee.TopicAct) (committee.Topic, error) {
		return t.Propose(a.c, a.p, act, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.caredFor(ctx, a, messages.Done{Topic: t, Key: "topic.proposed", Place: c.at, Do: c.act.Do, Lost: c.act.Text})
}

// caredFor says what was done, and in the inbox shows the next topic.
func (d Desk) caredFor(ctx context.Context, a asking, done messages.Done) (bot.Reply, error) {
	d.kick()
	done.Undo = done.Topic.MayUndo(a.p, a.now) == nil
	if done.Place < 0 {
		return bot.Reply{Message: a.v.TopicDone(done)}, nil
	}
	return d.inboxAt(ctx, a, done.Place, done)
}

// sentTopicNeed takes the form of a need that is made of a topic.
func (d Desk) sentTopicNeed(ctx context.Context, q bot.Request) (bot.Reply, error) {
	t, a, err := d.topicOf(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	_, rest := splitObject(q.Object)
	c := readCare(rest)
	n, err := committee.ReportNeed(a.c, a.p, needDraft(q), a.now)
	if err != nil {
		return bot.Reply{}, err
	}
	who, err := d.Store.Person(ctx, a.c.ID, t.By)
	if err != nil {
		return bot.Reply{}, err
	}
	n = n.OwnedBy(who)
	t, _, err = d.Store.TopicIntoNeed(ctx, a.c, t.ID, n, q.Once, a.now, func(t committee.Topic, n committee.Need) (committee.Topic, error) {
		return t.Handle(a.c, a.p, committee.TopicAct{Do: committee.MakeNeed, Need: n.Number, NeedID: n.ID, Of: c.act.Of}, a.now)
	})
	if err != nil {
		return bot.Reply{}, err
	}
	return d.caredFor(ctx, a, messages.Done{Topic: t, Key: "topic.done", Place: c.at})
}
