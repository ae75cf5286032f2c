#!/bin/sh
# SPDX-License-Identifier: ISC
# The screen while things are brought: what is told of them, and what can be done meanwhile.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..75
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

# -- x on the page itself, which is not asked for again by that
screen <<END
open $at/x/range/stalls=50000?200000
until 25 %
key x
wait
dump DUMP
open pane:talks
key h
wait
dump DUMP
END
[ "$(requests 'stalls=50000')" = 1 ]; ok $? "a page that is ended is not asked for again, nor by going back"
grep -q 'r fetches\|Press r to fetch it\|INCOMPLETE' "$tmp/dump"; ok $? "and says what fetches it"
palais fetch "$at/x/range/stalls=50000?200000" >"$tmp/out" 2>"$tmp/err"

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
shows 'metered: r fetches its text (about [0-9.]* KB)'; ok $? "of a document also about what it costs"
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
shows '^    not found there'; ok $? "with why, which does not name it again"
write_page en/later.htm "Later release" "Delegations came later."
screen <<'END'
open https://press.example/x/status/500
wait
key d
type G
key r
wait
dump DUMP
END
[ "$(requests '^GET /x/status/500')" -ge 2 ]; ok $? "r on its line asks again"

# -- bringing up to date: one after another within a small budget
for host in press.un.org reliefweb.int iiim.un.org api.hpc.tools www.un.org www.unocha.org; do
	palais feed off $host >/dev/null || echo "Bail out! feed off"
done
feed() { # NAME ITEM: a feed of one entry, and a subscription to it
	mkdir -p "$tmp/root/feeds"
	cat >"$tmp/root/feeds/$1.xml" <<FEED
<?xml version="1.0"?><rss version="2.0"><channel><title>Feed $1</title><language>en</language>
<item><title>Envoy speaks in Damascus $2</title><link>https://news.example/story/$2</link>
<pubDate>Tue, 14 Mar 2031 09:00:00 +0000</pubDate></item></channel></rss>
FEED
	printf 'Content-Type: application/rss+xml\n' >"$tmp/root/feeds/$1.xml.headers"
	palais feed add "https://press.example/feeds/$1.xml" "Feed $1" >/dev/null
}
palais feed off news.un.org >/dev/null
for name in one two three; do feed $name $name; done
echo 'Manners: stalls=100' >>"$tmp/root/feeds/one.xml.headers"
screen -b 30k <<'END'
sync feeds
until +2
dump DUMP
key d
until B /
dump DUMP
key S
dump DUMP
type G
key K
dump DUMP
key J J
dump DUMP
type g
key ] x
wait
dump DUMP
key r
wait
dump DUMP
END
shows 'fetching Feed one .* +2'; ok $? "feeds go by their names, and the others are counted"
shows 'Waiting'; ok $? "near the end of a budget one comes after another"
shows '^it is being brought up to date'; ok $? "a second S says that there is one"
[ "$(grep -c '^> ○ Feed two' "$tmp/dump")" = 2 ]; ok $? "K and J take the reader along"
grep -A1 'Waiting' "$tmp/dump" | grep -q 'Feed two'; ok $? "what waits can be put in another order"
grep '^GET /feeds' "$tmp/log" | sed -n 2,3p | cut -c1-18 >"$tmp/order"
printf 'GET /feeds/three.x\nGET /feeds/two.xml\n' | cmp -s - "$tmp/order"
ok $? "and comes in it"
grep -A2 'Ended by you' "$tmp/dump" | grep -q '^> [◐○] Feed one'; ok $? "one is ended, and the others come"
shows '^> ● Feed one' && shows '^1 new headline '; ok $? "r brings it with its headlines"
shows '^2 new headlines; .* down'; ok $? "the end says what it came to"
palais -o -f tsv list news >"$tmp/out"; [ "$(grep -c news.example "$tmp/out")" = 3 ]
ok $? "with the headlines that came"

# what is left, beside reading; and what cannot be asked twice
screen <<'END'
key d
sync feeds
key h
wait
dump DUMP
sync feeds --afresh
type jjj
open list:news
dump DUMP
quit
END
shows '^0 new headlines; '; ok $? "what has not changed brings none"
shows 'Envoy speaks in Damascus one'; ok $? "and the front page shows it"
shows '^> Headlines\|^> News'; ok $? "a page is opened while S is at work"

# -- the next, while another has the store; leaving in the middle
echo 'Manners: stalls=100' >>"$tmp/root/feeds/two.xml.headers"
touch -d '+1 minute' "$tmp/root/feeds/two.xml"
stop_origin
start_origin # which has forgotten what stalled
mkfifo "$tmp/keys"
(exec ./palais --no-config -l en -S "$tmp/own.store" \
	--mirror "https://press.example/=http://127.0.0.1:$port/" --script "$tmp/keys" >/dev/null 2>&1) &
first=$!
exec 9>"$tmp/keys"
printf 'sync feeds --afresh\nuntil fetching Feed two\ndump %s\n' "$tmp/first" >&9
while [ ! -s "$tmp/first" ] && kill -0 $first; do :; done
screen <<'END'
sync feeds --afresh
dump DUMP
END
shows '^another palais is bringing this store up to date'; ok $? "two do not bring one store up to date"
echo quit >&9
exec 9>&-
wait $first; ok $? "Q leaves in the middle"
screen <<'END'
sync feeds --afresh
wait
dump DUMP
END
shows 'new headlines; .* down'; ok $? "the next one may then"
touch -d '+2 minutes' "$tmp/root/feeds/three.xml"
screen -b 1k <<'END'
sync feeds --afresh
wait
dump DUMP
key d
dump DUMP
type G
key r
wait
dump DUMP
END
shows '3 wait for a larger budget'; ok $? "what does not fit the budget waits"
shows 'The budget is used up: r asks for it'; ok $? "and is listed so"
grep -A9 '  Done' "$tmp/dump" | grep -q 'Feed '; ok $? "r asks for one all the same"
screen <<'END'
sync nonsense
dump DUMP
END
shows "sync: no pane and no kind 'nonsense'"; ok $? "words that S does not know are refused"
stop_origin
screen <<'END'
sync feeds --afresh
wait
dump DUMP
key d
dump DUMP
END
shows 'no network'; ok $? "a network that is lost is noticed"
shows '[0-9] failed: d tells'; ok $? "and how many failed"
shows 'Failed: r asks again'; ok $? "which the transfers list"

# -- narrow
start_origin
screen <<END
size 10x40
open http://127.0.0.1:$port/x/range/stalls=100000?400000
until 25 %
dump DUMP
key d
dump DUMP
key ] x
wait
metered on
dump DUMP
END
shows '100 KB 25 %.* ? help$'; ok $? "forty columns tell how far it is, and where the reader is"
[ "$(wc -L <"$tmp/dump")" -le 40 ]; ok $? "in forty columns"
grep '^\[Talks' "$tmp/dump" | tail -1 | grep -q 'metered$'; ok $? "and say that the line is metered"

# -- a sync without a network: nothing is asked, and what failed alike is told once
stop_origin
for name in four five six seven eight; do
	palais feed add "https://press.example/feeds/$name.xml" "Feed $name" >/dev/null
done
palais feed add "https://other.example/feed.xml" "Feed elsewhere" >/dev/null
screen --mirror https://other.example/=http://127.0.0.1:1/ <<'END'
key S f
wait
dump DUMP
key X
dump DUMP
END
shows '^no network: nothing was asked'; ok $? "without a network nothing is asked, which is all that is told"
shows '^nothing is being fetched'; ok $? "nothing is left to stop"
screen <<'END'
open https://press.example/en/a.htm
open https://press.example/en/b.htm
open https://press.example/en/c.htm
open https://press.example/en/d.htm
wait
key d
dump DUMP
END
shows '^  press.example · 4 · no connection'; ok $? "what failed alike stands under its host and cause"
[ "$(grep -c 'no connection' "$tmp/dump")" = 1 ] && shows 'and 1 more'; ok $? "which are told once"
palais --mirror https://other.example/=http://127.0.0.1:1/ sync feeds >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q '^palais: sync: no network: nothing was asked' "$tmp/err"
ok $? "sync says the same, and its status tells"

start_origin
write_page en/small.htm "A small one" "It is small."
screen <<'END'
open https://press.example/en/small.htm
wait
transfers
dump DUMP
END
shows '^  ● https://press.example/en/small.htm  .* 1.1 KB$'; ok $? "what came is there with its size"
stop_origin

# -- the index, which many arrivals leave in pieces, is put in order after a sync
pieces() { # STORE, and how their number has to be, in two digits
	./tests/sql "$tmp/$1.store" "CREATE TEMP TABLE pieces(n CHECK(n $2)); INSERT INTO pieces
		SELECT substr(hex(block), 11, 2) FROM search_data WHERE id=10" 2>"$tmp/err"
}
many() { palais -S "$tmp/many.store" "$@" >"$tmp/out" 2>"$tmp/err"; }
many feed add "https://press.example/feeds/one.xml" "Feed one"
./tests/sql "$tmp/many.store" "INSERT OR REPLACE INTO search_config VALUES('automerge', 0)"
start_origin
i=0
while [ $i -lt 9 ]; do
	i=$((i + 1))
	write_page en/piece$i.htm "Piece $i" "Delegation $i arrived."
	many fetch https://press.example/en/piece$i.htm
done
pieces many "> '08'"; ok $? "nine arrivals are nine pieces of the index, where SQLite merges none"
for end in '' -wal; do
	[ ! -f "$tmp/many.store$end" ] || cp "$tmp/many.store$end" "$tmp/also.store$end"
done
screen -S "$tmp/many.store" <<'END'
sync feeds
wait
quit
END
pieces many "= '01'"; ok $? "after a sync on the screen it is in one"
many search arrived && [ "$(grep -c 'Piece [1-9]' "$tmp/out")" = 9 ]; ok $? "which finds what all of them did"
many export "$tmp/many.bundle"
screen -S "$tmp/also.store" <<END
import $tmp/many.bundle
wait
quit
END
pieces also "= '01'"; ok $? "and so it is after an import"
stop_origin
