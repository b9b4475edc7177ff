package committee_test

import (
	"slices"
	"testing"

	"gremienbot/committee"
)

func TestHalfPointsAreWrittenWithoutRounding(t *testing.T) {
	t.Parallel()
	for h, want := range map[committee.HalfPoints]string{0: "0", 1: "0.5", 2: "1", 1425: "712.5", 1450: "725", 2000: "1000"} {
		if got := h.String(); got != want {
			t.Errorf("%d halves are %q, want %q", int(h), got, want)
		}
	}
}

func TestAGateIsPassedWithThreeTimesYes(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		gate   committee.Gate
		failed []committee.GateQuestion
	}{
		"three times yes":       {committee.Gate{InRemit: true, SupraLocal: true, NotYetDone: true}, nil},
		"not our business":      {committee.Gate{SupraLocal: true, NotYetDone: true}, []committee.GateQuestion{"remit"}},
		"one place only":        {committee.Gate{InRemit: true, NotYetDone: true}, []committee.GateQuestion{"supra"}},
		"solved elsewhere":      {committee.Gate{InRemit: true, SupraLocal: true}, []committee.GateQuestion{"undone"}},
		"three times no":        {committee.Gate{}, []committee.GateQuestion{"remit", "supra", "undone"}},
		"no, whoever has found": {committee.Gate{CheckedBy: "Bela Stift", InRemit: true}, []committee.GateQuestion{"supra", "undone"}},
	} {
		if got := row.gate.Failed(); !slices.Equal(got, row.failed) || row.gate.Passed() != (row.failed == nil) {
			t.Errorf("%s: passed %t, failed %v, want %v", name, row.gate.Passed(), got, row.failed)
		}
	}
}

func TestEffortsGoFromSmallToLarge(t *testing.T) {
	t.Parallel()
	if got, want := committee.Efforts(), []committee.Effort{"XS", "S", "M", "L", "XL"}; !slices.Equal(got, want) {
		t.Errorf("Efforts = %v, want %v", got, want)
	}
}
