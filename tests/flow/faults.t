#!/bin/sh
# SPDX-License-Identifier: ISC
# The n-th call of a kind fails (tests/lib/faults.c), for n from 1 to the last: then a run ends as
# if nothing had been, with the whole of what it has to say, or with one line and an exit status
# that say what was not done. It never ends by a signal, and what a store had it has still.
# FAULTS_MOST: how many n of each kind are tried for a verb, evenly spaced, and the last few in any
# case; `make soak` tries them all.
. "${srcdir:-.}/tests/flow/lib.sh"
most=${FAULTS_MOST:-4}
last=${FAULTS_LAST:-2}
least=20
build=$(pwd)
if ./palais-parse --layers 2>/dev/null | grep -q '^seccomp no' && ! ./palais --version | grep -q '^landlock no'; then
	echo '1..0 # SKIP nothing can be preloaded under a sanitizer'
	exit 0
fi
PALAIS_NOW=2026-08-01T12:00:00Z
LINES=24 COLUMNS=80
export PALAIS_NOW LINES COLUMNS

# -- a store with something to lose
mkdir "$tmp/home" "$tmp/whole"
for i in 0 1 2; do
	{
		echo "<html lang=\"en\"><head><title>Note $i</title></head><body><h1>Note $i</h1>"
		for k in 1 2 3 4 5 6 7 8 9; do
			echo "<p>Paragraph $k of the note about the ferry and S/RES/2254 (2015), which is kept for later.</p>"
		done
		echo '<table><tr><th>Lock<th>Metres</tr><tr><td>One<td>12</tr><tr><td>Two<td>14</tr></table>'
	} >"$tmp/n$i.html"
done
run() { ./palais --no-config -l en -S "$tmp/home/own.store" "$@"; }
run add "$tmp/n0.html" "$tmp/n1.html" && run feed add https://press.example/feed.xml >/dev/null &&
	run pin "file://$tmp/n0.html" >/dev/null 2>&1
run pack >/dev/null
cp "$tmp/home"/* "$tmp/whole/"
afresh() {
	rm -rf "${tmp:?}/home"
	cp -r "$tmp/whole" "$tmp/home"
}
bad() { echo "# $name: $kind $at: $1" >>"$tmp/bad"; }

# faulty AT: the run of "$@" with that fault; its exit status
faulty() {
	at=$1
	shift
	timeout 600 env LD_PRELOAD="$build/tests/faults.so" FAULT_KIND=$kind FAULT_AT="$at" FAULT_COUNT="$tmp/count" \
		"$build/palais" --no-config -l en -S "$tmp/home/own.store" "$@" \
		>"$tmp/out" 2>"$tmp/err" </dev/null
}
# what was there is there, and nothing is damaged
is_kept() {
	run verify >"$tmp/verify" 2>&1 || bad "then: $(head -1 "$tmp/verify")"
	run -o list cache >"$tmp/list" 2>&1
	grep -q 'Note 0' "$tmp/list" && grep -q 'Note 1' "$tmp/list" || bad 'a document is lost'
	[ "$(run feed list 2>/dev/null | grep -c 'press\.example')" = 1 ] || bad 'a feed is lost'
}
judge() { # STATUS
	if [ "$1" -gt 5 ]; then
		bad "status $1"
	elif [ "$1" = 0 ] && ! cmp -s "$tmp/out" "$tmp/want"; then
		bad "something else, and no word of it"
	elif [ "$1" = 4 ] && [ "$kind" = read ] && grep -q '^palais: .*the store is damaged$' "$tmp/err"; then
		: # what cannot be read is looked over in vain: its faults are told line by line
	elif [ "$1" = 4 ] && [ "$kind" = read ] && grep -q '^palais: .*: damaged and left out: [0-9]*$' "$tmp/err"; then
		: # so it is where many are written out, of which one cannot be read
	elif [ "$1" != 0 ] && [ "$want" = 0 ]; then
		{ [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q '^palais: ..' "$tmp/err"; } ||
			bad "status $1, and told: $(head -c 300 "$tmp/err" | tr '\n' '|')"
	fi
	! grep -q 'Success' "$tmp/err" || bad "$(cat "$tmp/err")"
}
# all that are tried of so many
numbers() {
	awk -v total="$1" -v most="$most" -v last="$last" 'BEGIN {
		step = total > most ? int(total / most) : 1
		for (n = 1; n <= total; n++)
			if (n % step == 1 || step == 1 || n > total - last)
				print n
	}'
}
# tries NAME WRITES ARGUMENT…
tries() {
	name=$1 writes=$2
	shift 2
	: >"$tmp/bad"
	tried=0
	for kind in malloc read write fsync rename mmap fork poll open; do
		afresh
		rm -f "$tmp/screen"
		faulty 0 "$@"
		want=$?
		[ ! -e "$tmp/screen" ] || mv "$tmp/screen" "$tmp/out"
		cp "$tmp/out" "$tmp/want"
		total=$(cat "$tmp/count")
		for at in $(numbers "$total"); do
			[ "$writes" = no ] || afresh
			rm -f "$tmp/screen"
			faulty "$at" "$@"
			status=$?
			[ ! -e "$tmp/screen" ] || mv "$tmp/screen" "$tmp/out"
			judge $status
			[ "$writes" = no ] || is_kept
			tried=$((tried + 1))
		done
	done
	sort "$tmp/bad" | uniq | head -20
	: >"$tmp/out"
	: >"$tmp/err"
	[ "$tried" -gt "$least" ] && [ ! -s "$tmp/bad" ]
	ok $? "$name: $tried faults"
}
tries show no -o show pane:talks
tries 'show a file' no -o show "$tmp/n0.html"
tries json no -o -f json show "$tmp/n0.html"
tries list no -o list cache
tries 'list catalogue' no -o -f tsv list catalogue
tries search no -o search ferry
tries cited-by no -o cited-by 'S/RES/2254(2015)'
tries info no info
tries cite no -o cite 'S/RES/2254(2015)'
tries add yes add "$tmp/n2.html"
tries 'feed add' yes feed add https://two.example/feed.xml
tries 'marks export' no marks export -
tries verify yes verify
tries reindex yes verify --reindex
tries pack yes pack
tries prune yes prune --dry-run
tries fetch yes fetch https://127.0.0.1:9/x
# A quota is a disk that is full, whichever write it ends, or the putting on the disk of what was
# written: of one, and of all from there on.
# quota NAME ARGUMENT…
quota() {
	name=$1
	shift
	: >"$tmp/bad"
	all=0
	for kind in write fsync; do
		for FAULT_ALL in '' 1; do
			[ -n "$FAULT_ALL" ] && export FAULT_ALL || unset FAULT_ALL
			afresh
			faulty 0 "$@"
			want=$?
			total=$(cat "$tmp/count")
			all=$((all + total))
			for at in $(numbers "$total"); do
				afresh
				faulty "$at" "$@"
				status=$?
				[ $status = 4 ] || [ $status = "$want" ] || bad "status $status"
				[ $status != 4 ] || grep -q '^palais: .*: the disk is full[:,] ' "$tmp/err" || bad "told: $(head -1 "$tmp/err")"
				[ "$(wc -l <"$tmp/err")" -le 1 ] || bad 'more than a line'
				is_kept
			done
		done
	done
	unset FAULT_ALL
	sort "$tmp/bad" | uniq | head -20
	[ "$all" -gt 12 ] && [ ! -s "$tmp/bad" ]
	ok $? "a quota: $name"
}
FAULT_WHY=quota
export FAULT_WHY
quota add add "$tmp/n2.html"
quota pin -o pin 'S/RES/2254(2015)'
quota pack pack
quota reindex verify --reindex
unset FAULT_WHY
# the verbs that are left, fewer of each
most=${FAULTS_MOST:-1}
last=${FAULTS_LAST:-1}
least=8
run export "$tmp/bundle.xz" >/dev/null
run marks export "$tmp/marks.json" >/dev/null
tries cites no -o cites "file://$tmp/n0.html"
tries votes no -o votes 'S/RES/2118(2013)'
tries symbols no symbols "$tmp/n0.html"
tries history no -o history "file://$tmp/n0.html"
tries diff no -o diff "file://$tmp/n0.html"
tries notes no notes
tries tags no tags
tries unread no unread
tries 'feed list' no -o feed list
tries pin yes -o pin 'S/RES/2254(2015)'
tries 'feed off' yes feed off https://press.example/feed.xml
tries export yes export --force "$tmp/out.xz"
tries 'export as WARC' yes export --force --warc "$tmp/out.warc"
tries import yes import "$tmp/bundle.xz"
tries 'marks import' yes marks import "$tmp/marks.json"
tries sync yes -o sync
tries repair yes verify --repair
echo "1..$n"
