#!/bin/sh
# SPDX-License-Identifier: ISC
# Who opens anything. What a reader names is opened by model/base/rights.c alone, which knows
# whether this run may; everybody else who opens, makes or looks for a file, or starts a program,
# is a row of doors.tsv, with what it opens and why no reader leads it elsewhere. A new call
# is a new row, or goes through the doors.
cd "${srcdir:-.}" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
echo 1..3
lacking() {
	n=$((n + 1))
	sed "s|^|# $1: |" "$tmp/bad"
	if [ -s "$tmp/bad" ]; then echo "not ok $n - $1"; else echo "ok $n - $1"; fi
}
calls='fopen|freopen|open|openat|creat|opendir|scandir|mkdir|rename|unlink|link|symlink|truncate|chmod|chown|mkstemp|mkdtemp|stat|lstat|statfs|access|realpath|readlink|execl|execlp|execle|execv|execvp|execve|posix_spawn|posix_spawnp|popen|system|fork|vfork|dlopen|sqlite3_open|sqlite3_open_v2'
# comments are no calls; a field or a function of our own that ends so (m->open, wire_open) is none
find main.c model fetch session tui cli -name '*.c' | sort | while read -r f; do
	sed 's|/\*.*\*/||; /^ \*/d; s|"[^"]*"||g' "$f" |
		grep -oE "(^|[^A-Za-z0-9_>.])($calls) ?\(" | grep -oE "[a-z_0-9]+" | sort -u | sed "s|^|$f	|"
done >"$tmp/calls"
grep -q '^model/base/rights.c	open$' "$tmp/calls" || echo "the calls were not read" >"$tmp/bad"
touch "$tmp/bad"
lacking "the calls were read"
awk -F '\t' 'FNR > 1 { k = split($2, c, " "); for (i = 1; i <= k; i++) print $1 "\t" c[i] }' tests/doors.tsv | sort >"$tmp/rows"
LC_ALL=C sort -o "$tmp/rows" "$tmp/rows"
LC_ALL=C sort "$tmp/calls" | LC_ALL=C comm -23 - "$tmp/rows" >"$tmp/bad"
lacking "who opens anything is a row of doors.tsv"
LC_ALL=C sort "$tmp/calls" | LC_ALL=C comm -13 - "$tmp/rows" >"$tmp/bad"
lacking "each row is of something that is opened"
