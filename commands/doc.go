// Package commands answers what people type, press and send: one file per verb,
// and register.go as the table of contents.
//
// A handler learns who is asking and in which committee (desk.go), lets a rule
// of package committee decide, has the store keep the decision, and answers with
// words of package messages. It never decides, stores or words anything itself:
//
//	topic, err := committee.SubmitTopic(a.c, a.p, draft, a.now)
//	topic, err = d.Store.AddTopic(ctx, a.c, topic, q.Once)
//	return bot.Reply{Message: a.v.TopicReceipt(topic)}, err
//
// Whatever goes wrong ends in explain.go, the one place that turns an error into
// an answer: a refusal is said in the person's language, a fault is logged and
// never shown.
package commands
