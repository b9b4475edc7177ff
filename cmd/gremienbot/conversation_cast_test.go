package main_test

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"gremienbot/bot/mattermosttest"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// actor is a person of a conversation.
type actor struct {
	*mattermosttest.Person
	role                    // as in the cast
	seen  map[string]string // drawn posts by ID
	open  string            // the dialog that is open, as it was written down
	asked bool              // an equal dialog has opened again
	away  bool              // the account is deactivated
	cal   reader            // their calendar program
}

// role is a part to play: the name in the script, and who that is.
type role struct {
	label, handle, name string
	task                committee.Role
	group, body, land   string // of their seat
	standsInFor         string // label of the member they substitute
	extra               bool   // only in a scene with all seats
}

// parts are everybody in the founding case, in the order in which they are
// named. Seats that nobody plays are vacant.
var parts = []role{
	{label: "L1", handle: "l1", name: "Lena Berg", group: "Landkreise", body: "Landkreis Musterland"},
	{label: "L1V", handle: "l1v", name: "Ludwig Forst", standsInFor: "L1"},
	{label: "L2", handle: "l2", name: "Lars Thal", group: "Landkreise", body: "Landkreis Seenplatte", land: "MV"},
	{label: "L3", handle: "l3", name: "Lotte Wald", group: "Landkreise", body: "Deutscher Landkreistag", extra: true},
	{label: "S1", handle: "s1", name: "Sina Markt", group: "Städte", body: "Stadt Musterhafen"},
	{label: "S2", handle: "s2", name: "Said Hafen", group: "Städte", body: "Stadt Neumuster", extra: true},
	{label: "S3", handle: "s3", name: "Sofia Turm", group: "Städte", body: "Deutscher Städtetag", land: "BE", extra: true},
	{label: "G1", handle: "g1", name: "Gesa Anger", group: "Städte und Gemeinden", body: "Gemeinde Musterdorf"},
	{label: "G2", handle: "g2", name: "Georg Weiler", group: "Städte und Gemeinden", body: "Gemeinde Unterau", extra: true},
	{label: "G3", handle: "g3", name: "Gül Linde", group: "Städte und Gemeinden", body: "Deutscher Städte- und Gemeindebund", extra: true},
	{label: "V1", handle: "v1", name: "Viktor Netz", group: "Vitako", body: "Rechenzentrum Nord"},
	{label: "V2", handle: "v2", name: "Valerie Draht", group: "Vitako", body: "Rechenzentrum Süd", extra: true},
	{label: "V3", handle: "v3", name: "Volkan Pult", group: "Vitako", body: "Rechenzentrum West", extra: true},
	{label: "K1", handle: "k1", name: "Karla Stein", group: "KGSt", body: "KGSt"},
	{label: "K2", handle: "k2", name: "Kai Brücke", group: "KGSt", body: "KGSt", extra: true},
	{label: "Vorsitz", handle: "vorsitz", name: "Vera Sommer", task: committee.Chair},
	{label: "Büro", handle: "buero", name: "Bela Stift", task: committee.Office},
	{label: "Berater", handle: "berater", name: "Bernd Rat", task: committee.Advisory},
	{label: "Gast", handle: "gast", name: "Gina Besuch", task: committee.Guest},
	{label: "Fremder", handle: "fremder", name: "Frido Fern"},
	{label: "Admin", handle: "admina", name: "Ada Wart"},
}

// setScene brings the cast on: "empty" or "founded", and after it any of "in
// English", "with all seats", "with six needs", "without private posts", "without
// public address".
func (s *stage) setScene(text string) {
	s.Helper()
	if strings.Contains(text, "in English") {
		s.lang = "en"
	}
	if !strings.Contains(text, "without public address") {
		s.public = s.door
	}
	s.install(!strings.Contains(text, "without private posts"))
	for _, r := range parts {
		if !r.extra || strings.Contains(text, "with all seats") {
			s.enter(r)
		}
	}
	if strings.HasPrefix(text, "founded") {
		s.found(strings.Contains(text, "with six needs"))
	}
	s.beat()
	s.catchUp()
	s.forget()
}

func (s *stage) enter(r role) {
	s.Helper()
	opts := []mattermosttest.PersonOption{mattermosttest.Speaks(s.lang)}
	if r.label == "Admin" {
		opts = append(opts, mattermosttest.AsChannelAdmin())
	}
	p, err := s.world.Person(s.ctx, r.handle, r.name, opts...)
	s.ok(err)
	s.cast = append(s.cast, &actor{Person: p, role: r, seen: map[string]string{}})
}

// actor finds somebody by the name in the script.
func (s *stage) actor(label string) *actor {
	s.Helper()
	for _, a := range s.cast {
		if a.label == label {
			return a
		}
	}
	s.Fatalf("> %s: nobody here is called %q", s.at.text, label)
	return nil
}

// found makes the founding case in the database, without a word to anybody.
func (s *stage) found(needs bool) {
	s.Helper()
	name := map[string]string{"de": "Kommunalgremium", "en": "Municipal committee"}[s.lang]
	c, err := committee.Found(committee.FoundDraft{
		Name: name, Channel: s.world.Home, Team: s.world.Team.Id,
		Lang: s.lang, Land: "HE", Zone: berlin, Preset: string(committee.PresetKoG), Charts: true,
	})
	s.ok(err)
	office := s.actor("Büro")
	c, err = s.db.Found(s.ctx, c, s.known(office), s.tape.Now())
	s.ok(err)
	s.ok(s.db.FillSeats(s.ctx, c.ID, s.seats(), "", s.tape.Now()))
	for _, a := range s.cast {
		if a.task == "" && a.group == "" && a.standsInFor == "" {
			continue
		}
		s.ok(s.db.Know(s.ctx, s.known(a), s.tape.Now()))
		if a.task != "" {
			s.ok(s.db.GiveRole(s.ctx, c.ID, s.known(a), a.task, "", s.tape.Now()))
		}
	}
	if needs {
		s.reportNeeds(c)
	}
}

// wanted are six needs, A to F, for a poll about what comes first.
var wanted = []string{"Adressdaten", "Bezahldienst", "Chatdienst", "Datenaustausch", "E-Akten", "Formulare"}

func (s *stage) reportNeeds(c committee.Committee) {
	s.Helper()
	by, err := s.db.Person(s.ctx, c.ID, s.actor("G1").ID)
	s.ok(err)
	for _, name := range wanted {
		need, err := committee.ReportNeed(c, by, committee.NeedDraft{Title: name, Problem: name + " fehlt.", Affected: "Alle Kommunen"}, s.tape.Now())
		s.ok(err)
		_, err = s.db.AddNeed(s.ctx, c, need, "")
		s.ok(err)
	}
}

func (s *stage) known(a *actor) committee.Person {
	return committee.Person{User: a.ID, Handle: a.Username, Name: a.name, Lang: s.lang}
}

// seats are those of all parts; who is not in this scene leaves theirs vacant.
func (s *stage) seats() []committee.Seat {
	var seats []committee.Seat
	for _, r := range parts {
		if r.group == "" {
			continue
		}
		seat := committee.Seat{Group: r.group, Body: r.body, Land: "HE", Order: len(seats)}
		if r.land != "" {
			seat.Land = calendar.Land(r.land)
		}
		for _, a := range s.cast {
			if a.label == r.label {
				seat.Holder = &committee.Occupant{User: a.ID, Handle: a.Username, Name: a.name}
			}
			if a.standsInFor == r.label {
				seat.Substitute = &committee.Occupant{User: a.ID, Handle: a.Username, Name: a.name}
			}
		}
		seats = append(seats, seat)
	}
	return seats
}

var mentioned = regexp.MustCompile(`@([a-z0-9]+)`)

// mentions makes the handles in a text those that people have in this world.
func (s *stage) mentions(text string) string {
	return mentioned.ReplaceAllStringFunc(text, func(m string) string {
		for _, a := range s.cast {
			if a.handle == m[1:] {
				return "@" + a.Username
			}
		}
		return m
	})
}

// openRoom makes another channel of the team with everybody and the bot in it.
func (s *stage) openRoom(name string) {
	s.Helper()
	id, err := s.world.Channel(s.ctx, name, false)
	s.ok(err)
	s.rooms[name] = id
	for _, user := range append([]string{s.setup.BotID}, s.everyID()...) {
		_, _, err := s.world.Admin.AddChannelMember(s.ctx, id, user)
		s.ok(err)
	}
	_, err = s.world.Admin.UpdateChannelMemberSchemeRoles(s.ctx, id, s.actor("Admin").ID, &model.SchemeRoles{SchemeAdmin: true, SchemeUser: true})
	s.ok(err)
}

func (s *stage) everyID() []string {
	var ids []string
	for _, a := range s.cast {
		ids = append(ids, a.ID)
	}
	return ids
}

// room names a channel for the output, "" if it is home.
func (s *stage) room(channel string) string {
	for name, id := range s.rooms {
		if id == channel {
			return name
		}
	}
	return cmp.Or(channel, "?")
}

// present are those who see anything: the accounts that are not deactivated.
func (s *stage) present() []*actor {
	return slices.DeleteFunc(slices.Clone(s.cast), func(a *actor) bool { return a.away })
}

// account closes the account of somebody in Mattermost, or opens it again.
func (s *stage) account(label string, open bool) {
	s.Helper()
	a := s.actor(label)
	a.away = !open
	if open {
		s.ok(a.Reactivate(s.ctx))
		return
	}
	s.ok(a.Deactivate(s.ctx))
}
