#!/bin/sh
# SPDX-License-Identifier: ISC
# The versions of a document: what came is kept, listed, shown by its number, and compared.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..34
start_origin
url=https://press.example/en/first.htm
fetch_at() { PALAIS_NOW=$1 palais fetch $url >"$tmp/out" 2>"$tmp/err"; }

write_page en/first.htm "Talks open" "The first session begins on Monday, and lasts for five days."
fetch_at 2026-11-20T10:00:00
palais diff $url >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "one version alone" "$tmp/err" && [ ! -s "$tmp/out" ]
ok $? "one version cannot be compared"
write_page en/first.htm "Talks open" "The first session begins on Tuesday, and lasts for five days."
fetch_at 2026-11-21T10:00:00
fetch_at 2026-11-21T11:00:00
write_page en/first.htm "Talks have opened" "The first session begins on Tuesday, and lasts for nine days. Nobody knows more."
fetch_at 2026-11-22T10:00:00

# -- the list
PALAIS_NOW=2026-11-22T12:00:00 palais -f tsv history $url >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(wc -l <"$tmp/out")" = 4 ]; ok $? "each version is listed once"
[ "$(cut -f1,2 "$tmp/out" | sed -n '2,4p' | tr '\t\n' ' |')" = "3 2026-11-22 10:00|2 2026-11-21 10:00|1 2026-11-20 10:00|" ]
ok $? "the newest first, by number and time"
[ "$(cut -f4 "$tmp/out" | sed -n '2,4p' | tr '\n' '|')" = "Talks have opened|Talks open|Talks open|" ]
ok $? "each with its own title"
[ "$(cut -f6 "$tmp/out" | sed -n '2,4p' | grep -cE '^[0-9a-f]{64}$')" = 3 ] &&
	[ "$(cut -f6 "$tmp/out" | sort -u | wc -l)" = 4 ]
ok $? "and its own hash"
[ "$(cut -f5 "$tmp/out" | sed -n 2p)" = "$(wc -c <"$tmp/root/en/first.htm")" ]; ok $? "and its size"
[ "$(cut -f7 "$tmp/out" | grep -c "^$url")" = 3 ]; ok $? "and where it came from"
palais -f json history $url >"$tmp/out" 2>"$tmp/err"
grep -q '"n":"3","fetched":"2026-11-22 10:00","language":"en","title":"Talks have opened"' "$tmp/out"
ok $? "for programs"
palais history $url >"$tmp/out" 2>"$tmp/err"
grep -q "^ 3  2026-11-22 10:00  Talks have opened" "$tmp/out"; ok $? "and for people"
palais history https://press.example/en/none.htm >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "of what is not here there are none"
palais -f html history $url >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ]; ok $? "in no other format"
palais history >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "nor of nothing"

# -- one of them
palais show $url@1 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "begins on Monday" "$tmp/out" && [ ! -s "$tmp/err" ]; ok $? "a version by its number"
palais show $url >"$tmp/out" 2>"$tmp/err" && grep -q "nine days" "$tmp/out"; ok $? "without one, the newest"
palais show $url@7 >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "no version 7 here" "$tmp/err"
ok $? "one that is not here is exit 1"
write_page en/other.htm@2 "An address with a sign" "This is another page altogether."
palais fetch $url/x >"$tmp/out" 2>"$tmp/err"
palais fetch https://press.example/en/other.htm@2 >"$tmp/out" 2>"$tmp/err"
palais show https://press.example/en/other.htm@2 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "another page altogether" "$tmp/out"; ok $? "a stored address is itself, whatever it ends in"
palais -o show https://press.example/en/away.htm@1 >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && ! grep -q version "$tmp/err"; ok $? "where nothing is stored a sign is one of the address"
palais -f bibtex cite $url@1 >"$tmp/out" 2>"$tmp/err"
grep -q "Talks open" "$tmp/out" && grep -q "urldate = {2026-11-20}" "$tmp/out"
ok $? "a reference to a version has its date"

# -- what changed
palais diff $url >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "^What changed: Talks have opened" "$tmp/out" && grep -qF "[-five-]{+nine+} days" "$tmp/out"
ok $? "the newest two are compared"
grep -qF "{+Nobody knows more.+}" "$tmp/out" && ! grep -q "Monday" "$tmp/out"; ok $? "word by word"
grep -q "^1 paragraph changed$\|^2 paragraphs changed$" "$tmp/out" && grep -q "^… . paragraphs unchanged" "$tmp/out"
ok $? "what is other is counted, and what is not"
palais diff $url 1 2 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -qF "[-Monday-]{+Tuesday+}" "$tmp/out" && ! grep -q "nine" "$tmp/out"; ok $? "or two others"
palais -w 200 diff $url 1 >"$tmp/out" 2>"$tmp/err"
grep -qF "[-Monday-]{+Tuesday+}" "$tmp/out" && grep -qF "[-five-]{+nine+}" "$tmp/out"; ok $? "or one and the newest"
palais -f markdown diff $url 1 2 >"$tmp/out" 2>"$tmp/err" && grep -qF "*\[-Monday-\]*" "$tmp/out" &&
	palais -f html diff $url 1 2 >"$tmp/out" 2>"$tmp/err" && grep -qF "<em>[-Monday-]</em><strong>{+Tuesday+}</strong>" "$tmp/out" &&
	palais -f json diff $url 1 2 >"$tmp/out" 2>"$tmp/err" && grep -qF '"kind":"strong"' "$tmp/out" &&
	palais -f docfile diff $url 1 2 >"$tmp/out" 2>"$tmp/err" && grep -q "^S .* em$" "$tmp/out"
ok $? "in each format"
palais diff $url 1 9 >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "no version 9 here" "$tmp/err"; ok $? "a version that is not here is exit 1"
for wrong in "" "$url 0" "$url 1 2 3" "$url one" "$url 1x"; do
	# shellcheck disable=SC2086
	palais diff $wrong >"$tmp/out" 2>"$tmp/err"
	[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ] || break
done
[ "$wrong" = "$url 1x" ]; ok $? "wrong words are exit 2"

# -- what cites it is in the order of its dates
write_page en/cites.htm "Talks cite a resolution" "The envoy recalled Security Council resolution 2254 (2015) of December."
sed -i 's|</h1>|</h1><p><time datetime="2023-07-11T09:00:00Z">11 July 2023</time></p>|; s|</title>|</title><meta property="article:published_time" content="2023-07-11T09:00:00Z">|' "$tmp/root/en/cites.htm"
palais fetch https://press.example/en/cites.htm >"$tmp/out" 2>"$tmp/err"
palais -o -f tsv cited-by 2254 >"$tmp/out" 2>"$tmp/err"
grep -q "^https://press.example/en/cites.htm	.*	Talks cite a resolution	2023-07-11	text$" "$tmp/out"
ok $? "a web page that cites stands with its title and date"
[ "$(sed 1d "$tmp/out" | wc -l)" -gt 20 ] && sed 1d "$tmp/out" | cut -f4 | sort -rc; ok $? "the newest first"
palais -o -f tsv cites 2254 >"$tmp/out" 2>"$tmp/err"
[ "$(sed 1d "$tmp/out" | wc -l)" -gt 5 ] && sed 1d "$tmp/out" | cut -f4 | sort -rc; ok $? "and what it cites as well"
palais -o -w 100 show 'cites:S/RES/2254(2015)' >"$tmp/out" 2>"$tmp/err"
grep -q "^11 Jul 2023 *● Talks cite a resolution" "$tmp/out"; ok $? "on its page too"

# -- on the screen
write_page en/first.htm "Talks have opened" "The first session begins on Friday, and lasts for nine days. Nobody knows more."
PALAIS_NOW=2026-11-23T10:00:00; export PALAIS_NOW
screen <<END
open $url
wait
dump DUMP
END
shows "begins on Friday"; ok $? "a newer text is brought behind the reader"
shows "^1 paragraph changed (.* came)"; ok $? "and what it changed is said"
write_page en/first.htm "Talks have opened" "The second session begins on Friday, and lasts for nine days. Nobody knows more."
sed -i 's/two hours/three hours/; s/in the afternoon/in the morning/; s/the afternoon/the evening/' "$tmp/root/en/first.htm"
screen <<END
open $url
key r
wait
dump DUMP
key D
dump DUMP
END
shows "^2 paragraphs changed (.* came)"; ok $? "by the number of paragraphs"
shows "\[-first-\]{+second+} session"; ok $? "D shows them"
