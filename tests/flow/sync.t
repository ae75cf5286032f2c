#!/bin/sh
# SPDX-License-Identifier: ISC
# Feeds: asked with validators, kept as headlines of what is of the file.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..36
start_origin
# one host of each kind is enough here
for host in press.un.org reliefweb.int iiim.un.org api.hpc.tools; do
	palais feed off $host >/dev/null || echo "Bail out! feed off"
done
feeds="--mirror https://news.un.org/=http://127.0.0.1:$port/news/
 --mirror https://www.un.org/=http://127.0.0.1:$port/press/
 --mirror https://www.unocha.org/=http://127.0.0.1:$port/ocha/"
# shellcheck disable=SC2086
sync() { palais $feeds "$@"; }

feed() { # PATH: an RSS feed of two entries, of which one is of the file
	mkdir -p "$(dirname "$tmp/root/$1")"
	cat >"$tmp/root/$1" <<FEED
<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><language>en</language>
<item><title>Envoy speaks in Damascus $2</title><link>https://news.example/feed/view/en/story/$2</link>
<description>He met both delegations.</description><pubDate>Tue, 14 Mar 2031 09:00:00 +0000</pubDate></item>
<item><title>Tides in the north</title><link>https://news.example/en/story/tides</link>
<description>High water at eight.</description><pubDate>Tue, 14 Mar 2031 09:00:00 +0000</pubDate></item>
</channel></rss>
FEED
	printf 'Content-Type: application/rss+xml\n' >"$tmp/root/$1.headers"
}
east=news/feed/subscribe/en/news/region/middle-east/feed/rss.xml
feed $east 115
feed news/feed/subscribe/en/news/all/rss.xml 115
feed news/feed/subscribe/en/news/topic/humanitarian-aid/feed/rss.xml 116
feed news/feed/subscribe/en/news/topic/peace-and-security/feed/rss.xml 117
feed press/press/en/content/security-council/rss 118
printf '<html><title>Just a moment</title><p>Checking your browser.</html>' >"$tmp/root/ocha.html"
mkdir -p "$tmp/root/ocha"
cp "$tmp/root/ocha.html" "$tmp/root/ocha/rss.xml"
printf 'Content-Type: text/html\n' >"$tmp/root/ocha/rss.xml.headers"

sync --dry-run sync feeds >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "6 requests" "$tmp/out"; ok $? "what it would cost is said before"
[ "$(requests GET)" = 0 ]; ok $? "and nothing is asked for that"
sync sync feeds >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ]; ok $? "sync asks the feeds, and its status tells that one failed"
grep -q "2 entries, 1 of the file, 1 new" "$tmp/out"; ok $? "and keeps what is of the file"
grep -q "^4 new headlines; .* down, .* up, 6 requests" "$tmp/out"; ok $? "each once; and says what it has cost"
[ "$(requests GET)" = 6 ]; ok $? "by one request a feed"
grep -q "OCHA: .*a web page came instead" "$tmp/err"; ok $? "a page in place of a feed is told"
palais -o -f tsv list news >"$tmp/out" 2>"$tmp/err"
grep -q "^https://news.example/en/story/115	2031-03-14	en	Envoy speaks in Damascus 115" "$tmp/out"
ok $? "headlines have the page's own address"
! grep -q Tides "$tmp/out"; ok $? "what is of elsewhere is left out"
sync sync feeds >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c unchanged "$tmp/out")" -ge 5 ]; ok $? "the second time nothing has changed"
grep "GET /$east" "$tmp/log" | tail -1 | grep -q If-None-Match; ok $? "asked with validators"
palais -o info >"$tmp/out" && grep -q "this month .* down, .* up, 12 requests" "$tmp/out"
ok $? "what the month has cost is told"
palais -o show pane:talks >"$tmp/out" 2>"$tmp/err"
grep -q "Envoy speaks in Damascus" "$tmp/out"; ok $? "front pages have the newest"
stop_origin
sync sync feeds >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] || [ $? = 1 ]; ok $? "without a network the status tells"
palais -o -f tsv list news >"$tmp/out" && grep -q "story/117" "$tmp/out"; ok $? "and nothing is lost"

# -- hosts that are not there
palais feed off news.un.org >/dev/null
palais feed off www.un.org >/dev/null
palais feed off www.unocha.org >/dev/null
own() {
	./palais --no-config -l en -S "$tmp/own.store" \
		--mirror "https://own.example/=http://127.0.0.1:$port/own/" \
		--mirror "https://gone.example/=http://127.0.0.1:1/" "$@" >"$tmp/out" 2>"$tmp/err"
}
start_origin
feed own/rss.xml 201
palais feed add https://gone.example/1.xml One >"$tmp/out" 2>"$tmp/err"
palais feed add https://gone.example/2.xml Two >"$tmp/out" 2>"$tmp/err"
own -b 60k sync feeds
[ $? = 3 ]; ok $? "when nothing but the network fails the status is 3"
[ "$(grep -c 'gone.example' "$tmp/err")" = 1 ] && grep -q "1 was not asked for: its host does not answer" "$tmp/out"
ok $? "a host that does not answer is asked once; what else it has is told in sum"
own -q -b 60k sync feeds
[ $? = 3 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 2 ]; ok $? "-q prints failures alone, a line each"
palais feed remove One >"$tmp/out" 2>"$tmp/err"
palais feed remove Two >"$tmp/out" 2>"$tmp/err"
own fetch -q https://own.example/rss.xml https://own.example/rss.xml
[ $? = 0 ] && [ ! -s "$tmp/out" ] && [ ! -s "$tmp/err" ]; ok $? "fetch -q is as quiet"
[ "$(requests 'GET /own/rss.xml')" = 1 ]; ok $? "one address twice is one request"

# -- a line that breaks
palais feed add https://own.example/rss.xml Own >"$tmp/out" 2>"$tmp/err"
feed own/cut.xml 202
echo 'Manners: cuts=150-150' >>"$tmp/root/own/cut.xml.headers"
palais feed add https://own.example/cut.xml Cut >"$tmp/out" 2>"$tmp/err"
own sync feeds
[ $? = 0 ] && grep -q "^Cut	2 entries" "$tmp/out"; ok $? "a feed that breaks off is gone on with"
[ "$(requests 'GET /own/cut.xml')" = 3 ] && [ "$(grep -c 'GET /own/cut.xml.*Range: bytes=' "$tmp/log")" = 2 ]
ok $? "from where it stopped"
[ ! -s "$tmp/err" ]; ok $? "nothing is said of it, nor how far things are: it took no time"

# -- two at once, and one that is killed
waits_for() { # PATTERN PID: until the origin has had that request
	while ! grep -q "$1" "$tmp/log"; do
		kill -0 "$2" 2>/dev/null || return 1
	done
}
feed own/slow.xml 203
echo 'Manners: stalls=200' >>"$tmp/root/own/slow.xml.headers"
palais feed add https://own.example/slow.xml Slow >"$tmp/out" 2>"$tmp/err"
background() {
	./palais --no-config -l en -S "$tmp/own.store" \
		--mirror "https://own.example/=http://127.0.0.1:$port/own/" "$@" >"$tmp/first" 2>&1 &
	first=$!
}
background sync feeds
waits_for 'GET /own/slow.xml' $first
ok $? "a sync is under way"
own sync feeds
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "process $first on" "$tmp/err"
ok $? "a second one says so, and leaves it alone"
own fetch https://own.example/rss.xml
ok $? "what the reader asks for comes meanwhile"
own verify
ok $? "the store is whole while something is written"
kill -9 $first
wait $first 2>/dev/null
own verify
ok $? "and when that was killed"
own sync feeds
[ $? = 0 ] && grep -q "^Slow	2 entries" "$tmp/out"; ok $? "which keeps nobody from the next sync"

# one that slept for so long that another has taken the store over: process 1 stands for it
stop_origin
start_origin
: >"$tmp/log"
touch -d '+1 hour' "$tmp/root/own/rss.xml" "$tmp/root/own/cut.xml" "$tmp/root/own/slow.xml"
background --afresh sync feeds
waits_for 'GET /own/slow.xml' $first
./tests/old_store "$tmp/own.store" "UPDATE lease SET pid=1 WHERE name='sync'"
wait $first
[ $? = 4 ] && [ "$(grep -c '^palais: ' "$tmp/first")" = 1 ] && grep -q '^palais: .*(process 1 on' "$tmp/first"
ok $? "a sync whose store is another's by now says so in a line, status 4"
own verify && own -o -f tsv list news && grep -q "story/201" "$tmp/out" && grep -q "story/203" "$tmp/out"
ok $? "nothing is lost by that"
own sync feeds
[ $? = 1 ] && grep -q "process 1 on" "$tmp/err"; ok $? "the other has the store"
./tests/old_store "$tmp/own.store" "DELETE FROM lease"
own --afresh sync feeds
[ $? = 0 ] && grep -q "^Slow	" "$tmp/out"; ok $? "and when it has ended all goes on"

# killed at other moments: before anything is asked, in the middle, at the end
for moment in 'GET /own/rss.xml' 'GET /own/cut.xml' 'GET /own/slow.xml'; do
	stop_origin
	start_origin
	: >"$tmp/log"
	touch -d '+1 hour' "$tmp/root/own/rss.xml" "$tmp/root/own/cut.xml" "$tmp/root/own/slow.xml"
	background --afresh sync feeds
	waits_for "$moment" $first
	kill -9 $first 2>/dev/null
	wait $first 2>/dev/null
	own verify || break
done
[ "$moment" = 'GET /own/slow.xml' ] && own verify; ok $? "nor is a store broken by that at any moment"
own --afresh sync feeds
[ $? = 0 ] && own -o -f tsv list news && grep -q "story/203" "$tmp/out"; ok $? "nor anything lost"

# -- how far things are, on a terminal
if script -q -e -c true /dev/null </dev/null >/dev/null 2>&1; then
	TERM=xterm script -q -e -c "./palais --no-config -l en -S '$tmp/own.store' \
--mirror https://own.example/=http://127.0.0.1:$port/own/ --afresh sync feeds" "$tmp/terminal" \
		</dev/null >"$tmp/out" 2>"$tmp/err"
	line=$(printf '\r[0-9]* of [0-9]* · .* down.*\033\[K')
	cleared=$(printf '\r\033\[K')
	grep -q "$line" "$tmp/terminal" && grep -q "$cleared" "$tmp/terminal"
	ok $? "a terminal is told how far things are, and the line is cleared"
else
	ok 0 "a terminal is told how far things are, and the line is cleared # SKIP no script"
fi
