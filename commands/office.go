package commands

import (
	"context"
	"slices"
	"strings"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// officeStore is what setting up a committee needs of the store.
type officeStore interface {
	weightStore
	Know(ctx context.Context, p committee.Person, now time.Time) error
	Found(ctx context.Context, c committee.Committee, founder committee.Person, now time.Time) (committee.Committee, error)
	Settle(ctx context.Context, c committee.Committee, by string, now time.Time) error
	FillSeats(ctx context.Context, id int64, seats []committee.Seat, by string, now time.Time) error
	GiveRole(ctx context.Context, id int64, p committee.Person, role committee.Role, by string, now time.Time) error
	TakeRole(ctx context.Context, id int64, user string, role committee.Role, by string, now time.Time) error
}

// registerCommittee registers /gremium and /committee.
func (d Desk) registerCommittee(r *bot.Router) {
	r.Command("gremium", d.committeeCommand)
	r.Command("committee", d.committeeCommand)
	r.Action("committee.choose", d.choseCommittee(r))
	r.Submission("committee.found", d.sentFound)
	r.Action("committee.own", d.pressedRule)
	r.Submission("committee.own", d.sentCommitteeRule)
	r.Action("seats.edit", d.pressedSeats)
	r.Submission("seats.fill", d.sentSeats)
}

// committeeCommand is /gremium. Setting up works before there is a committee.
func (d Desk) committeeCommand(ctx context.Context, q bot.Request) (bot.Reply, error) {
	switch fold(firstWord(q.Text)) {
	case "einrichten", "setup", "einstellungen", "settings":
		return d.openFound(ctx, q)
	case "wechseln", "switch":
		return d.switchCommittee(ctx, q)
	}
	return d.committeeVerbs().handler(d)(ctx, q)
}

// committeeVerbs are what can stand behind /gremium. Those without an answer are
// understood before it is known who asks.
func (d Desk) committeeVerbs() command {
	return command{
		bare: d.helpAbout(""),
		verbs: []verb{
			{[]string{"hilfe", "help"}, d.helpAbout("")},
			{[]string{"meine", "mine", "my"}, d.mine},
			{[]string{"suche", "search", "suchen", "find"}, d.search},
			{[]string{"ergebnisse", "results", "ergebnis", "result"}, d.results},
			{[]string{"sitze", "seats"}, d.seats},
			{[]string{"gewicht", "weight", "gewichte", "weights"}, d.weight},
			{[]string{"kriterien", "criteria"}, d.showCriteria},
			{[]string{"rolle", "role", "rollen", "roles"}, d.role},
			{[]string{"einrichten", "setup"}, nil},
			{[]string{"einstellungen", "settings"}, nil},
			{[]string{"wechseln", "switch"}, nil},
		},
	}
}

// openFound opens the form for a new committee, or for its settings.
func (d Desk) openFound(ctx context.Context, q bot.Request) (bot.Reply, error) {
	v := d.voiceFor(ctx, q)
	if q.Direct {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "committee.setup.direct")
	}
	c, err := d.Store.CommitteeOf(ctx, q.Channel)
	if err != nil && missing(err, "") == err { //nolint:errorlint // missing returns other errors unchanged
		return bot.Reply{}, err
	}
	if err := d.mayOffice(ctx, c, q); err != nil {
		return bot.Reply{}, err
	}
	if c.ID == 0 {
		c = committee.Committee{Lang: v.Lang(), Land: "HE", Zone: "Europe/Berlin", Preset: committee.PresetKoG}
	}
	form := v.FoundDialog(c)
	return bot.Reply{Dialog: &form}, nil
}

// mayOffice lets those through who manage the channel or the committee's seats.
func (d Desk) mayOffice(ctx context.Context, c committee.Committee, q bot.Request) error {
	if c.ID != 0 {
		p, err := d.Store.Person(ctx, c.ID, q.User)
		if err != nil {
			return err
		}
		if p.May(committee.ManageSeats) {
			return nil
		}
	}
	channel := c.Channel
	if channel == "" {
		channel = q.Channel
	}
	ok, err := d.Chat.MayAdminister(ctx, channel, q.User)
	if err != nil {
		return err
	}
	if !ok {
		return committee.Refuse(committee.Forbidden, "committee.setup.forbidden")
	}
	return nil
}

// sentFound founds the committee of this channel, or changes its settings.
func (d Desk) sentFound(ctx context.Context, q bot.Request) (bot.Reply, error) {
	old, err := d.Store.CommitteeOf(ctx, q.Channel)
	if err != nil && missing(err, "") == err { //nolint:errorlint // as above
		return bot.Reply{}, err
	}
	if err := d.mayOffice(ctx, old, q); err != nil {
		return bot.Reply{}, err
	}
	preset, own := q.Form["preset"], q.Form["preset"] == messages.OwnRule && old.ID != 0
	if own {
		preset = string(old.Preset)
	}
	c, err := committee.Found(committee.FoundDraft{
		Name: q.Form["name"], Lang: q.Form["lang"], Land: q.Form["land"], Zone: q.Form["zone"], Preset: preset, FirstMeeting: q.Form["first"], Charts: q.Form["charts"] == "true",
		Channel: q.Channel, Team: q.Team,
	})
	if err != nil {
		return bot.Reply{}, err
	}
	if own {
		c.Own = old.Own
	}
	return d.keepCommittee(ctx, q, old, c, own)
}

// keepCommittee founds or settles a committee; own asks for the rule that it is to vote by.
func (d Desk) keepCommittee(ctx context.Context, q bot.Request, old, c committee.Committee, own bool) (bot.Reply, error) {
	v, now := d.voiceFor(ctx, q), d.Now()
	if old.ID != 0 {
		c.ID, c.Seats = old.ID, old.Seats
		if err := d.Store.Settle(ctx, c, q.User, now); err != nil {
			return bot.Reply{}, err
		}
		return bot.Reply{Message: v.CommitteeSettled(c, own)}, nil
	}
	account, err := d.Chat.Account(ctx, q.User)
	if err != nil {
		return bot.Reply{}, err
	}
	founder := committee.Person{User: q.User, Handle: account.Handle, Name: account.Name, Lang: account.Locale}
	if c, err = d.Store.Found(ctx, c, founder, now); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: v.CommitteeFounded(c)}, nil
}

// seats shows the seats; with lines behind it, it fills them.
func (d Desk) seats(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if rest != "" {
		return d.fillSeats(ctx, a, q, rest)
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	people, err := d.Store.People(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	may := d.mayOffice(ctx, a.c, q) == nil
	if !may {
		if err := a.p.Demand(committee.Read); err != nil {
			return bot.Reply{}, err
		}
	}
	return bot.Reply{Message: a.v.Seats(a.c, seats, people, d.closedAccounts(ctx, seats, people), may)}, nil
}

// pressedSeats opens the form with the seats as they are.
func (d Desk) pressedSeats(ctx context.Context, q bot.Request) (bot.Reply, error) {
	a, err := d.inOffice(ctx, q)
	if err != nil {
		return bot.Reply{}, err
	}
	seats, err := d.Store.Seats(ctx, a.c.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	form := a.v.SeatsDialog(messages.ObjectKey(a.c.ID), committee.SeatList(seats))
	return bot.Reply{Dialog: &form}, nil
}

// inOffice is who presses or sends something for a committee that is for its office; others
// are refused.
func (d Desk) inOffice(ctx context.Context, q bot.Request) (asking, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return a, err
	}
	return a, d.mayOffice(ctx, a.c, q)
}

func (d Desk) sentSeats(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	a, err := d.inCommittee(ctx, q, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return d.fillSeats(ctx, a, q, q.Form["lines"])
}

// fillSeats makes the seats those of the pasted lines, all of them or none.
func (d Desk) fillSeats(ctx context.Context, a asking, q bot.Request, text string) (bot.Reply, error) {
	if err := d.mayOffice(ctx, a.c, q); err != nil {
		return bot.Reply{}, err
	}
	lines, unread := committee.ParseSeats(text, a.c.Land)
	seats, unknown := d.seatsOf(ctx, lines)
	if err := byLine(allOf(unread, unknown)); err != nil {
		return bot.Reply{}, d.keepTyped(q, text, err)
	}
	if err := d.Store.FillSeats(ctx, a.c.ID, seats, a.p.User, a.now); err != nil {
		return bot.Reply{}, err
	}
	d.kick()
	return bot.Reply{Message: a.v.SeatsFilled(seats)}, nil
}

// byLine puts refusals of lines in the order of the lines.
func byLine(err error) error {
	es := committee.Refusals(err)
	if es == nil {
		return err
	}
	line := func(e *committee.Error) int {
		n, _ := e.Args["Line"].(int) // 0 for one about all lines
		return n
	}
	slices.SortStableFunc(es, func(a, b *committee.Error) int { return line(a) - line(b) })
	return committee.Errors(es)
}

// seatsOf finds the people named in the lines; each unknown one is refused with its line.
func (d Desk) seatsOf(ctx context.Context, lines []committee.SeatLine) ([]committee.Seat, error) {
	var handles []string
	for _, l := range lines {
		handles = append(handles, l.Handles()...)
	}
	accounts, err := d.Chat.Accounts(ctx, handles)
	if err != nil {
		return nil, err
	}
	var es committee.Errors
	seats := make([]committee.Seat, len(lines))
	for i, l := range lines {
		seats[i] = committee.Seat{Group: l.Group, Body: l.Body, Land: l.Land, Order: i, Holder: occupant(accounts, l.Holder), Substitute: occupant(accounts, l.Substitute)}
		for _, h := range l.Handles() {
			switch account, ok := accounts[h]; {
			case ok && account.Gone:
				es = append(es, committee.Refuse(committee.Invalid, "seats.line.gone", "Line", l.Line, "Handle", h).At("lines"))
			case !ok || account.Bot:
				es = append(es, committee.Refuse(committee.Invalid, "seats.line.unknown", "Line", l.Line, "Handle", h).At("lines"))
			}
		}
	}
	if len(es) > 0 {
		return nil, es
	}
	return seats, nil
}

func occupant(accounts map[string]bot.Account, handle string) *committee.Occupant {
	account, ok := accounts[handle]
	if !ok || handle == "" {
		return nil
	}
	return &committee.Occupant{User: account.ID, Handle: account.Handle, Name: account.Name}
}

// handlesIn are the words of a text that begin with "@", without it.
func handlesIn(text string) []string {
	var hs []string
	for w := range strings.FieldsSeq(text) {
		if h, ok := strings.CutPrefix(w, "@"); ok && h != "" {
			hs = append(hs, strings.ToLower(strings.TrimRight(h, ",;.")))
		}
	}
	return hs
}
