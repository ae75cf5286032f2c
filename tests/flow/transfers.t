#!/bin/sh
# The screen while things are brought: what is told of them, and what can be done meanwhile.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..90
start_origin --drip 20
at=http://127.0.0.1:$port
PALAIS_NOW=2026-11-22T12:00:00; export PALAIS_NOW
lacks() { ! grep -q -- "$1" "$tmp/dump"; }
# How many versions are kept as parts.
incomplete() { palais -o -f json info | grep -o '"incomplete":[0-9]*' | head -1 | cut -d: -f2; }

# -- one that moves, and one that is ended by hand
screen <<END
open $at/x/range/stalls=100000?300000
until 33 %
dump DUMP
key d
until ██
dump DUMP
key G
type x
wait
dump DUMP
END
ok $? "keys are taken while something is fetched"
shows 'fetching .* 100 KB 33 %'; ok $? "the status line tells how far it is"
shows '▕██░░░░░░▏ 100 KB / 300 KB'; ok $? "the transfers show it as a bar and in bytes"
shows 'Being fetched'; ok $? "as being fetched"
shows 'Ended by you: r asks again'; ok $? "x ends the one of the line"
shows '^> .*x/range/stalls'; ok $? "and the reader stays with it"
shows '100 KB / 300 KB here'; ok $? "what came is told"
[ "$(incomplete)" = 1 ]; ok $? "and kept"
screen <<END
key d
dump DUMP
type G
key r
wait
dump DUMP
END
shows 'Broken off'; ok $? "the next time it is among those that broke off"
shows '100 KB / 300 KB'; ok $? "with how much of it is here"
shows '● .*x/range/stalls'; ok $? "r on its line fetches it"
grep '^GET /x/range/stalls' "$tmp/log" | tail -1 | grep -q 'Range: bytes=100000-'; ok $? "the rest of it"
[ "$(incomplete)" = 0 ]; ok $? "and no part is left"

# -- a page that breaks off, and is made whole where the reader stands
write_page en/long.htm "Long release" "Delegations arrived."
i=0
while [ $i -lt 400 ]; do
	i=$((i + 1))
	echo "<p>Delegation $i was heard in the morning, and its statement was distributed.</p>"
done >"$tmp/more"
sed -i "/<p>The office said/r $tmp/more" "$tmp/root/en/long.htm"
printf 'Content-Type: text/html; charset=utf-8\nManners: cut=20000\n' >"$tmp/root/en/long.htm.headers"
screen <<'END'
open https://press.example/en/long.htm
wait
key j
dump DUMP
END
shows 'INCOMPLETE: 20.0 KB of 3[0-9.]* KB are here'; ok $? "a page that broke off says how much of it is here"
shows 'cached in part'; ok $? "and that it is a part"
screen -o <<'END'
open https://press.example/en/long.htm
dump DUMP
key 4
dump DUMP
type G
dump DUMP
key d
dump DUMP
END
shows 'r brings the rest'; ok $? "and what brings the rest"
shows '◐ Long release'; ok $? "the Library marks it as a part"
shows 'a part is here'; ok $? "and says what the mark means"
shows '◐ https://press.example/en/long.htm'; ok $? "and so do the transfers"
printf 'Content-Type: text/html; charset=utf-8\n' >"$tmp/root/en/long.htm.headers"
screen <<'END'
open https://press.example/en/long.htm
find Delegation 100
dump DUMP
key r
wait
dump DUMP
type G
dump DUMP
END
[ "$(grep -c '^> *Delegation 100 was heard' "$tmp/dump")" = 2 ]
ok $? "the whole takes its place where the reader is"
lacks 'INCOMPLETE.*r brings' ; shows 'text of the\|Delegation 400'; ok $? "and goes on to the end"

# -- metered, and offline
before=$(requests .)
screen --metered <<'END'
open https://press.example/en/metered.htm
dump DUMP
open S/RES/2254
dump DUMP
metered
dump DUMP
:metered
dump DUMP
key ?
END
[ "$(requests .)" = "$before" ]; ok $? "on a metered line opening asks nothing"
shows '· metered$'; ok $? "the tab bar says metered"
shows 'metered, and nothing is asked of its own accord: r fetches'; ok $? "the page says that r does"
shows 'metered: r fetches its text, about [0-9.]* KB'; ok $? "of a document also about what it costs"
shows '^not metered'; ok $? "metered alone ends it"
shows '^metered: only what you ask for'; ok $? "and begins it"
screen --metered --price "3.50 USD" <<'END'
open S/RES/2254
dump DUMP
END
shows 'about [0-9.]* KB, 0.[0-9]* USD'; ok $? "with a price, in money"
write_page en/metered.htm "Metered release" "Delegations paid."
screen --metered <<'END'
open https://press.example/en/metered.htm
key r
wait
dump DUMP
END
shows 'Delegations paid'; ok $? "r fetches it all the same"
screen -o <<'END'
open https://press.example/en/away.htm
key d
dump DUMP
type G
key x
dump DUMP
key S
dump DUMP
END
shows '○ https://press.example/en/away.htm'; ok $? "what waits for a network is listed"
shows 'taken off the queue'; ok $? "x takes it off"
palais -o -f tsv list queue >"$tmp/out"; ! grep -q away "$tmp/out"; ok $? "and it is off"
shows 'offline: nothing is asked'; ok $? "S asks nothing offline"

# -- failed, and asked for again
screen <<'END'
open https://press.example/en/later.htm
wait
key d
dump DUMP
END
shows 'Failed: r asks again'; ok $? "what failed is told"
shows '○ https://press.example/en/later.htm'; ok $? "by name"
shows '404'; ok $? "with why"
write_page en/later.htm "Later release" "Delegations came later."
screen <<'END'
open https://press.example/x/status/500
wait
key d
type G
key k
key r
wait
dump DUMP
END
[ "$(requests '^GET /x/status/500')" -ge 2 ]; ok $? "r on its line asks again"
