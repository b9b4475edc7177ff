package storage_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gremienbot/storage"
)

func TestTheServerMustFitTheData(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		version string
		majors  []int
		want    int
		refusal string
	}{
		"no data yet takes the newest":         {"", []int{18, 17, 15}, 18, ""},
		"data takes what wrote it":             {"15", []int{18, 15}, 15, ""},
		"data of a version that is gone":       {"14", []int{18, 15}, 0, "written by PostgreSQL 14, but installed is only 18, 15"},
		"nothing installed names a package":    {"", nil, 0, "apt-get install postgresql"},
		"nothing installed, whatever there is": {"15", nil, 0, "apt-get install postgresql"},
	} {
		got, err := storage.Fitting(row.version, row.majors...)
		if got != row.want || (err == nil) != (row.refusal == "") {
			t.Errorf("%s: %d, %v, want %d", name, got, err, row.want)
		}
		if err != nil && !strings.Contains(err.Error(), row.refusal) {
			t.Errorf("%s: %v, want %q", name, err, row.refusal)
		}
	}
}

func TestDataOfAnotherVersionIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	stop(t, startPrivate(t, dir))
	if err := os.WriteFile(filepath.Join(dir, "pgdata", "PG_VERSION"), []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, dir, "written by PostgreSQL 9,")
}

func TestAFolderWithSomethingElseIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.WriteFile(filepath.Join(dir, "thesis.odt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, dir, "thesis.odt")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("the folder has %v, %v, want only what was there", left, err)
	}
}

func TestDataWithoutItsPasswordSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	stop(t, startPrivate(t, dir))
	if err := os.Remove(filepath.Join(dir, "password")); err != nil {
		t.Fatal(err)
	}
	refused(t, dir, filepath.Join(dir, "password"))
}

func refused(t *testing.T, dir, want string) {
	t.Helper()
	p, err := storage.StartPrivate(t.Context(), dir, quiet(), storage.Fast)
	if err == nil {
		stop(t, p)
		t.Fatal("it started")
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("StartPrivate = %v, want an error with %q", err, want)
	}
}

// As root the server runs as somebody else, who must be able to reach the folder;
// everybody else meets the same wall when making the folder.
func TestAFolderBehindAClosedDoorIsNamed(t *testing.T) {
	t.Parallel()
	closed := folder(t)
	if os.Geteuid() != 0 {
		if err := os.Chmod(closed, 0o000); err != nil {
			t.Fatal(err)
		}
	}
	refused(t, filepath.Join(closed, "data"), closed)
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
}

// Whoever runs the tests, the server must start for root and for an ordinary user.
// Root plays the ordinary user too, with a copy of this program that they can read.
func TestAnOrdinaryUserHasAServerToo(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		openPrivate(t, startPrivate(t, folder(t)))
		return
	}
	dir := folder(t)
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "storage.test")
	if err := os.WriteFile(copied, program, 0o755); err != nil {
		t.Fatal(err)
	}
	tests := exec.Command(copied, "-test.run", "^(TestAPrivateServerKeepsItsDataOverARestart|TestMigratingByFourAtOnceAppliesEachVersionOnce|TestAFolderBehindAClosedDoorIsNamed)$", "-test.v")
	tests.Dir = "/"
	tests.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir}
	tests.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := tests.CombinedOutput()
	if err != nil || strings.Count(string(out), "--- PASS") != 3 {
		t.Errorf("as an ordinary user: %v\n%s", err, out)
	}
}
