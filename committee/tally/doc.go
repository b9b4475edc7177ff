// Package tally counts votes: one file per method, each a pure function from
// a rule, the options and the ballots to a result that carries every
// intermediate number.
//
// # Words
//
// A [Motion] is a question answered with yes, no or abstain; its [Rule] is
// data: quorum, majority, abstention, tie. A [Ranking] orders options, best
// first, in levels of options that are tied; options it does not mention are
// tied last. A level in a result is a shared rank.
//
//   - [Motion.Count] adopts or rejects a text
//   - [Plurality], [Approval], [Score], [Dots] add up marks
//   - [Borda], [IRV], [Schulze], [RankedPairs] evaluate rankings
//   - [EqualShares] chooses several options so that minorities keep a share
//   - [Criteria] weighs the medians of grades by criteria
//   - [Dates] orders days by who can come
//   - [Lot] draws lots that everybody can check
//
// # What it refuses
//
// No number is ever a float: counts are integers, everything else is a
// [math/big.Rat]. No order is invented: ties come back as sets or shared
// ranks, methods with ties on the way ([IRV], [RankedPairs]) follow every way
// to break them, and [EqualShares], which must go on, names each tie it broke
// and the order it used. Breaking a tie is a separate, later step and belongs
// to the committee. Input that contradicts itself is an [*InputError], never
// a panic and never a silently dropped ballot.
//
// The package knows no clock, no context, no log and no names of people.
package tally
