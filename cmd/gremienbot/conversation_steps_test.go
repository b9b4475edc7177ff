package main_test

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/mattermosttest"
)

// breath is how much time passes after every step.
const breath = 3 * time.Second

// do does one step and waits until everybody has seen what came of it:
//
//	> scene founded                    or empty; see setScene
//	> clock 2027-03-09 12:00           in Berlin; all that is due happens on the way
//	> L1: /thema …                     also "L1 in ausschuss: …", "L1 to the bot: …"
//	> L1 under Kosten: /thema …        in the thread of the newest post with that word
//	> L1 writes Wer zahlt?             a post of their own in the home channel
//	> L1 presses Ja [on U-2027-001]    the newest post with this button
//	> L1 chooses X in Y [on …]         from a list on a post
//	> L1 reads the calendar            what is new in it; also "the old calendar"
//	> L1 fills in: Titel = …; Art = …  or a label in each of the lines below; ¶ ends a line
//	> together                         the steps in the lines below, in one breath
//	> Admin deactivates L1             the account in Mattermost; or reactivates
//	> channel ausschuss                another channel with everybody in it
//	> chat down                        or up; also database down, database up
//	> bot removed                      from the home channel; or bot invited
//	> restart                          a new bot on the same database
func (s *stage) do(l scriptLine) {
	s.Helper()
	word, rest, _ := strings.Cut(l.text, " ")
	switch word {
	case "scene":
		s.setScene(rest)
	case "channel":
		s.openRoom(rest)
	case "clock":
		s.moveClock(rest)
	case "chat":
		s.troubled = true
		s.toChat.cut.set(rest == "down")
	case "database":
		s.cutStore(rest == "down")
	case "together": // before the bot has drawn a breath
		for _, line := range l.more {
			s.act(scriptLine{kind: step, text: line})
		}
	case "bot":
		s.moveBot(rest == "removed")
	case "restart":
		s.stop()
		s.start()
	default:
		s.act(l)
	}
	if s.bot != nil && word != "scene" && word != "clock" {
		s.settle()
	}
}

// act is a step of somebody: "L1: …", "L1 presses …".
func (s *stage) act(l scriptLine) {
	s.Helper()
	if who, text, typed := strings.Cut(l.text, ": "); typed && !strings.Contains(who, " fills in") {
		s.types(who, l.said(text))
		return
	}
	who, rest, _ := strings.Cut(strings.Replace(l.text, " fills in:", " fills-in ", 1), " ")
	verb, rest, _ := strings.Cut(rest, " ")
	a := s.actor(who)
	switch verb {
	case "presses":
		label, on, _ := cutLast(rest, " on ")
		s.ok(s.seenBy(a, a.Press(s.ctx, s.postWith(a, label, on), label)))
	case "chooses":
		choice, rest, _ := strings.Cut(rest, " in ")
		label, on, _ := cutLast(rest, " on ")
		s.ok(s.seenBy(a, a.Choose(s.ctx, s.postWith(a, label, on), label, choice)))
	case "reads":
		s.readsCalendar(a, strings.TrimSuffix(strings.TrimPrefix(rest, "the "), " calendar"))
	case "fills-in":
		s.fillsIn(a, l.answers(rest))
	case "deactivates", "reactivates":
		s.account(rest, verb == "reactivates")
	case "writes":
		_, err := a.Say(s.ctx, s.world.Home, s.mentions(expand(rest)))
		s.ok(s.seenBy(a, err))
	default:
		s.Fatalf("> %s: what does %q mean?", l.text, verb)
	}
}

// types sends a command in the home channel, in another room ("L1 in name"), in
// a thread ("L1 under word") or to the bot alone ("L1 to the bot"). An open
// dialog is closed first.
func (s *stage) types(who, text string) {
	s.Helper()
	label, where, elsewhere := strings.Cut(who, " ")
	a, channel, thread := s.actor(label), s.world.Home, ""
	word, under := strings.CutPrefix(where, "under ")
	switch {
	case under:
		thread = s.threadWith(a, word)
	case where == "to the bot":
		id, err := a.With(s.ctx, s.setup.BotID)
		s.ok(err)
		channel = id
	case elsewhere:
		id, known := s.rooms[strings.TrimPrefix(where, "in ")]
		if !known {
			s.Fatalf("> %s: there is no channel %q", s.at.text, where)
		}
		channel = id
	}
	s.ok(a.Cancel(s.ctx))
	s.ok(s.seenBy(a, a.TypeIn(s.ctx, channel, thread, s.mentions(text))))
}

// threadWith is the thread of the newest post in which a text stands.
func (s *stage) threadWith(a *actor, text string) string {
	s.Helper()
	for _, p := range slices.Backward(a.All()) {
		if strings.Contains(p.Text(), text) && p.Channel == s.world.Home {
			return cmp.Or(p.Thread, p.ID)
		}
	}
	s.Fatalf("> %s: %s sees no post with %q", s.at.text, a.label, text)
	return ""
}

// seenBy notes what the server itself refused, as the person is shown it.
func (s *stage) seenBy(a *actor, err error) error {
	if no := (*mattermosttest.Refused)(nil); errors.As(err, &no) {
		s.say(a.label+" is refused by the server", no.ID)
		return nil
	}
	return err
}

func (s *stage) fillsIn(a *actor, values map[string]string) {
	s.Helper()
	before, _ := a.Dialog()
	for label, value := range values {
		values[label] = strings.ReplaceAll(s.mentions(value), "¶", "\n")
	}
	wrong, whole, err := a.Submit(s.ctx, values)
	s.ok(s.seenBy(a, err))
	for _, label := range slices.Sorted(maps.Keys(wrong)) {
		s.say(a.label+" is told", label+": "+wrong[label])
	}
	if whole != "" {
		s.say(a.label+" is told", whole)
	}
	if after, open := a.Dialog(); open && len(wrong) == 0 && whole == "" {
		a.asked = after.Title == before.Title
	}
}

// postWith is the newest post with a button or list of this label; text, if
// given, must stand in the post.
func (s *stage) postWith(a *actor, label, text string) mattermosttest.Post {
	s.Helper()
	for _, p := range slices.Backward(a.All()) {
		if slices.Contains(p.Labels(), label) && strings.Contains(p.Text(), text) {
			return p
		}
	}
	s.Fatalf("> %s: %s sees no post with [%s] and %q\nseen so far:\n%s", s.at.text, a.label, label, text, s.out.String())
	return mattermosttest.Post{}
}

func cutLast(text, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(text, sep); i >= 0 {
		return text[:i], text[i+len(sep):], true
	}
	return text, "", false
}

// cutStore cuts or heals the line to the database.
func (s *stage) cutStore(down bool) {
	s.troubled, s.noStore = true, down
	if down {
		s.toStore.Cut()
		return
	}
	s.toStore.Heal()
}

// settle lets a moment pass in which the bot sends what is owed.
func (s *stage) settle() {
	s.Helper()
	s.ok(s.bot.Idle(s.ctx))
	s.tape.set(s.tape.Now().Add(breath))
	s.beat()
	s.look("")
}

// beat is what the scheduler does every minute.
func (s *stage) beat() {
	s.Helper()
	if err := s.bot.Scheduler.Beat(s.ctx, s.tape.Now()); !s.noStore {
		s.ok(err)
	}
}

// moveClock goes to a later moment and does on the way what falls due, each at
// its time. Before the scene is set it only sets the clock.
func (s *stage) moveClock(text string) {
	s.Helper()
	to, err := s.tape.read(text)
	s.ok(err)
	if s.bot == nil {
		s.tape.set(to)
		return
	}
	if to.Before(s.tape.Now()) {
		s.Fatalf("> %s: it is later already", s.at.text)
	}
	for s.next(to) {
		s.beat()
		s.look(s.tape.get().In(s.tape.zone).Format("2006-01-02 15:04"))
	}
	s.tape.set(to)
	s.beat()
	s.look(to.Format("2006-01-02 15:04"))
}

// next moves the clock to what falls due next, unless that is after a moment or
// cannot be done.
func (s *stage) next(to time.Time) bool {
	s.Helper()
	at, _, some, err := s.db.NextDue(s.ctx)
	if !s.noStore {
		s.ok(err)
	}
	if err != nil || !some || at.After(to) || !at.After(s.tape.Now()) {
		return false
	}
	s.tape.set(at)
	return true
}

// catchUp waits until everybody has seen what the server sent before now: a
// post of the administrator is behind all that.
func (s *stage) catchUp() {
	s.Helper()
	marker, _, err := s.world.Admin.CreatePost(s.ctx, &model.Post{ChannelId: s.world.Home, Message: "·"})
	s.ok(err)
	s.markers[marker.Id] = true
	for _, a := range s.present() {
		s.ok(a.Await(s.ctx, func(seen []mattermosttest.Post) bool {
			return slices.ContainsFunc(seen, func(p mattermosttest.Post) bool { return p.ID == marker.Id })
		}))
		s.ok(a.Sync(s.ctx))
	}
}

// moveBot takes the bot out of the home channel, or lets it in again.
func (s *stage) moveBot(out bool) {
	s.Helper()
	s.troubled = true
	if out {
		_, err := s.world.Admin.RemoveUserFromChannel(s.ctx, s.world.Home, s.setup.BotID)
		s.ok(err)
		return
	}
	_, _, err := s.world.Admin.AddChannelMember(s.ctx, s.world.Home, s.setup.BotID)
	s.ok(err)
}
