package mattermosttest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Save writes everything the server knows as one JSON document, with
// sessions, tokens and the hidden parts of buttons: treat it as a secret.
// Trigger ids, response URLs and pending posts are not kept, as on a real
// server that is restarted.
func (s *Server) Save(w io.Writer) error {
	s.mu.Lock()
	doc, err := json.MarshalIndent(s.st, "", " ")
	s.mu.Unlock()
	if err != nil {
		return fmt.Errorf("writing down the state: %w", err)
	}
	if _, err := w.Write(doc); err != nil {
		return fmt.Errorf("saving the state: %w", err)
	}
	return nil
}

// Load replaces everything the server knows by what Save wrote. On an error
// nothing changes. A SiteURL that the server has already keeps its value.
func (s *Server) Load(r io.Reader) error {
	st := &state{}
	if err := json.NewDecoder(r).Decode(st); err != nil {
		return fmt.Errorf("reading the saved state: %w", err)
	}
	if st.Config == nil || len(st.Roles) == 0 {
		return errors.New("reading the saved state: no config or no roles")
	}
	st.fill()
	s.mu.Lock()
	defer s.mu.Unlock()
	if url := s.st.Config.ServiceSettings.SiteURL; url != nil && *url != "" {
		st.Config.ServiceSettings.SiteURL = url
	}
	s.st = st
	return nil
}
