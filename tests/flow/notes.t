#!/bin/sh
# SPDX-License-Identifier: ISC
# What a reader has marked: made on the screen, printed, into a file and out of it, without
# loss; and in a text that changes.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..32
PALAIS_NOW=2026-11-20T10:00:00
export PALAIS_NOW
start_origin
write_page en/first.htm 'The ferry' 'The ferry leaves at noon.'
palais fetch https://press.example/en/first.htm >"$tmp/out" 2>"$tmp/err"; ok $? "a page is fetched"
page=https://press.example/en/first.htm

palais -f tsv unread >"$tmp/out" 2>"$tmp/err"
grep -q "^$page	en	The ferry	2026-11-20 10:00	text$" "$tmp/out"; ok $? "it is unread"
palais -f json show list:unread >"$tmp/out" 2>"$tmp/err"
grep -q '"kind":"link","href":"https://press' "$tmp/out" && ! grep -q null "$tmp/out" && [ "$(grep -o '"start"' "$tmp/out" | wc -l)" = 2 ]; ok $? "its page as JSON has the spans of a document alone"
screen -o <<END
open $page
tag law ferry
key j j j j
note Noon, قال
key v
key l
key Enter
dump DUMP
END
shows '1 note\|2 notes'; ok $? "a note and a highlight are counted in the line of facts"
shows '^>#The ferry'; ok $? "and have a sign beside the paragraph"
palais -f tsv unread >"$tmp/out" 2>"$tmp/err"
[ "$(wc -l <"$tmp/out")" = 1 ]; ok $? "what was opened is read"
palais -f tsv list bookmarks >"$tmp/out" 2>"$tmp/err"
grep -q "^$page	The ferry	2026-11-20 10:00	ferry law$" "$tmp/out"; ok $? "list bookmarks: tags"
palais -f json list bookmarks >"$tmp/out" 2>"$tmp/err"
grep -q '"tags":"ferry law"' "$tmp/out"; ok $? "as JSON"
palais tags >"$tmp/out" 2>"$tmp/err" && grep -q 'law' "$tmp/out"; ok $? "tags"
palais -f tsv tags law >"$tmp/out" 2>"$tmp/err" && grep -q "^$page" "$tmp/out"; ok $? "the bookmarks of one"
palais -f tsv notes >"$tmp/out" 2>"$tmp/err"
[ "$(cut -f2,6 "$tmp/out" | tr '\t\n' '  ')" = 'kind state highlight here note here ' ]; ok $? "notes: where they stand"
grep -q 'Noon, قال' "$tmp/out" && grep -q 'press.example' "$tmp/out"; ok $? "what they say, and the reference"

# -- a file, and out of it
palais marks export "$tmp/a.json" >"$tmp/out" 2>"$tmp/err"; ok $? "export"
cp "$tmp/a.json" "$tmp/kept.json"
! palais marks export "$tmp/a.json" >"$tmp/out" 2>"$tmp/err"; ok $? "not over a file that is there"
cmp -s "$tmp/a.json" "$tmp/kept.json" && grep -q -- '--force' "$tmp/err"; ok $? "which stays, and is told"
palais --force marks export "$tmp/a.json" && cmp -s "$tmp/a.json" "$tmp/kept.json"; ok $? "but with --force"
[ "$(find "$tmp" -name 'a.json*' | wc -l)" = 1 ]; ok $? "and nothing beside it"
palais marks import "$tmp/a.json" >"$tmp/out" 2>"$tmp/err"
grep -q '^marks: 0 new, ' "$tmp/out"; ok $? "what is here already is there once"
other() { ./palais --no-config -l en -o -S "$tmp/other.store" "$@"; }
other marks import "$tmp/a.json" >"$tmp/out" 2>"$tmp/err" && grep -q 'new, 0 here' "$tmp/out"; ok $? "into an empty home"
other marks export "$tmp/b.json" && cmp "$tmp/a.json" "$tmp/b.json" >"$tmp/out"; ok $? "and out again: the same bytes"
other marks import "$tmp/a.json" >/dev/null && other marks export >"$tmp/c.json" && cmp -s "$tmp/a.json" "$tmp/c.json"; ok $? "twice changes nothing"
other notes >"$tmp/out" 2>"$tmp/err" && grep -q '(not here): Noon, قال' "$tmp/out"; ok $? "notes of what is not here are listed"
other -f json notes >"$tmp/n.json" && palais marks import "$tmp/n.json" >"$tmp/out" && grep -q '^marks: 0 new, 2 ' "$tmp/out"; ok $? "notes alone are such a file"
palais -f markdown marks export >"$tmp/out" 2>"$tmp/err"
grep -q '^> The ferry' "$tmp/out" && grep -q '^> — .*press.example.*SHA-256: .[0-9a-f]\{64\}.\.' "$tmp/out"; ok $? "Markdown: quotation and reference"
printf '{"palais-marks":1,"read":[{"document":"x"}]}' >"$tmp/bad.json"
! palais marks import "$tmp/bad.json" >"$tmp/out" 2>"$tmp/err"; ok $? "what is no such file is refused"
[ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "^palais: $tmp/bad.json: not marks" "$tmp/err"; ok $? "in one line"

# -- the text changes
write_page en/first.htm 'The ferry' 'The ferry leaves at ten.'
PALAIS_NOW=2026-11-21T10:00:00
palais fetch https://press.example/en/first.htm >"$tmp/out" 2>"$tmp/err"
palais -f tsv notes >"$tmp/out" 2>"$tmp/err"
[ "$(cut -f6 "$tmp/out" | tail -n +2 | sort -u)" = changed ]; ok $? "the paragraph has changed since"
write_page en/first.htm 'The ferry' 'Nobody'
sed -i 's|<p>Nobody.*|<p>Now all of it is told otherwise, and no word is as it was.</p>|' "$tmp/root/en/first.htm"
palais fetch https://press.example/en/first.htm >"$tmp/out" 2>"$tmp/err"
palais -f tsv notes >"$tmp/out" 2>"$tmp/err"
[ "$(cut -f6 "$tmp/out" | tail -n +2 | sort -u)" = orphan ]; ok $? "then it is gone: orphans, which stay"
screen -o <<END
open $page
dump DUMP
key G
dump DUMP
END
shows '2 orphans' && shows 'Noon, '; ok $? "and are shown in the document"

# -- what is opened and comes later is read; what is noted stays
write_page en/second.htm 'The bridge' 'The bridge is open.'
write_page en/third.htm 'The road' 'The road is closed.'
screen <<END
open https://press.example/en/second.htm
wait
key j j j j
note by night too
END
palais -f tsv unread >"$tmp/out" 2>"$tmp/err"
[ "$(wc -l <"$tmp/out")" = 1 ]; ok $? "a page that came while the reader waited is read"
palais fetch https://press.example/en/third.htm >"$tmp/out" 2>"$tmp/err"
PALAIS_NOW=2028-11-21T10:00:00
palais prune >"$tmp/out" 2>"$tmp/err"
grep -q 'third.htm.*old' "$tmp/out" && ! grep -q 'second.htm.*old' "$tmp/out"; ok $? "prune keeps what a note stands in"
# many texts of one body have one title
palais add "${srcdir:-.}/tests/cases/akn_annex/in.xml" >"$tmp/out" 2>"$tmp/err"
palais -w 80 show --body list:unread >"$tmp/out" 2>"$tmp/err"
grep -q ' S/RES/2998 (2031)$' "$tmp/out"; ok $? "what is unread has its symbol"
