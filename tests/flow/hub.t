#!/bin/sh
# SPDX-License-Identifier: ISC
# A hub: made of a store, given out by any web server, followed by a reader through two
# changes; and what is refused of one.
. "${srcdir:-.}/tests/flow/lib.sh"
./palais site key "$tmp/probe" >/dev/null 2>"$tmp/err" || { echo "1..1 # SKIP $(cat "$tmp/err")"; exit 0; }
echo 1..44
start_origin
hub=http://127.0.0.1:$port/hub
www=$tmp/root/hub
mkdir -p "$www"
line() { [ "$(wc -l <"$tmp/err")" = 1 ] && grep -qF -- "$1" "$tmp/err"; }
reader() { ./palais --no-config -l en -S "$tmp/reader.store" "$@"; }
follow() { reader sync --from "$hub" "$@" >"$tmp/out" 2>"$tmp/err"; }
publish() { palais site publish "$www" "$tmp/key" >"$tmp/out" 2>"$tmp/err"; }
# How many versions of pages the reader has.
pages() { reader -o -f json info 2>/dev/null | grep -o '"kind":"personal".*' | grep -o '"versions":[0-9]*' | head -1 | cut -d: -f2; }
# Requests to the hub since the log was emptied.
asked() { grep -c "GET /hub/" "$tmp/log" || :; }
# Bytes of body that the hub has sent, by the program's own count of what crossed the line.
number() { sed "s/.*	\([0-9.]*\) *\([kMG]*\)B down.*/\1 \2/" "$tmp/out" | tail -1; }
page() { # NUMBER TEXT
	write_page "en/$1.htm" "Release $1" "$2"
	k=0
	while [ $k -lt 20 ]; do
		echo "<p>Delegation $1-$k spoke of item $((k * 7 + $1)), and the envoy took note of it.</p>"
		k=$((k + 1))
	done | sed -i "/<p>A second meeting/r /dev/stdin" "$tmp/root/en/$1.htm"
	touch -d "$3" "$tmp/root/en/$1.htm"
	palais fetch --afresh "https://press.example/en/$1.htm" >/dev/null 2>&1
}

# -- a key
palais site key "$tmp/key" >"$tmp/out" 2>"$tmp/err"; ok $? "a key is made"
key=$(head -1 "$tmp/out")
[ "$(stat -c %a "$tmp/key")" = 600 ] && [ "$(stat -c %a "$tmp/key.pub")" = 644 ]; ok $? "which its owner alone reads"
cp "$tmp/key" "$tmp/kept"
palais site key "$tmp/key" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && line "is there already" && cmp -s "$tmp/key" "$tmp/kept"; ok $? "and is never written over"

# -- a folder
n_pages=1
while [ $n_pages -le 20 ]; do
	page $n_pages "The bridge was opened." 2026-01-01
	n_pages=$((n_pages + 1))
done
publish && grep -q 'generation 1: 20 texts in 1 packs' "$tmp/out"; ok $? "the folder of a hub is made"
sum() { (cd "$www" && find . -type f -exec sha256sum {} + | sort -k 2); }
sum >"$tmp/sums"
publish && grep -q 'nothing has changed' "$tmp/out" && sum | cmp -s - "$tmp/sums"
ok $? "a second time nothing is written"
if command -v minisign >/dev/null 2>&1; then
	head -4 "$www/root" >"$tmp/root.minisig"
	tail -n +5 "$www/root" >"$tmp/root.text"
	minisign -Vqm "$tmp/root.text" -x "$tmp/root.minisig" -p "$www/key.pub" >/dev/null 2>&1
	ok $? "minisign takes its signature"
	minisign -GW -p "$tmp/mini.pub" -s "$tmp/mini" </dev/null >/dev/null 2>&1
	mkdir "$tmp/other"
	palais site publish "$tmp/other" "$tmp/mini" >"$tmp/out" 2>"$tmp/err" &&
		[ "$(sed -n 2p "$tmp/mini.pub")" = "$(sed -n 2p "$tmp/other/key.pub")" ]
	ok $? "and its keys sign as well"
else
	ok 0 "minisign takes its signature # SKIP minisign is not here"
	ok 0 "and its keys sign as well # SKIP minisign is not here"
fi

# -- the first time
follow </dev/null
[ $? = 1 ] && line "$key" && [ "$(pages)" -eq 0 ]; ok $? "a key that nobody has confirmed is told in a line, and nothing comes"
follow --key "0000 0000 0000 0000 0000 0000 0000 0000 0000 0000"
[ $? = 1 ] && line "$key"; ok $? "nor by another's"
follow --key "no"
[ $? = 2 ]; ok $? "what is no fingerprint is no key"
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	echo no | script -qec "./palais --no-config -l en -S '$tmp/asked.store' sync --from $hub" /dev/null >"$tmp/out" 2>&1
	grep -qF "$key" "$tmp/out" && grep -q 'Type yes' "$tmp/out" && ! grep -q 'texts came' "$tmp/out"
	ok $? "on a terminal it is asked"
	echo yes | script -qec "./palais --no-config -l en -S '$tmp/asked.store' sync --from $hub" /dev/null >"$tmp/out" 2>&1
	grep -q '20 texts came' "$tmp/out"; ok $? "and taken by a yes"
else
	ok 0 "on a terminal it is asked # SKIP script is not here"
	ok 0 "and taken by a yes # SKIP script is not here"
fi
reader -o sync --from "$hub" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && line offline; ok $? "offline nothing is asked, exit 3"
follow --key "$key" --dry-run && grep -q '20 texts would come' "$tmp/out" && [ "$(pages)" = 0 ]
ok $? "what it would cost is told"
: >"$tmp/log"
follow && grep -q '20 texts came' "$tmp/out" && [ "$(pages)" = 20 ]; ok $? "then it comes, and the key is known"
[ "$(asked)" = 2 ]; ok $? "by two requests: the list was here"
reader -o search bridge >"$tmp/out" 2>"$tmp/err" && [ "$(grep -c '^https://press.example' "$tmp/out")" -ge 10 ]
ok $? "and is found"
reader -o show https://press.example/en/7.htm >"$tmp/out" 2>"$tmp/err" && grep -q 'The bridge was opened' "$tmp/out"
ok $? "and read"
reader -o -f json show https://press.example/en/7.htm | grep -qF "$hub"; ok $? "as what the hub has brought"
: >"$tmp/log"
follow && grep -q 'nothing is new' "$tmp/out" && [ "$(asked)" = 1 ]; ok $? "nothing has changed: one request"
bytes=$(number)
[ "${bytes#* }" = "" ] && [ "${bytes% *}" -le 1024 ]; ok $? "of less than a kilobyte (${bytes}bytes down)"

# -- the first change
page 5 "The bridge was closed." 2026-01-02
page 21 "The ferry was opened." 2026-01-02
publish && grep -q '^2 new or changed, 0 gone, 0 moved' "$tmp/out"; ok $? "one text changes, one is new"
: >"$tmp/log"
follow --dry-run && grep -q '2 texts would come' "$tmp/out"; ok $? "the reader is told"
follow && grep -q '2 texts came' "$tmp/out"; ok $? "and gets them"
grep -c 'GET /hub/pack-' "$tmp/log" | grep -qx 1 && [ "$(asked)" -le 5 ]; ok $? "by one range of a pack"
reader -o show https://press.example/en/5.htm >"$tmp/out" 2>"$tmp/err" && grep -q 'The bridge was closed' "$tmp/out"
ok $? "what has changed is shown"
reader -o history https://press.example/en/5.htm >"$tmp/out" 2>"$tmp/err" && [ "$(grep -c ' Release 5 ' "$tmp/out")" = 2 ]
ok $? "and what was there before is still there"
cp -R "$www" "$tmp/second"

# -- the second, over a line that breaks
# Eight of twenty are left in the first pack, none in the second: no length of a packed
# text, which differs from run to run, stands near the half.
for i in 1 2 3 4 5 6 7 8 9 10 11 12 21; do
	page $i "The bridge was painted." 2026-01-03
done
publish && grep -q '^13 new or changed, 0 gone, 8 moved' "$tmp/out"
ok $? "less than half of the pack is left: it is written anew"
for f in "$www"/pack-*; do echo 'Manners: cuts=900-700' >"$f.headers"; done
follow && grep -q '13 texts came' "$tmp/out"; ok $? "a line that breaks is gone on with"
reader -o search painted >"$tmp/out" 2>"$tmp/err" && [ "$(pages)" = 35 ]; ok $? "all of it is here"
reader verify >"$tmp/out" 2>"$tmp/err"; ok $? "and whole"
rm -f "$www"/*.headers

# -- a store that another palais has taken over meanwhile: process 1 stands for it
for f in "$www"/list-*; do echo 'Manners: holds=20' >"$f.headers"; done
begin_list() {
	: >"$tmp/log"
	./palais --no-config -l en -S "$tmp/slow.store" sync --from "$hub" --key "$key" >"$tmp/out" 2>"$tmp/err" &
	slow=$!
	while ! grep -q 'GET /hub/list-' "$tmp/log"; do kill -0 $slow || break; done
}
begin_list
./tests/old_store "$tmp/slow.store" "UPDATE lease SET pid=1 WHERE name='sync'"
wait $slow
[ $? = 4 ] && line "(process 1 on"; ok $? "a lease that was lost is told in a line, status 4"
./tests/old_store "$tmp/slow.store" "DELETE FROM lease"
begin_list
kill -9 $slow
wait $slow 2>/dev/null
rm -f "$www"/*.headers
./palais --no-config -o -l en -S "$tmp/slow.store" verify >"$tmp/out" 2>"$tmp/err"; ok $? "nor does a kill within a list leave anything behind"
./palais --no-config -l en -S "$tmp/slow.store" sync --from "$hub" >"$tmp/out" 2>"$tmp/err" && grep -q '21 texts came' "$tmp/out"
ok $? "and all comes the next time"

# -- a budget
rm -f "$tmp/small.store"
small() { ./palais --no-config -l en -S "$tmp/small.store" sync --from "$hub" --key "$key" --budget 6k >"$tmp/out" 2>"$tmp/err"; }
runs=0
while [ $runs -lt 12 ]; do
	small || break
	runs=$((runs + 1))
	grep -Eq 'wait|budget' "$tmp/out" || break
done
[ $runs -gt 1 ] && [ $runs -lt 12 ] && grep -q 'came' "$tmp/out"; ok $? "a budget is kept to, and the rest comes later ($runs times)"

# -- what is refused
cp -R "$www" "$tmp/third"
rm -rf "$www" && cp -R "$tmp/second" "$www"
follow
[ $? = 1 ] && line "generation 2 is older than 3"; ok $? "an older generation is not taken"
rm -rf "$www" && cp -R "$tmp/third" "$www"
follow && grep -q 'nothing is new' "$tmp/out"; ok $? "the right one is"
PALAIS_NOW=$(($(date +%s) + 31 * 86400)) ./palais --no-config -l en -S "$tmp/reader.store" sync --from "$hub" >"$tmp/out" 2>"$tmp/err" &&
	line "more than thirty days ago"
ok $? "one of 31 days is told"
palais site key "$tmp/new" >"$tmp/out" 2>"$tmp/err"
new=$(head -1 "$tmp/out")
palais site publish "$www" "$tmp/new" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && line "signed by another key: $key"; ok $? "what another key has signed is not signed by this one"
palais --key "$key" site publish "$www" "$tmp/new" >"$tmp/out" 2>"$tmp/err" && grep -qF "$new" "$tmp/out"; ok $? "a hub may have another key"
touch -d '+1 minute' "$www/root" # no two are made in one second
follow </dev/null
[ $? = 1 ] && line "another key than before: $new"; ok $? "which the reader is told"
echo "key $new" >"$tmp/config"
./palais --config "$tmp/config" -l en -S "$tmp/reader.store" sync --from "$hub" >"$tmp/out" 2>"$tmp/err"
ok $? "and has to confirm, by a line of the config file too"
follow feeds
[ $? = 2 ]; ok $? "a hub has no kinds"
reader --restricted sync --from "$hub" >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && ! grep -q came "$tmp/out"; ok $? "a restricted reader gets nothing from the host's own network"
