#!/bin/sh
# SPDX-License-Identifier: ISC
# mkwords: what is wrong with a table of words stops the build, and is said with its line;
# the order of rows does not matter.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
words=${srcdir:-.}/data/words
n=0
echo 1..25

# is WHAT: the last command's status
is() {
	status=$?
	n=$((n + 1))
	if [ $status -eq 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; fi
}

# refused TABLE MESSAGE ROW…: a table that ends with the rows is refused with the message,
# which names the last line, and nothing is left
refused() {
	table=$1 message=$2
	shift 2
	cp "$words/$table.tsv" "$tmp/"
	for row; do printf '%b\n' "$row" >>"$tmp/$table.tsv"; done
	line=$(awk 'END { print NR }' "$tmp/$table.tsv")
	./mkwords "$tmp" "$table" "$tmp/out" 2>"$tmp/err" && return 1
	printf 'mkwords: %s/%s.tsv:%d: %s\n' "$tmp" "$table" "$line" "$message" >"$tmp/want"
	diff "$tmp/want" "$tmp/err" >&2 && [ ! -e "$tmp/out" ]
}

refused numbers "a meaning that is not known: 'fillet'" 'fillet\ten\tso'; is "a meaning that is not known"
refused names "a meaning that is not known: 'dropped'" 'zzz\tdrop dropped'; is "one of several meanings"
refused symbols "a meaning that is not known: 'FAO'" 'en\tzzz\tbody\tFAO\tstart'; is "a body that is not known"
refused symbols "no meaning" 'en\tzzz\tbody\tGA\t'; is "no meaning"
refused numbers "a word that is there already: 'no'" 'filler\ten\tno'; is "a word twice"
refused papers "a word that is there already: 'annee'" 'session-end\tfr\tannée'; is "a word twice when folded"
refused months "a word that is there already: 'May'" '5\ten\tfull\tMay'; is "a month twice"
refused languages "a word that is there already: 'the'" 'en\tlatin\tthe'; is "a common word twice"
refused languages "the language has another script: 'arabic'" 'en\tarabic\tzzz'; is "a language of two scripts"
refused languages "too long: 'abcdefghijklmnopqrstuvwxy'" 'en\tlatin\tabcdefghijklmnopqrstuvwxy'; is "a word that no text is asked for"
refused numbers "not a language of two letters: 'eng'" 'filler\teng\tso'; is "a language of three letters"
refused months "not one of the six languages: 'de'" '1\tde\tfull\tJanuar'; is "months of another language"
refused months "no month: '13'" '13\ten\tfull\tUndecimber'; is "a thirteenth month"
refused months "not a number from 1 to 999: '0'" '0\ten\tfull\tZero'; is "a month before the first"
refused counts "not a number from 1 to 999: '1000'" 'annex\tar\tzzz\t1000'; is "a number of four digits"
refused numbers "no word" 'filler\ten\t'; is "no word"
refused numbers "a blank at an end: 'so '" 'filler\ten\tso '; is "a blank that is not seen"
refused numbers "2 columns instead of 3" 'filler\ten'; is "a column too few"
refused numbers "4 columns instead of 3" 'filler\ten\tso\tso'; is "a column too many"
refused numbers "too long: '$(printf '%0120d' 0)'" "filler\ten\t$(printf '%0401d' 0)"; is "a word longer than any"

grep -v '^unit	' "$words/numbers.tsv" >"$tmp/numbers.tsv"
! ./mkwords "$tmp" numbers "$tmp/out" 2>"$tmp/err" && grep -q ": nothing means: 'unit'$" "$tmp/err"
is "a meaning without words"
grep -v '^3	ru	full' "$words/months.tsv" >"$tmp/months.tsv"
! ./mkwords "$tmp" months "$tmp/out" 2>"$tmp/err" && grep -q ": a month has no full name in: 'ru'$" "$tmp/err"
is "a month without a name"

all=0
for f in "$words"/*.tsv; do
	t=$(basename "$f" .tsv)
	./mkwords "$words" "$t" "$tmp/$t.a" || all=1
done
[ $all -eq 0 ]; is "all tables are made"

for t in numbers papers parts phrases counts symbols series names bodies; do
	{ head -n 1 "$words/$t.tsv"; tail -n +2 "$words/$t.tsv" | sort -r; } >"$tmp/$t.tsv"
	./mkwords "$tmp" "$t" "$tmp/$t.b" && cmp "$tmp/$t.a" "$tmp/$t.b" || all=1
done
[ $all -eq 0 ]; is "the order of rows does not matter"

# The longer of two that begin alike is first, names are in the order of bytes.
grep -n '"unscr"' "$tmp/symbols.a" | cut -d: -f1 >"$tmp/longer"
grep -n '"unsc"' "$tmp/symbols.a" | cut -d: -f1 >"$tmp/shorter"
[ "$(cat "$tmp/longer")" -lt "$(cat "$tmp/shorter")" ] &&
	sed -n 's/^	{"\([^"]*\)".*/\1/p' "$tmp/names.a" | LC_ALL=C sort -c
is "words stand in the order in which they are looked for"
