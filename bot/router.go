package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Handler answers one request. An error is either for the person (the adapter's
// caller knows which) or a fault; a handler never does both, answer and fail.
type Handler func(context.Context, Request) (Reply, error)

// ErrUnknown is returned by Serve for a name nobody has registered.
var ErrUnknown = errors.New("nobody answers to this name")

// Router leads a request to its handler by kind and name. The zero value is
// ready to use. It is built once at the start and then only read.
type Router struct {
	routes map[Kind]map[string]Handler
	// Around, if set, wraps every handler: the place to turn refusals into words.
	Around func(Handler) Handler
}

// Command answers the slash command with this trigger. It panics if the name is
// taken: two commands of one name are a mistake of the program.
func (r *Router) Command(trigger string, h Handler) { r.add(Command, trigger, h) }

// Action answers the buttons and selects with this action; it panics like Command.
func (r *Router) Action(name string, h Handler) { r.add(Action, name, h) }

// Submission answers the dialogs with this purpose; it panics like Command.
func (r *Router) Submission(purpose string, h Handler) { r.add(Submission, purpose, h) }

func (r *Router) add(k Kind, name string, h Handler) {
	if r.routes == nil {
		r.routes = map[Kind]map[string]Handler{}
	}
	if r.routes[k] == nil {
		r.routes[k] = map[string]Handler{}
	}
	if _, taken := r.routes[k][name]; taken {
		panic(fmt.Sprintf("bot: two handlers for %q", name))
	}
	r.routes[k][name] = h
}

// Serve answers a request. It returns ErrUnknown if no handler has its name.
func (r *Router) Serve(ctx context.Context, q Request) (Reply, error) {
	h, ok := r.routes[q.Kind][q.Name]
	if !ok {
		return Reply{}, fmt.Errorf("%q: %w", q.Name, ErrUnknown)
	}
	if r.Around != nil {
		h = r.Around(h)
	}
	return h(ctx, q)
}

// Names lists what is registered for a kind, in alphabetical order.
func (r *Router) Names(k Kind) []string { return slices.Sorted(maps.Keys(r.routes[k])) }
