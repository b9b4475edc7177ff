package mattermosttest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) imageRoutes() []route {
	return []route{
		rt("GET", "/api/v4/users/{user_id}/image", member, getImage),
		rt("GET", "/api/v4/users/{user_id}/image/default", member, getDefaultImage),
		rt("POST", "/api/v4/users/{user_id}/image", member, setImage),
		rt("DELETE", "/api/v4/users/{user_id}/image", member, dropImage),
	}
}

func getImage(c *call) (any, *model.AppError) {
	id := c.userID()
	if c.s.st.Users[id] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	data := c.s.st.Images[id]
	if data == nil {
		return getDefaultImage(c)
	}
	return c.picture(data)
}

func (c *call) picture(data []byte) (any, *model.AppError) {
	c.w.Header().Set("Content-Type", http.DetectContentType(data))
	_, _ = c.w.Write(data)
	return nil, nil //nolint:nilnil // the answer is written
}

// getDefaultImage is a plain square whose colour follows from the id.
func getDefaultImage(c *call) (any, *model.AppError) {
	img := image.NewPaletted(image.Rect(0, 0, 128, 128), color.Palette{tint(c.userID())})
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		return nil, appError("api.user.create_profile_image.encode.app_error", http.StatusInternalServerError)
	}
	return c.picture(buf.Bytes())
}

func tint(id string) color.Color {
	h := uint32(2166136261)
	for _, b := range []byte(id) {
		h = (h ^ uint32(b)) * 16777619
	}
	return color.RGBA{R: 64 + uint8(h)%128, G: 64 + uint8(h>>8)%128, B: 64 + uint8(h>>16)%128, A: 255}
}

// mayPicture: oneself, one's bots, and administrators.
func (c *call) mayPicture(id string) *model.AppError {
	if bot := c.s.st.Bots[id]; bot != nil && id != c.user.Id {
		return c.mayManage(bot)
	}
	return c.requireSelf(id)
}

func setImage(c *call) (any, *model.AppError) {
	id := c.userID()
	if c.s.st.Users[id] == nil {
		return nil, missing("app.user.missing_account.const")
	}
	if err := c.mayPicture(id); err != nil {
		return nil, err
	}
	f, _, err := c.r.FormFile("image")
	if err != nil {
		return nil, appError("api.user.upload_profile_user.no_file.app_error", http.StatusBadRequest)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 10<<20))
	if err != nil {
		return nil, appError("api.user.upload_profile_user.open.app_error", http.StatusBadRequest)
	}
	if _, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil {
		return nil, appError("api.user.upload_profile_user.decode_config.app_error", http.StatusBadRequest)
	}
	c.s.st.Images[id] = data
	c.s.changeUser(id, func(u *model.User) { u.LastPictureUpdate = c.s.millis() })
	return ok(), nil
}

func dropImage(c *call) (any, *model.AppError) {
	if err := c.mayPicture(c.userID()); err != nil {
		return nil, err
	}
	delete(c.s.st.Images, c.userID())
	return ok(), nil
}
