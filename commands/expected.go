package commands

import (
	"context"

	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// manyOpen is how many open needs are looked through for what waits for a person.
const manyOpen = 500

// expected adds what waits for the person besides polls: questions about needs
// that are theirs, and to chair and office the inbox and the needs whose next
// step is theirs.
func (d Desk) expected(ctx context.Context, a asking, m *messages.Duties) error {
	asked := committee.NeedFilter{Mine: true}.Only(committee.NeedQueried)
	needs, _, err := d.Store.ListedNeeds(ctx, a.c.ID, asked, a.p, manyOpen, 0)
	if err != nil {
		return err
	}
	for _, n := range needs {
		if n.Query.Open() && n.MayAnswer(a.p) == nil {
			m.Asked = append(m.Asked, n)
		}
	}
	if !a.p.May(committee.KeepRegister) {
		return nil
	}
	topics, _, err := d.Store.ListedTopics(ctx, a.c.ID, committee.TopicFilter{}, a.p, manyTopics, 0)
	if err != nil {
		return err
	}
	m.Inbox = len(committee.Inbox(topics, calendar.DateOf(a.now, a.c.Location())))
	needs, _, err = d.Store.ListedNeeds(ctx, a.c.ID, committee.NeedFilter{}, a.p, manyOpen, 0)
	for _, n := range needs {
		if n.Awaits(a.p) {
			m.Turns = append(m.Turns, n)
		}
	}
	return err
}
