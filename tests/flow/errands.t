#!/bin/sh
# SPDX-License-Identifier: ISC
# No errands for strangers: what feeds and pages name is not asked of this machine.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..14
start_origin
for host in news.un.org www.un.org www.unocha.org reliefweb.int iiim.un.org api.hpc.tools \
	press.un.org; do
	palais feed off $host >/dev/null || echo "Bail out! feed off"
done
sync() {
	PALAIS_NOW=1790000000 ./palais --no-config -l en -S "$tmp/own.store" \
		--mirror "https://far.example/=http://127.0.0.1:$port/far/" "$@" >"$tmp/out" 2>"$tmp/err"
}
feed() { # FILE LINK...
	file=$1
	shift
	mkdir -p "$(dirname "$tmp/root/$file")"
	{
		echo '<?xml version="1.0"?><rss version="2.0"><channel><title>Quays</title>'
		for link; do
			echo "<item><title>Cranes at ${link##*/} in Damascus</title><link>$link</link>"
			echo "<pubDate>Fri, 14 Aug 2026 09:00:00 +0000</pubDate></item>"
		done
		echo '</channel></rss>'
	} >"$tmp/root/$file"
	echo 'Content-Type: application/rss+xml' >"$tmp/root/$file.headers"
}

for page in near/one near/two far/three far/four; do
	write_page $page "Story ${page#*/}" "The quay was opened."
done
printf 'Status: 302\nLocation: http://127.0.0.1:%s/near/two?led\n' "$port" >"$tmp/root/far/four.headers"
feed far/rss.xml "http://127.0.0.1:$port/near/one?a" "http://localhost:$port/near/one?b" \
	"http://[::1]:$port/near/one?c" "http://0x7f.1:$port/near/one?d" https://far.example/three \
	https://far.example/four
feed near/rss.xml "http://127.0.0.1:$port/near/two?own" "http://localhost:$port/near/two?other" \
	"http://127.0.0.1:1/near/two?door"
palais feed add https://far.example/rss.xml >"$tmp/out" 2>"$tmp/err" &&
	palais feed add "http://127.0.0.1:$port/near/rss.xml" >"$tmp/out" 2>"$tmp/err"
ok $? "a feed that is near may be had, for the reader names it"
sync sync articles
sync sync --full --dry-run --sizes articles
grep -q "^not asked for: is near\|is near, and named by a feed" "$tmp/out"
ok $? "what of a feed's links will not be asked for, and why, is said"
[ "$(requests 'HEAD /near/one')" = 0 ]; ok $? "not for their sizes either"
sync sync --full articles
[ "$(requests 'GET /far/three')" = 1 ]; ok $? "what is far is asked for"
[ "$(requests ' /near/one')" = 0 ]; ok $? "what is near is not, however it is written"
[ "$(requests 'GET /far/four')" = 1 ] && [ "$(requests '/near/two?led')" = 0 ]
ok $? "nor where a far one leads"
[ "$(requests 'GET /near/two?own')" = 1 ]; ok $? "a feed that is near may name its own host"
[ "$(requests '/near/two?other')" = 0 ]; ok $? "and no other"

# -- links of pages
sed -i "s|/en/second.htm|http://127.0.0.1:$port/near/one?link|" "$tmp/root/far/three"
sync fetch --afresh https://far.example/three
cat >"$tmp/keys" <<KEYS
open https://far.example/three
wait
next-link
follow
wait
dump $tmp/dump
KEYS
sync --script "$tmp/keys"
shows 'near: it was not asked' && shows 'r asks for it all the same'; ok $? "a link of a page that leads near is not followed at once"
[ "$(requests '/near/one?link')" = 0 ]; ok $? "nothing was asked for it"
printf 'r\nwait\ndump %s\n' "$tmp/dump" | sed 's/^r$/refresh/' >>"$tmp/keys"
sync --script "$tmp/keys"
[ "$(requests 'GET /near/one?link')" = 1 ] && shows 'quay was opened'
ok $? "at a word of the reader's it is"
sync fetch "http://127.0.0.1:$port/near/one?typed"
[ "$(requests 'GET /near/one?typed')" = 1 ]; ok $? "what the reader names is asked for"

# -- what others of this host see
mkfifo "$tmp/fifo"
./palais --no-config -o -S "$tmp/own.store" --script "$tmp/fifo" https://secret.example/read \
	>/dev/null 2>&1 &
pid=$!
exec 3>"$tmp/fifo"
! grep -q secret "/proc/$pid/cmdline"; ok $? "not what the reader asked for"
grep -q palais "/proc/$pid/cmdline"; ok $? "but the program"
exec 3>&-
wait $pid
