#!/bin/sh
# SPDX-License-Identifier: ISC
# What compiler and linker do against mistakes, read in the programs as they are built. Of what
# CFLAGS or LDFLAGS speak themselves nothing is asked, nor of a build with sanitizers.
command -v readelf >/dev/null 2>&1 || { echo "1..0 # SKIP readelf is not here"; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
programs="palais palais-fetch palais-parse palais-carry"
[ ! -e palais-parse-pdf ] || programs="$programs palais-parse-pdf"
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/lacking"; fi; }
given=" $(sed -n 's/^\(CC\|CFLAGS\|CPPFLAGS\|LDFLAGS\) = //p' Makefile | tr '\n' ' ')"
machine=$(readelf -h palais | sed -n 's/^ *Machine: *//p')
# each PATTERN READELF-OPTION WHAT [SPOKEN-OF]: every program has it
each() {
	case $given in *$4*) [ -z "$4" ] || { ok 0 "$3 # SKIP $4 was given"; return; } ;; esac
	for p in $programs; do
		readelf -W "$2" "$p" >"$tmp/elf" 2>&1
		grep -q -- "$1" "$tmp/elf" || echo "$p"
	done >"$tmp/lacking"
	[ ! -s "$tmp/lacking" ]
	ok $? "$3"
}

echo 1..8
each 'Type: *DYN' -h "programs lie anywhere in memory (PIE)" -no-pie
each 'FLAGS_1.*NOW' -d "names are bound at once" -z,relro
each 'GNU_RELRO' -l "and what was bound is read-only" -z,relro
each 'GNU_STACK.* RW ' -l "no stack is executed" -execstack
each '__stack_chk_fail' --dyn-syms "stacks have guards" stack-protector
sed -n 's/^PALAIS_CFLAGS = //p' Makefile >"$tmp/flags"
if grep -q -e -fsanitize "$tmp/flags"; then
	ok 0 "buffers are checked # SKIP sanitizers do"
else
	case $given in
	*_FORTIFY_SOURCE*|*" -O0"*) ok 0 "buffers are checked # SKIP CFLAGS say otherwise" ;;
	*) each '_chk@\|_chk$' --dyn-syms "buffers are checked" ;;
	esac
fi
case $given in
*-fcf-protection*) ok 0 "jumps land where they may # SKIP it was given" ;;
*) case $machine in
	*X86-64)
		readelf -n main.o >"$tmp/lacking" 2>&1
		grep -q 'IBT, SHSTK' "$tmp/lacking"; ok $? "jumps land where they may (CET)" ;;
	*) ok 0 "jumps land where they may # SKIP another machine" ;;
	esac ;;
esac
case $given in
*stack-clash*) ok 0 "large frames are walked page by page # SKIP it was given" ;;
*) make -n -W "$(sed -n 's/^srcdir = //p' Makefile)/main.c" main.o 2>/dev/null >"$tmp/lacking"
	case $machine in
	*X86-64) grep -q -e '-fstack-clash-protection' "$tmp/lacking"; ok $? "large frames are walked page by page" ;;
	*) ok 0 "large frames are walked page by page # SKIP another machine" ;;
	esac ;;
esac
