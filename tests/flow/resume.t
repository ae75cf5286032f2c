#!/bin/sh
# SPDX-License-Identifier: ISC
# A download that is killed, cut or given up goes on where it stopped: no byte of it is
# paid for twice that was written down.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..20
start_origin

# Bytes that the store has, of parts as well; what it lacks of whole ones; bytes that
# came over the line this month.
field() { palais -o -f json info | grep -o "\"$1\":[0-9]*" | head -1 | cut -d: -f2; }
here() { field bytes; }
# The sum that the store has of a body, and that of what the origin sends.
kept_sum() { palais -o -f json show "$1" | grep -o '"sha256":"[0-9a-f]*"' | cut -d'"' -f4; }
# Starts a fetch; its process in $pid.
begin_fetch() {
	(exec ./palais --no-config -l en -S "$tmp/own.store" \
		--mirror "https://press.example/=http://127.0.0.1:$port/" fetch "$1" >"$tmp/out" 2>"$tmp/err") &
	pid=$!
}
kill_it() {
	kill -9 "$pid"
	wait "$pid" 2>/dev/null
}
# Until that many bytes of the store are there.
await_bytes() {
	while [ "$(here)" -lt "$1" ]; do
		kill -0 "$pid" 2>/dev/null || { echo "Bail out! it ended by itself"; exit 99; }
	done
}

# -- killed in the middle ---------------------------------------------------------

url="http://127.0.0.1:$port/x/range/stalls=1000000?3000000"
palais -o fetch "$url" >/dev/null 2>&1 # the store is made
begin_fetch "$url"
await_bytes 999424 # the last multiple of 16 KiB before the line falls silent
kill_it
[ "$(here)" = 999424 ]; ok $? "all but the last 16 KiB are there after kill -9"
[ "$(field incomplete)" = 1 ]; ok $? "as a part"
palais -o show "$url" >"$tmp/out" 2>&1
[ $? = 3 ]; ok $? "which is shown to nobody as the document"
palais fetch "$url" >"$tmp/out" 2>"$tmp/err"
ok $? "fetched again it comes whole"
[ "$(requests '^GET /x/range/stalls')" = 2 ]; ok $? "by one more request"
grep '^GET /x/range/stalls' "$tmp/log" | tail -1 | grep -q 'Range: bytes=999424-'; ok $? "from where it stopped"
grep '^GET /x/range/stalls' "$tmp/log" | tail -1 | grep -q 'If-Range: "'; ok $? "if it is the same still"
down=$(grep -o '[0-9]* bytes' "$tmp/out" | cut -d' ' -f1)
[ "$down" -ge 2000576 ] && [ "$down" -le 2003000 ]; ok $? "no more than the rest crosses the line"
[ "$(here)" = 3000000 ] && [ "$(field incomplete)" = 0 ]; ok $? "and no part is left"
# the same body, in one go
palais fetch "http://127.0.0.1:$port/x/range/?3000000" >/dev/null 2>&1
whole=$(kept_sum "http://127.0.0.1:$port/x/range/?3000000")
[ -n "$whole" ] && [ "$(kept_sum "$url")" = "$whole" ]; ok $? "its hash is that of the body in one go"

# -- killed at any moment, again and again ----------------------------------------

url="http://127.0.0.1:$port/x/range/?4000000"
before=$(here)
last=0 bad=0 kills=0
for step in 100000 500000 1200000 2000000 3000000; do
	begin_fetch "$url"
	while kill -0 "$pid" 2>/dev/null && [ "$(here)" -lt $((before + step)) ]; do :; done
	kill -9 "$pid" 2>/dev/null && kills=$((kills + 1))
	wait "$pid" 2>/dev/null
	now=$(here)
	[ "$now" -ge $((before + last)) ] || bad=1
	last=$((now - before))
done
[ $bad = 0 ]; ok $? "what is there never grows less ($kills kills)"
palais fetch "$url" >"$tmp/out" 2>"$tmp/err"; ok $? "in the end it is fetched"
[ "$(here)" = $((before + 4000000)) ] && [ "$(field incomplete)" = 0 ]; ok $? "whole, and once"

# -- a good page, and a refresh that is killed --------------------------------------

write_page en/first.htm "First release" "Delegations arrived."
url=https://press.example/en/first.htm
palais fetch "$url" >/dev/null 2>&1; ok $? "a page is fetched"
write_page en/first.htm "First release" "Delegations departed."
i=0
while [ $i -lt 4000 ]; do
	echo "<p>Delegation $i was heard in the morning, and its statement was distributed.</p>"
	i=$((i + 1))
done >>"$tmp/root/en/first.htm"
echo 'Manners: stalls=100000' >>"$tmp/root/en/first.htm.headers"
touch -d '+1 minute' "$tmp/root/en/first.htm"
stop_origin # another counts requests from the beginning
start_origin
before=$(here)
begin_fetch "$url"
await_bytes $((before + 98304))
kill_it
palais -o show "$url" >"$tmp/out" 2>"$tmp/err" && grep -q 'Delegations arrived' "$tmp/out"
ok $? "a refresh that is killed leaves the good copy"
! grep -q -i incomplete "$tmp/out"; ok $? "which is shown as whole"
palais fetch "$url" >"$tmp/out" 2>"$tmp/err"; ok $? "fetched again"
grep '^GET /en/first.htm' "$tmp/log" | tail -1 | grep -q 'Range: bytes=98304-'; ok $? "it goes on"
palais -o show "$url" >"$tmp/out" 2>"$tmp/err" && grep -q 'Delegations departed' "$tmp/out" &&
	grep -q 'Delegation 3999 was heard' "$tmp/out"
ok $? "and the new copy is shown, to its end"

# -- two at once -----------------------------------------------------------------------

url="http://127.0.0.1:$port/x/range/cuts=500000?3000000"
palais fetch "$url" >/dev/null 2>&1
begin_fetch "$url"
one=$pid
begin_fetch "$url"
wait "$one"; first=$?
wait "$pid" && [ $first = 0 ] && [ "$(field incomplete)" = 0 ]
ok $? "two at once harm each other in nothing"
