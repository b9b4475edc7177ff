package commands

import (
	"context"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// inCommittee is the person who asks, in the committee their button or form
// belongs to. The proof has shown that the object was not made up; what the
// person may do there is checked by the rules.
func (d Desk) inCommittee(ctx context.Context, q bot.Request, id int64) (asking, error) {
	c, err := d.Store.Committee(ctx, id)
	if err != nil {
		return asking{}, missing(err, "committee.none")
	}
	return d.as(ctx, c, q)
}

// splitObject reads "12 rest": the committee a form belongs to, and what else it carries.
func splitObject(object string) (int64, string) {
	first, rest, _ := strings.Cut(object, " ")
	id, _ := strconv.ParseInt(first, 10, 64) // 0 is no committee and will not be found
	return id, rest
}

// orChoice asks the person to choose, if there is something to choose from.
func orChoice(choice *bot.Message) bot.Reply {
	if choice == nil {
		return bot.Reply{}
	}
	return bot.Reply{Message: *choice}
}

// year is the committee's current year, which a number without one means.
func (a asking) year() int { return a.now.In(a.c.Location()).Year() }

// committeeStore is what finding the committee and the person needs of the store.
type committeeStore interface {
	Committee(ctx context.Context, id int64) (committee.Committee, error)
	CommitteeOf(ctx context.Context, channel string) (committee.Committee, error)
	CommitteesOf(ctx context.Context, user string) ([]committee.Committee, error)
	ChosenCommittee(ctx context.Context, user string) (int64, error)
	ChooseCommittee(ctx context.Context, user string, id int64) error
	Person(ctx context.Context, id int64, user string) (committee.Person, error)
	People(ctx context.Context, id int64) ([]committee.Person, error)
	Seats(ctx context.Context, id int64) ([]committee.Seat, error)
	officeStore
}
