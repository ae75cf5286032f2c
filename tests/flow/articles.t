#!/bin/sh
# SPDX-License-Identifier: ISC
# The pages of stories: which are asked for, when again, and what robots.txt says of them.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..41
start_origin
for host in news.un.org www.un.org www.unocha.org reliefweb.int iiim.un.org api.hpc.tools \
	press.un.org; do
	palais feed off $host >/dev/null || echo "Bail out! feed off"
done
now=1790000000
at() { now=$((1790000000 + $1)); }
sync() {
	PALAIS_NOW=$now ./palais --no-config -l en -S "$tmp/own.store" \
		--mirror "https://own.example/=http://127.0.0.1:$port/own/" \
		--mirror "https://other.example/=http://127.0.0.1:$port/other/" \
		--mirror "https://gone.example/=http://127.0.0.1:1/" \
		--mirror "https://documents.un.org/=http://127.0.0.1:$port/" \
		--mirror "https://raw.githubusercontent.com/=http://127.0.0.1:$port/raw/" \
		--mirror "https://api.github.com/=http://127.0.0.1:$port/listings/" \
		"$@" >"$tmp/out" 2>"$tmp/err"
}
said() { grep -q -- "$1" "$tmp/out"; }
complained() { grep -q -- "$1" "$tmp/err"; }

entry() { # LINK TITLE
	echo "<item><title>$2 in Damascus</title><link>$1</link>"
	echo "<pubDate>Fri, 14 Aug 2026 09:00:00 +0000</pubDate></item>"
}
feed() { # FILE: entries from standard input; header lines follow as words
	file=$1
	shift
	mkdir -p "$(dirname "$tmp/root/$file")"
	{
		echo '<?xml version="1.0"?><rss version="2.0"><channel><title>Quays</title>'
		cat
		echo '</channel></rss>'
	} >"$tmp/root/$file"
	{
		echo 'Content-Type: application/rss+xml'
		for line; do echo "$line"; done
	} >"$tmp/root/$file.headers"
}

palais feed add https://own.example/rss.xml >"$tmp/out" 2>"$tmp/err"
{
	entry https://own.example/feed/view/en/story/1 "Cranes"
	entry https://own.example/en/story/2 "Locks"
	entry https://own.example/closed/3 "Sluices"
	entry https://own.example/en/story/none "Ferries"
} | feed own/rss.xml 'Cache-Control: max-age=600'
for story in 1 2; do write_page own/en/story/$story "Story $story" "The quay was opened."; done
write_page own/closed/3 "Story 3" "The sluice was closed."
printf 'User-agent: *\nDisallow: /closed/\nDisallow: /rss.xml\n' >"$tmp/root/own/robots.txt"
printf 'Content-Type: text/plain\n' >"$tmp/root/own/robots.txt.headers"

# -- headlines alone, then pages
sync sync articles
[ $? = 0 ] && [ "$(requests GET)" = 1 ]; ok $? "without a word for it, headlines alone"
sync sync --full --dry-run articles
said "article	Cranes in Damascus	not known	https://own.example/en/story/1"
ok $? "what would be asked for is said, by the page's own address"
[ "$(requests .)" = 1 ]; ok $? "and nothing is asked for that"
sync sync --full --dry-run --sizes articles
[ "$(requests GET)" = 1 ] && [ "$(requests 'HEAD /own/en/story/')" = 3 ]
ok $? "but with --sizes, by HEAD alone"
said "Cranes in Damascus	about 8.. B" && said "Ferries in Damascus	not known"
ok $? "which tells the sizes that can be had"
[ "$(requests HEAD)" = 4 ]; ok $? "once for each"
rm -f "$tmp/log.old"; cp "$tmp/log" "$tmp/log.old"
sync -o sync --full --dry-run --sizes articles
cmp -s "$tmp/log" "$tmp/log.old"; ok $? "offline not even that"

at 100
sync sync --full articles
[ $? = 1 ] && complained "Ferries in Damascus: .*not found there"; ok $? "a page that is not there is a failure"
[ "$(wc -l <"$tmp/err")" = 2 ]; ok $? "of one line, and one in sum"
said "own.example/rss.xml	fresh until\|Quays	fresh until"; ok $? "a feed is not asked for while its server calls it fresh"
[ "$(requests 'GET /own/rss.xml')" = 1 ]; ok $? "and is not asked"
said "^Sluices in Damascus	not asked for: its host's robots.txt"; ok $? "robots.txt is obeyed, and that is told"
[ "$(requests 'GET /own/closed/3')" = 0 ]; ok $? "what it bars is not asked for"
[ "$(requests 'GET /own/robots.txt')" = 1 ]; ok $? "it was asked for once"
palais -o show https://own.example/en/story/1 >"$tmp/out" 2>"$tmp/err" && said "quay was opened"
ok $? "pages are there to be read"
at 200
sync sync --full articles
[ $? = 0 ] && [ "$(requests 'GET /own/en/story')" = 3 ]
ok $? "nothing of it is asked for twice, nor what was nowhere"
sync --afresh sync --full articles
[ $? = 0 ] && grep 'GET /own/rss.xml' "$tmp/log" | tail -1 | grep -q If-None-Match
ok $? "--afresh asks for the feed, with validators"
[ "$(requests 'GET /own/en/story')" = 3 ] && said unchanged; ok $? "which has not changed, and so nothing has"

at 1000
{
	entry https://own.example/en/story/1 "Cranes and barges"
	entry https://own.example/en/story/2 "Locks"
	entry https://own.example/en/story/2?utm_source=rss "Locks"
} | feed own/rss.xml
touch -d '+1 minute' "$tmp/root/own/rss.xml"
sync sync --full articles
[ $? = 0 ] && [ "$(requests 'GET /own/en/story/1')" = 2 ]; ok $? "a story told anew is asked for again"
[ "$(requests 'GET /own/en/story/2')" = 1 ]; ok $? "one told as before is not, nor one under two addresses"
[ "$(requests 'GET /own/robots.txt')" = 1 ]; ok $? "robots.txt is kept for the day"
at 87000
entry https://own.example/en/story/1 "Cranes, once more," | feed own/rss.xml
touch -d '+2 minutes' "$tmp/root/own/rss.xml"
sync sync --full --since 2026-09 articles
[ $? = 0 ] && [ "$(requests 'GET /own/en/story/1')" = 2 ]; ok $? "--since leaves out what is older"
sync sync --full --since 2026-08 articles
[ "$(requests 'GET /own/en/story/1')" = 3 ]; ok $? "and nothing else"
[ "$(requests 'GET /own/robots.txt')" = 2 ]; ok $? "robots.txt is asked for again the next day"

# -- feeds that move, go, or come as something else
palais feed add https://own.example/old.xml Old >"$tmp/out" 2>"$tmp/err"
entry https://own.example/en/story/5 "Tugs" | feed own/new.xml
printf 'x' >"$tmp/root/own/old.xml"
printf 'Status: 301\nLocation: https://own.example/new.xml\n' >"$tmp/root/own/old.xml.headers"
sync sync feeds && sync sync feeds
[ "$(requests 'GET /own/old.xml')" = 1 ] && [ "$(requests 'GET /own/new.xml')" = 2 ]
ok $? "a feed that has moved for good is asked for where it is"
printf 'Status: 404\n' >"$tmp/root/own/new.xml.headers"
entry https://own.example/en/story/6 "Pilots" | feed own/old.xml
sync sync feeds
[ $? = 0 ] && said "Old	1 entries, 1 of the file, 1 new"; ok $? "and at the old place when it is gone from there"
printf 'Status: 410\n' >"$tmp/root/own/old.xml.headers"
sync sync feeds
[ $? = 1 ]; ok $? "a feed that is gone for good is told"
before=$(requests 'GET /own/old.xml')
sync sync feeds
[ $? = 0 ] && [ "$(requests 'GET /own/old.xml')" = "$before" ]; ok $? "and not asked for again"
palais feed on Old >"$tmp/out" 2>"$tmp/err"
sync sync feeds
[ "$(requests 'GET /own/old.xml')" -gt "$before" ]; ok $? "until the reader says so"
palais feed remove Old >"$tmp/out" 2>"$tmp/err"

palais feed add https://other.example/rss.xml Other >"$tmp/out" 2>"$tmp/err"
entry https://other.example/s/1 "Harbours" | feed other/rss.xml
sync sync feeds
printf '<html><title>Wait</title><p>Checking your browser.</html>' >"$tmp/root/other/rss.xml"
printf 'Content-Type: text/html\n' >"$tmp/root/other/rss.xml.headers"
touch -d '+3 minutes' "$tmp/root/other/rss.xml"
sync sync feeds
[ $? = 1 ] && complained "a web page came instead"; ok $? "a page in place of a feed is an error"
sync -o show https://other.example/rss.xml
said Harbours; ok $? "and the feed that was there stays"
printf 'Status: 202\nx-amzn-waf-action: challenge\nContent-Type: text/html\n' \
	>"$tmp/root/other/rss.xml.headers"
sync sync feeds
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 2 ]; ok $? "a challenge is one line"
sync -o show https://other.example/rss.xml
said Harbours; ok $? "and is not taken for the feed either"
printf 'Status: 403\n' >"$tmp/root/other/rss.xml.headers"
sync -q sync feeds
[ $? = 1 ] && complained "^palais: Other: .*does not allow it" && [ ! -s "$tmp/out" ]; ok $? "403 is told, with -q too"
printf 'Status: 429\nRetry-After: 7200\n' >"$tmp/root/other/rss.xml.headers"
sync sync feeds
[ $? = 1 ]; ok $? "a host that wants to be left alone for long is not waited for"
before=$(requests 'GET /other/rss.xml')
at 90000
sync sync feeds
[ "$(requests 'GET /other/rss.xml')" = "$before" ] && complained "left alone until"
ok $? "nor asked by a later run"
at 96000
entry https://other.example/s/2 "Moorings" | feed other/rss.xml
touch -d '+4 minutes' "$tmp/root/other/rss.xml"
sync -q sync feeds
[ $? = 0 ] && [ ! -s "$tmp/out" ] && [ ! -s "$tmp/err" ]; ok $? "afterwards it is; with -q in silence"
palais feed remove Other >"$tmp/out" 2>"$tmp/err"

# -- a feed that came by itself: its stories were not kept then
entry https://own.example/en/story/9 "Dredgers" | feed own/late.xml
sync fetch https://own.example/late.xml
palais feed add https://own.example/late.xml Late >"$tmp/out" 2>"$tmp/err"
sync sync feeds
[ $? = 0 ] && grep 'GET /own/late.xml' "$tmp/log" | tail -1 | grep -q If-None-Match && said "^Late	1 entries, 1 of the file, 1 new"
ok $? "a feed whose stories were not kept when it came has them kept, unchanged as it is"
sync sync feeds
said "^Late	unchanged"; ok $? "once"
palais feed remove Late >"$tmp/out" 2>"$tmp/err"

# -- documents, and words
sync sync --since 2026 documents
[ $? = 0 ] && said "nowhere: it is not asked"; ok $? "a document that is nowhere is no failure"
before=$(requests GET)
at 96100
sync sync --since 2026 documents
[ $? = 0 ] && [ "$(requests GET)" = "$before" ]; ok $? "and is let be for a week"
