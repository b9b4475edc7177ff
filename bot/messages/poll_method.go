package messages

import "gremienbot/committee"

// MethodName names a way of counting in a few words.
func (v Voice) MethodName(m committee.Method) string { return v.Say("method.name." + string(m)) }

// MethodHint says in one sentence how a method counts and when to use it.
func (v Voice) MethodHint(m committee.Method) string { return v.Say("method.hint." + string(m)) }
