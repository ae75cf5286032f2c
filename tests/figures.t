#!/bin/sh
# SPDX-License-Identifier: ISC
# The figures that are told: README's are those of doc/RESULTS, and what does not vary from
# run to run is what the program does today, within three in a hundred.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
echo 1..2
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

"$srcdir/bench/headline" "$srcdir/doc/RESULTS" | sed 's/ *$//' >"$tmp/want"
[ "$(wc -l <"$tmp/want")" = 10 ] && [ "$(grep -c '  [0-9.]*$' "$tmp/want")" = 9 ] &&
	awk 'NR == FNR { want[n++] = $0; next } $0 == want[at] { at++ } END { exit at < n }' \
		"$tmp/want" "$srcdir/README"
ok $? "the figures of README are those of doc/RESULTS"

# The rows of the part that does not vary: what they are called, and the figure. A program
# that AddressSanitizer slows shows a page in two goes, which are more bytes.
rows='[bw]'
count=6
if grep -q '^#define PALAIS_ASAN' config.h; then
	rows=w
	count=4
fi
steady() { sed -n "/^== steady ==/,/^== start/s/^  \\($rows.*[^ ]\\)  *\\([0-9.]*\\)\$/\\1\t\\2/p" "$1"; }
if [ -x /usr/bin/python3 ]; then
	/usr/bin/python3 "$srcdir/bench/run" -b . -o "$tmp/got.txt" steady >"$tmp/log" 2>&1
	steady "$srcdir/doc/RESULTS" >"$tmp/told"
	steady "$tmp/got.txt" >"$tmp/got"
	[ "$(wc -l <"$tmp/told")" = "$count" ] &&
		paste "$tmp/told" "$tmp/got" | awk -F'\t' '
			$1 != $3 || $2 == 0 || $4 / $2 > 1.03 || $4 / $2 < 0.97 { print "# " $0; bad = 1 }
			END { exit bad }'
	ok $? "what does not vary is what doc/RESULTS says"
else
	n=2
	echo "ok 2 - what does not vary is what doc/RESULTS says # SKIP /usr/bin/python3 is not here"
fi
