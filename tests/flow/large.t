#!/bin/sh
# SPDX-License-Identifier: ISC
# Long files of the disk: what stands at their beginning is read while the rest is.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..28

# So many numbered lines with a blank one between, each a paragraph of 100 bytes.
lines() { # COUNT
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "Paragraph %06d tells of the water in the harbour, which rose and rose, said the keepers of lock.\n\n", i }'
}
# What a script shows; DUMPX is the file dump-X.
shows() { # as palais, the script on standard input
	sed "s|DUMP|$tmp/dump-|" >"$tmp/script"
	rm -f "$tmp"/dump-*
	palais --script "$tmp/script" "$@" >"$tmp/out" 2>"$tmp/err"
}
dumped() { grep -q -- "$2" "$tmp/dump-$1"; } # LETTER WORDS
first() { grep -m 1 -o 'Paragraph [0-9]*' "$tmp/dump-$1"; }

# -- plain text

lines 11000 >"$tmp/long.txt"
shows <<END
open $tmp/long.txt
until loading
dump DUMPA
key Space Space
dump DUMPB
wait
dump DUMPC
key g
dump DUMPD
key G
dump DUMPE
END
dumped A "^  loading, 262 KB of 1.1 MB" && dumped A "^loading" && dumped A "Paragraph 000001"
ok $? "the beginning of a long file shows before all of it is parsed"
[ "$(first B)" != "Paragraph 000001" ] && [ "$(first C)" = "$(first B)" ]
ok $? "its whole takes its place, and the place has held"
! dumped C "loading" && dumped C "^file"; ok $? "and is said to be a file, as a short one is"
dumped D "Paragraph 000001" && ! dumped D "262 KB"; ok $? "with nothing left of how far it was"
dumped E "Paragraph 011000"; ok $? "to its end"

lines 10300 >"$tmp/short.txt"
shows <<END
open $tmp/short.txt
dump DUMPA
END
dumped A "^file" && dumped A "Paragraph 000001"; ok $? "what is not long is shown when it is there"

shows "$tmp/long.txt" <<END
dump DUMPA
END
dumped A "^file" && dumped A "Paragraph 000001"; ok $? "a file that palais is started with comes whole"

# -- ended

shows <<END
open $tmp/long.txt
until loading
key Esc
dump DUMPA
key G
dump DUMPB
key r
wait
dump DUMPC
key G
dump DUMPD
END
dumped A "ended" && dumped A "^  the first 262 KB of 1.1 MB"; ok $? "Esc ends it at once"
! dumped B "Paragraph 011000" && dumped B "^in part"; ok $? "and what is read of it stays"
dumped C "^file"; ok $? "r reads all of it"
dumped D "Paragraph 011000"; ok $? "to its end"
shows <<END
open $tmp/long.txt
until loading
key Q
dump DUMPA
END
[ $? = 0 ] && [ ! -e "$tmp/dump-A" ]; ok $? "palais can be left meanwhile"
shows <<END
open $tmp/long.txt
until loading
open $tmp/short.txt
wait
dump DUMPA
key Backspace
until loading
dump DUMPB
END
dumped A "short.txt"; ok $? "another file can be opened meanwhile, and stays"
dumped B "long.txt"; ok $? "and the long one is come back to"

# -- the place

shows <<END
open $tmp/long.txt
wait
key G
dump DUMPA
open $tmp/short.txt
key Backspace
wait
dump DUMPB
key g
key r
dump DUMPC
wait
dump DUMPD
END
[ -n "$(first A)" ] && [ "$(first B)" = "$(first A)" ]
ok $? "a place beyond the beginning is come back to when it is there"
dumped C "^file" && ! dumped C "262 KB"; ok $? "what is shown whole stays until it is read again"
dumped D "^file" && dumped D "Paragraph 000001"; ok $? "at its place"

# -- a web page

page() { # SCRIPT-BYTES
	echo '<!DOCTYPE html><html lang="en"><head><title>The long night</title><script>'
	head -c "$1" /dev/zero | tr '\0' 'x'
	echo '</script></head><body><h1>The long night</h1>'
	lines 11000 | sed 's/^P.*/<p>&<\/p>/'
	echo '</body></html>'
}
page 1000 >"$tmp/long.html"
shows <<END
open $tmp/long.html
until loading
dump DUMPA
wait
key G
dump DUMPB
END
dumped A "^  loading, 262 KB of 1.2 MB" && dumped A "Paragraph 000001"; ok $? "so does that of a page"
dumped B "Paragraph 011000"; ok $? "which comes whole"
page 300000 >"$tmp/late.html"
shows <<END
open $tmp/late.html
dump DUMPA
wait
dump DUMPB
END
dumped A "Reading the file" && dumped A "not here"; ok $? "where there is nothing to read yet, it is waited for"
dumped B "Paragraph 000001" && dumped B "^file"; ok $? "until it is there"

# -- what makes no sense in part

{
	echo '%PDF-1.4'
	lines 11000
} >"$tmp/long.pdf"
shows <<END
open $tmp/long.pdf
dump DUMPA
wait
dump DUMPB
END
dumped A "Reading the file"; ok $? "a part of a PDF is nothing"
dumped B "could not be read" && dumped B "^file"; ok $? "and its whole is said not to be one"

# a character that the beginning ends within
{
	printf 'x'
	awk 'BEGIN { for (i = 0; i < 60000; i++) print "مياه النهر\n" }'
} >"$tmp/arabic.txt"
shows <<END
open $tmp/arabic.txt
until loading
dump DUMPA
END
dumped A "ﻩﺎﻴﻣ"; ok $? "nor is a letter cut in two taken for others"

# -- what is larger than a document

yes 'The keepers of twelve locks spoke of the level of the water, and of tolls.' | sed G | head -c 70000000 >"$tmp/longest.txt"
palais show "$tmp/longest.txt" 2>"$tmp/err" | tail -n 1 >"$tmp/out"
grep -q "^too large: the first [0-9.]* MB of 70.0 MB of text were read$" "$tmp/out"
ok $? "a text that is larger than a document is cut, and says where"
{
	echo '<p>The keepers spoke of a'
	yes '&#769;' | head -n 600000 | tr -d '\n'
	echo '</p>'
} >"$tmp/marks.html"
palais show -f json "$tmp/marks.html" >"$tmp/marks" 2>"$tmp/err"
[ $? = 0 ] && [ "$(wc -c <"$tmp/marks")" -gt 1200000 ]; ok $? "so many marks on a letter are a letter"
palais show "$tmp/marks.html" >"$tmp/marks" 2>"$tmp/err"
[ $? = 0 ] && grep 'spoke of a' "$tmp/marks" >"$tmp/out" && [ "$(wc -c <"$tmp/out")" -lt 80 ]; ok $? "of which eight are shown"
head -c 70000000 /dev/zero | gzip -1 >"$tmp/zeros.gz"
{
	cat "$tmp/zeros.gz"
	head -c 70000000 /dev/zero
} >"$tmp/zeros.txt.gz"
palais show "$tmp/zeros.txt.gz" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q "more than 64 MiB" "$tmp/err"; ok $? "the beginning of what is packed is nothing"
