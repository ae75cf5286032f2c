#!/bin/sh
# SPDX-License-Identifier: ISC
# From an origin into the store: first fetch, 304, reading offline, the queue,
# and what goes wrong on the way.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..32
start_origin
url=https://press.example/en/first.htm
write_page en/first.htm "First release" "Delegations arrived."

palais fetch "$url" >"$tmp/out" 2>"$tmp/err"
ok $? "a page is fetched"
[ "$(requests 'GET /en/first.htm')" = 1 ]; ok $? "by one request"
palais -o show "$url" >"$tmp/out" 2>"$tmp/err"
ok $? "and shown offline"
grep -q 'Delegations arrived' "$tmp/out"; ok $? "its text is there"
grep -q 'fetched now' "$tmp/out"; ok $? "with its age"
! grep -q -e 'All releases' -e 'Terms of use' "$tmp/out"; ok $? "without menu and footer"
grep -q 'https://press.example/en/second.htm' "$tmp/out"; ok $? "its links are absolute"

palais fetch "$url" >"$tmp/out" 2>"$tmp/err" && grep -q unchanged "$tmp/out"
ok $? "a second time it is unchanged"
grep 'GET /en/first.htm' "$tmp/log" | tail -1 | grep -q 'If-None-Match: "'; ok $? "having asked with its validator"
palais -o -f json show "$url" >"$tmp/out" 2>"$tmp/err"
grep -q '"source":"https://press.example/en/first.htm"' "$tmp/out"; ok $? "JSON tells the source"
grep -q '"sha256":"[0-9a-f]\{64\}"' "$tmp/out"; ok $? "and the hash of the bytes"
sum=$(sha256sum "$tmp/root/en/first.htm" | cut -d' ' -f1)
grep -q "$sum" "$tmp/out"; ok $? "which is that of what was sent"

write_page en/first.htm "First release" "Delegations departed."
touch -d '+1 minute' "$tmp/root/en/first.htm"
palais fetch "$url" >"$tmp/out" 2>"$tmp/err" && palais -o show "$url" | grep -q departed
ok $? "a changed page replaces what was shown"

palais fetch https://press.example/en/none.htm >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "404 is one line and exit 1"
palais -o show https://press.example/en/none.htm >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ]; ok $? "and nothing of it is kept"
palais fetch "http://127.0.0.1:$port/x/loop" >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && grep -qi redirect "$tmp/err"; ok $? "a redirect loop is said to be one"
palais fetch "http://127.0.0.1:$port/x/to-file" >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && [ -s "$tmp/err" ]; ok $? "a redirect to a file is refused"
palais fetch "http://127.0.0.1:$port/x/redirect/3" >"$tmp/out" 2>"$tmp/err"
ok $? "a few redirects are followed"
for coding in gzip br zstd; do
	palais fetch "http://127.0.0.1:$port/x/$coding" >"$tmp/out" 2>"$tmp/err" &&
		palais -o show "http://127.0.0.1:$port/x/$coding" >"$tmp/out" 2>"$tmp/err" &&
		! grep -q error "$tmp/out"
	ok $? "$coding is undone"
done

palais show "http://127.0.0.1:$port/x/truncated" >"$tmp/out" 2>"$tmp/err"
grep -q -i incomplete "$tmp/out"; ok $? "a body that ends early is shown as incomplete"
grep -q -e 400 "$tmp/err"; ok $? "and how much of it came is said"
palais -f json -o show "http://127.0.0.1:$port/x/truncated" | grep -q '"whole":false'
ok $? "JSON says so too"

palais -o fetch https://press.example/en/later.htm >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q queued "$tmp/err"; ok $? "offline a page is queued, exit 3"
palais -f tsv list queue | grep -q '^https://press.example/en/later.htm'; ok $? "the queue lists it"
write_page en/later.htm "Later release" "It came later."
palais fetch >"$tmp/out" 2>"$tmp/err" && palais -o show https://press.example/en/later.htm |
	grep -q 'It came later'
ok $? "fetch without words fetches what was queued"
[ "$(palais -f tsv list queue | wc -l)" = 1 ]; ok $? "and empties the queue"

stop_origin
palais fetch "$url" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ]; ok $? "without an origin the status is 3"
palais -o show "$url" | grep -q departed; ok $? "and what was read stays readable"
palais -f tsv list cache | grep -q '^https://press.example/en/first.htm'; ok $? "the cache lists it"
palais info >"$tmp/out" 2>"$tmp/err" && grep -q '^personal' "$tmp/out"; ok $? "info counts"
