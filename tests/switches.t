#!/bin/sh
# SPDX-License-Identifier: ISC
# configure's switches, as a distribution uses them: its own flags stand, a starter store of
# another build is taken, libraries stay shared, and units, the reader of PDF and pictures can be left out.
srcdir=${srcdir:-.}
top=$(cd "$srcdir" && pwd)
here=$PWD
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL TESTS || :
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; tail -n 8 "$tmp/log" | sed 's/^/# /'; fi; }
[ -x "$top/configure" ] || { echo "1..0 # SKIP no configure here"; exit 0; }
echo 1..15

mkdir "$tmp/theirs" && cd "$tmp/theirs" || exit 99
cp "$here/starter.store" "$tmp/ready.store"
"$top/configure" --with-starter="$tmp/ready.store" --disable-static-libs --without-systemd --disable-pdf --disable-pictures \
	CC=gcc CFLAGS='-O1 -fstack-protector' CPPFLAGS=-D_FORTIFY_SOURCE=2 LDFLAGS=-Wl,-z,relro >"$tmp/log" 2>&1
ok $? "all of them at once"
flags() { sed -n "s/^$1 = //p" Makefile; }
! flags PALAIS_CFLAGS | grep -q 'stack-protector\|_FORTIFY'; ok $? "flags of a kind that was given are not ours"
flags PALAIS_CFLAGS | grep -q -e '-fstack-clash-protection'; ok $? "those of other kinds are"
! flags PALAIS_LDFLAGS | grep -q -e '-z,now\|-z,relro'; ok $? "and the linker's likewise"
! grep -q '^[A-Z_]*_LIBS = .*-Bstatic' Makefile; ok $? "no library is linked statically"
make starter.store >"$tmp/log" 2>&1 && cmp -s starter.store "$tmp/ready.store" && [ ! -e mkstarter ]
ok $? "the starter store is the one that was given, and nothing is built for it"
! make -n palais-parse | grep -q 'parse/picture'; ok $? "nothing reads pictures"
touch starter.store
make -n install DESTDIR="$tmp/root" >"$tmp/install" 2>&1
grep -q 'palais-parse' "$tmp/install"; ok $? "what would be installed is read"
! grep -q 'palais-sync\.\(timer\|service\)' "$tmp/install"; ok $? "no units"
! grep -q 'palais-parse-pdf' "$tmp/install"; ok $? "no palais-parse-pdf"
cd "$here" && make -n install DESTDIR="$tmp/root" >"$tmp/install" 2>&1
grep -q 'palais-sync\.timer' "$tmp/install" || grep -q -e '--without-systemd' config.status; ok $? "which are there otherwise"
grep -q 'palais-parse-pdf' "$tmp/install" || grep -q -e '--disable-pdf' config.status; ok $? "both of them"
grep -q 'README' "$tmp/install" && grep -q 'NEWS' "$tmp/install"; ok $? "README and NEWS are installed"

mkdir "$tmp/wrong" && cd "$tmp/wrong" || exit 99
echo "not a store" >"$tmp/not.store"
"$top/configure" --with-starter="$tmp/not.store" CC=gcc >"$tmp/log" 2>&1; [ $? != 0 ]; ok $? "a file that is no store is refused"
grep -q 'not a starter store' "$tmp/log"; ok $? "and that is said"
