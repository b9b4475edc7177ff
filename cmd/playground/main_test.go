package main

import (
	"net"
	"strings"
	"testing"
	"time"
)

func TestPortInUseNamesTheFlag(t *testing.T) {
	t.Parallel()
	taken, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, err = listen(t.Context(), taken.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "--listen") || !strings.Contains(err.Error(), taken.Addr().(*net.TCPAddr).String()) {
		t.Errorf("the second one hears %v", err)
	}
}

func TestStartSaysEachStep(t *testing.T) {
	t.Parallel()
	var steps []string
	v := &visit{options: world(t, func() time.Time { return noon })}
	v.step = func(step string) { steps = append(steps, step) }
	v.start(t)
	t.Cleanup(func() { v.p.close() })
	if got := strings.Join(steps, "\n"); len(steps) != 3 || !strings.Contains(got, "Datenbank") || !strings.Contains(got, "Chat") || !strings.Contains(got, "Gründungsfall") {
		t.Errorf("it says %q", got)
	}
}
