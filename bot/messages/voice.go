package messages

import (
	"embed"
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"gremienbot/committee/calendar"
)

//go:embed *.toml
var files embed.FS

// Voice says things in one language and one time zone.
type Voice struct {
	lang  string
	loc   *time.Location
	now   time.Time // for days in examples; zero: they are said as a form
	words *i18n.Localizer
	typed *strings.Replacer // commands as they are called here; nil: as in the words
}

var (
	bundle    = load()
	localizer = map[string]*i18n.Localizer{"de": i18n.NewLocalizer(bundle, "de"), "en": i18n.NewLocalizer(bundle, "en")}
)

// load reads all files of words; a broken one stops the program at its start.
func load() *i18n.Bundle {
	b := i18n.NewBundle(language.German)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if _, err := b.LoadMessageFileFS(files, e.Name()); err != nil {
			panic(fmt.Sprintf("messages: %s: %v", e.Name(), err))
		}
	}
	return b
}

// In returns a voice in a language ("de", "en-GB", …; German if it is not
// spoken) and a time zone.
func In(lang string, loc *time.Location) Voice {
	if strings.HasPrefix(lang, "en") {
		lang = "en"
	} else {
		lang = "de"
	}
	return Voice{lang: lang, loc: loc, words: localizer[lang]}
}

// commands are the slash commands by language. Only those of one are registered,
// and what can stand behind them is understood in both.
var commands = map[string][]string{
	"de": {"thema", "bedarf", "umfrage", "sitzung", "aufgabe", "gremium"},
	"en": {"topic", "need", "poll", "meeting", "task", "committee"},
}

// Typing makes a voice name the commands of another language: those that are
// registered where a committee speaks it.
func (v Voice) Typing(lang string) Voice {
	if lang == "" || lang == v.lang || commands[lang] == nil {
		return v
	}
	var pairs []string
	for i, c := range commands[v.lang] {
		for _, end := range []string{" ", "`"} {
			pairs = append(pairs, "`/"+c+end, "`/"+commands[lang][i]+end)
		}
	}
	v.typed = strings.NewReplacer(pairs...)
	return v
}

// At makes a voice give examples of days that are to come at an instant.
func (v Voice) At(now time.Time) Voice {
	v.now = now
	return v
}

// Lang is the voice's language, "de" or "en".
func (v Voice) Lang() string { return v.lang }

// Say returns the words for a key; args alternate placeholders and values. A
// "Count" chooses singular or plural, and "Sample" has days for examples. A key without words is a bug that the
// tests find; people would see the key.
func (v Voice) Say(key string, args ...any) string {
	data := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	return v.say(key, data)
}

func (v Voice) say(key string, data map[string]any) string {
	data["Sample"] = sample{v}
	c := &i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if n, ok := data["Count"].(int); ok {
		c.PluralCount = n
	}
	text, err := v.words.Localize(c)
	if text == "" && err != nil {
		return key
	}
	text = strings.ReplaceAll(strings.TrimSpace(text), "….", "…") // what was cut at the end of a sentence
	if v.typed != nil {
		text = v.typed.Replace(text)
	}
	return text
}

// Moment writes an instant as people say it: weekday, date and time.
func (v Voice) Moment(t time.Time) string { return calendar.FormatMoment(t, v.loc, v.lang) }

// Day writes a date with its weekday.
func (v Voice) Day(d calendar.Date) string { return calendar.FormatDate(d, v.lang) }
