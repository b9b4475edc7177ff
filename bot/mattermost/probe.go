package mattermost

import (
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// probeText is what a probe types after a trigger, before its name and MAC.
// Check sends it through Mattermost with the bot's own token: only a Server
// with the same keys can answer, so the answer proves that Mattermost reaches
// this program, may call it, and knows its token.
const probeText = "gremienbot-probe"

func probe(keys Keys, name string) string {
	return probeText + " " + name + " " + keys[0].mac("probe", name)
}

func pong(keys Keys, name string) string { return keys[0].mac("pong", name) }

// probed answers a probe. A key that was retired here but not there is no
// answer.
func (s *Server) probed(text string) (answer, bool) {
	parts := strings.Fields(text)
	if len(parts) != 3 || parts[0] != probeText || !s.encoder.keys[0].verify(parts[2], "probe", parts[1]) {
		return answer{}, false
	}
	return say(&model.CommandResponse{
		ResponseType: model.CommandResponseTypeEphemeral, Text: pong(s.encoder.keys, parts[1]), SkipSlackParsing: true,
	}), true
}
