package bot

// File is something to be kept or opened outside the chat.
type File struct {
	Name string
	Data []byte
}
