// Package storagetest gives every test a real PostgreSQL database of its own, with
// the schema in place, in a few tens of milliseconds and next to its neighbours:
//
//	func TestMain(m *testing.M) { storagetest.Main(m) }
//
//	func TestSeats(t *testing.T) {
//		t.Parallel()
//		db := storagetest.Open(t)
//		…
//	}
//
// The databases live on the server TEST_DATABASE_URL names, whose user may create
// databases, or else on a private server that the first test starts and [Main]
// stops. Where neither is possible the tests fail and say what to install: a
// skipped test proves nothing.
package storagetest
