package assembly

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

const (
	pictureSize = 256
	finer       = 4 // each pixel is drawn as 4 × 4 and averaged
	seats       = 9
)

// Picture draws the bot's picture, a half circle of seats before a desk, as
// PNG.
func Picture() ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, pictureSize, pictureSize))
	for y := range pictureSize {
		for x := range pictureSize {
			img.SetRGBA(x, y, blend(ink(x, y)))
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// ink is how much of a pixel is drawn on, from 0 to 1.
func ink(x, y int) float64 {
	hits := 0
	for i := range finer * finer {
		px := (float64(x) + (float64(i%finer)+0.5)/finer) / pictureSize
		py := (float64(y) + (float64(i/finer)+0.5)/finer) / pictureSize
		if drawn(px, py) {
			hits++
		}
	}
	return float64(hits) / (finer * finer)
}

// drawn says what is drawn on, in a square with sides of 1.
func drawn(x, y float64) bool {
	if math.Abs(x-0.5) < 0.13 && math.Abs(y-0.66) < 0.035 {
		return true
	}
	for i := range seats {
		angle := math.Pi * float64(i) / (seats - 1)
		cx, cy := 0.5-0.36*math.Cos(angle), 0.66-0.36*math.Sin(angle)
		if math.Hypot(x-cx, y-cy) < 0.052 {
			return true
		}
	}
	return false
}

// blend mixes white into the ground.
func blend(share float64) color.RGBA {
	mix := func(ground float64) uint8 { return uint8(math.Round(ground + (255-ground)*share)) }
	return color.RGBA{R: mix(0x16), G: mix(0x4b), B: mix(0x7a), A: 255}
}
