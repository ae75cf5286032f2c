#!/bin/sh
# SPDX-License-Identifier: ISC
# Facts that were wrong once: each is in what `palais list` gives to programs.
# corrections.tsv: the kind of list, the id of a row, a column, what stands there.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8; export LC_ALL
table=$srcdir/tests/model/corrections.tsv
n=0

kinds=$(tail -n +2 "$table" | cut -f1 | sort -u)
echo 1..$(($(echo "$kinds" | wc -l) + 1))
for kind in $kinds; do
	./palais --no-config -o -l en -S "$tmp/p.store" -f tsv list "$kind" >"$tmp/$kind"
	awk -F'\t' -v kind="$kind" '
		FNR == 1 { if (++file == 2) for (i = 1; i <= NF; i++) at[$i] = i; next }
		file == 1 && $1 == kind { wanted[$2 "\t" $3] = $4; rows++ }
		file == 2 {
			for (name in at)
				if (($1 "\t" name) in wanted) {
					seen++
					if ($at[name] != wanted[$1 "\t" name])
						print "# " $1 " " name ": \"" $at[name] "\", not \"" wanted[$1 "\t" name] "\""
				}
		}
		END { if (seen != rows) print "# " seen + 0 " of " rows " rows are there" }
	' "$table" "$tmp/$kind" >"$tmp/wrong"
	n=$((n + 1))
	if [ -s "$tmp/wrong" ]; then echo "not ok $n - $kind"; cat "$tmp/wrong"; else echo "ok $n - $kind"; fi
done
n=$((n + 1))
if [ "$(wc -l <"$table")" -gt 130 ]; then echo "ok $n - none was left out"; else echo "not ok $n - none was left out"; fi
