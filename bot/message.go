package bot

// Message is one post in a channel, a thread or a direct conversation.
type Message struct {
	// Text is the Markdown of the post itself. It may be long (Mattermost folds
	// it above 600 px only); agendas, lists and results stand here.
	Text string
	// Card stands below the text. Its own text is folded above 200 px, about
	// seven lines.
	Card *Card
	// Cards stand below it, where a message is about several things.
	Cards []Card
	// Key finds the post again: a message with the same key is the same message.
	// It is kept with the post where only programs see it. Empty: none.
	Key string
	// Keys are those of other messages that this one says too: who looks for one of
	// them finds this post.
	Keys []string
	// Thread is the post this one answers, "" for a post of its own.
	Thread string
	// Files says that files hang on the post. Whatever takes its place must leave
	// them where they are.
	Files bool
	// Chart is a picture to hang on the post; nil: none.
	Chart *Chart
}

// Card is a framed part of a message that can carry buttons and selects.
type Card struct {
	Title  string
	Text   string // Markdown, about seven lines at most
	Color  string // "#rrggbb", or "" for the default frame
	Fields []CardField
	// Buttons and Selects are shown in this order, buttons first.
	Buttons []Button
	Selects []Select
}

// CardField is a labelled value on a card; short ones stand in two columns.
type CardField struct {
	Title, Value string
	Short        bool
}

// Style says how a button looks. It never carries meaning of its own: the label
// says in words what the button does.
type Style string

// The styles every client can draw.
const (
	Default Style = "default"
	Primary Style = "primary"
	Good    Style = "good"
	Danger  Style = "danger"
)

// Button is pressed by a person and arrives as a [Request] of kind [Action].
// Action, Object and Value travel with a proof and are never seen by a client.
type Button struct {
	ID     string // letters and digits only, unique in the message
	Label  string
	Style  Style
	Action string // the router's name for what it does, such as "poll.vote"
	Object string // what it is done to, such as the key of a poll
	Value  string // what was chosen, such as "yes"
}

// Select is a button with a list; what was chosen arrives as Request.Value.
type Select struct {
	ID      string
	Label   string // shown while nothing is chosen
	Action  string
	Object  string
	Options []Option
	Default string
}

// Option is one choice of a select or of a field in a dialog.
type Option struct{ Label, Value string }
