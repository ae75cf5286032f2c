#!/bin/sh
# SPDX-License-Identifier: ISC
# Folders and WARC files: what is in them is added, what cannot be is told, and what a WARC says
# is by that WARC.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..36
port=9

# -- folders
mkdir -p "$tmp/in/b/deep" "$tmp/in/.hidden" "$tmp/out.d"
note() { printf '<h1>%s</h1><p>Kept for later, for it may be of use to somebody who reads it: %s.</p>' "$2" "$2" >"$tmp/$1"; }
note in/2.html "The second note"
note in/10.html "The tenth note"
note in/b/deep/3.html "The third note"
note in/.4.html "The fourth note"
note in/.hidden/5.html "The fifth note"
note out.d/6.html "The sixth note"
ln -s ../out.d "$tmp/in/away"
ln -s nowhere "$tmp/in/dangling"
ln -s b/deep/3.html "$tmp/in/inside.html"
ln -s . "$tmp/in/round"
palais add "$tmp/in" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(cat "$tmp/out")" = "$tmp/in	kept: 3, not kept: 0" ]; ok $? "a folder is added, and those in it"
[ "$(cut -d: -f2- "$tmp/err" | tr '\n' '|')" = " $tmp/in/away: a link out of the folder: not followed| $tmp/in/dangling: a link out of the folder: not followed|" ]
ok $? "what leads out of it is told, and not followed"
[ "$(palais -f tsv list cache | grep -o 'The [a-z]* note' | sort -u | tr '\n' '|')" = "The second note|The tenth note|The third note|" ]
ok $? "neither what is hidden nor what lies outside is there"
touch "$tmp/in/3.empty"
mkfifo "$tmp/in/pipe"
palais add "$tmp/in" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q "kept: 3, not kept: 1$" "$tmp/out" && [ "$(grep -c "3.empty: empty" "$tmp/err")" = 1 ]
ok $? "one that fails is a line, and the status is 1"
grep -q "$tmp/in/pipe: neither a file nor a folder" "$tmp/err"; ok $? "a pipe is not waited for"
mkdir "$tmp/none"
palais add "$tmp/none" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q "there is no file in it" "$tmp/err"; ok $? "an empty folder is told"
printf 'b\na\n' | while read -r f; do note "none/$f.html" "Note $f"; done
printf '\0\1\2' >"$tmp/none/1.bin"
printf '\0\1\2' >"$tmp/none/2.bin"
palais add "$tmp/none" "$tmp/in/2.html" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(grep -o '[12].bin' "$tmp/err" | tr '\n' ' ')" = "1.bin 2.bin " ]; ok $? "in the order of their names"
palais -o add "$tmp/absent" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "what is not there is one line"
./palais --no-config --restricted -o -l en add "$tmp/in" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && ! grep -q "2.html" "$tmp/err"; ok $? "a restricted reader learns nothing of it"

# -- WARC files
# record TYPE FIELDS FILE: a record whose block is the file
record() {
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n' "$1"
	printf '%b' "$2"
	printf 'Content-Length: %d\r\n\r\n' "$(wc -c <"$3")"
	cat "$3"
	printf '\r\n\r\n'
}
# answer HEAD FILE: an answer with these fields
answer() {
	printf 'HTTP/1.1 200 OK\r\n%b\r\n' "$1" >"$tmp/block"
	cat "$2" >>"$tmp/block"
}
page() { # FILE WORDS
	printf '<html lang="en"><head><title>The %s</title></head><body><article><h1>The %s</h1><p>The %s opens at nine in the morning, and closes in the evening at six.</p></article></body></html>' "$2" "$2" "$2" >"$tmp/$1"
}
at() { printf 'WARC-Target-URI: %s\\r\\n' "$1"; }
pack() { if [ "$1" = 1 ]; then gzip -nc; else cat; fi; }
write_warc() { # PACKED
	printf 'software: ours\r\n' >"$tmp/block"
	record warcinfo '' "$tmp/block" | pack "$1"
	page body quay
	answer "Content-Type: text/html\\r\\nContent-Length: $(wc -c <"$tmp/body")\\r\\n" "$tmp/body"
	record response "$(at https://press.example/quay)" "$tmp/block" | pack "$1"
	page body lock
	{ printf '14\r\n'; head -c 20 "$tmp/body"; printf '\r\n%x\r\n' $(($(wc -c <"$tmp/body") - 20)); tail -c +21 "$tmp/body"; printf '\r\n0\r\n\r\n'; } >"$tmp/chunks"
	answer "Content-Type: text/html\\r\\nTransfer-Encoding: chunked\\r\\n" "$tmp/chunks"
	record response "$(at https://press.example/lock)" "$tmp/block" | pack "$1"
	page body barge
	gzip -nc "$tmp/body" >"$tmp/body.gz"
	answer "Content-Type: text/html\\r\\nContent-Encoding: gzip\\r\\n" "$tmp/body.gz"
	record response "$(at https://press.example/barge)" "$tmp/block" | pack "$1"
	answer "Content-Type: text/html\\r\\nContent-Length: 100000\\r\\n" "$tmp/body"
	record response "$(at https://press.example/short)" "$tmp/block" | pack "$1"
	answer "Content-Type: image/png\\r\\n" "$tmp/body"
	record response "$(at https://press.example/picture)" "$tmp/block" | pack "$1"
	page body mole
	answer "Content-Type: text/html\\r\\n" "$tmp/body"
	record response "$(at https://undocs.org/A/RES/71/248)" "$tmp/block" | pack "$1"
	printf 'A letter about the river, written by hand.' >"$tmp/block"
	record resource "$(at file:///x/letter.txt)Content-Type: text/plain\\r\\n" "$tmp/block" | pack "$1"
}
write_warc 0 >"$tmp/a.warc"
write_warc 1 >"$tmp/b.warc.gz"
warc() { ./palais --no-config -l en -S "$tmp/warc.store" "$@" >"$tmp/out" 2>"$tmp/err"; }
warc add "$tmp/a.warc"
[ $? = 1 ] && [ "$(cat "$tmp/out")" = "$tmp/a.warc	kept: 5, not kept: 1, here already: 0, no documents: 2" ]
ok $? "the answers and files of a WARC are added"
[ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "a.warc: record 5, at byte [0-9]*: the answer is cut short" "$tmp/err"
ok $? "what was cut short is told"
for word in quay lock barge; do
	warc -o show https://press.example/$word && grep -q "The $word opens at nine" "$tmp/out" || echo "$word"
done >"$tmp/bad"
[ ! -s "$tmp/bad" ]; ok $? "each under its address, without chunks, and unpacked"
warc -w 200 -o show https://press.example/quay; grep -q "by WARC a.warc" "$tmp/out" && grep -q "2 years ago" "$tmp/out"
ok $? "by that WARC, and as old as it says"
warc -o show https://press.example/short; [ $? = 3 ]; ok $? "what was cut short is not here"
warc list cache; grep -q "letter.txt" "$tmp/out"; ok $? "a file by its name"
warc add "$tmp/b.warc.gz"
[ $? = 1 ] && [ "$(cat "$tmp/out")" = "$tmp/b.warc.gz	kept: 0, not kept: 1, here already: 5, no documents: 2" ]
ok $? "the same packed brings nothing new"
warc -o -f tsv history https://press.example/quay
[ "$(grep -c . "$tmp/out")" = 2 ] && grep -q "WARC a.warc" "$tmp/out" && grep -q "WARC b.warc.gz" "$tmp/out"
ok $? "but that it was there too"
warc verify; ok $? "and the store is sound"

# what comes from its source goes before it
start_origin
write_page quay "The quay by itself" "The quay is closed today, and opens tomorrow."
./palais --no-config -l en -S "$tmp/warc.store" --mirror "https://press.example/=http://127.0.0.1:$port/" \
	fetch https://press.example/quay >"$tmp/out" 2>"$tmp/err"
mkdir "$tmp/again"
page body "quay of another day"
answer "Content-Type: text/html\\r\\n" "$tmp/body"
record response "$(at https://press.example/quay)" "$tmp/block" >"$tmp/again/later.WARC"
warc add "$tmp/again"
[ $? = 0 ] && warc -o show https://press.example/quay && grep -q "closed today" "$tmp/out"
ok $? "a WARC is below what came from its source, and found in a folder"
warc -o -f tsv history https://press.example/quay; [ "$(grep -c . "$tmp/out")" = 4 ]
ok $? "and is a version beside it"

# damage
head -c 300 "$tmp/b.warc.gz" >"$tmp/cut.warc.gz"
warc add "$tmp/cut.warc.gz"
[ $? = 1 ] && grep -q "cut.warc.gz: " "$tmp/err"; ok $? "a file that was cut is told"
printf '<html>' >"$tmp/no.warc"
warc add "$tmp/no.warc"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "this is no WARC file" "$tmp/err"; ok $? "and one that is none"
# a record of 500 MB in half a megabyte of file
{ printf 'WARC/1.1\r\nWARC-Type: resource\r\n%bContent-Length: 524288000\r\n\r\n' "$(at https://press.example/large)"
	head -c 524288000 /dev/zero; printf '\r\n\r\n'; } | gzip -1 >"$tmp/large.warc.gz"
# under a sanitizer its shadow alone is more than any limit
most=600000
./palais-parse --layers 2>/dev/null | grep -q '^seccomp no' && most=unlimited
# shellcheck disable=SC3045 # as far as the shell has it
(ulimit -v $most; warc add "$tmp/large.warc.gz"); status=$?
[ $status = 1 ] && grep -q "more than 64 MiB" "$tmp/err"; ok $? "one that would fill the store is told"
ln -s /dev/zero "$tmp/zero.warc"
# shellcheck disable=SC3045
(ulimit -t 20; warc add "$tmp/zero.warc"); [ $? = 1 ]; ok $? "one that has no end, and is none"

# -- out again
check() { ./tests/warc_check "$@" >"$tmp/records" 2>"$tmp/err"; }
palais fetch https://press.example/quay >"$tmp/out" 2>"$tmp/err"
palais export --warc "$tmp/all.warc" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "documents: " "$tmp/out" && check "$tmp/all.warc"; ok $? "what the store keeps as a WARC, by the standard's rules"
[ "$(cut -f1 "$tmp/records" | sort | uniq -c | tr -s ' \n' ' ')" = " 1 metadata 5 resource 1 response 1 warcinfo " ] &&
	grep -q "^resource	file:///2.html	" "$tmp/records" && grep -q "^response	https://press.example/quay	" "$tmp/records"
ok $? "answers and files, and what is known beside"
grep -aq "^Content-Type: application/http;msgtype=response" "$tmp/all.warc" && grep -aq "^mirror: http://127.0.0.1:$port/quay" "$tmp/all.warc"
ok $? "with the address that was really asked"
palais export --warc "$tmp/all.warc" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q -- "--force" "$tmp/err"; ok $? "over no file that is there"
palais export --force --warc "$tmp/all.warc.gz" >"$tmp/out" 2>"$tmp/err" && check "$tmp/all.warc.gz" && cut -f1,2 "$tmp/records" >"$tmp/packed" &&
	check "$tmp/all.warc" && cut -f1,2 "$tmp/records" | cmp -s - "$tmp/packed"
ok $? "packed record by record, with the same in it"
gzip -dc "$tmp/all.warc.gz" | grep -a "^WARC-Record-ID" | sort >"$tmp/a" && grep -a "^WARC-Record-ID" "$tmp/all.warc" | sort >"$tmp/b"
[ "$(comm -12 "$tmp/a" "$tmp/b" | wc -l)" = 7 ]; ok $? "and the same ids, but of what names the file"
palais export --warc "$tmp/one.warc" https://press.example/quay >"$tmp/out" 2>"$tmp/err" && check "$tmp/one.warc" &&
	[ "$(grep -c "" "$tmp/records")" = 3 ]
ok $? "of one document alone"
palais export --warc --marks "$tmp/marks.warc" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -e "$tmp/marks.warc" ]; ok $? "marks have no place in it"
palais export --warc /dev/full --force >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a full disk is told"

# in the other home
./palais --no-config -l en -S "$tmp/third.store" add "$tmp/all.warc.gz" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "kept: 6, not kept: 0" "$tmp/out"; ok $? "another home takes it in"
palais -o -f raw show https://press.example/quay >"$tmp/a" && ./palais --no-config -o -S "$tmp/third.store" -f raw show https://press.example/quay >"$tmp/b" &&
	[ -s "$tmp/a" ] && cmp -s "$tmp/a" "$tmp/b"; ok $? "byte for byte"
./palais --no-config -S "$tmp/third.store" export --warc "$tmp/third.warc" >"$tmp/out" 2>"$tmp/err" && check "$tmp/third.warc" &&
	[ "$(grep -c '^res' "$tmp/records")" = 6 ]; ok $? "and gives it on"
