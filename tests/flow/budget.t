#!/bin/sh
# SPDX-License-Identifier: ISC
# The budget of sync: kept, told, and gone on from.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..27
start_origin
for host in news.un.org www.un.org www.unocha.org reliefweb.int iiim.un.org api.hpc.tools \
	press.un.org; do
	palais feed off $host >/dev/null || echo "Bail out! feed off"
done
sync() {
	palais --mirror "https://own.example/=http://127.0.0.1:$port/own/" \
		--mirror "https://rude.example/=http://127.0.0.1:$port/rude/" \
		"$@" >"$tmp/out" 2>"$tmp/err"
}
said() { grep -q -- "$1" "$tmp/out"; }
# What the month has cost so far, in bytes.
spent() {
	palais -o -f json info | tr ',{}' '[\n*]' |
		awk -F: '/"month_(down|up)"/ { n += $2 } END { print n + 0 }'
}
began=0
begin() { began=$(spent); }
cost() { echo $(($(spent) - began)); }

story() { # FILE PARAGRAPHS: a page that does not compress to nothing
	mkdir -p "$(dirname "$tmp/root/$1")"
	{
		echo '<!DOCTYPE html><html lang="en"><head><title>Damascus quays</title></head><body><main>'
		awk -v n="$2" -v seed="$1" 'BEGIN { for (i = 0; i < length(seed); i++) x += i * 7919 + 31
			for (i = 0; i < n; i++) { printf "<p>Crane %d lifted", i
				for (k = 0; k < 12; k++) { x = (x * 1103515 + 12345) % 2147483; printf " %d", x }
				print " boxes before noon.</p>" } }'
		echo '</main></body></html>'
	} >"$tmp/root/$1"
	printf 'Content-Type: text/html\n' >"$tmp/root/$1.headers"
	[ -z "$3" ] || echo "Manners: $3" >>"$tmp/root/$1.headers"
}
feed() { # DIRECTORY: an entry for each story that is named after it
	dir=$1
	shift
	mkdir -p "$tmp/root/$dir"
	{
		echo '<?xml version="1.0"?><rss version="2.0"><channel><title>Quays</title>'
		for i; do
			echo "<item><title>Damascus $dir $i</title><link>https://$dir.example/story/$i</link>"
			echo "<pubDate>Fri, 14 Aug 2026 09:00:00 +0000</pubDate></item>"
		done
		echo '</channel></rss>'
	} >"$tmp/root/$dir/rss.xml"
	printf 'Content-Type: application/rss+xml\n' >"$tmp/root/$dir/rss.xml.headers"
}

palais feed add https://own.example/rss.xml >"$tmp/out" 2>"$tmp/err"
feed own 1 2 3 4 5 6
for i in 1 2 3 4 5 6; do story own/story/$i 300; done
size=$(cat "$tmp"/root/own/story/? | wc -c)

# -- words
sync -b 12q sync feeds
[ $? = 2 ]; ok $? "a budget that is none is wrong usage"
sync sync nonsense
[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "and so is an unknown kind"
[ "$(requests .)" = 0 ]; ok $? "nothing is asked by that"

# -- one byte
sync -b 1 sync --full articles
[ $? = 0 ] && [ "$(requests .)" = 0 ]; ok $? "for a byte nothing is asked, and that is no failure"
said "1 waits for a larger budget"; ok $? "and is told"
[ "$(cost)" = 0 ]; ok $? "it costs nothing"

# -- less than one story, three times
begin
sync -b 12k sync --full articles
[ $? = 0 ]; ok $? "what does not fit is no failure"
[ "$(cost)" -gt 9000 ] && [ "$(cost)" -le 12600 ]; ok $? "the budget is used, and kept but for a header block"
said "for a larger budget"; ok $? "what waits is told"
grep 'GET /own/story/' "$tmp/log" | tail -1 | grep -q "Range: bytes=0-[0-9]"
ok $? "no more is asked for than is left"
! said "past the budget"; ok $? "nothing is past it"
partial=$(grep 'GET /own/story/' "$tmp/log" | tail -1 | sed 's/ HTTP.*//; s/	.*//')
sync -b 20k sync --full articles
grep "$partial" "$tmp/log" | tail -1 | grep "If-Range: \"" | grep -q "Range: bytes=[1-9]"
ok $? "the next one goes on where it stopped"
runs=0
while [ "$runs" -lt 40 ]; do
	sync -b 25000 sync --full articles || break
	runs=$((runs + 1))
	said "for a larger budget" || break
done
! said "for a larger budget"; ok $? "as many as it takes bring all"
[ "$(cost)" -gt "$size" ] && [ "$(cost)" -lt $((size + 40 * 1300 + 20000)) ]
ok $? "and in sum little more than there is"
sync -b 100k sync --full articles
[ "$(cost)" -lt $((size + 40 * 1300 + 21000)) ] && ! said "for a larger"; ok $? "then nothing is left to be brought"
for i in 1 2 3 4 5 6; do
	palais -o -f raw show https://own.example/story/$i >"$tmp/out" 2>"$tmp/err" &&
		cmp -s "$tmp/out" "$tmp/root/own/story/$i" || break
done
[ $? = 0 ] && [ "$i" = 6 ]; ok $? "every byte of them is there"

# -- a larger one, over several at once; and none
feed own 11 12 13 14 15 16 17 18 19 20
for i in 11 12 13 14 15 16 17 18 19 20; do story own/story/$i 700; done
begin
sync --afresh -b 400k sync --full articles
[ $? = 0 ] && [ "$(cost)" -gt 330000 ] && [ "$(cost)" -le 400600 ]; ok $? "many keep to one budget together"
said "for a larger budget"; ok $? "and some wait"
begin
sync -b 0 sync --full articles
[ $? = 0 ] && ! said "for a larger budget"; ok $? "0 is no limit"
size=$(cat "$tmp"/root/own/story/?? | wc -c)
[ "$(cost)" -lt $((size - 250000)) ]; ok $? "what had come is not brought again"

# -- a server that gives no parts
palais feed off https://own.example/rss.xml >"$tmp/out" 2>"$tmp/err"
palais feed add https://rude.example/rss.xml >"$tmp/out" 2>"$tmp/err"
feed rude 1 2
story rude/story/1 9000 noranges
story rude/story/2 9000 noranges
begin
sync -b 30k sync --full articles
[ $? = 0 ] && [ "$(cost)" -le $((30000 + 65536 + 600)) ]; ok $? "one that ignores ranges is cut, 64 KiB late at most"
said "past the budget" || [ "$(cost)" -le 30600 ]; ok $? "and what was past it is told"
said "wait for a larger budget\|waits for a larger budget"; ok $? "it waits like others"
begin
sync -b 200k sync --full articles
[ $? = 0 ] && [ "$(cost)" -le $((200000 + 65536 + 600)) ]; ok $? "and so are several"

# -- a server that compresses as it sends
feed rude 3
story rude/story/3 2000 weak
begin
sync --afresh -b 0 sync --full articles
said "^Damascus rude 3	fetched"; ok $? "what is compressed as it is sent comes"
palais -o show https://rude.example/story/3 >"$tmp/out" 2>"$tmp/err"
said "boxes before noon"; ok $? "and is read"
feed rude 4
story rude/story/4 3000 weak
begin
sync --afresh -b 20k sync --full articles
[ $? = 0 ] && [ "$(cost)" -le $((20000 + 65536 + 600)) ]; ok $? "near a limit no more of it is let come either"
