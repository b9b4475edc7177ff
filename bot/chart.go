package bot

// Chart is a result in bars. Whoever posts the message may hang a picture of it on
// the post; the message is whole without it.
type Chart struct {
	Name  string // of the picture's file; it is all that is read aloud of a picture
	Title string // what was asked, "" for none
	Bars  []Bar  // the first stands on top
}

// Bar is one amount, 0 or more, and how it is said.
type Bar struct {
	Label  string
	Amount float64
	Said   string
}
