#!/bin/sh
# Feeds: asked with validators, kept as headlines of what is of the file.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..15
start_origin
# one host of each kind is enough here
for host in press.un.org reliefweb.int iiim.un.org api.hpc.tools; do
	palais feed off $host >/dev/null || echo "Bail out! feed off"
done
feeds="--mirror https://news.un.org/=http://127.0.0.1:$port/news/
 --mirror https://www.un.org/=http://127.0.0.1:$port/press/
 --mirror https://www.unocha.org/=http://127.0.0.1:$port/ocha/"
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
