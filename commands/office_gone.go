package commands

import (
	"context"

	"gremienbot/committee"
)

// closedAccounts are those of some seats and people whose accounts are closed, by
// user. While the chat cannot say nobody is.
func (d Desk) closedAccounts(ctx context.Context, seats []committee.Seat, people []committee.Person) map[string]bool {
	handles := map[string]string{}
	for _, s := range seats {
		for _, o := range []*committee.Occupant{s.Holder, s.Substitute} {
			if o != nil {
				handles[o.User] = o.Handle
			}
		}
	}
	for _, p := range people {
		handles[p.User] = p.Handle
	}
	asked := make([]string, 0, len(handles))
	for _, h := range handles {
		asked = append(asked, h)
	}
	accounts, err := d.Chat.Accounts(ctx, asked)
	if err != nil {
		d.Log.WarnContext(ctx, "asking whose accounts are closed", "err", err)
		return nil
	}
	closed := map[string]bool{}
	for user, handle := range handles {
		account, known := accounts[handle]
		if !known || account.ID != user { // deleted, or of another name now
			if account, err = d.Chat.Account(ctx, user); err != nil {
				continue
			}
		}
		closed[user] = account.Gone
	}
	return closed
}
