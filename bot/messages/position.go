package messages

import (
	"gremienbot/bot"
	"gremienbot/committee"
)

// PositionChanged tells a person what they have become in a committee, and what
// they are no longer.
func (v Voice) PositionChanged(c committee.Committee, p committee.Person, x committee.PositionChange) bot.Message {
	said := []string{"**" + Plain(c.Name) + "**"}
	for _, g := range x.Gained {
		said = append(said, v.position("gained", g))
	}
	for _, l := range x.Lost {
		said = append(said, v.position("lost", l))
	}
	if p.Belongs() {
		said = append(said, v.Say("position.help"))
	}
	return bot.Message{Text: lines(append(said, v.Say("position.wrong"))...)}
}

// position says that somebody has become something, or is it no longer.
func (v Voice) position(change string, x committee.Position) string {
	kind := "role"
	if x.Role == committee.Member || x.Role == committee.Substitute {
		kind = string(x.Role)
	}
	return v.Say("position."+change+"."+kind, "Role", v.Say("role."+string(x.Role)), "Group", Plain(x.Group), "Body", Plain(x.Body))
}
