package mattermosttest

import (
	"bytes"
	"image"
	_ "image/gif"  // sizes of uploaded pictures
	_ "image/jpeg" // sizes of uploaded pictures
	_ "image/png"  // sizes of uploaded pictures
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) fileRoutes() []route {
	return []route{
		rt("POST", "/api/v4/files", free, uploadFiles),
		rt("GET", "/api/v4/files/{file_id}", member, getFile),
		rt("GET", "/api/v4/files/{file_id}/info", member, getFileInfo),
		rt("GET", "/api/v4/files/{file_id}/preview", member, getFile),
		rt("GET", "/api/v4/files/{file_id}/thumbnail", member, getFile),
	}
}

type storedFile struct {
	Info *model.FileInfo
	Data []byte
}

// uploadFiles takes a multipart form or, with ?channel_id and ?filename, a
// plain body.
func uploadFiles(c *call) (any, *model.AppError) {
	c.s.mu.Lock()
	limit := *c.s.st.Config.FileSettings.MaxFileSize
	c.s.mu.Unlock()
	c.r.Body = http.MaxBytesReader(c.w, c.r.Body, limit+maxJSONBody)
	if c.query("filename") != "" {
		return c.uploadPlain()
	}
	if err := c.r.ParseMultipartForm(maxAnswer); err != nil {
		return nil, appError("api.file.upload_file.read_request.app_error", http.StatusBadRequest)
	}
	defer func() { _ = c.r.MultipartForm.RemoveAll() }()
	channel := c.r.FormValue("channel_id")
	answer := &model.FileUploadResponse{FileInfos: []*model.FileInfo{}, ClientIds: append([]string{}, c.r.Form["client_ids"]...)}
	for _, head := range c.r.MultipartForm.File["files"] {
		f, err := head.Open()
		if err != nil {
			return nil, invalidBody("files")
		}
		data, err := io.ReadAll(f)
		_ = f.Close()
		if err != nil {
			return nil, invalidBody("files")
		}
		info, appErr := c.keepFile(channel, head.Filename, data)
		if appErr != nil {
			return nil, appErr
		}
		answer.FileInfos = append(answer.FileInfos, info)
	}
	return c.created(answer), nil
}

func (c *call) uploadPlain() (any, *model.AppError) {
	data, err := io.ReadAll(c.r.Body)
	if err != nil {
		return nil, appError("api.file.upload_file.read_request.app_error", http.StatusBadRequest)
	}
	info, appErr := c.keepFile(c.query("channel_id"), c.query("filename"), data)
	if appErr != nil {
		return nil, appErr
	}
	return c.created(&model.FileUploadResponse{FileInfos: []*model.FileInfo{info}, ClientIds: []string{}}), nil
}

// keepFile stores a file for a channel in which the caller may upload.
func (c *call) keepFile(channelID, name string, data []byte) (*model.FileInfo, *model.AppError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if err := c.requireInChannel(channelID, model.PermissionUploadFile); err != nil {
		return nil, err
	}
	if int64(len(data)) > *c.s.st.Config.FileSettings.MaxFileSize {
		return nil, appError("api.file.upload_file.too_large_detailed.app_error", http.StatusRequestEntityTooLarge)
	}
	info := model.NewInfo(name)
	info.Id, info.CreatorId, info.ChannelId, info.Size = model.NewId(), c.user.Id, channelID, int64(len(data))
	info.CreateAt, info.UpdateAt = c.s.millis(), c.s.millis()
	if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		info.Width, info.Height, info.HasPreviewImage = cfg.Width, cfg.Height, true
	}
	c.s.st.Files[info.Id] = &storedFile{Info: info, Data: data}
	return info, nil
}

// attachFiles ties uploaded files to the post. Files of someone else or of
// another post are left alone.
func (s *Server) attachFiles(p *model.Post) {
	var kept model.StringArray
	for _, id := range p.FileIds {
		f := s.st.Files[id]
		if f == nil || f.Info.CreatorId != p.UserId || f.Info.PostId != "" && f.Info.PostId != p.Id {
			continue
		}
		info := *f.Info
		info.PostId, info.ChannelId = p.Id, p.ChannelId
		s.st.Files[id] = &storedFile{Info: &info, Data: f.Data}
		kept = append(kept, id)
	}
	p.FileIds = append(model.StringArray{}, kept...)
}

func (c *call) file() (*storedFile, *model.AppError) {
	f := c.s.st.Files[c.vars["file_id"]]
	if f == nil {
		return nil, missing("app.file_info.get.app_error")
	}
	if f.Info.CreatorId != c.user.Id && !c.s.st.mayRead(c.user, f.Info.ChannelId) {
		return nil, c.denied(model.PermissionReadChannelContent)
	}
	return f, nil
}

func getFileInfo(c *call) (any, *model.AppError) {
	f, err := c.file()
	if err != nil {
		return nil, err
	}
	return f.Info, nil
}

func getPostFiles(c *call) (any, *model.AppError) {
	p, err := c.post()
	if err != nil {
		return nil, err
	}
	list := []*model.FileInfo{}
	for _, id := range p.FileIds {
		list = append(list, c.s.st.Files[id].Info)
	}
	return list, nil
}

// getFile serves pictures inline and everything else as a download, so that an
// uploaded page cannot run scripts.
func getFile(c *call) (any, *model.AppError) {
	f, err := c.file()
	if err != nil {
		return nil, err
	}
	kind := "attachment"
	if f.Info.HasPreviewImage && c.query("download") != "1" {
		kind = "inline"
	}
	h := c.w.Header()
	h.Set("Content-Type", f.Info.MimeType)
	h.Set("Content-Length", strconv.Itoa(len(f.Data)))
	h.Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": f.Info.Name}))
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = c.w.Write(f.Data)
	return nil, nil //nolint:nilnil // the answer is written
}
