#!/bin/sh
# SPDX-License-Identifier: ISC
# Real PDF documents, where they lie ($PALAIS_CORPUS, or ../shared/corpus beside the
# sources). Without them this says so and proves nothing; the project's own cases do.
srcdir=${srcdir:-.}
corpus=${PALAIS_CORPUS:-$srcdir/../shared/corpus}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp
export HOME
echo 1..2
command -v pdftohtml >/dev/null 2>&1 || corpus=/nowhere
all=0 scans=0 errors=0 bare=0
for f in "$corpus"/pdf/*/*.pdf; do
	[ -e "$f" ] || continue
	all=$((all + 1))
	./palais --no-config -l en -S "$tmp/own.store" -f docfile show "$f" >"$tmp/out" 2>"$tmp/err"
	if grep -q '^F error the file is a scan' "$tmp/out"; then
		scans=$((scans + 1))
	elif grep -q '^F error ' "$tmp/out"; then
		errors=$((errors + 1))
		echo "# ${f##*/}: $(grep '^F error ' "$tmp/out")"
	elif ! grep -q '^F title ' "$tmp/out" ||
		! grep -q '^F pages ' "$tmp/out" || [ "$(grep -c '^T ' "$tmp/out")" -lt 3 ]; then
		bare=$((bare + 1))
		echo "# ${f##*/}: no title or text"
	fi
done
if [ "$all" = 0 ]; then
	echo "# corpus: PDF documents absent"
else
	echo "# corpus: $all PDF documents, $scans of them scans without text"
fi
[ "$errors" = 0 ] && echo "ok 1 - each with a text layer gives a document" || echo "not ok 1 - each with a text layer gives a document"
[ "$bare" = 0 ] && echo "ok 2 - with title and pages" || echo "not ok 2 - with title and pages"
