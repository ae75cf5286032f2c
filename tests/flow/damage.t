#!/bin/sh
# SPDX-License-Identifier: ISC
# What can happen to a store: each is one line that says what to do, status 4, and nothing lost;
# a damaged one is made whole again.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..35
port=9
: >"$tmp/all"
page() { # NAME WORDS
	printf '<!DOCTYPE html><html lang="en"><title>%s</title><h1>%s</h1><p>%s of the harbour says what was landed, by whom and for whom, day after day of the year.</p></html>' \
		"$1" "$1" "$2" >"$tmp/$1.html"
}
# One line, with these words, and the status of a store that cannot be used.
fault() { # STATUS WORDS NAME
	cat "$tmp/err" >>"$tmp/all"
	[ "$1" = 4 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q -- "$2" "$tmp/err"
	ok $? "$3"
}
# Bytes over a file from a place on.
spoil() { printf '%b' "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }
held() { palais -o list cache 2>/dev/null | grep -c "$1"; }

for i in 1 2 3 4 5 6; do page "Ledger$i" "Page $i"; done
palais add "$tmp"/Ledger*.html >"$tmp/out" 2>"$tmp/err"
palais tags "Ledger" >"$tmp/out" 2>"$tmp/err"
cp "$tmp/own.store" "$tmp/good.store"
fresh() { rm -f "$tmp"/own.store*; cp "$tmp/good.store" "$tmp/own.store"; }

# -- a disk that is full: a limit on the size of files stands for it
{ printf '<!DOCTYPE html><html lang="en"><title>Long</title>'
i=0
while [ $i -lt 4000 ]; do
	i=$((i + 1))
	echo "<p>Line $i of a long page which is about $((i * 7919 % 104729)) boats and $((i * 104729 % 7919)) men.</p>"
done; } >"$tmp/long.html"
size=$(wc -c <"$tmp/own.store")
(ulimit -f $((size / 1024 + 8)); # blocks of 512 or 1024 bytes, as the shell has them
palais add "$tmp/long.html" >"$tmp/out" 2>"$tmp/err"; echo $? >"$tmp/status")
fault "$(cat "$tmp/status")" "the disk is full: .*palais prune" "a full disk"
[ "$(held Ledger)" = 6 ] && palais verify >"$tmp/out" 2>"$tmp/err"; ok $? "what was there is there"
palais add "$tmp/long.html" >"$tmp/out" 2>"$tmp/err" && [ "$(held Long)" = 1 ]; ok $? "and it goes on when there is room"
mkdir "$tmp/new"
(ulimit -f 16; ./palais --no-config -l en -S "$tmp/new/own.store" add "$tmp/Ledger1.html" >"$tmp/out" 2>"$tmp/err"; echo $? >"$tmp/status")
fault "$(cat "$tmp/status")" "the disk is full" "no room for a new store"
./palais --no-config -l en -S "$tmp/new/own.store" add "$tmp/Ledger1.html" >"$tmp/out" 2>"$tmp/err"
ok $? "which comes when there is"

# -- what may not be written; root may write anything, and may build where nobody else can come to
fresh
tree=.
as_other() { "$@"; }
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	make_tree </dev/null
	as_other() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
fi
chmod 444 "$tmp/own.store"
if as_other test -w "$tmp/own.store" || ! as_other test -x "$tree/palais"; then
	ok 0 "a file that may not be written # SKIP everybody may, or nobody may come to it"
	ok 0 "it is read # SKIP the same"
	ok 0 "a folder in which nothing may be made # SKIP the same"
	ok 0 "a home that is closed: what is given is shown, and a line says that nothing is kept # SKIP the same"
	ok 0 "what would keep, or list what was kept, is an error there # SKIP the same"
else
	as_other "$tree/palais" --no-config -l en -S "$tmp/own.store" add "$tmp/Ledger1.html" >"$tmp/out" 2>"$tmp/err"
	fault $? "own.store: may not be written" "a file that may not be written"
	as_other "$tree/palais" --no-config -o -l en -S "$tmp/own.store" list cache >"$tmp/out" 2>"$tmp/err"
	[ $? = 0 ] && grep -q Ledger3 "$tmp/out"; ok $? "it is read"
	mkdir -p "$tmp/closed/home/.local" && chmod 0 "$tmp/closed/home" && chmod 555 "$tmp/closed"
	as_other "$tree/palais" --no-config -l en -S "$tmp/closed/own.store" add "$tmp/Ledger1.html" >"$tmp/out" 2>"$tmp/err"
	fault $? "cannot be made" "a folder in which nothing may be made"
	closed() { as_other env HOME="$tmp/closed/home" "$tree/palais" --no-config -l en \
		--mirror "https://press.example/=http://127.0.0.1:$port/" "$@" </dev/null >"$tmp/out" 2>"$tmp/err"; }
	start_origin
	cp "$tmp/Ledger1.html" "$tmp/root/ledger.htm"
	told() { [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q 'its folder is closed, .*nothing is kept: ' "$tmp/err" && [ -s "$tmp/out" ]; }
	{
		closed -o show pane:talks && told && closed -o S/RES/2254 && told &&
			closed show https://press.example/ledger.htm && told && grep -q Ledger1 "$tmp/out" &&
			closed show "$tmp/Ledger1.html" && [ ! -s "$tmp/err" ] && grep -q Ledger1 "$tmp/out"
	}
	ok $? "a home that is closed: what is given is shown, and a line says that nothing is kept"
	refused() {
		closed -o "$@"
		[ $? = 4 ] && [ "$(wc -l <"$tmp/err")" = 1 ] || echo "# $*: $(cat "$tmp/err")"
	}
	{
		refused add "$tmp/Ledger1.html"
		refused list cache
		refused pin 'S/RES/2254(2015)'
		refused info
		refused marks export -
		refused fetch https://press.example/
	} >"$tmp/words"
	[ ! -s "$tmp/words" ] || cat "$tmp/words"
	[ ! -s "$tmp/words" ]; ok $? "what would keep, or list what was kept, is an error there"
	chmod 755 "$tmp/closed" "$tmp/closed/home"
	stop_origin
fi
# a file that is shown needs no store, and leaves no folder for one
mkdir "$tmp/bare"
{
	HOME=$tmp/bare ./palais --no-config -o -l en show "$tmp/Ledger1.html" && (
		build=$(pwd)
		cd "$tmp" && HOME=$tmp/bare "$build/palais" --no-config -o -l en show Ledger1.html &&
			HOME=$tmp/bare "$build/palais" --no-config -o -l en Ledger1.html
	)
} </dev/null >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(grep -c 'Ledger1' "$tmp/out")" -ge 3 ] && [ -z "$(ls -A "$tmp/bare")" ]
ok $? "a file that is shown leaves no folder for a store"

# -- no store at all
mkdir "$tmp/folder"
palais -S "$tmp/folder" info >"$tmp/out" 2>"$tmp/err"; fault $? "a directory, not a store" "a folder"
mkfifo "$tmp/pipe"
palais -S "$tmp/pipe" info >"$tmp/out" 2>"$tmp/err"; fault $? "not a file" "a pipe"
palais -S /dev/zero info >"$tmp/out" 2>"$tmp/err"; fault $? "not a file" "a device"
palais --site "$tmp/pipe" info >"$tmp/out" 2>"$tmp/err"; fault $? "not a file" "a pipe as a site's store"
cp "$tmp/long.html" "$tmp/page.store"
palais -S "$tmp/page.store" info >"$tmp/out" 2>"$tmp/err"; fault $? "page.store: the store is damaged" "a page"
palais -S "$tmp/page.store" verify --repair >"$tmp/out" 2>"$tmp/err"
fault $? "nothing of a palais store can be read in it" "of which nothing is made"
cmp "$tmp/page.store" "$tmp/long.html" >"$tmp/out" 2>&1; ok $? "and which stays as it was"

# -- a newer one
fresh
spoil "$tmp/own.store" 60 '\0000\0000\0000\0143'
palais -o show pane:talks >"$tmp/out" 2>"$tmp/err"; fault $? "written by a newer palais" "a newer store"
palais verify --repair >"$tmp/out" 2>"$tmp/err"; fault $? "written by a newer palais" "is left to the newer one"

# -- damaged ones
fresh
spoil "$tmp/own.store" 0 'no store at all is this'
palais -o show pane:talks >"$tmp/out" 2>"$tmp/err"; fault $? "damaged: .*palais verify --repair" "a first page that is none"
palais verify --repair >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "own.store	saved: documents: 6, incomplete: 0, " "$tmp/out"; ok $? "repaired, with everything"
grep -q "	the damaged one is .*own.store.damaged-2" "$tmp/out" && cmp -s -n 20 "$tmp"/own.store.damaged-* "$tmp/own.store"
[ $? = 1 ] && ls "$tmp"/own.store.damaged-* >"$tmp/err"; ok $? "the damaged one is beside it"
palais search harbour >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c '^sha256:' "$tmp/out")" = 6 ]; ok $? "what is saved is found"
palais verify --repair >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && ! grep -q "saved" "$tmp/out" && [ "$(find "$tmp" -name 'own.store.damaged-*' | wc -l)" = 1 ]
ok $? "a good one stays as it is"
fresh
size=$(wc -c <"$tmp/own.store")
dd if=/dev/null of="$tmp/own.store" bs=1 seek=$((size - 12288)) 2>/dev/null
palais verify >"$tmp/out" 2>"$tmp/err"
[ $? = 4 ] && tail -1 "$tmp/err" | grep -q "palais verify --repair"; ok $? "a store that was cut"
palais verify --repair >"$tmp/out" 2>"$tmp/err"
status=$?
[ $status = 0 ] || { [ $status = 1 ] && grep -q "^palais: lost: " "$tmp/err"; }; ok $? "what was lost of it is told"
palais verify >"$tmp/out" 2>"$tmp/err"; ok $? "and it is clean"
fresh
head -c "$size" /dev/zero >"$tmp/own.store"
palais verify --repair >"$tmp/out" 2>"$tmp/err"; fault $? "nothing of a palais store" "nothing but zeros"
fresh
i=0
while [ $i -lt 40 ]; do
	i=$((i + 1))
	spoil "$tmp/own.store" $((100 + i * 7919 * 4099 % (size - 100))) '\0252\0125'
done
palais verify --repair >"$tmp/out" 2>"$tmp/err"
status=$?
[ $status = 0 ] || [ $status = 1 ]; ok $? "flipped at forty places"
palais verify >"$tmp/out" 2>"$tmp/err"; ok $? "and clean again"
palais verify --reindex --repair >"$tmp/out" 2>"$tmp/err"; ok $? "both at once"

# -- the machine
fresh
PALAIS_NOW=1970-01-01T00:00:05 palais add "$tmp/long.html" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(wc -l <"$tmp/err")" -le 1 ] && palais verify >"$tmp/out" 2>"$tmp/err" && [ "$(held Long)" = 1 ]
ok $? "a clock of 1970"
HOME=here ./palais --no-config -o info >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && ! grep -q "^here\|	here" "$tmp/out" && [ ! -e here ]; ok $? "a home that is not said from the root"
! grep -q "Success" "$tmp/all"; ok $? "no failure is called a success"
