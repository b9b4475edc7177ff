package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// english holds the messages of the errors that people get to see, by the ids
// of the real server.
var english = map[string]string{
	"api.context.404.app_error":                                          "Sorry, we could not find the page.",
	"api.context.permissions.app_error":                                  "You do not have the appropriate permissions.",
	"api.context.session_expired.app_error":                              "Invalid or expired session, please login again.",
	"api.context.invalid_body_param.app_error":                           "Invalid or missing parameter in request body.",
	"api.context.invalid_param.app_error":                                "Invalid parameter.",
	"api.context.invalid_url_param.app_error":                            "Invalid or missing parameter in request URL.",
	"api.context.request_body_too_large.app_error":                       "The request body is too large.",
	"api.user.login.invalid_credentials_email_username":                  "Enter a valid email or username and/or password.",
	"api.user.login.inactive.app_error":                                  "Login failed because your account has been deactivated. Please contact an administrator.",
	"api.command.duplicate_trigger.app_error":                            "This trigger word is already in use. Please choose another word.",
	"api.command.execute_command.failed.app_error":                       "Command with a trigger failed.",
	"api.command.execute_command.failed_resp.app_error":                  "Command with a trigger returned a response that is not 200.",
	"api.command.execute_command.not_found.app_error":                    "Command with that trigger not found.",
	"api.command.execute_command.create_post_failed.app_error":           "Command failed to post a response.",
	"api.command.command_post.forbidden.app_error":                       "Specified user is not a member of specified channel.",
	"api.post.do_action.action_id.app_error":                             "Invalid action id.",
	"api.post.do_action.action_integration.app_error":                    "Action integration error.",
	"api.post.create_post.can_not_post_to_deleted.error":                 "Can not post to deleted channel.",
	"api.post.create_post.channel_root_id.app_error":                     "Invalid ChannelId for RootId parameter.",
	"api.post.create_post.root_id.app_error":                             "Invalid RootId parameter.",
	"api.post.deduplicate_create_post.pending":                           "Rejected post since another client is making the same request.",
	"app.post.get.app_error":                                             "Unable to get the post.",
	"app.post.save.existing.app_error":                                   "You cannot update an existing Post.",
	"app.channel.get.existing.app_error":                                 "Unable to find the existing channel.",
	"app.channel.get_by_name.missing.app_error":                          "Channel does not exist.",
	"app.channel.get_member.missing.app_error":                           "No channel member found for that user ID and channel ID.",
	"store.sql_channel.save_channel.exists.app_error":                    "A channel with that name already exists on the same team.",
	"app.team.get.find.app_error":                                        "Unable to find the existing team.",
	"app.team.get_by_name.missing.app_error":                             "Unable to find the existing team.",
	"app.team.get_member.missing.app_error":                              "No team member found for that user ID and team ID.",
	"app.team.save.app_error":                                            "A team with that name already exists.",
	"app.user.missing_account.const":                                     "Unable to find the user.",
	"app.user.save.username_exists.app_error":                            "An account with that username already exists.",
	"app.user.save.email_exists.app_error":                               "An account with that email already exists.",
	"app.role.get_by_name.app_error":                                     "Unable to get role.",
	"app.role.get.app_error":                                             "Unable to get role.",
	"store.sql_bot.get.missing.app_error":                                "Bot does not exist.",
	"api.bot.create_disabled":                                            "Bot creation has been disabled.",
	"interactive_message.decode_trigger_id.expired":                      "Trigger ID for interactive dialog is expired. Trigger IDs live for a maximum of 30s.",
	"interactive_message.decode_trigger_id.base64_decode_failed":         "Failed to decode base64 for trigger ID for interactive dialog.",
	"interactive_message.decode_trigger_id.missing_data":                 "Trigger ID missing required data for interactive dialog.",
	"interactive_message.decode_trigger_id.verify_signature_failed":      "Signature verification failed of trigger ID for interactive dialog.",
	"app.submit_interactive_dialog.json_error":                           "Encountered an error decoding JSON from the interactive dialog submission.",
	"app.command_webhook.try_use.invalid":                                "Invalid webhook.",
	"app.command_webhook.get.missing":                                    "Unable to get the webhook.",
	"web.command_webhook.parse.app_error":                                "Unable to parse incoming data.",
	"api.command.execute_command.site_url_required.app_error":            "Site URL is required to execute custom commands.",
	"model.post.is_valid.message_length.app_error":                       "Message property is longer than the maximum permitted length.",
	"app.channel.create_direct_channel.internal_error":                   "Unable to save channel.",
	"api.channel.create_direct_channel.invalid_user.app_error":           "Invalid user ID.",
	"api.user.update_active.not_enable.app_error":                        "Accounts cannot be deactivated by their owners here.",
	"api.user.add_direct_channels_and_forget.failed_to_create.app_error": "Unable to create the direct channel.",
}

// appError makes an error with one of the ids of the real server and its
// English message.
func appError(id string, status int) *model.AppError {
	err := model.NewAppError("", id, nil, "", status)
	if text, ok := english[id]; ok {
		err.Message = text
	}
	return err
}

func detailed(id, details string, status int) *model.AppError {
	err := appError(id, status)
	err.DetailedError = details
	return err
}

// said gives an error of the model package its English message.
func said(err *model.AppError) *model.AppError {
	if text, ok := english[err.Id]; ok {
		err.Message = text
	}
	return err
}

func invalidBody(name string) *model.AppError {
	return detailed("api.context.invalid_body_param.app_error", "name="+name, http.StatusBadRequest)
}

func invalidParam(name string) *model.AppError {
	return detailed("api.context.invalid_param.app_error", "name="+name, http.StatusBadRequest)
}

func missing(id string) *model.AppError { return appError(id, http.StatusNotFound) }

// denied is the refusal for lack of a permission.
func (c *call) denied(p *model.Permission) *model.AppError {
	id := ""
	if c.user != nil {
		id = c.user.Id
	}
	return said(model.MakePermissionErrorForUser(id, []*model.Permission{p}))
}
