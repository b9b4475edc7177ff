package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// CommitteeChoice asks which committee a person means; text is what they typed,
// to be answered afterwards.
func (v Voice) CommitteeChoice(cs []committee.Committee, text string) bot.Message {
	card := &bot.Card{}
	for i, c := range cs {
		if i == 10 {
			break
		}
		card.Buttons = append(card.Buttons, bot.Button{
			ID: "committee" + ObjectKey(c.ID), Label: Cut(c.Name, 60), Action: "committee.choose", Object: ObjectKey(c.ID) + " " + text,
		})
	}
	return bot.Message{Text: v.Say("committee.which"), Card: card}
}

// CommitteeChosen confirms the choice.
func (v Voice) CommitteeChosen(c committee.Committee) bot.Message {
	return bot.Message{Text: v.Say("committee.chosen", "Name", Plain(c.Name))}
}

// FoundDialog is the form that sets a committee up, or changes its settings.
func (v Voice) FoundDialog(c committee.Committee) bot.Dialog {
	lands := make([]bot.Option, 0, 16)
	for _, l := range calendar.Lands() {
		lands = append(lands, bot.Option{Label: l.Name(), Value: string(l)})
	}
	presets, chosen := v.motionRules(), string(c.Preset)
	if c.ID != 0 {
		presets = append(presets, v.ownOption())
	}
	if c.Own != nil {
		chosen = OwnRule
	}
	title := v.Say("committee.dialog.title")
	if c.ID != 0 {
		title = v.Say("committee.dialog.settings")
	}
	return bot.Dialog{
		Purpose: "committee.found", Title: title, Intro: v.Say("committee.dialog.intro"), Submit: v.Say("dialog.save"),
		Fields: []bot.Field{
			{Name: "name", Label: v.Say("committee.field.name"), Kind: bot.Line, Max: 120, Default: c.Name, Placeholder: v.Say("committee.field.name.example")},
			{Name: "lang", Label: v.Say("committee.field.lang"), Kind: bot.Choice, Default: c.Lang, Options: []bot.Option{{Label: "Deutsch", Value: "de"}, {Label: "English", Value: "en"}}},
			{Name: "land", Label: v.Say("committee.field.land"), Kind: bot.Choice, Default: string(c.Land), Options: lands, Help: v.Say("committee.field.land.help")},
			{Name: "zone", Label: v.Say("committee.field.zone"), Kind: bot.Line, Max: 60, Default: c.Zone, Placeholder: "Europe/Berlin"},
			{Name: "preset", Label: v.Say("committee.field.preset"), Kind: bot.Choice, Default: chosen, Options: presets, Help: v.Say("committee.field.preset.help")},
			{Name: "first", Label: v.Say("committee.field.first"), Kind: bot.Line, Optional: true, Max: 4, Default: firstMeeting(c), Help: v.Say("committee.field.first.help")},
			{Name: "charts", Label: v.Say("committee.field.charts"), Kind: bot.Check, Optional: true, Default: strconv.FormatBool(c.Charts || c.ID == 0), Placeholder: v.Say("committee.field.charts.check")},
		},
	}
}

func firstMeeting(c committee.Committee) string {
	if c.FirstMeeting < 1 {
		return "1"
	}
	return strconv.Itoa(c.FirstMeeting)
}

// CommitteeFounded tells the founder what is there now and what comes next.
func (v Voice) CommitteeFounded(c committee.Committee) bot.Message {
	return bot.Message{Text: v.Say("committee.founded", "Name", Plain(c.Name)), Card: &bot.Card{Buttons: []bot.Button{v.seatsButton(c)}}}
}

func (v Voice) seatsButton(c committee.Committee) bot.Button {
	return bot.Button{ID: "seats", Label: v.Say("seats.button"), Style: bot.Primary, Action: "seats.edit", Object: ObjectKey(c.ID)}
}

// SeatsDialog is the form in which seats are pasted, a line each.
func (v Voice) SeatsDialog(object, lines string) bot.Dialog {
	return bot.Dialog{
		Purpose: "seats.fill", Object: object, Title: v.Say("seats.dialog.title"), Intro: v.Say("seats.dialog.intro"), Submit: v.Say("dialog.save"),
		Fields: []bot.Field{{
			Name: "lines", Label: v.Say("seats.field.lines"), Kind: bot.Area, Max: committee.MaxText, Default: lines,
			Placeholder: v.Say("seats.field.lines.example"), Help: v.Say("seats.field.lines.help"),
		}},
	}
}

// SeatsFilled confirms how many seats there are, by group.
func (v Voice) SeatsFilled(seats []committee.Seat) bot.Message {
	return bot.Message{Text: v.Say("seats.filled", "Count", len(seats)) + "\n" + strings.Join(v.groups(seats), "\n")}
}

// groups says for each group how many seats it has and how many are vacant.
func (v Voice) groups(seats []committee.Seat) []string {
	var order []string
	all, vacant := map[string]int{}, map[string]int{}
	for _, s := range seats {
		if all[s.Group] == 0 {
			order = append(order, s.Group)
		}
		all[s.Group]++
		if s.Vacant() {
			vacant[s.Group]++
		}
	}
	lines := make([]string, len(order))
	for i, g := range order {
		lines[i] = "- " + Plain(g) + ": " + v.Say("seats.count", "Count", all[g])
		if vacant[g] > 0 {
			lines[i] += ", " + v.Say("seats.vacant", "Count", vacant[g])
		}
	}
	return lines
}

// Seats shows the seats with the people of the moment, and the given roles; closed
// are the users whose accounts are.
func (v Voice) Seats(c committee.Committee, seats []committee.Seat, people []committee.Person, closed map[string]bool, mayEdit bool) bot.Message {
	lines := []string{"#### " + Plain(c.Name)}
	if len(seats) == 0 {
		lines = append(lines, v.Say("seats.empty"))
	}
	group := ""
	for _, s := range seats {
		if s.Group != group {
			group = s.Group
			lines = append(lines, "", "**"+Plain(group)+"**")
		}
		line := "- " + Plain(s.Body) + ": " + v.occupants(s, closed)
		if s.Votes() != 1 {
			line += ", " + v.Say("seats.weight", "Weight", s.Votes())
		}
		lines = append(lines, line)
	}
	lines = append(lines, "")
	for _, r := range committee.GivenRoles() {
		if names := v.holders(people, r, closed); len(names) > 0 {
			lines = append(lines, "**"+v.Say("role."+string(r))+"**: "+strings.Join(names, ", "))
		}
	}
	m := bot.Message{Text: strings.Join(lines, "\n")}
	if mayEdit {
		m.Text += "\n\n" + v.Say("seats.hint")
		m.Card = &bot.Card{Buttons: []bot.Button{v.seatsButton(c)}}
	}
	return m
}

func (v Voice) occupants(s committee.Seat, closed map[string]bool) string {
	holder := v.Say("seats.nobody")
	if s.Holder != nil {
		holder = v.personNamed(s.Holder.User, s.Holder.Name, closed)
	}
	if s.Substitute == nil {
		return holder + " (" + string(s.Land) + ")"
	}
	return holder + ", " + v.Say("seats.substitute", "Name", v.personNamed(s.Substitute.User, s.Substitute.Name, closed)) + " (" + string(s.Land) + ")"
}

// personNamed is the name of a person, with a word if their account is closed.
func (v Voice) personNamed(user, name string, closed map[string]bool) string {
	if closed[user] {
		return Plain(name) + " " + v.Say("seats.closed")
	}
	return Plain(name)
}

func (v Voice) holders(people []committee.Person, r committee.Role, closed map[string]bool) []string {
	var names []string
	for _, p := range people {
		if p.Has(r) {
			names = append(names, v.personNamed(p.User, p.Name, closed))
		}
	}
	return names
}

// RoleGiven and RoleTaken confirm a change of roles.
func (v Voice) RoleGiven(p committee.Person, r committee.Role) bot.Message {
	return bot.Message{Text: v.Say("role.given", "Name", Plain(p.Name), "Role", v.Say("role."+string(r)))}
}

// RoleTaken confirms that a role ended.
func (v Voice) RoleTaken(p committee.Person, r committee.Role) bot.Message {
	return bot.Message{Text: v.Say("role.taken", "Name", Plain(p.Name), "Role", v.Say("role."+string(r)))}
}
