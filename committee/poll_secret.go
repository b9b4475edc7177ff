package committee

import (
	"regexp"
	"slices"
	"strings"
)

// Secrecy is what a question asks for of who sees how somebody votes.
type Secrecy int

// What a question can ask for.
const (
	SaysNothing      Secrecy = iota
	SaysConfidential         // and is to be a confidential poll
	MentionsSecrecy          // a secret ballot is spoken of; what is meant only its author knows
	SaysSecret               // which is not to be had here (domain, section 0.7)
)

var (
	secrecyFirst = regexp.MustCompile(`(?i)^[\s\p{Ps}\p{Pi}"*_]*(?:in\s+|per\s+|by\s+|as\s+|a\s+)*(geheim|secret|secretly|vertraulich|confidential|confidentially|(?:geheim|vertraulich)e[rnms]?|geheimwahl)(?:[\s\p{Pe}\p{Pf}"*_.,:;!?]|\p{Pd}\s|$)`)
	secrecyLast  = regexp.MustCompile(`(?i)[?.!…][\s\p{Ps}]*\s(geheim|secret|vertraulich|confidential)[\p{Pe}.!]*\s*$|[?.!…]\s*\p{Ps}(geheim|secret|vertraulich|confidential)\p{Pe}[.!]*\s*$`)
	secretNoun   = regexp.MustCompile(`(?i)^[\s]*(wahl|abstimmung|umfrage|stimmabgabe|ballots?|votes?|polls?|voting)([\s\p{Pe}\p{Pf}"*_.,:;!?\p{Pd}]|$)`)
	secretSpoken = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:geheime[rnms]?\s+(?:wahl|wahlen|abstimmung|abstimmungen|umfrage|stimmabgabe)|geheimwahl|secret\s+(?:ballot|vote|poll|election|voting))(?:$|[^\pL\pN])`)
	// asksNow begins a question in the middle of what was typed.
	asksNow = regexp.MustCompile(`(?i)^(?:soll\w*|wird|werden|wer|wen|wem|welche[rsnm]?|wo|wann|was|wie|ist|sind|hat|haben|kann|können|darf|dürfen|möchten|wollen|nehmen|stimmen|shall|should|do|does|will|is|are|can|may|who|whom|which|what|where|when|how)(?:\s|$)`)
	// alsoOpen goes on with a question that is about secrecy itself: "Geheim oder offen?"
	alsoOpen = []string{"oder", "or", "und", "and", "halten", "bleiben", "gehaltene", "lassen"}
)

// SecrecyOf is what a question, or the text that it is to be read from, asks for, and
// the text without the word that said so. Only a word in front of the question, or
// alone behind it, asks for something: "Soll das Protokoll geheim bleiben?" asks for
// nothing.
func SecrecyOf(text string) (Secrecy, string) {
	if m := secrecyFirst.FindStringSubmatchIndex(text); m != nil {
		if says := secrecyNamed(text[m[2]:m[3]], text[m[3]:]); says != SaysNothing {
			return says, withoutNoun(text[m[3]:])
		}
	}
	if m := secrecyLast.FindStringSubmatchIndex(text); m != nil {
		word := m[2:4]
		if m[2] < 0 {
			word = m[4:6]
		}
		says := SaysSecret
		if isConfidential(text[word[0]:word[1]]) {
			says = SaysConfidential
		}
		return says, strings.TrimSpace(text[:m[0]+1])
	}
	if secretSpoken.MatchString(text) {
		return MentionsSecrecy, text
	}
	return SaysNothing, text
}

func isConfidential(word string) bool {
	word = strings.ToLower(word)
	return strings.HasPrefix(word, "vertraulich") || strings.HasPrefix(word, "confidential")
}

// secrecyNamed is what a word in front of a text says. An adjective may belong to the
// question: then its noun is a vote, and the question begins behind it.
func secrecyNamed(word, behind string) Secrecy {
	says := SaysSecret
	if isConfidential(word) {
		says = SaysConfidential
	}
	word = strings.ToLower(word)
	rest := strings.TrimLeft(behind, " \t\n")
	next := strings.ToLower(strings.Trim(firstOf(rest), `.,:;!?"`))
	switch word {
	case "geheim", "vertraulich", "secretly", "confidentially":
		if slices.Contains(alsoOpen, next) {
			return SaysNothing
		}
		return says
	case "geheimwahl":
		if !beginsQuestion(rest) {
			return MentionsSecrecy
		}
		return says
	}
	if noun := secretNoun.FindStringSubmatchIndex(behind); noun != nil {
		if beginsQuestion(behind[noun[3]:]) {
			return says
		}
		return SaysNothing // is told by being spoken of
	}
	if (word == "secret" || word == "confidential") && !slices.Contains(alsoOpen, next) && (beginsQuestion(behind) || rest != "" && rest[0] >= 'A' && rest[0] <= 'Z') {
		return says
	}
	return SaysNothing
}

// beginsQuestion reports whether a text is divided from what stands before it, or begins
// as a question does.
func beginsQuestion(text string) bool {
	rest := strings.TrimLeft(text, " \t\n")
	return rest == "" || strings.ContainsAny(rest[:1], ":,;.!)-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "|") || asksNow.MatchString(rest)
}

// withoutNoun is the question behind the word that asks for secrecy, and behind the noun
// that goes with it.
func withoutNoun(text string) string {
	if m := secretNoun.FindStringSubmatchIndex(text); m != nil && beginsQuestion(text[m[3]:]) {
		text = text[m[3]:]
	}
	return strings.TrimLeft(text, " \t\n:,;.!)\"*_-–")
}

func firstOf(text string) string {
	if i := strings.IndexAny(text, " \t\n"); i >= 0 {
		return text[:i]
	}
	return text
}

// notSecret refuses a question that asks for a secret vote.
func notSecret(question string) *Error {
	if says, _ := SecrecyOf(question); says == SaysSecret {
		return Refuse(Invalid, "poll.secret").At("question")
	}
	return nil
}
