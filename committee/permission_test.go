package committee_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

var allVerbs = []committee.Verb{
	committee.Read, committee.SubmitATopic, committee.ReportANeed, committee.SupportANeed, committee.Vote, committee.HoldPolls,
	committee.EditAnyText, committee.PlanMeetings, committee.ManageSeats, committee.SeeWhoVoted, committee.KeepRegister,
	committee.Assess, committee.EnterVotes, committee.ShareAList,
}

func with(roles ...committee.Role) committee.Person {
	return committee.Person{User: "u", Roles: roles}
}

func TestEachRoleMayDoWhatItIsThereFor(t *testing.T) {
	t.Parallel()
	brings := []committee.Verb{committee.Read, committee.SubmitATopic, committee.ReportANeed}
	seat := append(slices.Clone(brings), committee.SupportANeed, committee.Vote, committee.Assess)
	organises := append(slices.Clone(brings), committee.HoldPolls, committee.EditAnyText, committee.PlanMeetings, committee.SeeWhoVoted, committee.KeepRegister, committee.ShareAList)
	for role, want := range map[committee.Role][]committee.Verb{
		committee.Member:     seat,
		committee.Substitute: seat,
		committee.Chair:      append(slices.Clone(organises), committee.ManageSeats),
		committee.Deputy:     organises,
		committee.Office:     append(slices.Clone(organises), committee.ManageSeats, committee.EnterVotes),
		committee.Advisory:   brings,
		committee.Guest:      {committee.Read},
		"unheard of":         nil,
	} {
		for _, v := range allVerbs {
			if got, want := with(role).May(v), slices.Contains(want, v); got != want {
				t.Errorf("%s may %s: %t, want %t", role, v, got, want)
			}
		}
	}
}

func TestWhoBelongsNowhereMayDoNothing(t *testing.T) {
	t.Parallel()
	for _, v := range append(allVerbs, "unheard.of") {
		var e *committee.Error
		if err := with().Demand(v); !errors.As(err, &e) || e.Key != "may.outsider" || e.Kind != committee.Forbidden {
			t.Errorf("Demand(%s) = %v, want may.outsider", v, err)
		}
	}
}

func TestSeveralRolesAddUp(t *testing.T) {
	t.Parallel()
	p := with(committee.Office, committee.Member)
	if !p.May(committee.Vote) || !p.May(committee.ManageSeats) {
		t.Error("a member who is the office may vote and manage seats")
	}
}

func TestARefusalNamesWhoMay(t *testing.T) {
	t.Parallel()
	var e *committee.Error
	if err := with(committee.Guest).Demand(committee.HoldPolls); !errors.As(err, &e) {
		t.Fatalf("Demand = %v, want a refusal", err)
	}
	want := committee.Refuse(committee.Forbidden, "may.not", "Verb", committee.HoldPolls,
		"Roles", []committee.Role{committee.Chair, committee.Deputy, committee.Office}, "Yours", []committee.Role{committee.Guest})
	if d := cmp.Diff(want, e); d != "" {
		t.Errorf("refusal (-want +got):\n%s", d)
	}
	if err := with(committee.Guest).Demand(committee.Read); err != nil {
		t.Errorf("Demand(Read) = %v, want nil", err)
	}
}
