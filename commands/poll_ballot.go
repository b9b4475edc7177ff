package commands

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
)

// registerBallots registers the ways to vote by pressing and in forms.
func (d Desk) registerBallots(r *bot.Router) {
	r.Action("poll.vote", d.pressedVote)
	r.Action("poll.choose", d.pressedOption)
	r.Action("poll.rank", d.ballotForm)
	r.Submission("poll.rank", d.sentRank)
	r.Action("poll.ballot", d.ballotForm)
	r.Submission("poll.ballot", d.sentBallot)
	r.Action("poll.mine", d.pressedMine)
}

// ballotForm opens the ballot of a poll that is voted on in a form, filled in
// with what is stored.
func (d Desk) ballotForm(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	w, err := d.Store.Voting(ctx, id, q.User)
	if err != nil {
		return bot.Reply{}, missing(err, "poll.none", "Words", q.Object)
	}
	if err := w.Poll.Admits(w.Who, w.Before, d.Now()); err != nil {
		return bot.Reply{}, err
	}
	var before committee.Choice
	if own := w.Own(); own != nil {
		before = own.Choice
	}
	closed, err := d.closedNeeds(ctx, w.Poll)
	if err != nil {
		return bot.Reply{}, err
	}
	v := voice(w.Who, w.Committee)
	form := v.BallotDialog(v.WithClosed(w.Poll, closed), before)
	return bot.Reply{Dialog: &form}, nil
}

// sentBallot takes points, grades or answers for days; the fields are named by
// the options, and one left free says nothing.
func (d Desk) sentBallot(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, kind := splitObject(q.Object)
	c := committee.Choice{}
	if kind == string(committee.DatePoll) {
		c.Days = filledIn(q.Form)
		return d.vote(ctx, q, id, c)
	}
	c.Points = map[string]int{}
	for key, text := range filledIn(q.Form) {
		n, err := strconv.Atoi(text)
		if err != nil {
			return bot.Reply{}, committee.Refuse(committee.Invalid, "poll.rules.number", "Text", text).At(key)
		}
		c.Points[key] = n
	}
	return d.vote(ctx, q, id, c)
}

func filledIn(form map[string]string) map[string]string {
	filled := map[string]string{}
	for key, text := range form {
		if text = strings.TrimSpace(text); text != "" {
			filled[key] = text
		}
	}
	return filled
}

// pressedMine shows the ballot of the person's seat.
func (d Desk) pressedMine(ctx context.Context, q bot.Request) (bot.Reply, error) {
	id, _ := splitObject(q.Object)
	w, err := d.Store.Voting(ctx, id, q.User)
	if err != nil {
		return bot.Reply{}, missing(err, "poll.none", "Words", q.Object)
	}
	if err := w.Who.Demand(committee.Vote); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Message: voice(w.Who, w.Committee).PollMine(w, w.Own())}, nil
}

// rankingWords begin a ranking behind the number of a poll; alone they are words of a
// question too.
var rankingWords = []string{"rangfolge", "ranking", "reihenfolge"}

// typedChoice reads a ballot as it was typed behind the number of a poll. It
// reports false for what is no ballot of this poll; whether one that is may be
// cast is for the rules to say.
func (a asking) typedChoice(p committee.Poll, text string) (committee.Choice, bool) {
	if answer := typedAnswer(text); answer != "" {
		return committee.Choice{Answer: answer}, p.Kind == committee.MotionPoll || answer == committee.Abstain && p.Kind != committee.DatePoll
	}
	switch p.Kind {
	case committee.PriorityPoll, committee.RankingPoll:
		return committee.Choice{Ranking: a.typedRanking(p, behind(text))}, typedRanks(text) || slices.Contains(rankingWords, fold(firstWord(text)))
	case committee.ChoicePoll, committee.ApprovalPoll:
		return a.typedApproval(p, text)
	case committee.DotsPoll, committee.ScorePoll:
		return a.typedPoints(p, text)
	case committee.DatePoll:
		return a.typedDays(p, text)
	}
	return committee.Choice{}, false
}

// behind is a text without its first word.
func behind(text string) string { return strings.TrimSpace(text[len(firstWord(text)):]) }

// separators stand between what is listed: "3, 1 und 2", "3 > 1 & 2".
var separators = regexp.MustCompile(`(?i)(?:[\s,;>&]+(?:(?:und|and)[\s,;>&]+)*)+`)

// nextListed closes one thing of a list and what may follow it before the next.
const nextListed = `(?:[\s,;&]+(?:(?:und|and)[\s,;&]+)?|$)`

// typedRanking reads options, best first. What is not an option stays as typed
// and will be refused by name.
func (a asking) typedRanking(p committee.Poll, text string) []string {
	var keys []string
	for _, word := range separators.Split(strings.TrimSpace(text), -1) {
		if word != "" {
			keys = append(keys, a.optionNamed(p, word))
		}
	}
	return keys
}

// typedApproval reads options by their letters or numbers, or one by its words, with
// or without a word for it in front.
func (a asking) typedApproval(p committee.Poll, text string) (committee.Choice, bool) {
	for _, o := range p.Options {
		if strings.EqualFold(o.Label, strings.TrimSpace(text)) {
			return committee.Choice{Approve: []string{o.Key}}, true
		}
	}
	switch word := strings.TrimRight(firstWord(text), ":"); fold(word) {
	case "auswahl", "choice", "approval":
		text = behind(text)
	default:
		if typedAnswer(word) == committee.Yes {
			text = behind(text)
		}
	}
	c := committee.Choice{Approve: a.typedRanking(p, text)}
	return c, len(c.Approve) > 0 && has(p, c.Approve[0])
}

var (
	pointed  = regexp.MustCompile(`(?i)([^\s,;=:]+)\s*[=:\s]\s*(-?\d{1,6})` + nextListed)
	lettered = regexp.MustCompile(`(?i)\b([a-z])(\d{1,6})\b`)
)

// typedPoints reads "A=3 B=2", "A 3 B 2", "A3 B2" or "3 2 0" for all options in their
// order, with or without the word for it in front.
func (a asking) typedPoints(p committee.Poll, text string) (committee.Choice, bool) {
	switch fold(strings.TrimRight(firstWord(text), ":")) {
	case "punkte", "points", "dots", "noten", "grades", "scores":
		text = behind(text)
	}
	points := map[string]int{}
	if !a.amongNeeds(p) {
		if inOrder := a.pointsInOrder(p, text); inOrder != nil {
			return committee.Choice{Points: inOrder}, true
		}
		text = lettered.ReplaceAllString(text, "$1=$2")
	}
	for _, m := range pointed.FindAllStringSubmatch(text, -1) {
		key := a.optionNamed(p, m[1])
		if _, twice := points[key]; twice { // which of them is meant nobody knows
			return committee.Choice{}, false
		}
		points[key], _ = strconv.Atoi(m[2])
	}
	left := strings.TrimSpace(pointed.ReplaceAllString(text, ""))
	return committee.Choice{Points: points}, len(points) > 0 && left == ""
}

// pointsInOrder reads one number for each option, nil if there are more or fewer.
func (a asking) pointsInOrder(p committee.Poll, text string) map[string]int {
	var numbers []string
	for _, word := range separators.Split(strings.TrimSpace(text), -1) {
		if word != "" {
			numbers = append(numbers, word)
		}
	}
	if len(numbers) != len(p.Options) {
		return nil
	}
	points := map[string]int{}
	for i, word := range numbers {
		n, err := strconv.Atoi(word)
		if err != nil || n < 0 {
			return nil
		}
		points[p.Options[i].Key] = n
	}
	return points
}

// dayAnswers are the words for a day, folded and without spaces.
var dayAnswers = map[string]string{
	"ja": committee.Yes, "yes": committee.Yes, "nein": committee.No, "no": committee.No,
	"vielleicht": committee.Maybe, "maybe": committee.Maybe, "notfalls": committee.Maybe, "wennnoetig": committee.Maybe, "ifneedbe": committee.Maybe,
}

// typedDays reads "10.9.=ja 17.9.=wenn nötig 24.9.=nein", or that none of them will do.
func (a asking) typedDays(p committee.Poll, text string) (committee.Choice, bool) {
	days := map[string]string{}
	if saysNone(text) && behind(strings.TrimSpace(text)) == "" {
		for _, o := range p.Options {
			days[o.Key] = committee.No
		}
		return committee.Choice{Days: days}, true
	}
	for text = strings.TrimSpace(text); text != ""; {
		day, rest, ok := strings.Cut(text, "=")
		if !ok {
			return committee.Choice{}, false
		}
		words, next := untilDay(rest)
		answer := dayAnswers[fold(strings.Join(strings.Fields(words), ""))]
		if answer == "" {
			return committee.Choice{}, false
		}
		for _, key := range a.daysNamed(p, strings.Trim(day, " ,;")) {
			days[key] = answer
		}
		text = next
	}
	return committee.Choice{Days: days}, len(days) > 0
}

var nextDay = regexp.MustCompile(`(?i)[\s,;&]+(?:(?:und|and)\s+)?\d`)

// untilDay divides "wenn nötig, 24.9.=nein" before the next day.
func untilDay(text string) (words, rest string) {
	if at := nextDay.FindStringIndex(text); at != nil {
		return strings.Trim(text[:at[0]], " ,;"), text[at[1]-1:]
	}
	return strings.Trim(text, " ,;."), ""
}

// optionNamed is the key of an option as it was typed: a letter, or the number of
// a need or topic; one without a year is the one of the poll's options.
func (a asking) optionNamed(p committee.Poll, word string) string {
	if key := strings.ToUpper(strings.Trim(word, ".)")); has(p, key) {
		return key
	}
	n, ok := committee.ParseNumber(word, committee.NeedRegister, a.year())
	if !ok || !a.amongNeeds(p) {
		return messages.Cut(word, 60)
	}
	key := n.String()
	if has(p, key) || strings.ContainsAny(word, "-/") {
		return key
	}
	var fit []string
	for _, o := range p.Options {
		if m, ok := committee.ParseNumber(o.Key, committee.NeedRegister, a.year()); ok && m.Seq == n.Seq {
			fit = append(fit, o.Key)
		}
	}
	if len(fit) == 1 {
		return fit[0]
	}
	return key
}

// amongNeeds reports whether a poll asks about needs, which are named by number.
func (a asking) amongNeeds(p committee.Poll) bool {
	return slices.ContainsFunc(p.Options, func(o committee.PollOption) bool {
		_, ok := committee.ParseNumber(o.Key, committee.NeedRegister, a.year())
		return ok
	})
}

func has(p committee.Poll, key string) bool {
	for _, o := range p.Options {
		if o.Key == key {
			return true
		}
	}
	return false
}
