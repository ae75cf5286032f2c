# SPDX-License-Identifier: ISC
# The placeholders of each translation of a .po file, against the English ones: says
# "line: message" of each that takes others. In a form for one or two the number may be
# left out, where it is all there is.

# "1 s 2 ld …" of a text, by place.
function places(text, out, spec, at, n, place) {
	delete found
	n = 0
	out = ""
	while (match(text, /%([0-9]+\$)?[-+ #0']*[0-9]*(\.[0-9]+)?(hh|h|ll|l|z|j|t)?[A-Za-z%*]/)) {
		spec = substr(text, RSTART + 1, RLENGTH - 1)
		text = substr(text, RSTART + RLENGTH)
		if (spec ~ /%$/)
			continue
		if (match(spec, /^[0-9]+\$/)) {
			place = substr(spec, 1, RLENGTH - 1) + 0
			spec = substr(spec, RLENGTH + 1)
		} else {
			place = ++n
		}
		sub(/^[-+ #0']*[0-9]*(\.[0-9]+)?/, "", spec)
		found[place] = spec
	}
	for (at = 1; at < 12; at++)
		if (at in found)
			out = out at " " found[at] " "
	return out
}

function check(    i, wanted, got) {
	if (id == "")
		return
	wanted = places(plural != "" ? plural : id)
	for (i = 0; i < forms; i++) {
		got = places(form[i])
		if (got == wanted || (plural != "" && i < 3 && got == "" && wanted ~ /^1 [a-z]+ $/))
			continue
		print start ": " id
		bad = 1
	}
}

function unquote(s) {
	sub(/^[^"]*"/, "", s)
	sub(/"$/, "", s)
	return s
}

/^msgid "/ { check(); start = NR; id = unquote($0); plural = ""; forms = 0; part = "id" }
/^msgid_plural "/ { plural = unquote($0); part = "plural" }
/^msgstr/ { form[forms++] = unquote($0); part = "form" }
/^"/ {
	if (part == "id") id = id unquote($0)
	else if (part == "plural") plural = plural unquote($0)
	else form[forms - 1] = form[forms - 1] unquote($0)
}
END { check(); exit bad }
