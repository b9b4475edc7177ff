package committee

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gremienbot/committee/tally"
)

// Criterion is one thing by which needs are appraised. The weights of all
// criteria of a committee sum to 100. Its name is short enough to stand over a
// field of a form; the question says it in full and may be missing.
type Criterion struct {
	Name     string
	Weight   int
	Question string
}

// Bounds of criteria.
const (
	MinCriteria          = 2
	MaxCriteria          = 6
	MaxCriterionName     = 24  // bytes, what Mattermost shows over a field
	MaxCriterionQuestion = 100 // characters
)

// StandardWeights are those of the criteria a committee begins with (domain,
// section 4.3); package messages has their names.
func StandardWeights() []int { return []int{30, 25, 25, 20} }

// CriteriaSet are the criteria of a committee as they are now.
type CriteriaSet struct {
	List    []Criterion
	Version int // 1 for those it began with
}

// Change returns the set with other criteria, typed as lines. It refuses who
// does not manage settings, a set that somebody else changed since the person
// saw it (of, 0 for any), and lines that are no criteria; see ParseCriteria.
func (s CriteriaSet) Change(p Person, lines string, of int) (CriteriaSet, error) {
	if err := p.Demand(ManageSeats); err != nil {
		return s, err
	}
	if of != 0 && of != s.Version {
		return s, Refuse(Conflict, "criteria.meanwhile")
	}
	list, err := ParseCriteria(lines)
	if err != nil {
		return s, err
	}
	return CriteriaSet{List: list, Version: s.Version + 1}, nil
}

var criterionLine = regexp.MustCompile(`^(.*?)[\s:;,=|(–-]*(\d{1,4})\s*(?:%|Prozent|percent|Punkte|points)?\)?(?:(?:\s*:\s*|\s+[–-]\s+)(.+))?$`)

// ParseCriteria reads criteria from lines such as "Reichweite 25: Wie viele
// Kommunen betrifft das?": a name, its weight and, if there is one, the question. It refuses every faulty line, two of one name, fewer than two or
// more than six, and weights that do not sum to 100.
func ParseCriteria(text string) ([]Criterion, error) {
	if err := unclassified(text); err != nil {
		return nil, err
	}
	var list []Criterion
	var es Errors
	number, sum := 0, 0
	for raw := range strings.Lines(text) {
		number++
		raw = oneLine(strings.TrimLeft(clean(raw), "-*•– "))
		if raw == "" {
			continue
		}
		c, e := parseCriterion(number, raw)
		if e == nil && slices.ContainsFunc(list, func(o Criterion) bool { return strings.EqualFold(o.Name, c.Name) }) {
			e = Refuse(Invalid, "criteria.line.twice", "Line", number, "Name", c.Name).At("lines")
		}
		es = es.add(e)
		list, sum = append(list, c), sum+c.Weight
	}
	switch {
	case len(list) < MinCriteria || len(list) > MaxCriteria:
		es = es.add(Refuse(Invalid, "criteria.number", "Count", len(list), "Min", MinCriteria, "Max", MaxCriteria).At("lines"))
	case len(es) == 0 && sum != tally.FullWeight:
		es = es.add(Refuse(Invalid, "criteria.sum", "Sum", sum).At("lines"))
	}
	return list, es.orNil()
}

func parseCriterion(number int, raw string) (Criterion, *Error) {
	m := criterionLine.FindStringSubmatch(raw)
	if m == nil || m[1] == "" {
		return Criterion{}, Refuse(Invalid, "criteria.line.form", "Line", number, "Text", raw).At("lines")
	}
	c := Criterion{Name: m[1], Question: m[3]}
	c.Weight, _ = strconv.Atoi(m[2]) // digits
	if len(c.Name) < 2 || len(c.Name) > MaxCriterionName {
		return c, Refuse(Invalid, "criteria.line.name", "Line", number, "Name", c.Name, "Max", MaxCriterionName).At("lines")
	}
	if n := runes(c.Question); n > MaxCriterionQuestion {
		return c, Refuse(Invalid, "criteria.line.question", "Line", number, "Count", n, "Max", MaxCriterionQuestion).At("lines")
	}
	if c.Weight < 1 || c.Weight > tally.FullWeight {
		return c, Refuse(Invalid, "criteria.line.weight", "Line", number, "Weight", c.Weight).At("lines")
	}
	return c, nil
}

// CheckDraft is what the office finds before a need is assessed.
type CheckDraft struct {
	InRemit, SupraLocal, NotYetDone string // Yes or No
	Urgency                         Urgency
	Effort                          Effort // may be empty
	// Of is the version of the need that the person had before them; 0 says that
	// it does not matter.
	Of int
}

// Check returns the need with what the office found: the gate's three questions,
// the class of urgency and, if known, of effort. It refuses who does not keep
// the register, a need nobody works on any more, an older version, and a
// question without an answer.
func (n Need) Check(p Person, d CheckDraft, now time.Time) (Need, error) {
	if err := n.MayCheck(p); err != nil {
		return n, err
	}
	if err := n.unchanged(d.Of, true); err != nil {
		return n, err
	}
	if err := d.check(); err != nil {
		return n, err
	}
	n.Gate = &Gate{InRemit: d.InRemit == Yes, SupraLocal: d.SupraLocal == Yes, NotYetDone: d.NotYetDone == Yes, CheckedBy: p.Name}
	n.Urgency, n.Effort = d.Urgency, d.Effort
	return n.changed(p, now), nil
}

// MayCheck returns nil if the person may check the need, see Check.
func (n Need) MayCheck(p Person) error {
	if err := p.Demand(KeepRegister); err != nil {
		return err
	}
	return n.open()
}

func (d CheckDraft) check() error {
	var es Errors
	for i, answer := range []string{d.InRemit, d.SupraLocal, d.NotYetDone} {
		if answer != Yes && answer != No {
			asked := GateQuestions()[i : i+1]
			es = es.add(Refuse(Invalid, "check.answer.missing", "Question", asked).At(string(asked[0])))
		}
	}
	if !slices.Contains([]Urgency{UrgencyA, UrgencyB, UrgencyC}, d.Urgency) {
		es = es.add(Refuse(Invalid, "check.urgency.missing").At("urgency"))
	}
	if d.Effort != "" && !slices.Contains(Efforts(), d.Effort) {
		es = es.add(Refuse(Invalid, "check.effort.unknown").At("effort"))
	}
	return es.orNil()
}

// Failed lists the questions of the gate that were answered no, in their order.
func (g Gate) Failed() []GateQuestion {
	var failed []GateQuestion
	for i, yes := range []bool{g.InRemit, g.SupraLocal, g.NotYetDone} {
		if !yes {
			failed = append(failed, GateQuestions()[i])
		}
	}
	return failed
}

// GateQuestion is one of the questions that are answered before an assessment.
type GateQuestion string

// GateQuestions lists them in their order (domain, section 4.3).
func GateQuestions() []GateQuestion { return []GateQuestion{"remit", "supra", "undone"} }
