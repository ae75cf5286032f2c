#!/bin/sh
# SPDX-License-Identifier: ISC
# palais list: kinds, forms, exit status.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
palais() { ./palais --no-config -o -l en -S "$tmp/p.store" "$@"; }
rows() { echo $(($(wc -l <"$1") - 1)); }

echo 1..61
for pair in documents:documents.tsv timeline:timeline.tsv rounds:rounds.tsv \
	figures:figures.tsv agencies:agencies.tsv sources:sources.tsv \
	languages:languages.tsv persons:persons.tsv; do
	kind=${pair%%:*} file=$srcdir/data/${pair#*:}
	palais -f tsv list "$kind" >"$tmp/out"
	[ "$(rows "$tmp/out")" = "$(rows "$file")" ]; ok $? "$kind has as many rows as its table"
	# what it can be judged by stands last
	case $kind in
	documents) more='	official	source_kind' ;;
	sources | languages) more= ;;
	*) more='	source_kind' ;;
	esac
	[ "$(head -1 "$tmp/out")" = "$(head -1 "$file")$more" ]; ok $? "$kind has its columns"
done
palais -f tsv list documents | cut -f1 | tail -n +2 >"$tmp/a"
tail -n +2 "$srcdir/data/documents.tsv" | cut -f1 | cmp -s - "$tmp/a"; ok $? "documents in their order"
palais -f tsv list timeline | sed -n 2p | grep -q '^event:1	'; ok $? "ids are addresses"
palais -f tsv list catalogue >"$tmp/out"
cut -f1 "$tmp/out" | tail -n +2 | sort >"$tmp/a"
for f in resolutions documents; do tail -n +2 "$srcdir/data/$f.tsv" | cut -f1; done |
	grep -v '^NOSYM' | sort -u | comm -13 "$tmp/a" - >"$tmp/b"
[ ! -s "$tmp/b" ]; ok $? "the catalogue has every resolution and document"
[ -z "$(uniq -d "$tmp/a")" ]; ok $? "and each once"
awk -F'\t' 'NF != 12 { bad = 1 } END { exit bad }' "$tmp/out"; ok $? "twelve columns a row"
awk -F'\t' '$1 == "A/RES/76/1" && $12 == "A C E F R S" { good = 1 } END { exit !good }' "$tmp/out"
ok $? "the last has the languages of a text"
for kind in talks humanitarian iiim; do
	palais -f tsv list $kind | awk -F'\t' 'NF != 7 { bad = 1 } END { exit bad || NR < 50 }'
	ok $? "the entries of $kind"
done
palais -f json list rounds | tr -d '\n' | grep -q '^\[{"id":"round:1",.*"}\]$'; ok $? "JSON is an array"
[ "$(palais -w 40 list timeline | wc -L)" -le 40 ]; ok $? "forty columns are kept"
for w in 50 200; do palais -w $w list catalogue | tr -d ' \n' | fold -w 1 | sort | uniq -c >"$tmp/$w"; done
cmp -s "$tmp/50" "$tmp/200"; ok $? "every letter stands at any width"
palais -w 80 list documents | tr -d '\n' | LC_ALL=C grep -q '[[:cntrl:]]'
[ $? = 1 ]; ok $? "no control character"
palais list moons >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "an unknown kind is wrong usage"
palais list | grep -q '^catalogue .* [0-9]*$'; ok $? "the kinds with their counts"
palais -f tsv votes A/RES/71/248 >"$tmp/out"
[ "$(awk -F'\t' 'NR > 1 { n[$3]++ } END { print n["in favour"] "-" n["against"] "-" n["abstained"] }' "$tmp/out")" = 105-15-52 ]
ok $? "who voted how on A/RES/71/248"
palais -f json votes A/RES/71/248 | grep -q '"source":"E. Voeten.*","status":"confirmed"'
ok $? "and where that was read"
palais votes S/2016/846 | grep -q 'press.un.org'; ok $? "a draft that was vetoed says it too"
palais -f tsv votes --state China >"$tmp/out"
tail -n +2 "$tmp/out" | cut -f2 | sort -rc; ok $? "the votes of a state follow each other by date"
grep -q '^S/2011/612	2011-10-04	against	' "$tmp/out"; ok $? "drafts among them"
palais votes --state >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a state without a name is wrong usage"
title='International, Impartial and Independent Mechanism to Assist in the Investigation and Prosecution of Persons Responsible for the Most Serious Crimes under International Law Committed in the Syrian Arab Republic since March 2011'
palais -f bibtex cite A/RES/71/248 | grep -qF "title = {{$title}}"; ok $? "a reference has the official title"
palais cite S/2012/77 | grep -qF '“[Arab League transition plan (veto: China, Russia)]”'
ok $? "or a description in brackets"
palais -f tsv list catalogue >"$tmp/out"
awk -F'\t' -v t="$title" '$1 == "A/RES/71/248" && $3 == t { good = 1 } END { exit !good }' "$tmp/out"
ok $? "the catalogue has the title"
awk -F'\t' '$1 == "S/2012/77" && $3 ~ /^\[.*\]$/ { good = 1 } END { exit !good }' "$tmp/out"
ok $? "and the description"
palais -w 300 list catalogue >"$tmp/a"
palais -w 300 list documents >"$tmp/b"
label='Road map for a political settlement in Syria'
grep -q "$label.*S/RES/2254 (2015)" "$tmp/a" && grep -q "$label.*S/RES/2254 (2015)" "$tmp/b"
ok $? "lists agree on what they call a text"
palais search road map political settlement | grep -q "$label"; ok $? "and so does search"
palais show S/RES/2254 | head -1 | grep -q "$label"; ok $? "and the card"
palais -f tsv list timeline | awk -F'\t' '
	FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$1 == "event:84" && $at["source_kind"] == "UN page" { n++ }
	$1 == "event:18" && $at["source_kind"] == "UN document" { n++ }
	$1 == "event:100" && $at["source_kind"] == "other official" { n++ }
	$1 == "event:41" && $at["source_kind"] == "other" { n++ }
	$1 == "event:188" && $at["source_kind"] == "press" { n++ }
	END { exit n != 5 }'; ok $? "the kind of source of a fact"
palais -f json list figures | grep -q '"source_kind":"UN page"'; ok $? "and in JSON"
palais -w 120 list timeline | grep -q 'Geneva II, second round~'; ok $? "an essay confirms nothing"
palais show event:41 >"$tmp/out"
grep -q 'Kind of source *other: an essay' "$tmp/out"; ok $? "its own page says of what kind its source is"
grep -q 'Status .*cannot confirm it alone~' "$tmp/out"; ok $? "and what that means"
for pane in talks humanitarian iiim library; do palais show "pane:$pane"; done |
	grep -oE '(list|pane):[^ ]+$' | sort -u >"$tmp/ids"
while read -r id; do palais list "$id" >/dev/null 2>&1 || echo "$id"; done <"$tmp/ids" >"$tmp/bad"
[ "$(wc -l <"$tmp/ids")" -gt 15 ] && [ ! -s "$tmp/bad" ]; ok $? "list takes every id that pages print"
[ "$(palais -f tsv list 'list:timeline/kind=veto;pane=talks' | tail -n +2 | cut -f10 | sort -u)" = veto ]
ok $? "with its filter"
[ "$(palais -f tsv list 'list:documents/pane=iiim;type!draft_vetoed' | cut -f5 | grep -c 'draft vetoed')" = 0 ]
ok $? "also one that leaves out"
[ "$(palais list | sed -n 's/^catalogue .* //p')" = "$(palais --no-links show pane:library | sed -n 's/^- Catalogue.* //p')" ]
ok $? "counts agree"
palais -f svg list timeline >"$tmp/out"
[ "$(grep -c '<g><title>' "$tmp/out")" = "$(rows "$srcdir/data/timeline.tsv")" ]
ok $? "a plot has a mark for each date"
palais -f svg list 'list:timeline/kind=veto' >"$tmp/out"
[ "$(grep -c '<g><title>' "$tmp/out")" = "$(cut -f10 "$srcdir/data/timeline.tsv" | grep -c '^veto$')" ]
ok $? "or for those of its filter"
palais -f svg show list:rounds | tail -1 | grep -qx '</svg>'; ok $? "show draws as well"
palais -f svg list agencies >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "what is not drawn is wrong usage"
for chart in $(palais list charts | sed 's/.* //'); do
	palais -f tsv list "$chart" | awk -F'\t' -v figures="$srcdir/data/figures.tsv" '
		BEGIN { while ((getline line <figures) > 0) { split(line, f, "\t"); of["figure:" f[1]] = f[5] "\t" f[7] "\t" f[8] } }
		NR > 1 && $4 != "" && of[$4] != $6 "\t" $10 "\t" $9 { print "wrong", $0 }
		NR > 1 && $4 == "" && $6 != "" { print "without", $0 }
		NR > 1 && $4 != "" { n++ }
		END { if (!n) print "nothing" }'
done >"$tmp/bad"
[ "$(palais list charts | wc -l)" = 5 ] && [ ! -s "$tmp/bad" ]; ok $? "charts have the values of the table"
palais -f tsv list charts >"$tmp/a"
for chart in $(palais list charts | sed 's/.* //'); do palais -f tsv show "$chart" | tail -n +2; done >"$tmp/b"
tail -n +2 "$tmp/a" | cmp -s - "$tmp/b"; ok $? "one by one and all together, by list and by show"
palais -f json list chart:need | grep -q '"value":"16700000","unit":"people"'; ok $? "and in JSON"
palais list chart:moons >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a chart that is none is not found"
