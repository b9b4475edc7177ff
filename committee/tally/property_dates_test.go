package tally_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gremienbot/committee/tally"
)

// drawDays makes days of four answers each, so that many are equal, and a rule.
func drawDays(t *rapid.T) (tally.DateRule, []tally.Day) {
	rule := tally.DateRule{Quorum: rapid.IntRange(0, 3).Draw(t, "quorum"), EveryGroup: rapid.Bool().Draw(t, "every group")}
	var days []tally.Day
	for _, name := range letters(five)[:rapid.IntRange(1, 5).Draw(t, "days")] {
		yes := rapid.IntRange(0, 4).Draw(t, "yes")
		maybe := rapid.IntRange(0, 4-yes).Draw(t, "maybe")
		days = append(days, tally.Day{
			Name: name, Yes: yes, Maybe: maybe, No: 4 - yes - maybe, Led: rapid.IntRange(0, 4).Draw(t, "led") > 0,
			Groups: rapid.IntRange(0, 1).Draw(t, "groups missing"), Holidays: rapid.IntRange(0, 2).Draw(t, "holidays"),
		})
	}
	return rule, days
}

func found(t *rapid.T, rule tally.DateRule, days []tally.Day) tally.DatesResult {
	r, err := tally.Dates(rule, days)
	if err != nil {
		t.Fatal(err)
	}
	if all := slices.Sorted(slices.Values(slices.Concat(r.Order, r.RuledOut))); len(all) != len(days) || len(slices.Compact(all)) != len(days) {
		t.Fatalf("of %d days %v are in order and %v ruled out", len(days), r.Order, r.RuledOut)
	}
	return r
}

func TestTheNamesOfDaysDoNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule, days := drawDays(t)
		before := found(t, rule, days)
		names := rapid.Permutation(letters(five)).Draw(t, "names")
		other := func(name string) string { return names[slices.Index(letters(five), name)] }
		for i := range days {
			days[i].Name = other(days[i].Name)
		}
		after := found(t, rule, days)
		if !slices.Equal(after.Order, mapped(before.Order, other)) || !slices.Equal(after.RuledOut, mapped(before.RuledOut, other)) {
			t.Fatalf("%+v with the names %v became %+v", before, names, after)
		}
	})
}

// Days that differ in what was said of them are in the same order wherever they
// stand; among equals the first one given is first, for it is the earliest.
func TestTheOrderOfDaysDecidesAmongEqualsOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule, days := drawDays(t)
		shuffled := rapid.Permutation(days).Draw(t, "shuffled")
		one, two := found(t, rule, days), found(t, rule, shuffled)
		if sorted(one.RuledOut) != sorted(two.RuledOut) {
			t.Fatalf("%v are ruled out, and %v", one.RuledOut, two.RuledOut)
		}
		at := func(list []tally.Day, name string) int {
			return slices.IndexFunc(list, func(d tally.Day) bool { return d.Name == name })
		}
		said := func(name string) [3]int {
			d := days[at(days, name)]
			return [3]int{d.Yes + d.Maybe, d.Yes, d.Holidays}
		}
		for i, name := range two.Order {
			if said(name) != said(one.Order[i]) {
				t.Fatalf("place %d is %v one way and %v the other", i, said(one.Order[i]), said(name))
			}
			if i > 0 && said(name) == said(two.Order[i-1]) && at(shuffled, name) < at(shuffled, two.Order[i-1]) {
				t.Fatalf("%s stands behind its equal %s, which was given later", name, two.Order[i-1])
			}
		}
	})
}

// Whoever says yes to a day that they said no or "if need be" to does not make it
// worse, nor whoever says "if need be" instead of no.
func TestMoreYesNeverHurtsADay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule, days := drawDays(t)
		before := found(t, rule, days)
		d := &days[rapid.IntRange(0, len(days)-1).Draw(t, "day")]
		from := rapid.SampledFrom([]*int{&d.No, &d.Maybe}).Draw(t, "from")
		to := rapid.SampledFrom([]*int{&d.Yes, &d.Maybe}).Draw(t, "to")
		if *from == 0 || from == to {
			return
		}
		*from--
		*to++
		after := found(t, rule, days)
		was, is := slices.Index(before.Order, d.Name), slices.Index(after.Order, d.Name)
		if was >= 0 && (is < 0 || is > was) {
			t.Fatalf("%s had place %d of %v, now %d of %v", d.Name, was, before.Order, is, after.Order)
		}
	})
}
