package messages

import (
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/committee"
)

// ResultPage is a page of the register of results, or of what was found when somebody
// searched it.
type ResultPage struct {
	Committee int64
	Filter    committee.ResultFilter
	Typed     string // what the filter was read from
	Found     committee.FoundResults
	Outcomes  map[int64]committee.Outcome // by the ID of the poll, of all that are listed
	Page      int
	Size      int
}

// ResultList is a page of results, newest first, each with what came out in a few words.
// What has no entry comes behind those that do, under a heading of its own.
func (v Voice) ResultList(r ResultPage) bot.Message {
	found := r.Found
	if found.Entered+found.Unentered == 0 {
		return bot.Message{Text: v.Say("result.empty", "Sought", v.sought(r.Filter))}
	}
	var lines []string
	if found.Entered > 0 || !r.Filter.Unentered {
		lines = append(lines, v.Say("result.head", "Count", found.Entered, "Sought", v.sought(r.Filter)))
	}
	headed := false
	for _, p := range found.Polls {
		if p.Entry.Seq == 0 && !headed {
			headed = true
			lines = append(lines, v.unenteredHead(r, len(lines) > 0)...)
		}
		lines = append(lines, v.resultLine(p, r.Outcomes[p.ID])...)
	}
	m := bot.Message{Key: "results." + ObjectKey(r.Committee)}
	m.Text = strings.Join(append(lines, "", v.resultHint(r)), "\n")
	return v.resultPages(r, m)
}

// unenteredHead stands above what has no entry, below above.
func (v Voice) unenteredHead(r ResultPage, below bool) []string {
	sought := ""
	if r.Filter.Unentered {
		f := r.Filter
		f.Unentered = false // the heading says it
		sought = v.sought(f)
	}
	head := []string{v.Say("result.unentered", "Count", r.Found.Unentered, "Sought", sought)}
	if below {
		head = append([]string{""}, head...)
	}
	return head
}

// resultLine is one result in a list.
func (v Voice) resultLine(p committee.Poll, o committee.Outcome) []string {
	kind := v.Say("poll.result." + string(p.Result))
	if p.Entry.Seq == 0 && p.Result != committee.Mood {
		kind = v.Say("result.no." + string(p.Result))
	}
	said := kind + v.ofGroup(p) + ", " + v.ended(p) + ": " + Cut(Plain(p.Question), 90)
	lines := []string{"- **" + Unbroken(p.Called().String()) + "** " + struck(p, said+" – "+v.cameOut(p, o)) + v.comesUp(p)}
	if p.Voided != nil {
		lines = append(lines, "  "+v.voidLine(p))
	}
	return lines
}

// sought says what a filter asks for, "" for nothing.
func (v Voice) sought(f committee.ResultFilter) string {
	var said []string
	for _, k := range f.Kinds {
		said = append(said, v.Say("poll.result."+string(k)))
	}
	if f.Year != 0 {
		said = append(said, strconv.Itoa(f.Year))
	}
	for _, mark := range []struct {
		on  bool
		key string
	}{{f.Review, "result.sought.review"}, {f.Void, "result.sought.void"}, {f.Unentered, "result.sought.unentered"}} {
		if mark.on {
			said = append(said, v.Say(mark.key))
		}
	}
	if f.Words != "" {
		said = append(said, v.Say("result.sought.words", "Words", Plain(Cut(f.Words, 60))))
	}
	return strings.Join(said, ", ")
}

// resultHint says how one of the listed is read whole, and what can be searched for.
func (v Voice) resultHint(r ResultPage) string {
	first, last := r.Found.Polls[0], r.Found.Polls[len(r.Found.Polls)-1]
	var hints []string
	if first.Entry.Seq > 0 {
		hints = append(hints, v.Say("result.hint", "Number", first.Entry))
	}
	if last.Entry.Seq == 0 {
		hints = append(hints, v.Say("result.hint.poll", "Number", last.Number))
	}
	hint := strings.Join(hints, " ")
	if !r.Filter.Narrows() {
		hint += " " + v.Say("result.hint.search") + "\n" + v.Say("result.hint.unentered")
	}
	return hint
}

// resultPages adds the buttons to turn the page where there are several.
func (v Voice) resultPages(r ResultPage, m bot.Message) bot.Message {
	pages := (r.Found.Entered + r.Found.Unentered + r.Size - 1) / r.Size
	if pages < 2 {
		return m
	}
	m.Text += "\n" + v.Say("result.page", "Page", r.Page, "Pages", pages)
	m.Card = &bot.Card{Color: pollColor}
	for _, to := range []struct {
		id string
		at int
	}{{"back", r.Page - 1}, {"next", r.Page + 1}} {
		if to.at >= 1 && to.at <= pages {
			m.Card.Buttons = append(m.Card.Buttons, bot.Button{
				ID: to.id, Label: v.Say("result.button." + to.id), Style: bot.Default, Action: "result.list", Object: ObjectKey(r.Committee),
				Value: strconv.Itoa(to.at) + " " + r.Typed,
			})
		}
	}
	return m
}

// comesUp says when an entry comes up again.
func (v Voice) comesUp(p committee.Poll) string {
	if p.Review.IsZero() {
		return ""
	}
	return " – " + v.Say("result.review.on", "Day", v.Day(p.Review))
}
