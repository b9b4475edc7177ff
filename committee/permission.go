package committee

// Verb is something a person may or may not do in a committee.
type Verb string

// The verbs.
const (
	Read         Verb = "read"          // see cards, lists, dates and results
	SubmitATopic Verb = "topic.submit"  // bring in a topic
	ReportANeed  Verb = "need.report"   // report a need
	SupportANeed Verb = "need.support"  // say "we have this need too" for one's seat
	Vote         Verb = "poll.vote"     // cast the ballot of a seat
	Assess       Verb = "need.assess"   // appraise needs for one's seat
	HoldPolls    Verb = "poll.hold"     // open, extend and close polls
	EnterVotes   Verb = "poll.enter"    // enter a vote for a seat that has given it otherwise
	EditAnyText  Verb = "text.edit"     // correct topics and needs of others
	PlanMeetings Verb = "meeting.plan"  // set series, cancel and move meetings
	ManageSeats  Verb = "seats.manage"  // seats, roles and settings
	SeeWhoVoted  Verb = "poll.turnout"  // see which seats have not voted yet
	ShareAList   Verb = "list.share"    // show a list of topics or needs to all in the channel
	KeepRegister Verb = "register.keep" // triage, hand over, close topics and needs
)

// permissions is the whole table: who may do what. Whoever is not named may not.
var permissions = map[Verb][]Role{
	Read:         {Member, Substitute, Chair, Deputy, Office, Advisory, Guest},
	SubmitATopic: {Member, Substitute, Chair, Deputy, Office, Advisory},
	ReportANeed:  {Member, Substitute, Chair, Deputy, Office, Advisory},
	SupportANeed: {Member, Substitute},
	Vote:         {Member, Substitute},
	Assess:       {Member, Substitute},
	HoldPolls:    {Chair, Deputy, Office},
	EnterVotes:   {Office},
	EditAnyText:  {Chair, Deputy, Office},
	PlanMeetings: {Chair, Deputy, Office},
	ManageSeats:  {Chair, Office},
	SeeWhoVoted:  {Chair, Deputy, Office},
	ShareAList:   {Chair, Deputy, Office},
	KeepRegister: {Chair, Deputy, Office},
}

// May reports whether the person may do this.
func (p Person) May(v Verb) bool { return p.Has(permissions[v]...) }

// Allowed lists the roles that may do this, for a refusal that names them.
func Allowed(v Verb) []Role { return permissions[v] }

// Demand returns nil if the person may do this, else a refusal that says which
// roles may.
func (p Person) Demand(v Verb) error {
	if p.May(v) {
		return nil
	}
	switch {
	case !p.Left.IsZero() && !p.Belongs():
		return Refuse(Forbidden, "may.left", "At", p.Left)
	case !p.Left.IsZero() && v == Vote:
		return Refuse(Forbidden, "may.left.vote", "At", p.Left, "Yours", p.Roles)
	case !p.Belongs():
		return Refuse(Forbidden, "may.outsider")
	}
	return Refuse(Forbidden, "may.not", "Verb", v, "Roles", Allowed(v), "Yours", p.Roles)
}
