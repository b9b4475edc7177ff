package mattermosttest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// newTrigger returns what the browser gets and what the integration gets. The
// second is the real server's base64(id:user:milliseconds:signature), with a
// MAC in place of the signature.
func (s *Server) newTrigger(userID string) (client, trigger string) {
	client = model.NewId()
	data := fmt.Sprintf("%s:%s:%d:", client, userID, s.millis())
	return client, base64.StdEncoding.EncodeToString([]byte(data + s.sign(data)))
}

func (s *Server) sign(data string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte(data))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// openTrigger checks a trigger id. It may be used again until it expires.
func (s *Server) openTrigger(trigger string) (client, userID string, err *model.AppError) {
	text, decodeErr := base64.StdEncoding.DecodeString(trigger)
	if decodeErr != nil {
		return "", "", badTrigger("base64_decode_failed")
	}
	part := strings.Split(string(text), ":")
	if len(part) != 4 {
		return "", "", badTrigger("missing_data")
	}
	at, _ := strconv.ParseInt(part[2], 10, 64)
	if s.millis()-at > s.opt.IntegrationTimeout.Milliseconds() {
		return "", "", badTrigger("expired")
	}
	data := strings.Join(part[:3], ":") + ":"
	if !hmac.Equal([]byte(s.sign(data)), []byte(part[3])) {
		return "", "", badTrigger("verify_signature_failed")
	}
	return part[0], part[1], nil
}

func badTrigger(what string) *model.AppError {
	return appError("interactive_message.decode_trigger_id."+what, http.StatusBadRequest)
}
