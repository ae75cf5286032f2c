#!/bin/sh
# SPDX-License-Identifier: ISC
# Documents of kinds that were once read wrongly, where they lie ($PALAIS_CASES, or
# ../shared/cases beside the sources), and what must be seen of each. Without them this says
# so and proves nothing; the project's own cases do.
. "${srcdir:-.}/tests/flow/lib.sh"
cases=${PALAIS_CASES:-${srcdir:-.}/../shared/cases}
if [ ! -r "$cases/cases.tsv" ]; then
	echo "1..0 # SKIP no cases at $cases"
	exit 0
fi
# A row: file; situation; what is wanted; what must be seen, and what not, by "|".
awk -F '\t' 'NR > 1 { print $1; print $4; print $5 }' "$cases/cases.tsv" >"$tmp/rows"
rows=$(($(wc -l <"$tmp/rows") / 3))
echo "1..$rows"
port=1 # nothing is asked of any server

# The words of $1, each on a line.
words() { printf '%s\n' "$1" | tr '|' '\n' | sed '/^$/d'; }

while IFS= read -r file && IFS= read -r must && IFS= read -r never; do
	palais show -w 200 "$cases/$file" >"$tmp/out" 2>"$tmp/err" || true
	words "$must" >"$tmp/must"
	words "$never" >"$tmp/never"
	bad=
	[ -s "$tmp/out" ] || bad="nothing is shown"
	while IFS= read -r word; do
		grep -qF -- "$word" "$tmp/out" || bad="$bad not seen: $word;"
	done <"$tmp/must"
	while IFS= read -r word; do
		! grep -qF -- "$word" "$tmp/out" || bad="$bad seen: $word;"
	done <"$tmp/never"
	[ -z "$bad" ]
	ok $? "$file${bad:+:$bad}"
done <"$tmp/rows"
