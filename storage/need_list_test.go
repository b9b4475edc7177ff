package storage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

func titles[T any](list []T, title func(T) string) []string {
	all := make([]string, len(list))
	for i, x := range list {
		all[i] = title(x)
	}
	return all
}

func TestNeedsAreListedByClassScoreAndNumber(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	one, two := member(t, db, c, 1), member(t, db, c, 2)
	rate := func(title string, p committee.Person, to func(*committee.Need)) {
		n := reported(t, db, c, p, title, noon)
		if _, err := db.ChangeNeed(t.Context(), n.ID, "office", "rate", "", noon, func(n committee.Need) (committee.Need, error) {
			to(&n)
			return n, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	rate("nothing known", one, func(*committee.Need) {})
	rate("C without score", one, func(n *committee.Need) { n.Urgency = "C" })
	rate("A low", one, func(n *committee.Need) { n.Urgency, n.Scored, n.Score = "A", true, 10 })
	rate("A high Bürgerämter", two, func(n *committee.Need) { n.Urgency, n.Scored, n.Score = "A", true, 900 })
	rate("A unscored", two, func(n *committee.Need) { n.Urgency = "A" })
	rate("B strict", two, func(n *committee.Need) { n.Urgency, n.TLP = "B", committee.AmberStrict })
	rate("A closed", two, func(n *committee.Need) { n.Urgency, n.State = "A", committee.NeedDropped })
	guest := committee.Person{User: "guest", Roles: []committee.Role{committee.Guest}}
	for name, row := range map[string]struct {
		p    committee.Person
		f    committee.NeedFilter
		want []string
	}{
		"a member":       {one, committee.NeedFilter{}, []string{"A high Bürgerämter", "A low", "A unscored", "B strict", "C without score", "nothing known"}},
		"a guest":        {guest, committee.NeedFilter{}, []string{"A high Bürgerämter", "A low", "A unscored", "C without score", "nothing known"}},
		"an outsider":    {committee.Person{User: "x"}, committee.NeedFilter{All: true}, []string{}},
		"closed too":     {guest, committee.NeedFilter{All: true, Text: "a"}, []string{"A high Bürgerämter", "A low", "A unscored", "A closed"}},
		"a state":        {one, committee.NeedFilter{States: []committee.NeedState{committee.NeedDropped}}, []string{"A closed"}},
		"mine":           {one, committee.NeedFilter{Mine: true}, []string{"A low", "C without score", "nothing known"}},
		"a group":        {one, committee.NeedFilter{Groups: []string{"Group 2"}}, []string{"A high Bürgerämter", "A unscored", "B strict"}},
		"an owner":       {one, committee.NeedFilter{Owner: "body 2"}, []string{"A high Bürgerämter", "A unscored", "B strict"}},
		"umlauts":        {one, committee.NeedFilter{Text: "BUERGERAMT high"}, []string{"A high Bürgerämter"}},
		"a pattern":      {one, committee.NeedFilter{Text: "%"}, []string{}},
		"words of texts": {one, committee.NeedFilter{Text: "pruft nothing"}, []string{"nothing known"}},
	} {
		list, total, err := db.ListedNeeds(t.Context(), c.ID, row.f, row.p, 10, 0)
		if d := cmp.Diff(row.want, titles(list, func(n committee.Need) string { return n.Title })); err != nil || d != "" || total != len(row.want) {
			t.Errorf("%s: %d, %v (-want +got):\n%s", name, total, err, d)
		}
	}
	page, total, err := db.ListedNeeds(t.Context(), c.ID, committee.NeedFilter{}, one, 2, 2)
	if d := cmp.Diff([]string{"A unscored", "B strict"}, titles(page, func(n committee.Need) string { return n.Title })); err != nil || d != "" || total != 6 {
		t.Errorf("the second page: %d, %v (-want +got):\n%s", total, err, d)
	}
}

func TestTopicsAreListedNewestFirst(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	one := member(t, db, c, 1)
	for _, d := range []committee.TopicDraft{
		{Title: "Erste Straße", Kind: committee.Clarification},
		{Title: "Zweites Thema", Kind: committee.Processing},
		{Title: "Drittes Thema", Kind: committee.Clarification, TLP: committee.Red},
	} {
		topic, err := committee.SubmitTopic(c, one, d, noon)
		if err == nil {
			_, err = db.AddTopic(t.Context(), c, topic, "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, row := range map[string]struct {
		f    committee.TopicFilter
		p    committee.Person
		want []string
	}{
		"all":     {committee.TopicFilter{}, one, []string{"Drittes Thema", "Zweites Thema", "Erste Straße"}},
		"a guest": {committee.TopicFilter{}, committee.Person{Roles: []committee.Role{committee.Guest}}, []string{"Zweites Thema", "Erste Straße"}},
		"a kind":  {committee.TopicFilter{Kind: committee.Clarification}, one, []string{"Drittes Thema", "Erste Straße"}},
		"words":   {committee.TopicFilter{Text: "STRASSE"}, one, []string{"Erste Straße"}},
		"mine":    {committee.TopicFilter{Mine: true, Groups: []string{"Group 1"}}, one, []string{"Drittes Thema", "Zweites Thema", "Erste Straße"}},
		"a state": {committee.TopicFilter{States: []committee.TopicState{committee.TopicScheduled}}, one, []string{}},
	} {
		list, total, err := db.ListedTopics(t.Context(), c.ID, row.f, row.p, 10, 0)
		if d := cmp.Diff(row.want, titles(list, func(n committee.Topic) string { return n.Title })); err != nil || d != "" || total != len(row.want) {
			t.Errorf("%s: %d, %v (-want +got):\n%s", name, total, err, d)
		}
	}
}
