package bot

import "context"

// Kind says what a person did.
type Kind int

// The three things a person can do.
const (
	Command    Kind = iota // typed a slash command
	Action                 // pressed a button or chose from a select
	Submission             // sent a dialog
)

// Request is one thing one person did. The adapter has proved where it comes
// from; what the person may do is for the handler to check.
type Request struct {
	Kind Kind
	// Name is the trigger without its slash, the button's action or the dialog's
	// purpose.
	Name string
	// Text is what follows a command's trigger, as typed, without outer spaces.
	Text string
	// Object and Value are those of the button, select or dialog.
	Object, Value string
	// Form holds a dialog's answers by field name; missing and empty are both "".
	Form map[string]string

	User     string // the person's ID in the chat
	UserName string // their handle without "@"; "" in a submission
	Channel  string
	Team     string
	Thread   string // the post at the root of the thread a command was typed in
	Post     string // the post whose button was pressed
	// Direct says that the conversation is between the person and the bot alone.
	Direct bool
	// Mentions are the people named in a command's text, handle to ID.
	Mentions map[string]string
	// Once is a name for this very dialog: a second submission of the same dialog
	// carries the same one, so that its effect can be had once. "" for other kinds.
	Once string
}

// Reply is the answer to a request. Only the person who asked sees it.
type Reply struct {
	// Message is shown privately. For a command it stands where the command was
	// typed; for a button or a dialog it comes as a private post of the bot where
	// the server allows that, else as a direct message.
	Message Message
	// Receipt is shown instead of Message, if there is one.
	Receipt *Receipt
	// Dialog is opened. If it cannot be opened, Message is shown instead.
	Dialog *Dialog
	// Update takes the place of the post whose button was pressed.
	Update *Message
	// Refused keeps a dialog open with everything typed in it: what is wrong, by
	// field name, with "" for the dialog as a whole. It is plain text, not Markdown.
	Refused map[string]string
	// Later is long work that goes on after the answer was given; nil for none.
	Later *Work
}

// Receipt tells a person how something stands that they may change again at once.
// Where many do that at the same time it is worded when its turn has come, and not
// at all if a later one of the same key came before that.
type Receipt struct {
	Key  string // of the message
	Word func() Message
}

// Work is what takes longer than an answer may. It is done once the person has
// been answered, one work after the other, with a context of its own. It tells
// the person itself what came of it.
type Work struct {
	// About names what it is about: work of the same person about the same thing
	// that still waits is replaced. "" is never replaced.
	About string
	Do    func(context.Context)
}

// Say makes a reply of words alone.
func Say(text string) Reply { return Reply{Message: Message{Text: text}} }

// Empty reports whether there is nothing to show.
func (r Reply) Empty() bool {
	return r.Message.Text == "" && r.Message.Card == nil && r.Receipt == nil && r.Dialog == nil && r.Update == nil && len(r.Refused) == 0
}
