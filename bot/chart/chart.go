// Package chart draws the numbers of a result as a picture. It is the only room
// that knows a drawing library; what is drawn stands in words beside the picture.
package chart

import (
	"errors"
	"fmt"
	"slices"

	"github.com/go-analyze/charts"

	"gremienbot/bot"
)

// The picture is read on phones, where it is shrunk to a little more than half.
const (
	width     = 640 // pixels
	barHeight = 46
	aroundAll = 40
	fontSize  = 17
	longest   = 30 // characters of a label
	most      = 20 // bars
)

// PNG draws horizontal bars from zero, the first on top, each with its number. It
// needs one bar at least and 20 at most; an amount must not be below zero.
func PNG(c bot.Chart) (bot.File, error) {
	if len(c.Bars) == 0 || len(c.Bars) > most {
		return bot.File{}, fmt.Errorf("chart: %d bars", len(c.Bars))
	}
	said := map[float64]string{} // equal amounts are said alike; the library names a bar by nothing else
	var labels []string
	var amounts []float64
	for _, b := range slices.Backward(c.Bars) { // the library begins below
		if b.Amount < 0 {
			return bot.File{}, errors.New("chart: an amount below zero")
		}
		labels, amounts = append(labels, cut(b.Label)), append(amounts, b.Amount)
		said[b.Amount] = b.Said
	}
	o := charts.NewBarChartOptionWithData([][]float64{amounts})
	o.Horizontal = true
	o.Theme = charts.GetTheme(charts.ThemeLight)
	o.Padding = charts.NewBox(16, 16, 56, 8)
	o.Legend.Show = new(false)
	o.Title.Show = new(false)
	o.CategoryAxis.Labels = labels
	o.CategoryAxis.LabelFontStyle = charts.NewFontStyleWithSize(fontSize)
	o.ValueAxis = []charts.ValueAxisOption{{Min: new(0.0), Show: new(false)}}
	o.SeriesList[0].Label = charts.SeriesLabel{Show: new(true), ValueFormatter: func(f float64) string { return said[f] }, FontStyle: charts.NewFontStyleWithSize(fontSize)}
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: width, Height: aroundAll + barHeight*len(labels)})
	if err := p.BarChart(o); err != nil {
		return bot.File{}, fmt.Errorf("drawing a chart: %w", err)
	}
	data, err := p.Bytes()
	if err != nil {
		return bot.File{}, fmt.Errorf("drawing a chart: %w", err)
	}
	return bot.File{Name: c.Name, Data: data}, nil
}

func cut(label string) string {
	r := []rune(label)
	if len(r) <= longest {
		return label
	}
	return string(r[:longest-1]) + "…"
}
