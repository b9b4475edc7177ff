package committee

import (
	"fmt"
	"time"
)

// OwedExportLost is owed to a person who was promised files that never came.
const OwedExportLost OwedKind = "export-lost"

// How long files may take, and how late it is still of use to say that they are
// lost.
const (
	exportPatience = 15 * time.Minute
	exportGrace    = 24 * time.Hour
)

// ExportPromise is what is owed to a person who is promised files about an object,
// unless they come: the program may end meanwhile, or the chat be away for so long
// that not even the failure can be told.
func ExportPromise(committee int64, about Object, user string, now time.Time) Owed {
	return Owed{
		Committee: committee, Object: Object{CommitteeObject, committee}, Kind: OwedExportLost, User: user,
		Due: now.Add(exportPatience), Grace: exportGrace, Note: fmt.Sprintf("%s:%d", about.Kind, about.ID),
	}
}

// ExportPromised is when the files were promised that are lost; up to a few
// seconds too early if several were promised at once.
func ExportPromised(o Owed) time.Time { return o.Due.Add(-exportPatience) }
