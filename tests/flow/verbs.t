#!/bin/sh
# SPDX-License-Identifier: ISC
# What verbs print, to the byte: JSON whole, columns filled, words of a reference completed, and
# what cannot be done said.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..17

run() { palais -o "$@" >"$tmp/out" 2>"$tmp/err"; }
said() { grep -q -- "$1" "$tmp/out"; }
same() { cmp -s "$tmp/want" "$tmp/out"; }

cat >"$tmp/tolls.html" <<'HTML'
<!DOCTYPE html><html lang="en"><title>Quay tolls</title><article><h1>Quay tolls</h1>
<p>See <a href="https://press.example/a">the first list</a> and
<a href="https://press.example/b">the second list</a> of the tolls that are taken at the quays of the town.</p>
<table><tr><th>Year</th><th>Toll</th></tr><tr><td>2019</td><td>4</td></tr></table></article></html>
HTML
run -f json show "$tmp/tolls.html"
cat >"$tmp/want" <<'JSON'
{"title":"Quay tolls","language":"en","blocks":[{"kind":"paragraph","text":"See the first list and the second list of the tolls that are taken at the quays of the town.","spans":[{"start":4,"end":18,"kind":"link","href":"https://press.example/a"},{"start":23,"end":38,"kind":"link","href":"https://press.example/b"}]},{"kind":"table","rows":[[{"text":"Year","header":true},{"text":"Toll","header":true}],[{"text":"2019"},{"text":"4"}]]}]}
JSON
same; ok $? "a page as JSON: links, rows, cells"

# each row of a list an object, a line each
run -f json list charts
[ "$(head -n 1 "$tmp/out")" = '[' ] && [ "$(tail -n 1 "$tmp/out")" = ']' ]; ok $? "a list as JSON is one array"
sed '1d;$d' "$tmp/out" >"$tmp/rows"
! grep -qv '^{"chart":"[a-z]*","series":"[a-z-]*","year":"[0-9]*",.*"}\(,\)\{0,1\}$' "$tmp/rows" &&
	[ "$(grep -c ',$' "$tmp/rows")" = $(($(wc -l <"$tmp/rows") - 1)) ]
ok $? "of whole objects, a comma between two"
run -f tsv list charts
charts=$(sed 1d "$tmp/out" | cut -f1 | uniq | wc -l)
run list charts
[ "$(grep -c 'chart:' "$tmp/out")" = "$charts" ]; ok $? "as text each chart has its line, the last too"

# what is cited, with its title and its date
run -f tsv cites 2254
[ "$(awk -F'\t' 'NR > 1 && $3 != "" && $4 ~ /^[12][0-9][0-9][0-9]/' "$tmp/out" | wc -l)" = 18 ]
ok $? "each document that is cited has a title and a date"
run cites 2254
[ "$(grep -c '^S/[^ ]* .*[12][0-9][0-9][0-9]$' "$tmp/out")" = 18 ]; ok $? "as text too"

# a year that is left out
run cite 'S/RES/2254 (2015)'
mv "$tmp/out" "$tmp/want"
run cite S/RES/2254; same && [ -s "$tmp/want" ]; ok $? "a reference by number is that of the resolution"
run votes 'S/RES/2254 (2015)'
mv "$tmp/out" "$tmp/want"
run votes S/RES/2254; same && [ -s "$tmp/want" ]; ok $? "and so are its votes"
echo 'S/RES/2254 (1999)' | palais symbols >"$tmp/out" 2>"$tmp/err"
[ "$(cat "$tmp/out")" = 'S/RES/2254(1999)' ] && grep -q '^palais: line 1: .*2254 is not of 1999' "$tmp/err"
ok $? "a year that is wrong is said, by its line, and kept as written"

# the day is formatted once for all of it, and anew for the next
run list catalogue
[ "$(grep -c '^2[359] Jun 2026 ' "$tmp/out")" = 3 ] && [ "$(grep -c '^4 Jun 2026 ' "$tmp/out")" = 4 ]
ok $? "each line of the catalogue has its day"

# what is in a store, and since when
PALAIS_NOW=2026-11-20T10:00:00 run add "$tmp/tolls.html"
sed 's/Quay/Ferry/g' "$tmp/tolls.html" >"$tmp/ferry.html"
PALAIS_NOW=2026-11-22T12:00:00 run add "$tmp/ferry.html"
run info
said 'from 2026-11-20 10:00 to 2026-11-22 12:00'; ok $? "from the oldest to the newest"
rm -f "$tmp/own.store"*
run info
said 'from - to -'; ok $? "where nothing is, neither"

# what cannot be done
run -f markdown history S/RES/2254
[ $? = 2 ] && [ ! -s "$tmp/out" ] && grep -q '^palais: history: -f text, tsv or json$' "$tmp/err"
ok $? "a history as Markdown there is none"
run take 'https://press.example/a@1'
[ $? = 1 ] && [ ! -s "$tmp/out" ]; ok $? "what is not taken is not said to be"
run take
[ $? = 2 ] && grep -q '^palais: take: which version' "$tmp/err"; ok $? "one version at a time is"

# the options and what they are for
palais --help >"$tmp/out" 2>"$tmp/err"
grep -B1 '^Options:$' "$tmp/out" | head -n 1 | grep -q '^$'; ok $? "options stand apart in the help"
[ "$(tail -c 1 "$tmp/out" | od -An -c | tr -d ' ')" = '\n' ] && ! tail -n 1 "$tmp/out" | grep -q '^$'
ok $? "which ends with a line"
