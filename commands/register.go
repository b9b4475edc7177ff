package commands

import "gremienbot/bot"

// Register makes the desk answer everything the bot understands. This is the
// table of contents of the package.
func (d Desk) Register(r *bot.Router) {
	r.Around = d.Explain

	r.Command("thema", d.topicCommand().handler(d))
	r.Command("topic", d.topicCommand().handler(d))
	r.Submission("topic.submit", d.sentTopic)
	r.Submission("topic.change", d.changedTopic)
	r.Action("topic.typed", d.pressedTypedTopic)
	r.Action("topic.list", d.pressedTopicList)
	r.Action("topic.list.state", d.choseTopicState)
	r.Action("topic.edit", d.pressedTopicEdit)
	r.Action("topic.withdraw", d.pressedTopicWithdraw)
	d.registerTopicCare(r)
	d.registerSimilar(r)

	d.registerCommittee(r)
	d.registerNeeds(r)
	d.registerAssessments(r)
	d.registerFinding(r)
	d.registerHistory(r)
	d.registerSearch(r)
	d.registerPolls(r)
	d.registerMeetings(r)
}
