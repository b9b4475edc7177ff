# Reads `go test -json`, prints what `go test` would print, and fails when a test was skipped: a run that skips what it
# cannot do is green too, and says nothing.

function field(name,    start, rest) {
	start = index($0, "\"" name "\":\"")
	if (!start) return ""
	rest = substr($0, start + length(name) + 4)
	match(rest, /^([^"\\]|\\.)*/)
	return substr(rest, 1, RLENGTH)
}

function plain(s) {
	gsub(/\\\\/, "\001", s)
	gsub(/\\n/, "\n", s)
	gsub(/\\t/, "\t", s)
	gsub(/\\r/, "\r", s)
	gsub(/\\"/, "\"", s)
	gsub(/\\u003c/, "<", s)
	gsub(/\\u003e/, ">", s)
	gsub(/\\u0026/, "\\&", s)
	gsub(/\\u001b/, "\033", s)
	gsub(/\001/, "\\", s)
	return s
}

# What is no event is a word of the go command itself.
!/^\{/ { print; next }

{
	action = field("Action")
	package = field("Package")
	test = field("Test")
	key = package SUBSEP test
}

action == "build-output" { printf "%s", plain(field("Output")) }

# A package's own lines are printed as they come, but for the PASS of each.
action == "output" && test == "" {
	line = plain(field("Output"))
	if (line != "PASS\n") printf "%s", line
	fflush()
}

# A test's lines are kept until it is known whether anybody wants to read them.
action == "output" && test != "" { kept[key] = kept[key] plain(field("Output")) }

action == "run" { order[++started] = key }

action == "pass" && test != "" { delete kept[key]; passed++ }

action == "skip" && test != "" { printf "%s", kept[key]; delete kept[key]; skipped++ }

action == "fail" && test != "" { printf "%s", kept[key]; delete kept[key]; failed++ }

# A panic or a time-out ends a package before its tests have a result.
action == "fail" && test == "" {
	broken++
	for (i = 1; i <= started; i++) {
		split(order[i], part, SUBSEP)
		if (part[1] == package && order[i] in kept) { printf "%s", kept[order[i]]; delete kept[order[i]] }
	}
}

END {
	if (failed || broken) { printf "%d tests passed, %d failed in %d packages, %d were skipped\n", passed, failed, broken, skipped; exit 1 }
	if (skipped) { printf "%d tests were skipped; here that is a failure\n", skipped; exit 1 }
	if (!passed) { print "no test was run"; exit 1 }
	printf "%d tests passed, none was skipped\n", passed
}
