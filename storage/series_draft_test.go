package storage_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func TestAPreviewIsWhatASeriesMakesAndChangesNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	setSeries(t, db, c, committee.SeriesDraft{Kind: calendar.Virtual, When: "zweiter Mittwoch im Monat", Start: "10:00"}, noon)
	everything := func() [][]string {
		t.Helper()
		var all [][]string
		for _, query := range []string{
			`SELECT id || ' ' || kind || ' ' || coalesce(cast(ended_at AS text), '') FROM series ORDER BY id`,
			`SELECT id || ' ' || day || ' ' || start || ' ' || minutes || ' ' || state FROM meeting ORDER BY id`,
			`SELECT id || ' ' || key || ' ' || state FROM owed ORDER BY id`,
			`SELECT uid || ' ' || sequence FROM feed_event ORDER BY uid`,
		} {
			var rows []string
			if err := db.SQL().SelectContext(t.Context(), &rows, query); err != nil {
				t.Fatal(err)
			}
			all = append(all, rows)
		}
		return all
	}
	before := everything()
	s, err := committee.SetSeries(c, organiser, committee.SeriesDraft{Kind: calendar.Virtual, When: "letzter Donnerstag im Monat", Start: "14:00", Length: "90"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	planned, dropped, err := db.PreviewSeries(t.Context(), s, noon)
	if err != nil || len(planned) != 13 || len(dropped) != 13 {
		t.Fatalf("%d would be planned and %d dropped, %v", len(planned), len(dropped), err)
	}
	if diff := cmp.Diff(before, everything()); diff != "" {
		t.Errorf("a preview changes something:\n%s", diff)
	}
	refused := committee.Refuse(committee.Conflict, "meeting.series.meanwhile")
	_, _, err = db.MakeSeries(t.Context(), s, "office", "preview", noon, func(was committee.Series, plans, drops []committee.Meeting) error {
		if was.Start.String() != "10:00" || !cmp.Equal(days(plans), days(planned)) || len(drops) != len(dropped) {
			t.Errorf("the rule is told of %+v, %d planned, %d dropped", was, len(plans), len(drops))
		}
		return refused
	})
	if diff := cmp.Diff(before, everything()); !errors.Is(err, refused) || diff != "" {
		t.Errorf("a series that is refused: %v, changes\n%s", err, diff)
	}
	made, gone, err := db.SetSeries(t.Context(), s, "office", "preview", noon)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(days(planned), days(made)); diff != "" || len(gone) != len(dropped) {
		t.Errorf("the preview was another:\n%s", diff)
	}
}

// days are number, moment and length of meetings.
func days(ms []committee.Meeting) []string {
	var all []string
	for _, m := range ms {
		all = append(all, m.Instant().Format(time.DateTime)+" "+string(rune('0'+m.Number))+" "+(time.Duration(m.Minutes)*time.Minute).String())
	}
	return all
}

func TestTheDraftOfASeriesIsOneForEachPersonUntilItIsDecidedAbout(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 1)
	d := committee.SeriesDraft{Kind: calendar.Physical, When: "22.3.2027\n20.9.2027", Start: "10:30", Place: "Fulda"}
	first, err := db.KeepSeriesDraft(t.Context(), c.ID, "h0", committee.SeriesDraft{When: "früher"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.KeepSeriesDraft(t.Context(), c.ID, "s0", committee.SeriesDraft{When: "anders"}, noon); err != nil {
		t.Fatal(err)
	}
	second, err := db.KeepSeriesDraft(t.Context(), c.ID, "h0", d, noon)
	if err != nil || second == first {
		t.Fatalf("a changed one has the ID %d of the first, %v", second, err)
	}
	if id, kept, err := db.SeriesDraft(t.Context(), c.ID, "h0", noon); err != nil || id != second || kept != d {
		t.Errorf("kept %d %+v, %v", id, kept, err)
	}
	if _, _, err := db.SeriesDraft(t.Context(), c.ID, "h0", noon.Add(committee.DraftKept)); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a draft that is too old: %v, want %v", err, storage.ErrNotFound)
	}
	if err := db.DropSeriesDraft(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.SeriesDraft(t.Context(), c.ID, "h0", noon); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a draft that was dropped: %v", err)
	}
}
