package main

import (
	"bytes"
	"encoding/json"

	"gremienbot/committee"
)

// sealCount is the checksum of a file compared with the text it is taken of, and that
// text with what was counted. It shows that the file is the poll whose checksum
// people noted; who has voted how it does not cover.
type sealCount struct {
	Seal    string `json:"seal"`
	Agrees  bool   `json:"agrees"`
	Differs string `json:"differs,omitempty"`
}

// withSeal adds to a result what its file's checksum says; a file without one says
// nothing.
func withSeal(text []byte, result any) (any, error) {
	var f committee.PollFile
	if err := json.Unmarshal(text, &f); err != nil || f.Seal == "" && f.Sealed == "" {
		return result, nil //nolint:nilerr // it was read strictly before, and can be counted
	}
	why := f.Differs()
	seal, err := json.Marshal(sealCount{Seal: f.Seal, Agrees: why == "", Differs: why})
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
