#!/bin/sh
# SPDX-License-Identifier: ISC
# palais-parse opens no conversion of the C library: a sealed process cannot load one, and
# before the seal they cost more than a small page does.
command -v nm >/dev/null 2>&1 || {
	echo "1..0 # SKIP nm is not here"
	exit 0
}
n=0
echo 1..4
for program in palais-parse palais-parse-zip; do
	nm -D -u "./$program" >imports.txt 2>&1
	n=$((n + 1))
	if grep -q ' read$\| read@' imports.txt; then echo "ok $n - $program: what it imports is read"
	else echo "not ok $n - $program: what it imports is read"; fi
	n=$((n + 1))
	if grep -q ' iconv' imports.txt; then echo "not ok $n - $program imports no iconv"
	else echo "ok $n - $program imports no iconv"; fi
done
rm -f imports.txt
