package messages

import (
	"errors"
	"strings"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// Refusal says why something was not done and what to do about it.
func (v Voice) Refusal(e *committee.Error) string {
	key := e.Key
	if key == "may.not" && e.Args["Verb"] == committee.Vote {
		key = "may.vote"
	}
	data := map[string]any{}
	for name, value := range e.Args {
		data[name] = v.readable(value)
	}
	return v.say(key, data)
}

// Refusals says several refusals, by the field of the dialog they are about; ""
// holds those about the dialog as a whole.
func (v Voice) Refusals(es []*committee.Error) map[string]string {
	said := map[string]string{}
	for _, e := range es {
		said[e.Field] = strings.TrimSpace(said[e.Field] + "\n" + v.Refusal(e))
	}
	return said
}

// AllRefusals says several refusals one below the other.
func (v Voice) AllRefusals(es []*committee.Error) string {
	said := make([]string, len(es))
	for i, e := range es {
		said[i] = v.Refusal(e)
	}
	return strings.Join(said, "\n")
}

// Verbatim is text that is given back exactly as it was typed, to be copied.
type Verbatim string

// block puts a text in a frame from which it can be copied.
func (t Verbatim) block() string {
	return "\n```\n" + strings.ReplaceAll(strings.TrimSpace(string(t)), "```", "` ` `") + "\n```"
}

// mostGivenBack is how much of a text comes back with what was done without it, in
// characters; the server takes 16,383 in an answer.
const mostGivenBack = 14000

// givenBack returns what was typed and is not stored, to be copied.
func (v Voice) givenBack(typed string) string {
	return v.Say("typed.back", "Typed", Verbatim(Cut(typed, mostGivenBack)).block())
}

// Commands are commands as they would be typed, of which a person may have meant one.
type Commands []string

// TypedMoment is an instant as it would be typed, as the value of a placeholder.
type TypedMoment time.Time

// oneOf names commands, each in a frame.
func (v Voice) oneOf(commands Commands) string {
	quoted := make([]string, len(commands))
	for i, c := range commands {
		quoted[i] = "`" + c + "`"
	}
	return v.or(quoted)
}

// readable turns a value of the committee into words for a placeholder.
func (v Voice) readable(value any) any {
	switch x := value.(type) {
	case string:
		return Plain(x)
	case Verbatim:
		return x.block()
	case Commands:
		return v.oneOf(x)
	case HowToVote:
		return v.howToVote(x)
	case TypedMoment:
		return v.shortDay(calendar.DateOf(time.Time(x), v.loc)) + " " + time.Time(x).In(v.loc).Format("15:04")
	case committee.Ending:
		return v.deadline(time.Time(x))
	case []committee.Ending:
		return v.anyOf(x)
	case time.Time:
		return v.Moment(x)
	case calendar.Date:
		return v.Day(x)
	case committee.Number:
		return x.String()
	case []committee.Role:
		return v.roles(x)
	case committee.Role:
		return v.Say("role." + string(x))
	case committee.TLP:
		return x.String()
	}
	return v.becoming(value)
}

// becoming turns what has become of an object, and what can be done with it,
// into words.
func (v Voice) becoming(value any) any {
	switch x := value.(type) {
	case committee.TopicState:
		return v.Say("topic.state." + string(x))
	case committee.NeedState:
		return v.Say("need.state." + string(x))
	case committee.Handling:
		return v.Say("topic.act." + string(x))
	case committee.ResultKind:
		return v.Say("poll.result." + string(x))
	case []committee.GateQuestion:
		return v.gateQuestions(x)
	case []committee.NeedState:
		return v.or(named(x, "need.state.", v))
	case []committee.TopicState:
		return v.or(named(x, "topic.state.", v))
	case []committee.Handling:
		return v.or(named(x, "topic.act.", v))
	}
	return value
}

// named are the names of values that have one under a prefix.
func named[T ~string](values []T, prefix string, v Voice) []string {
	said := make([]string, len(values))
	for i, x := range values {
		said[i] = v.Say(prefix + string(x))
	}
	return said
}

func (v Voice) roles(rs []committee.Role) string {
	names := make([]string, len(rs))
	for i, r := range rs {
		names[i] = v.Say("role." + string(r))
	}
	return v.and(names)
}

// and joins words as a sentence does: "a, b und c".
func (v Voice) and(words []string) string { return v.join(words, "list.and") }

// or joins words with "oder" before the last.
func (v Voice) or(words []string) string { return v.join(words, "list.or") }

func (v Voice) join(words []string, last string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " " + v.Say(last) + " " + words[n-1]
}

// anyOf names the ends that a text can be read as.
func (v Voice) anyOf(ends []committee.Ending) string {
	said := make([]string, len(ends))
	for i, t := range ends {
		said[i] = v.deadline(time.Time(t))
	}
	return v.or(said)
}

// MomentRefusal says why a date or time that was typed cannot be used. It
// reports false if err is about something else.
func (v Voice) MomentRefusal(err error) (string, bool) {
	var e *calendar.MomentError
	if !errors.As(err, &e) {
		return "", false
	}
	understood := make([]committee.Ending, len(e.Understood))
	for i, t := range e.Understood {
		understood[i] = committee.Ending(t)
	}
	return v.Say("moment."+string(e.Reason), "Text", Plain(Cut(e.Text, 80)), "Understood", v.anyOf(understood)), true
}

// Unknown answers a word that is no command here, with the nearest ones.
func (v Voice) Unknown(word string, near []string) string {
	said := []string{v.Say("unknown.verb", "Word", Plain(Cut(word, 60)))}
	if len(near) > 0 {
		said = append(said, v.Say("unknown.near", "Near", v.oneOf(near)))
	}
	return strings.Join(append(said, v.Say("unknown.help")), " ")
}
