package bot

// Dialog is a form that a person fills in. Sending it arrives as a [Request] of
// kind [Submission] whose Name is Purpose and whose Object is Object.
//
// The limits are Mattermost's, counted in bytes by its validators: title and
// labels 24, help and placeholder 150, an area's content 3000.
type Dialog struct {
	Purpose string
	Object  string
	Title   string
	Intro   string // Markdown above the fields
	Submit  string // the label of the button that sends
	Fields  []Field
}

// FieldKind is what a field of a dialog looks like.
type FieldKind int

// The fields that clients of every supported version can draw.
const (
	Line   FieldKind = iota // one line of text, at most 150 characters
	Area                    // many lines, at most 3000 characters
	Choice                  // one of Options
	Check                   // yes or no; arrives as "true" or "false"
	Person                  // one of the people of the server; arrives as their ID
)

// Field is one question of a dialog. What was answered arrives as
// Request.Form[Name]; an empty answer is "".
type Field struct {
	Name        string
	Label       string
	Help        string
	Placeholder string
	Default     string
	Kind        FieldKind
	Optional    bool
	Max         int // longest answer in characters; 0: the kind's own limit
	Options     []Option
}
