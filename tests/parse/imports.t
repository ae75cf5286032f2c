#!/bin/sh
# SPDX-License-Identifier: ISC
# palais-parse opens no conversion of the C library: a sealed process cannot load one, and
# before the seal they cost more than a small page does. Nor is it linked with libzip and
# OpenSSL, which cost as much, and which it opens for archives alone; nor with what reads pictures.
command -v readelf >/dev/null 2>&1 || {
	echo "1..0 # SKIP readelf is not here"
	exit 0
}
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
echo 1..6
readelf -W --dyn-syms ./palais-parse >"$tmp/imports" 2>&1
readelf -d ./palais-parse >"$tmp/needs" 2>&1
grep -q ' UND read\(@\|$\)' "$tmp/imports"; ok $? "what palais-parse imports is read"
! grep -q ' UND iconv' "$tmp/imports"; ok $? "it imports no iconv"
grep -q 'NEEDED.*libc\.' "$tmp/needs"; ok $? "what it is linked with is read"
! grep -q 'NEEDED.*\(libzip\|libcrypto\)' "$tmp/needs"; ok $? "neither libzip nor OpenSSL"
! grep -q 'NEEDED.*\(libpng\|libjpeg\|libwebp\)' "$tmp/needs"; ok $? "no library for pictures"
readelf -d ./palais >"$tmp/own" 2>&1
! grep -q 'NEEDED.*\(libpng\|libjpeg\|libwebp\)' "$tmp/own" && ! grep -q 'libpng\|libjpeg\|libwebp' ./palais; ok $? "and palais itself knows none"
