package commands

import (
	"context"
	"slices"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// roleNames are the words for roles, folded, in both languages.
var roleNames = map[string]committee.Role{
	"vorsitz": committee.Chair, "chair": committee.Chair,
	"stellvertretendervorsitz": committee.Deputy, "stellvertretenden": committee.Deputy, "vizevorsitz": committee.Deputy, "deputy": committee.Deputy,
	"geschaeftsstelle": committee.Office, "office": committee.Office,
	"beratend": committee.Advisory, "beratendesmitglied": committee.Advisory, "advisory": committee.Advisory,
	"gast": committee.Guest, "guest": committee.Guest,
}

var removal = []string{"entfernen", "weg", "ende", "remove", "end"}

// role gives or takes a role: /gremium rolle @person Vorsitz [entfernen].
func (d Desk) role(ctx context.Context, a asking, q bot.Request, rest string) (bot.Reply, error) {
	if err := d.mayOffice(ctx, a.c, q); err != nil {
		return bot.Reply{}, err
	}
	handles := handlesIn(rest)
	role, take, ok := readRole(rest)
	if len(handles) != 1 || !ok {
		return bot.Reply{}, committee.Refuse(committee.Invalid, "role.usage")
	}
	accounts, err := d.Chat.Accounts(ctx, handles)
	if err != nil {
		return bot.Reply{}, err
	}
	account, found := accounts[handles[0]]
	if !found || account.Bot {
		return bot.Reply{}, committee.Refuse(committee.Missing, "role.unknown", "Handle", handles[0])
	}
	p := committee.Person{User: account.ID, Handle: account.Handle, Name: account.Name, Lang: account.Locale}
	defer d.kick()
	switch {
	case take:
		return bot.Reply{Message: a.v.RoleTaken(p, role)}, d.Store.TakeRole(ctx, a.c.ID, p.User, role, a.p.User, a.now)
	case account.Gone:
		return bot.Reply{}, committee.Refuse(committee.Conflict, "role.gone", "Handle", handles[0])
	}
	return bot.Reply{Message: a.v.RoleGiven(p, role)}, d.Store.GiveRole(ctx, a.c.ID, p, role, a.p.User, a.now)
}

// readRole finds the role named in a text, and whether it is to be taken away.
func readRole(text string) (role committee.Role, take, ok bool) {
	var words []string
	for w := range strings.FieldsSeq(text) {
		switch f := fold(w); {
		case strings.HasPrefix(w, "@"):
		case contains(removal, f):
			take = true
		default:
			words = append(words, f)
		}
	}
	if role, ok = roleNames[strings.Join(words, "")]; !ok && len(words) > 0 {
		role, ok = roleNames[words[0]]
	}
	return role, take, ok
}

func contains(list []string, word string) bool {
	return slices.Contains(list, word)
}

// mine shows what the committee expects of this person, and until when.
func (d Desk) mine(ctx context.Context, a asking, _ bot.Request, _ string) (bot.Reply, error) {
	if err := a.p.Demand(committee.Read); err != nil {
		return bot.Reply{}, err
	}
	duties, err := d.duties(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: a.v.Mine(a.c, a.p, duties)}, nil
}

// duties gathers what is open for one person.
func (d Desk) duties(ctx context.Context, a asking) (messages.Duties, error) {
	var m messages.Duties
	var err error
	if m.Polls, err = d.Store.OpenPollsFor(ctx, a.c.ID, a.p.User); err != nil {
		return m, err
	}
	if m.Begun, err = d.begun(ctx, a); err != nil {
		return m, err
	}
	if m.Topics, err = d.Store.TopicsBy(ctx, a.c.ID, a.p.User, 10); err != nil {
		return m, err
	}
	if m.Needs, err = d.Store.NeedsBy(ctx, a.c.ID, a.p.User, 10); err != nil {
		return m, err
	}
	if m.Round, err = d.appraisalsDue(ctx, a); err != nil {
		return m, err
	}
	if err := d.expected(ctx, a, &m); err != nil {
		return m, err
	}
	m.Next, err = d.nextMeeting(ctx, a)
	return m, err
}

// appraisalsDue is the open round in which the person's seat has not finished, nil
// for none.
func (d Desk) appraisalsDue(ctx context.Context, a asking) (*committee.Assessing, error) {
	round, err := d.runningRound(ctx, a)
	if committee.Refusals(err) != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	w, err := d.Store.Assessing(ctx, round.ID, a.p.User)
	if done, all := w.Done(); err != nil || done == all || w.Admits(a.now) != nil {
		return nil, err
	}
	return &w, nil
}

// nextMeeting is the next meeting that is not cancelled, nil if none is planned.
func (d Desk) nextMeeting(ctx context.Context, a asking) (*committee.Meeting, error) {
	today := calendar.DateOf(a.now, a.c.Location())
	ms, err := d.Store.Meetings(ctx, a.c.ID, today, today.AddDays(400))
	for _, m := range ms {
		if m.State == committee.MeetingPlanned && m.Ends().After(a.now) {
			return &m, err
		}
	}
	return nil, err
}

// switchCommittee asks anew which committee a person means in direct messages.
func (d Desk) switchCommittee(ctx context.Context, q bot.Request) (bot.Reply, error) {
	list, err := d.Store.CommitteesOf(ctx, q.User)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(list) < 2 {
		return bot.Reply{}, committee.Refuse(committee.Missing, "committee.only")
	}
	return bot.Reply{Message: d.voiceFor(ctx, q).CommitteeChoice(list, "")}, nil
}

// choseCommittee remembers which committee a person means in direct messages,
// and then answers what they had typed.
func (d Desk) choseCommittee(r *bot.Router) bot.Handler {
	return func(ctx context.Context, q bot.Request) (bot.Reply, error) {
		id, text := splitObject(q.Object)
		c, err := d.Store.Committee(ctx, id)
		if err != nil {
			return bot.Reply{}, missing(err, "committee.none")
		}
		a, err := d.as(ctx, c, q)
		if err != nil {
			return bot.Reply{}, err
		}
		if err := a.p.Demand(committee.Read); err != nil {
			return bot.Reply{}, err
		}
		if err := d.Store.ChooseCommittee(ctx, q.User, id); err != nil {
			return bot.Reply{}, err
		}
		name, rest, _ := strings.Cut(text, " ")
		if name == "" {
			return bot.Reply{Message: a.v.CommitteeChosen(c)}, nil
		}
		again := q
		again.Kind, again.Name, again.Text, again.Direct = bot.Command, name, strings.TrimSpace(rest), true
		return r.Serve(ctx, again)
	}
}
