package mattermosttest

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"
)

func (s *Server) configRoutes() []route {
	return []route{
		rt("GET", "/api/v4/config", member, getConfig),
		rt("PUT", "/api/v4/config", member, putConfig),
		rt("PUT", "/api/v4/config/patch", member, putConfig),
		rt("GET", "/api/v4/config/client", public, clientConfig),
		rt("GET", "/api/v4/license/client", public, clientLicense),
		rt("GET", "/api/v4/system/ping", public, ping),
		rt("GET", "/api/v4/plugins", member, listPlugins),
		rt("GET", "/api/v4/plugins/webapp", public, webappPlugins),
	}
}

func getConfig(c *call) (any, *model.AppError) {
	if err := c.require(model.PermissionManageSystem); err != nil {
		return nil, err
	}
	cfg := c.s.st.Config.Clone()
	cfg.Sanitize(nil, &model.SanitizeOptions{})
	return cfg, nil
}

// putConfig lays what it is sent over the config. A whole config and a patch
// differ only in how much they name.
func putConfig(c *call) (any, *model.AppError) {
	if err := c.require(model.PermissionManageSystem); err != nil {
		return nil, err
	}
	var named any
	if err := c.decode(&named, "config"); err != nil {
		return nil, err
	}
	cfg := c.s.st.Config.Clone()
	if json.Unmarshal(encode(withoutNulls(named)), cfg) != nil {
		return nil, invalidBody("config")
	}
	cfg.SetDefaults()
	c.s.st.Config = cfg
	c.s.publish(event(model.WebsocketEventConfigChanged, to{}, map[string]any{"config": c.s.clientConfig()}))
	return getConfig(c)
}

// withoutNulls drops what a client left unset: a null is no value.
func withoutNulls(v any) any {
	m, isMap := v.(map[string]any)
	if !isMap {
		return v
	}
	maps.DeleteFunc(m, func(_ string, v any) bool { return v == nil })
	for key := range m {
		m[key] = withoutNulls(m[key])
	}
	return m
}

func clientConfig(c *call) (any, *model.AppError) { return c.s.clientConfig(), nil }

func (s *Server) clientConfig() map[string]string {
	cfg := s.st.Config
	return map[string]string{
		"Version":                              s.opt.Version,
		"BuildNumber":                          "1763000000",
		"BuildHash":                            "4b1d5f0e7a9c2d3e",
		"BuildEnterpriseReady":                 "false",
		"SiteURL":                              *cfg.ServiceSettings.SiteURL,
		"SiteName":                             *cfg.TeamSettings.SiteName,
		"DefaultClientLocale":                  *cfg.LocalizationSettings.DefaultClientLocale,
		"CollapsedThreads":                     *cfg.ServiceSettings.CollapsedThreads,
		"EnableBotAccountCreation":             strconv.FormatBool(*cfg.ServiceSettings.EnableBotAccountCreation),
		"EnableCommands":                       strconv.FormatBool(*cfg.ServiceSettings.EnableCommands),
		"EnableUserAccessTokens":               strconv.FormatBool(*cfg.ServiceSettings.EnableUserAccessTokens),
		"EnablePostUsernameOverride":           strconv.FormatBool(*cfg.ServiceSettings.EnablePostUsernameOverride),
		"EnablePostIconOverride":               strconv.FormatBool(*cfg.ServiceSettings.EnablePostIconOverride),
		"RestrictDirectMessage":                *cfg.TeamSettings.RestrictDirectMessage,
		"TeammateNameDisplay":                  *cfg.TeamSettings.TeammateNameDisplay,
		"MaxPostSize":                          strconv.Itoa(model.PostMessageMaxRunesV2),
		"NoAccounts":                           strconv.FormatBool(len(s.st.Users) == 0),
		"FeatureFlagInteractiveDialogAppsForm": "true",
	}
}

func clientLicense(*call) (any, *model.AppError) {
	return map[string]string{"IsLicensed": "false"}, nil
}

func ping(_ *call) (any, *model.AppError) {
	return map[string]any{
		"status": model.StatusOk, "ActiveSearchBackend": "database",
		"AndroidLatestVersion": "", "AndroidMinVersion": "", "IosLatestVersion": "", "IosMinVersion": "",
	}, nil
}

// InstallPlugin makes a plugin appear in the list of plugins; for each trigger
// it registers a command that shadows one of a team without notice and answers
// with the text.
func (s *Server) InstallPlugin(id, name string, commands map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.st.Plugins = append(s.st.Plugins, &model.PluginInfo{Manifest: model.Manifest{Id: id, Name: name, Version: "1.0.0"}})
	maps.Copy(s.st.PluginCommands, commands)
}

func listPlugins(c *call) (any, *model.AppError) {
	if err := c.require(model.PermissionSysconsoleReadPlugins); err != nil {
		return nil, err
	}
	if !*c.s.st.Config.PluginSettings.Enable {
		return nil, appError("app.plugin.disabled.app_error", http.StatusNotImplemented)
	}
	active := append([]*model.PluginInfo{}, c.s.st.Plugins...)
	return &model.PluginsResponse{Active: active, Inactive: []*model.PluginInfo{}}, nil
}

func webappPlugins(*call) (any, *model.AppError) { return []*model.Manifest{}, nil }
