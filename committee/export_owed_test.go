package committee_test

import (
	"testing"
	"time"

	"gremienbot/committee"
)

func TestAPromiseOfFilesSaysWhenItWasMade(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)
	o := committee.ExportPromise(7, committee.Object{Kind: committee.NeedObject, ID: 17}, "l1", now)
	if o.User != "l1" || o.Note != "need:17" || !o.Due.After(now) || !committee.ExportPromised(o).Equal(now) {
		t.Errorf("owed %+v, promised %v", o, committee.ExportPromised(o))
	}
	if other := committee.ExportPromise(7, committee.Object{Kind: committee.NeedObject, ID: 18}, "l1", now); other.Note == o.Note {
		t.Errorf("promises about two objects have the same note %q", o.Note)
	}
}
