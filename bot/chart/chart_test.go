package chart_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gremienbot/bot"
	"gremienbot/bot/chart"
)

func drawn(t *testing.T, c bot.Chart) image.Image {
	t.Helper()
	f, err := chart.PNG(c)
	if err != nil || f.Name != c.Name {
		t.Fatalf("PNG = %q, %v", f.Name, err)
	}
	if dir := os.Getenv("CHARTS"); dir != "" {
		if err := os.WriteFile(dir+"/"+strings.ReplaceAll(t.Name(), "/", "-")+".png", f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// bars are the lengths of the runs of the bars' colour, from above: that of the
// middle line of each.
func bars(img image.Image, n int) []int {
	var lengths []int
	height := (img.Bounds().Dy() - 24) / n
	for i := range n {
		longest := 0
		for y := 12 + i*height; y < 12+(i+1)*height; y++ {
			run := 0
			for x := range img.Bounds().Dx() {
				if blue(img.At(x, y)) {
					run++
				}
			}
			longest = max(longest, run)
		}
		lengths = append(lengths, longest)
	}
	return lengths
}

func blue(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return b>>8 > 150 && r>>8 < 130 && g>>8 < 150
}

// The library's own axis begins near the least amount, which makes 3 look like a
// tenth of 12.
func TestBarsBeginAtZeroAndStandInOrder(t *testing.T) {
	t.Parallel()
	c := bot.Chart{Name: "U-1.png"}
	for i, n := range []float64{12, 9, 7, 3, 0} {
		c.Bars = append(c.Bars, bot.Bar{Label: fmt.Sprintf("Vorschlag %d", i+1), Amount: n, Said: fmt.Sprint(n)})
	}
	got := bars(drawn(t, c), 5)
	for i, want := range []float64{1, 9.0 / 12, 7.0 / 12, 3.0 / 12, 0} {
		if share := float64(got[i]) / float64(got[0]); share < want-0.02 || share > want+0.02 {
			t.Errorf("bar %d is %.2f of the longest, want %.2f (%v)", i+1, share, want, got)
		}
	}
	if got[0] < 200 {
		t.Errorf("the longest bar has %d pixels", got[0])
	}
}

// What is said of a bar stands beside that bar and no other.
func TestEachBarHasItsOwnNumber(t *testing.T) {
	t.Parallel()
	list := []bot.Bar{bar("Ja", 9, "9"), bar("Nein", 3, "3"), bar("Enthaltung", 2, "2")}
	before := drawn(t, bot.Chart{Bars: list})
	for i := range list {
		other := slices.Clone(list)
		other[i].Said = "88"
		after := drawn(t, bot.Chart{Bars: other})
		third := (before.Bounds().Dy() - 24) / 3
		changed := map[int]bool{}
		for y := range before.Bounds().Dy() {
			for x := range before.Bounds().Dx() {
				if before.At(x, y) != after.At(x, y) {
					changed[(y-12)/third] = true
				}
			}
		}
		if len(changed) != 1 || !changed[i] {
			t.Errorf("another number of bar %d changes the bars %v", i, changed)
		}
	}
}

func TestAnyResultCanBeDrawn(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Ärger über Maßnahmen ", 5)
	for name, c := range map[string]bot.Chart{
		"motion": {Bars: []bot.Bar{bar("Ja", 9, "9"), bar("Nein", 3, "3"), bar("Enthaltung", 2, "2")}},
		"zero":   {Bars: []bot.Bar{bar("Ja", 0, "0"), bar("Nein", 0, "0")}},
		"single": {Bars: []bot.Bar{bar("Ja", 1, "1")}},
		"halves": {Bars: []bot.Bar{bar("Ödön-von-Horváth-Straße", 4.5, "4,5"), bar(long, 1.0/3, "1/3")}},
		"twelve": {Bars: slicesOf(12, long)},
		"twenty": {Bars: slicesOf(20, "Köln")},
		"titled": {Title: "U-2027-004 Welche gemeinsame Lösung sollen wir als Erstes gemeinsam beschaffen?", Bars: []bot.Bar{
			bar("A Gemeinsame Beschaffung eines Terminbuchungsdienstes", 9, "9"), bar("B Kassel", 3, "3"), bar("C Nachnutzung der Einheitlichen Wohnsitzanmeldung in allen Ländern", 4, "4"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if img := drawn(t, c); img.Bounds().Dx() != 640 || img.Bounds().Dy() > 1000 {
				t.Errorf("the picture is %v", img.Bounds())
			}
		})
	}
	for name, c := range map[string]bot.Chart{"nothing": {}, "below zero": {Bars: []bot.Bar{bar("Ja", -1, "-1")}}, "too many": {Bars: slicesOf(21, "A")}} {
		if _, err := chart.PNG(c); err == nil {
			t.Errorf("%s: drawn", name)
		}
	}
}

func bar(label string, amount float64, said string) bot.Bar {
	return bot.Bar{Label: label, Amount: amount, Said: said}
}

func slicesOf(n int, label string) []bot.Bar {
	var list []bot.Bar
	for i := range n {
		list = append(list, bot.Bar{Label: fmt.Sprintf("%d %s", i+1, label), Amount: float64(n - i), Said: strconv.Itoa(n - i)})
	}
	return list
}
