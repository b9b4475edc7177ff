package messages

import "gremienbot/committee"

// helpGroup is a part of a page of the help: a heading ("" for none) and what can
// be done, by the verb that allows it, in the order in which people need it.
type helpGroup struct {
	head  string
	lines []helpLine
}

type helpLine struct {
	key  string
	verb committee.Verb
}

// helpPages are what people need first (""), and a page for each command by its
// English name.
var helpPages = map[string][]helpGroup{
	"": {{"", []helpLine{
		{"help.first.mine", committee.Read},
		{"help.first.inbox", committee.KeepRegister},
		{"help.first.poll", committee.HoldPolls},
		{"help.first.quick", committee.HoldPolls},
		{"help.first.topic", committee.SubmitATopic},
		{"help.first.need", committee.ReportANeed},
		{"help.first.vote", committee.Vote},
		{"help.first.lists", committee.Read},
		{"help.first.meeting", committee.Read},
		{"help.first.search", committee.Read},
		{"help.first.settings", committee.ManageSeats},
	}}},
	"topic": {{"", []helpLine{
		{"help.topic.submit", committee.SubmitATopic},
		{"help.topic.read", committee.Read},
		{"help.topic.list", committee.Read},
		{"help.topic.change", committee.SubmitATopic},
		{"help.topic.reply", committee.SubmitATopic},
		{"help.topic.confirm", committee.SubmitATopic},
		{"help.topic.export", committee.Read},
	}}, {"lead", []helpLine{
		{"help.topic.inbox", committee.KeepRegister},
		{"help.topic.take", committee.KeepRegister},
		{"help.topic.end", committee.KeepRegister},
		{"help.topic.undo", committee.KeepRegister},
		{"help.topic.share", committee.ShareAList},
	}}},
	"need": {{"", []helpLine{
		{"help.need.report", committee.ReportANeed},
		{"help.need.also", committee.SupportANeed},
		{"help.need.read", committee.Read},
		{"help.need.list", committee.Read},
		{"help.need.change", committee.ReportANeed},
		{"help.need.answer", committee.ReportANeed},
		{"help.need.assess", committee.Assess},
		{"help.need.export", committee.Read},
	}}, {"lead", []helpLine{
		{"help.need.state", committee.KeepRegister},
		{"help.need.take", committee.KeepRegister},
		{"help.need.undo", committee.KeepRegister},
		{"help.need.query", committee.KeepRegister},
		{"help.need.owner", committee.KeepRegister},
		{"help.need.bundle", committee.KeepRegister},
		{"help.need.check", committee.KeepRegister},
		{"help.need.handover", committee.KeepRegister},
		{"help.need.share", committee.ShareAList},
	}}},
	"poll": {{"", []helpLine{
		{"help.poll.list", committee.Read},
		{"help.poll.vote", committee.Vote},
		{"help.poll.recuse", committee.Vote},
		{"help.poll.object", committee.Vote},
		{"help.poll.statement", committee.Vote},
		{"help.poll.export", committee.Read},
	}}, {"open", []helpLine{
		{"help.poll.new", committee.HoldPolls},
		{"help.poll.typed", committee.HoldPolls},
		{"help.poll.kinds", committee.HoldPolls},
		{"help.poll.priority", committee.HoldPolls},
		{"help.poll.circulation", committee.HoldPolls},
		{"help.poll.template", committee.HoldPolls},
	}}, {"session", []helpLine{
		{"help.poll.quick", committee.HoldPolls},
		{"help.poll.record", committee.HoldPolls},
		{"help.poll.void", committee.HoldPolls},
	}}, {"running", []helpLine{
		{"help.poll.enter", committee.EnterVotes},
		{"help.poll.close", committee.HoldPolls},
		{"help.poll.draw", committee.HoldPolls},
		{"help.poll.fix", committee.PlanMeetings},
		{"help.poll.members", committee.HoldPolls},
	}}},
	"meeting": {{"", []helpLine{
		{"help.meeting.read", committee.Read},
		{"help.meeting.calendar", committee.Read},
	}}, {"lead", []helpLine{
		{"help.meeting.series", committee.PlanMeetings},
		{"help.meeting.move", committee.PlanMeetings},
		{"help.meeting.reinstate", committee.PlanMeetings},
	}}},
	"committee": {{"", []helpLine{
		{"help.committee.mine", committee.Read},
		{"help.committee.search", committee.Read},
		{"help.committee.results", committee.Read},
		{"help.committee.seats", committee.Read},
		{"help.committee.switch", committee.Read},
	}}, {"lead", []helpLine{
		{"help.committee.review", committee.HoldPolls},
		{"help.committee.void", committee.HoldPolls},
		{"help.committee.change", committee.ManageSeats},
		{"help.committee.role", committee.ManageSeats},
		{"help.committee.weight", committee.ManageSeats},
		{"help.committee.settings", committee.ManageSeats},
	}}},
}
