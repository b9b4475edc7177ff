// Package chart draws the numbers of a result as a picture. It is the only room
// that knows a drawing library; what is drawn stands in words beside the picture.
package chart

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-analyze/charts"

	"gremienbot/bot"
)

// The picture is read on phones, where it is shrunk to a little more than half.
const (
	width     = 640 // pixels
	barHeight = 46
	aroundAll = 40
	above     = 16 // from the title, or the edge, to the first bar
	below     = 8
	beside    = 16
	fontSize  = 17
	smaller   = 15 // of labels in two lines
	longest   = 28 // characters of a line of a label
	titleLine = 54 // and of the title
	lineSpace = 26
	most      = 20 // bars
)

// PNG draws a title, if there is one, and horizontal bars from zero, the first on top,
// each with its label in up to two lines and its number. It needs one bar at least and 20
// at most; an amount must not be below zero.
func PNG(c bot.Chart) (bot.File, error) {
	if len(c.Bars) == 0 || len(c.Bars) > most {
		return bot.File{}, fmt.Errorf("chart: %d bars", len(c.Bars))
	}
	said := map[float64]string{} // equal amounts are said alike; the library names a bar by nothing else
	var amounts []float64
	for _, b := range slices.Backward(c.Bars) { // the library begins below
		if b.Amount < 0 {
			return bot.File{}, errors.New("chart: an amount below zero")
		}
		amounts = append(amounts, b.Amount)
		said[b.Amount] = b.Said
	}
	title := wrapped(c.Title, titleLine)
	top := above + lineSpace*len(title)
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: width, Height: aroundAll + lineSpace*len(title) + barHeight*len(amounts)})
	o := charts.NewBarChartOptionWithData([][]float64{amounts})
	o.Horizontal = true
	o.Theme = charts.GetTheme(charts.ThemeLight)
	o.Legend.Show = new(false)
	o.Title.Show = new(false)
	o.CategoryAxis.Show = new(false) // the library has labels of one line only
	o.ValueAxis = []charts.ValueAxisOption{{Min: new(0.0), Show: new(false)}}
	o.SeriesList[0].Label = charts.SeriesLabel{Show: new(true), ValueFormatter: func(f float64) string { return said[f] }, FontStyle: charts.NewFontStyleWithSize(fontSize)}
	o.Padding = charts.NewBox(2*beside+widest(p, c.Bars), top, 56, below)
	if err := p.BarChart(o); err != nil {
		return bot.File{}, fmt.Errorf("drawing a chart: %w", err)
	}
	write(p, title, lineSpace-6, fontSize)
	slot := float64(p.Height()-top-below) / float64(len(c.Bars))
	for i, b := range c.Bars {
		label := wrapped(b.Label, longest)
		middle := float64(top) + (float64(i)+0.5)*slot
		write(p, label, int(middle)+7-(len(label)-1)*lineSpace*2/5, sizeOf(label))
	}
	data, err := p.Bytes()
	if err != nil {
		return bot.File{}, fmt.Errorf("drawing a chart: %w", err)
	}
	return bot.File{Name: c.Name, Data: data}, nil
}

// write writes lines at the left edge, the first with its foot at y.
func write(p *charts.Painter, text []string, y int, size float64) {
	space := lineSpace
	if size == smaller {
		space = lineSpace * 4 / 5
	}
	for i, line := range text {
		p.Text(line, beside, y+i*space, 0, style(size))
	}
}

// sizeOf is the size of the letters of a label.
func sizeOf(label []string) float64 {
	if len(label) > 1 {
		return smaller
	}
	return fontSize
}

func style(size float64) charts.FontStyle {
	return charts.FontStyle{FontSize: size, FontColor: charts.ColorBlack}
}

// widest is how many pixels the longest line of a label needs.
func widest(p *charts.Painter, bars []bot.Bar) int {
	most := 0
	for _, b := range bars {
		label := wrapped(b.Label, longest)
		for _, line := range label {
			most = max(most, p.MeasureText(line, 0, style(sizeOf(label))).Width())
		}
	}
	return most
}

// wrapped is a text in at most two lines of n characters, broken at a blank where there is
// one; what does not fit ends with an ellipsis.
func wrapped(text string, n int) []string {
	r := []rune(strings.TrimSpace(text))
	if len(r) == 0 {
		return nil
	}
	if len(r) <= n {
		return []string{string(r)}
	}
	at := n
	for i := n; i > n/2; i-- {
		if r[i] == ' ' {
			at = i
			break
		}
	}
	rest := []rune(strings.TrimSpace(string(r[at:])))
	if len(rest) > n {
		rest = append([]rune(strings.TrimRight(string(rest[:n-1]), " ,;:")), '…')
	}
	return []string{strings.TrimSpace(string(r[:at])), string(rest)}
}
