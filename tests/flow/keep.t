#!/bin/sh
# SPDX-License-Identifier: ISC
# The store looked after: damage is found and named, the index made anew; pins; what is let go of.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..26
port=9
for i in 1 2 3; do
	printf '<!DOCTYPE html><html lang="en"><title>Ledger %s</title><h1>Ledger %s</h1><p>Page %s of the harbour ledger lists what was landed, by whom and for whom, day after day.</p></html>' \
		$i $i $i >"$tmp/$i.html"
done
palais add "$tmp/1.html" "$tmp/2.html" "$tmp/3.html" >"$tmp/out" 2>"$tmp/err"
palais verify >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ ! -s "$tmp/err" ]; ok $? "a good store passes, and nothing is said of it"
grep -q "own.store	texts: 3, versions: 3, incomplete: 0, documents: 3, .*	no faults" "$tmp/out"
ok $? "what was looked at is counted"
grep -q "starter.store	texts" "$tmp/out"; ok $? "the one that is shipped as well"

cp "$tmp/own.store" "$tmp/good.store"
# what is packed begins with these four bytes; what is damaged is to be the bytes of a page
LC_ALL=C grep -abo "$(printf '\050\265\057\375')" "$tmp/own.store" | cut -d: -f1 >"$tmp/at"
while read -r at; do
	cp "$tmp/good.store" "$tmp/own.store"
	printf 'P' | dd of="$tmp/own.store" bs=1 seek=$((at + 12)) conv=notrunc 2>/dev/null
	palais verify >"$tmp/out" 2>"$tmp/err"
	grep -q "1 fault$" "$tmp/out" && break
done <"$tmp/at"
palais verify >"$tmp/out" 2>"$tmp/err"
[ $? = 4 ]; ok $? "damage is exit 4"
[ "$(wc -l <"$tmp/err")" = 2 ] && grep -q "^palais: sha256:.* en, version [123]: .*does not unpack" "$tmp/err"
ok $? "one line for the fault, and one for the store"
grep -q "1 fault$" "$tmp/out"; ok $? "the summary counts it"

cp "$tmp/good.store" "$tmp/own.store"
palais verify --reindex >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "3 texts indexed again" "$tmp/out"; ok $? "the index is made anew"
palais search harbour ledger >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c '^sha256:' "$tmp/out")" = 3 ]; ok $? "and everything is found by it"

# -- pins
palais pin S/RES/9001 https://press.example/en/ledger.htm >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(grep -c '	pinned$' "$tmp/out")" = 2 ]; ok $? "what is not here may be pinned"
palais -f tsv list pinned >"$tmp/out" 2>"$tmp/err"
grep -q "^https://press.example/en/ledger.htm			no$" "$tmp/out"; ok $? "and is listed as not here"
short=$(palais -f tsv list cache | sed -n '2s/	.*//p' | cut -c1-19)
palais pin "$short" >"$tmp/out" 2>"$tmp/err" && palais list pinned >"$tmp/out" && grep -q "Ledger" "$tmp/out"
ok $? "the beginning of a hash will do"
palais unpin S/RES/9001 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && palais unpin S/RES/9001 >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "unpinned once"
palais pin pane:talks >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a page of our own cannot be pinned"
palais verify >"$tmp/out" 2>"$tmp/err"; ok $? "verify finds nothing in that"

# -- letting go
start_origin
write_page en/tide.htm "A tide" "The tide was late."
write_page en/ebb.htm "An ebb" "The ebb was early."
base=https://press.example/en
PALAIS_NOW=2024-01-01T10:00:00 palais fetch $base/tide.htm $base/ebb.htm >"$tmp/out" 2>"$tmp/err"
stop_origin
palais pin $base/ebb.htm >"$tmp/out" 2>"$tmp/err"
palais --dry-run prune >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "tide.htm	en	old	" "$tmp/out" && grep -q "^would go: 1, .*; stays: " "$tmp/out"
ok $? "what would go is said"
palais -o show $base/tide.htm >"$tmp/out" 2>"$tmp/err"; ok $? "and is there yet"
palais prune --keep 0 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(wc -l <"$tmp/out")" = 2 ] && grep -q "^let go of: 1, " "$tmp/out"
ok $? "what is pinned or from a file stays, whatever the size"
palais -o show $base/tide.htm >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && palais -o show $base/ebb.htm >"$tmp/out" 2>"$tmp/err"; ok $? "the rest is gone"
palais verify >"$tmp/out" 2>"$tmp/err"; ok $? "and leaves nothing behind"
for wrong in "--keep many" "--keep 5T" "--older -1" "--older 1x"; do
	# shellcheck disable=SC2086
	palais prune $wrong >"$tmp/out" 2>"$tmp/err"
	[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ] || break
done
[ "$wrong" = "--older 1x" ] && [ -s "$tmp/err" ]; ok $? "sizes and days are numbers"

# -- small
palais pack >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ ! -s "$tmp/err" ] && grep -q "own.store	packed: 0; .* was " "$tmp/out"
ok $? "a store of today is packed"
palais pack now >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "pack takes no arguments"
palais verify --since 2024 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "own.store	.*versions: [1-9]" "$tmp/out"; ok $? "what came since a day is looked at"
palais verify --since 2999-01-01 >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "own.store	.*versions: 0, " "$tmp/out"; ok $? "and nothing else"
for wrong in yesterday 2026-13 2026-02-31; do
	palais verify --since $wrong >"$tmp/out" 2>"$tmp/err"
	[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "a date" "$tmp/err" || break
done
[ "$wrong" = 2026-02-31 ] && grep -q "a date" "$tmp/err"; ok $? "a day that is none is said"

# -- much at once
if script -q -e -c true /dev/null </dev/null >/dev/null 2>&1; then
	i=0
	while [ $i -lt 14 ]; do
		printf '<!DOCTYPE html><html lang="en"><title>Barge %s</title><p>Barge number %s was moored at quay %s.</p>' $i $i $i >"$tmp/barge$i.html"
		i=$((i + 1))
	done
	TERM=xterm script -q -e -c "./palais --no-config -l en -S '$tmp/many.store' add '$tmp'/barge*.html" "$tmp/terminal" </dev/null >"$tmp/out" 2>"$tmp/err"
	grep -q "$(printf '\rsearch index put in order: .*\033\[K\r\033\[K')" "$tmp/terminal"
	ok $? "a terminal is told that the index is put in order, and the line is cleared"
else
	ok 0 "a terminal is told that the index is put in order # SKIP no script"
fi
