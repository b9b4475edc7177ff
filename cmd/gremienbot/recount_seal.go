package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"gremienbot/committee"
)

// sealCount is the checksum of a file compared with the text it is taken of, and that
// text with what was counted. It shows that the file is the poll whose checksum
// people noted; who has voted how it does not cover. Recused is what the file says of
// seats with a conflict of interest, which were declared after the checksum was taken:
// the result in the channel says how many there are.
type sealCount struct {
	Seal    string `json:"seal"`
	Agrees  bool   `json:"agrees"`
	Differs string `json:"differs,omitempty"`
	Recused int    `json:"recused,omitempty"`
}

// withSeal adds to a result what its file's checksum says; a file without one says
// nothing.
func withSeal(text []byte, result any) (any, error) {
	var f committee.PollFile
	if err := json.Unmarshal(text, &f); err != nil || f.Seal == "" && f.Sealed == "" {
		return result, nil //nolint:nilerr // it was read strictly before, and can be counted
	}
	why := cmp.Or(added(text), f.Differs())
	seal, err := json.Marshal(sealCount{Seal: f.Seal, Agrees: why == "", Differs: why, Recused: f.Recused})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(result); err != nil {
		return nil, err
	}
	open := bytes.TrimSuffix(bytes.TrimSpace(b.Bytes()), []byte("}"))
	return json.RawMessage(append(append(append(open, `,"seal":`...), seal...), '}')), nil
}

// added finds a field that recount reads, such as another way to count, but that no
// exported poll has: nobody has voted under it.
func added(text []byte) string {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&committee.PollFile{}); err != nil {
		return strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`) + ": no exported poll says so"
	}
	return ""
}
