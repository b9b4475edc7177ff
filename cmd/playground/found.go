package main

import (
	"context"
	"fmt"
	"time"

	"gremienbot/bot/mattermost"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
)

// beginning is when the playground starts: before the first reminder of March
// 2027, whose meeting is on Wednesday the 10th.
var beginning = time.Date(2027, time.February, 15, 8, 0, 0, 0, time.UTC)

// founding makes the founding case: people, committee, seats, roles, meetings,
// topics, needs and a running poll.
type founding struct {
	town  *town
	db    *storage.DB
	setup mattermost.SetupResult
	now   time.Time
	c     committee.Committee
	ids   map[string]string
}

func (f *founding) run(ctx context.Context) error {
	f.ids = map[string]string{}
	for _, p := range players {
		id, err := f.town.settle(ctx, p, f.setup.TeamID, f.setup.ChannelID)
		if err != nil {
			return fmt.Errorf("settling %s: %w", p.handle, err)
		}
		f.ids[p.handle] = id
	}
	for _, step := range []func(context.Context) error{f.found, f.seats, f.roles, f.series, f.bringIn, f.ask} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("founding: %w", err)
		}
	}
	return nil
}

func (f *founding) somebody(handle string) committee.Person {
	return committee.Person{User: f.ids[handle], Handle: handle, Name: nameOf(handle), Lang: playerOf(handle).lang()}
}

func (f *founding) found(ctx context.Context) error {
	draft := committee.FoundDraft{
		Name: "Kommunalgremium des IT-Planungsrats", Channel: f.setup.ChannelID, Team: f.setup.TeamID,
		Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: string(committee.PresetKoG), FirstMeeting: "78", Charts: true,
	}
	c, err := committee.Found(draft)
	if err != nil {
		return err
	}
	f.c, err = f.db.Found(ctx, c, f.somebody("buero"), f.now)
	return err
}

func (f *founding) seats(ctx context.Context) error {
	lines, err := committee.ParseSeats(seatLines(), f.c.Land)
	if err != nil {
		return err
	}
	seats := make([]committee.Seat, len(lines))
	for i, l := range lines {
		seats[i] = committee.Seat{Group: l.Group, Body: l.Body, Land: l.Land, Order: i, Holder: f.occupant(l.Holder), Substitute: f.occupant(l.Substitute)}
	}
	if err := f.db.FillSeats(ctx, f.c.ID, seats, "", f.now); err != nil {
		return err
	}
	f.c, err = f.db.Committee(ctx, f.c.ID)
	return err
}

func (f *founding) occupant(handle string) *committee.Occupant {
	if handle == "" {
		return nil
	}
	return &committee.Occupant{User: f.ids[handle], Handle: handle, Name: nameOf(handle)}
}

func (f *founding) roles(ctx context.Context) error {
	for _, p := range players {
		if err := f.db.Know(ctx, f.somebody(p.handle), f.now); err != nil {
			return err
		}
		if p.role == "" || p.role == committee.Substitute {
			continue
		}
		if err := f.db.GiveRole(ctx, f.c.ID, f.somebody(p.handle), p.role, "", f.now); err != nil {
			return err
		}
	}
	return nil
}

// series are the second Wednesday of each month and two days a year.
func (f *founding) series(ctx context.Context) error {
	office, err := f.db.Person(ctx, f.c.ID, f.ids["buero"])
	if err != nil {
		return err
	}
	for _, d := range []committee.SeriesDraft{
		{Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat", Start: "10:00", Length: "120", Link: "https://video.example/kommunalgremium"},
		{Kind: calendar.Physical, When: "22.3.2027\n20.9.2027", Start: "10:30", Length: "300", Place: "FITKO, Frankfurt am Main"},
	} {
		s, err := committee.SetSeries(f.c, office, d, f.now)
		if err != nil {
			return err
		}
		if _, _, err := f.db.SetSeries(ctx, s, office.User, "", f.now); err != nil {
			return err
		}
	}
	return f.db.PlanMeetings(ctx, f.now)
}

// bringIn brings in topics and needs, an hour apart.
func (f *founding) bringIn(ctx context.Context) error {
	at := f.now.Add(-24 * time.Hour)
	for _, t := range topics {
		by, err := f.db.Person(ctx, f.c.ID, f.ids[t.by])
		if err != nil {
			return err
		}
		topic, err := committee.SubmitTopic(f.c, by, t.draft, at)
		if err != nil {
			return err
		}
		if _, err := f.db.AddTopic(ctx, f.c, topic, ""); err != nil {
			return err
		}
		at = at.Add(time.Hour)
	}
	for _, n := range needs {
		if err := f.report(ctx, n.by, n.also, n.draft, at); err != nil {
			return err
		}
		at = at.Add(time.Hour)
	}
	return nil
}

func (f *founding) report(ctx context.Context, handle string, also []string, draft committee.NeedDraft, at time.Time) error {
	by, err := f.db.Person(ctx, f.c.ID, f.ids[handle])
	if err != nil {
		return err
	}
	need, err := committee.ReportNeed(f.c, by, draft, at)
	if err != nil {
		return err
	}
	if need, err = f.db.AddNeed(ctx, f.c, need, ""); err != nil {
		return err
	}
	for _, h := range also {
		p, err := f.db.Person(ctx, f.c.ID, f.ids[h])
		if err != nil {
			return err
		}
		if _, _, err := f.db.SupportNeed(ctx, need.ID, p.User, at, func(n committee.Need) (committee.Owner, bool, error) { return n.Support(p, at) }); err != nil {
			return err
		}
	}
	return nil
}

// ask opens the poll that is running.
func (f *founding) ask(ctx context.Context) error {
	chair, err := f.db.Person(ctx, f.c.ID, f.ids["vorsitz"])
	if err != nil {
		return err
	}
	seats, err := f.db.Seats(ctx, f.c.ID)
	if err != nil {
		return err
	}
	poll, err := committee.OpenPoll(f.c, chair, committee.PollDraft{
		Kind: committee.MotionPoll, Question: "Soll das Kommunalgremium eine Stellungnahme zum Registerabruf vorbereiten?",
		ClosesAt: time.Date(2027, time.February, 24, 11, 0, 0, 0, time.UTC),
	}, seats, f.now)
	if err != nil {
		return err
	}
	poll, err = f.db.OpenPoll(ctx, f.c, poll, "")
	if err != nil {
		return err
	}
	for handle, answer := range map[string]string{"l2": committee.Yes, "s2": committee.Yes, "g1": committee.Abstain, "v3": committee.No} {
		_, _, err := f.db.CastBallot(ctx, poll.ID, f.ids[handle], func(v committee.Voting) (committee.Ballot, error) {
			return v.Poll.Cast(v.Who, committee.Choice{Answer: answer}, v.Before, f.now)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
