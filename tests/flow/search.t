#!/bin/sh
# SPDX-License-Identifier: ISC
# search as a verb: its rows for readers and for programs, its filters, and what is wrong.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..19
port=9

# a paper of two numbered paragraphs: FILE TITLE WORDS
paper() {
	cat >"$1" <<END
<!doctype html><html lang="en"><head><title>$2</title></head><body><article><h1>$2</h1>
<p>1. The first paragraph is of the harbour and of nothing else that would be looked for.</p>
<p>2. $3, says the second paragraph, which is long enough to be one.</p></article></body></html>
END
}
paper "$tmp/one.html" "Of the quagga" "Two quaggas were moored at the quay in 2019²"
paper "$tmp/two.html" "Of the zebu" "A zebu was seen, and a quagga behind it"
for i in 1 2 3 4 5 6 7 8; do paper "$tmp/x$i.html" "Paper $i" "Nothing $i"; done
palais add "$tmp"/one.html "$tmp"/two.html "$tmp"/x?.html >"$tmp/out" 2>"$tmp/err"
ok $? "papers are added"

palais -o search quagga zebu >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q '^sha256:.* · Of the zebu$' "$tmp/out"; ok $? "a row says what it is"
grep -q 'A \*zebu\* was seen, and a \*quagga\* behind it' "$tmp/out"; ok $? "and has the words, marked"
palais -o search 2019 moored >"$tmp/out" 2>"$tmp/err"
grep -q '\*moored\* at the quay in \*2019\*²' "$tmp/out"; ok $? "a note's call is no part of a word"

palais -o -f json search moored quaggas >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(head -c 1 "$tmp/out")" = "[" ] && [ "$(tail -n 1 "$tmp/out" | tail -c 2)" = "]" ] &&
	grep '"title":"Of the quagga"' "$tmp/out" | grep '"language":"en"' | grep '"languages":\["en"\]' |
	grep '"block":[0-9]' | grep -q '"passage":"2. Two quaggas were moored at.*"marks":\[\[7,14\],\[20,26\]\].*"here":true}'
ok $? "JSON has the bytes of the marks"
palais -o -f tsv search moored quaggas >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(head -n 1 "$tmp/out" | tr '\t' ' ')" = \
	"id symbol date language number title passage marks languages here" ]
ok $? "TSV has a line of names"
awk -F'\t' 'NF != 10 { bad = 1 } END { exit bad }' "$tmp/out"; ok $? "and each row has its columns"
palais -o -f json search nosuchword >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(cat "$tmp/out")" = "[]" ]; ok $? "nothing found is an empty list, and exit 1"
palais -o -f markdown search quagga >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ]; ok $? "a format that it lacks is wrong usage"

palais -o -n 1 search quagga >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c '^[^ ]' "$tmp/out")" = 1 ] && grep -q "There is more" "$tmp/err"
ok $? "as many as are wanted, and that there are more"
for query in '"quagga' 'quagga OR' '(quagga' 'author:x quagga' 'lang:xx quagga'; do
	palais -o search "$query" >"$tmp/out" 2>"$tmp/err"
	[ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ] &&
		! grep -qi 'sql\|fts5\|syntax error' "$tmp/err"
	ok $? "explained: $query"
done

palais -o search 'S/RES/2254' >"$tmp/out" 2>"$tmp/err"
head -n 1 "$tmp/out" | grep -q '^S/RES/2254 (2015) · 18 Dec 2015 · '; ok $? "a symbol comes first"
palais -o -f tsv search 'lang:ar حقوق الإنسان year:2023' >"$tmp/out" 2>"$tmp/err"
tail -n +2 "$tmp/out" | awk -F'\t' '$4 != "ar" || $3 !~ /^2023/ { bad = 1 } END { exit bad || !NR }'
ok $? "filters hold"
palais -o -f tsv search 'type:figure killed' >"$tmp/out" 2>"$tmp/err"
tail -n +2 "$tmp/out" | awk -F'\t' '$1 !~ /^figure:/ { bad = 1 } END { exit bad || !NR }'
ok $? "figures are found"
palais verify >"$tmp/out" 2>"$tmp/err"; ok $? "the index is that of the documents"
