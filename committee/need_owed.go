package committee

import (
	"slices"
	"time"

	"gremienbot/committee/calendar"
)

// What is owed about a need, each to one person directly.
const (
	OwedNeedState      OwedKind = "need-state"       // to its reporter: it has a new state
	OwedNeedQuery      OwedKind = "need-query"       // to those who have it: a question
	OwedNeedQueryAgain OwedKind = "need-query-again" // the question once more, because the office wants it
	OwedNeedQuerySoon  OwedKind = "need-query-soon"  // one working day is left to answer
	OwedNeedQueryLate  OwedKind = "need-query-late"  // to the office and who asked: nobody has answered
	OwedNeedReply      OwedKind = "need-reply"       // to who asked: the answer
	OwedNeedHandover   OwedKind = "need-handover"    // to those who have it: it was passed on
	OwedNeedAnswer     OwedKind = "need-answer"      // to those who have it: what the addressee says
	OwedNeedAnswerLate OwedKind = "need-answer-late" // to chair and office: the expected answer is late
	OwedNeedResume     OwedKind = "need-resume"      // to chair and office: it was put off until today
)

// How late a message about a need is still of use.
const (
	needGrace = 14 * 24 * time.Hour
	soonGrace = 8 * time.Hour
)

// remindAt is when people are reminded of needs.
var remindAt = calendar.Clock{Hour: 9}

// NeedNews says what follows from a change of a need: the kinds of messages that
// are not owed any more, and those that are owed now. Nobody is told what they did
// themselves (by), and nobody who has left. What the bot does by itself, and
// bundling, is told elsewhere. News waits until the quiet hours are over.
func NeedNews(c Committee, before, after Need, by string, people []Person, now time.Time) (over []OwedKind, owed []Owed) {
	w := needNews{c: c, before: before, after: after, by: by, people: people, now: now}
	return w.over(), append(w.told(), w.timed()...)
}

type needNews struct {
	c             Committee
	before, after Need
	by            string
	people        []Person
	now           time.Time
}

func (w needNews) asked() bool {
	return w.waits(w.after) && (!w.waits(w.before) || !w.before.Query.At.Equal(w.after.Query.At))
}

func (w needNews) reminded() bool {
	return w.waits(w.after) && !w.asked() && !w.before.Query.Reminded.Equal(w.after.Query.Reminded)
}

func (w needNews) replied() bool {
	a := w.after.Query
	return w.before.Query.Open() && a != nil && a.Answer != ""
}

func (w needNews) handed() bool {
	b, a := w.before.Handover, w.after.Handover
	return a != nil && a.Outcome == "" && (b == nil || *b != *a)
}

func (w needNews) answered() bool {
	b, a := w.before.Handover, w.after.Handover
	return a != nil && a.Outcome != "" && (b == nil || *b != *a)
}

// fetched says that the need has gone back behind its hand-over.
func (w needNews) fetched() bool { return w.before.Handover != nil && w.after.Handover == nil }

func (w needNews) waits(n Need) bool   { return n.State == NeedQueried && n.Query.Open() }
func (w needNews) expects(n Need) bool { return n.State == NeedHandedOver && n.Handover != nil }

// over are the kinds whose reason is gone, or comes anew with another date.
func (w needNews) over() []OwedKind {
	var over []OwedKind
	if Undone(w.before, w.after) { // who has not heard of the step yet hears of the end only
		over = append(over, OwedNeedState, OwedNeedHandover, OwedNeedAnswer)
	} else if w.fetched() {
		over = append(over, OwedNeedHandover, OwedNeedAnswer)
	}
	if w.waits(w.before) && (!w.waits(w.after) || w.asked() || w.reminded()) {
		over = append(over, OwedNeedQuery, OwedNeedQueryAgain, OwedNeedQuerySoon, OwedNeedQueryLate)
	}
	if w.expects(w.before) && (!w.expects(w.after) || w.handed() || w.answered()) {
		over = append(over, OwedNeedAnswerLate)
	}
	if w.before.State == NeedDeferred && (w.after.State != NeedDeferred || w.before.Resume != w.after.Resume) {
		over = append(over, OwedNeedResume)
	}
	return over
}

// told is who hears of the change at once.
func (w needNews) told() []Owed {
	reporter := []string{w.after.By}
	switch {
	case w.by == "", w.after.ChangedBy == "":
		return nil
	case Undone(w.before, w.after):
		return w.owe(OwedNeedState, w.undoneTo())
	case w.asked():
		return w.owe(OwedNeedQuery, w.answerers())
	case w.reminded():
		return w.owe(OwedNeedQueryAgain, w.answerers())
	case w.replied():
		asker := []string{w.after.Query.By}
		reporter = slices.DeleteFunc(reporter, func(u string) bool { return u == w.after.Query.By })
		return append(w.owe(OwedNeedReply, asker), w.owe(OwedNeedState, reporter)...)
	case w.answered():
		return w.owe(OwedNeedAnswer, w.concerned())
	case w.handed():
		return w.owe(OwedNeedHandover, w.concerned())
	case w.fetched():
		return w.owe(OwedNeedState, w.concerned())
	case w.after.State == NeedWithdrawn && w.before.State != NeedWithdrawn:
		return w.owe(OwedNeedState, w.concerned())
	case w.before.State == w.after.State, w.before.State == NeedBundled, w.after.State == NeedBundled:
		return nil
	}
	return w.owe(OwedNeedState, reporter)
}

// undoneTo are those who were told of the step that was taken back.
func (w needNews) undoneTo() []string {
	if b, a := w.before.Handover, w.after.Handover; (b == nil) != (a == nil) || b != nil && *b != *a {
		return w.concerned()
	}
	return []string{w.after.By}
}

// concerned are the reporter and who holds a seat that has the need, if they may read
// it.
func (w needNews) concerned() []string {
	return usersOf(w.people, func(p Person) bool { return w.after.concerns(p) && (p.User == w.after.By || p.MaySee(w.after.TLP)) })
}

func (w needNews) answerers() []string {
	users, _ := w.after.Answerers(w.people, w.by)
	return users
}

func (n Need) concerns(p Person) bool { return p.User == n.By || p.HoldsSeat() && n.ownedBy(p) }

// Answerers lists who gets a question about the need that a person asks: the
// reporter and who holds a seat that has the need, as long as they belong to the
// committee. Where that is nobody but the person, the question goes to the rest of
// the office, and instead is true; it may be that there is nobody at all.
func (n Need) Answerers(people []Person, asker string) (users []string, instead bool) {
	others := func(fit func(Person) bool) []string {
		return usersOf(people, func(p Person) bool { return p.User != asker && p.Belongs() && fit(p) })
	}
	if users = others(n.concerns); len(users) > 0 {
		return users, false
	}
	return others(func(p Person) bool { return p.Has(Office) }), true
}

func (w needNews) owe(kind OwedKind, users []string) []Owed {
	var owed []Owed
	for _, user := range users {
		here := slices.ContainsFunc(w.people, func(p Person) bool { return p.User == user && p.Belongs() })
		if here && user != w.by {
			owed = append(owed, w.message(kind, user, afterQuiet(w.c, w.now, w.now.AddDate(1, 0, 0)), needGrace))
		}
	}
	return owed
}

func (w needNews) message(kind OwedKind, user string, due time.Time, grace time.Duration) Owed {
	return Owed{Committee: w.c.ID, Object: Object{NeedObject, w.after.ID}, Kind: kind, User: user, Due: due, Grace: grace}
}

// timed are the reminders that time will bring: they are owed whoever makes the
// change, for they come later. What a step has taken back comes back as it was
// when the step is undone.
func (w needNews) timed() []Owed {
	var owed []Owed
	if Undone(w.before, w.after) {
		return nil
	}
	if w.asked() || w.reminded() {
		owed = append(owed, w.queryReminders()...)
	}
	if w.expects(w.after) && w.handed() && !w.after.Handover.AnswerBy.IsZero() {
		owed = append(owed, w.onDuty(OwedNeedAnswerLate, w.after.Handover.AnswerBy.AddDays(1), keepers(w.people))...)
	}
	if w.after.State == NeedDeferred && !w.after.Resume.IsZero() && (w.before.State != NeedDeferred || w.before.Resume != w.after.Resume) {
		owed = append(owed, w.onDuty(OwedNeedResume, w.after.Resume, keepers(w.people))...)
	}
	return owed
}

// queryReminders are one working day before the last day for an answer, and the
// day after it.
func (w needNews) queryReminders() []Owed {
	due := w.after.Query.Due
	office := organisers(w.people)
	if !slices.Contains(office, w.after.Query.By) {
		office = append(office, w.after.Query.By)
	}
	owed := w.onDuty(OwedNeedQueryLate, due.AddDays(1), office)
	soon := w.c.MembersCalendar().WorkingDaysBefore(due, 1).At(remindAt, w.c.Location())
	if soon.Sub(w.now) < 3*time.Hour {
		return owed
	}
	for _, user := range w.answerers() {
		owed = append(owed, w.message(OwedNeedQuerySoon, user, soon, soonGrace))
	}
	return owed
}

// onDuty is a message to those who organise, on a day or the office's next
// working day, but never on the day of the change itself.
func (w needNews) onDuty(kind OwedKind, day calendar.Date, users []string) []Owed {
	if tomorrow := calendar.DateOf(w.now, w.c.Location()).AddDays(1); day.Before(tomorrow) {
		day = tomorrow
	}
	at := w.c.OfficeCalendar().NextWorkingDay(day).At(remindAt, w.c.Location())
	var owed []Owed
	for _, user := range users {
		owed = append(owed, w.message(kind, user, at, needGrace))
	}
	return owed
}

// Asks reports whether somebody waits for an answer of the recipient: when it cannot
// be delivered, the office should know at once.
func (k OwedKind) Asks() bool { return k == OwedNeedQuery || k == OwedNeedQueryAgain }

// forSeats are the messages that the member of a seat gets for the seat, and the
// substitute does not get anyway.
var forSeats = []OwedKind{OwedAttendance, OwedNeedQuery, OwedNeedQueryAgain, OwedNeedQuerySoon, OwedNeedHandover, OwedNeedAnswer}

// ForSeat reports whether the substitute should get the message when it cannot
// reach the member any more.
func (k OwedKind) ForSeat() bool { return slices.Contains(forSeats, k) }

// StillAsks reports whether a message about a question should still reach somebody:
// the reporter, who speaks for a seat that has the need, and the office that is asked
// where nobody else has it; not whose seat has left the need meanwhile.
func (n Need) StillAsks(k OwedKind, p Person) bool {
	switch k {
	case OwedNeedQuery, OwedNeedQueryAgain, OwedNeedQuerySoon:
		return p.User == n.By || n.ownedBy(p) || p.Has(Office)
	default:
		return true
	}
}

// StillOwed reports whether a message about a need is still of use to its
// recipient, now that the need is as it is.
func StillOwed(o Owed, n Need) bool {
	switch o.Kind {
	case OwedNeedQuery, OwedNeedQueryAgain, OwedNeedQuerySoon, OwedNeedQueryLate:
		return n.State == NeedQueried && n.Query.Open()
	case OwedNeedReply:
		return n.Query != nil && n.Query.Answer != ""
	case OwedNeedHandover:
		return n.Handover != nil && n.Handover.Outcome == ""
	case OwedNeedAnswer:
		return n.Handover != nil && n.Handover.Outcome != ""
	case OwedNeedAnswerLate:
		return n.State == NeedHandedOver && n.Handover != nil && n.Handover.Outcome == ""
	case OwedNeedResume:
		return n.State == NeedDeferred
	default:
		return true
	}
}
