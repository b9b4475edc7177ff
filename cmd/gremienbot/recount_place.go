package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// places are the offsets in a file of JSON at which the values begin, by their
// paths: "", "ballots", "ballots[2]", "ballots[2].count".
type places struct {
	at    map[string]int64
	twice string // the path of the first name that stands twice in one object
	again int64  // where it stands for the second time
}

// placesIn finds what it can: behind a mistake in the JSON it knows nothing.
func placesIn(text []byte) *places {
	p := &places{at: map[string]int64{}}
	p.read(json.NewDecoder(bytes.NewReader(text)), "")
	return p
}

func (p *places) read(d *json.Decoder, path string) bool {
	token, err := d.Token()
	if err != nil {
		return false
	}
	if _, known := p.at[path]; !known {
		p.at[path] = d.InputOffset()
	}
	open, nested := token.(json.Delim)
	if !nested {
		return true
	}
	seen := map[string]bool{}
	for n := 0; d.More(); n++ {
		inner := fmt.Sprintf("%s[%d]", path, n)
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return false
			}
			inner = strings.TrimPrefix(fmt.Sprintf("%s.%v", path, name), ".")
			same := sameName(path, fmt.Sprint(name))
			if seen[same] && p.again == 0 {
				p.twice, p.again = inner, d.InputOffset()
			}
			seen[same] = true
		}
		if !p.read(d, inner) {
			return false
		}
	}
	_, err = d.Token()
	return err == nil
}

// sameName is equal for names that mean the same in an object: those of options
// are as they are written, of all others encoding/json ignores the case.
func sameName(path, name string) string {
	if path = strings.ToLower(path); strings.HasSuffix(path, ".scores") || path == "costs" {
		return name
	}
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, name)
}

// of is where a value begins, or the nearest one around it that the file has.
func (p *places) of(path string) int64 {
	for path != "" {
		if at, known := p.at[path]; known {
			return at
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return p.at[""]
}

// named is where the first value of a name begins.
func (p *places) named(name string) (first int64) {
	for path, at := range p.at {
		if (path == name || strings.HasSuffix(path, "."+name)) && (first == 0 || at < first) {
			first = at
		}
	}
	return first
}

// lineAt is the line of an offset and the column in it, both from 1.
func lineAt(text []byte, at int64) (line, column int) {
	before := text[:min(max(at, 0), int64(len(text)))]
	return bytes.Count(before, []byte("\n")) + 1, max(len(before)-bytes.LastIndexByte(before, '\n')-1, 1)
}
