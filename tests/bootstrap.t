#!/bin/sh
# SPDX-License-Identifier: ISC
# bootstrap, over a small source of our own in palais' stead: what it installs, what it says,
# and where it builds. apt-get, dpkg-query, sudo and id are stand-ins that keep account.
srcdir=${srcdir:-.}
top=$(cd "$srcdir" && pwd)
tmp=$(mktemp -d) || exit 99
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
LC_ALL=C
HOME=$tmp/home
XDG_CACHE_HOME=
export LC_ALL HOME XDG_CACHE_HOME
unset PALAIS_BUILD PALAIS_CONFIGURE MAKEFLAGS MFLAGS MAKELEVEL TESTS CDPATH || :
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" | tail -n 15; fi; }
says() { grep -qF -- "$1" "$tmp/err"; }

for tool in autoreconf automake gcc make pkg-config; do
	command -v $tool >/dev/null 2>&1 || { echo "1..0 # SKIP no $tool here"; exit 0; }
done
echo 1..41

# -- a small source, and a small system -------------------------------------------

mkdir -p "$tmp/bin" "$tmp/home" "$tmp/tree/tests"
cp "$top/bootstrap" "$tmp/tree/bootstrap"
cat >"$tmp/tree/configure.ac" <<'AC'
AC_INIT([small], [1])
AC_CONFIG_AUX_DIR([build-aux])
AC_REQUIRE_AUX_FILE([tap-driver.sh])
AM_INIT_AUTOMAKE([1.16 foreign subdir-objects])
AM_SILENT_RULES([yes])
AC_PROG_CC
AC_ARG_ENABLE([fault], [], [AC_MSG_ERROR([the switch for faults])])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
AC
cat >"$tmp/tree/Makefile.am" <<'AM'
bin_PROGRAMS = palais
palais_SOURCES = main.c a.c b.c c.c d.c e.c f.c g.c h.c i.c j.c k.c l.c
TEST_EXTENSIONS = .t
T_LOG_DRIVER = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TESTS = tests/one.t tests/two.t
EXTRA_DIST = bootstrap $(TESTS)
AM
for f in a b c d e f g h i j k l; do
	echo "int $f(void); int $f(void) { return 0; }" >"$tmp/tree/$f.c"
done
cat >"$tmp/tree/main.c" <<'C'
#include <stdio.h>
int main(int n, char **words) { printf("%d words, the first %s\n", n - 1, n > 1 ? words[1] : ""); return 0; }
C
printf '#!/bin/sh\necho 1..2\necho ok 1\necho ok 2\n' >"$tmp/tree/tests/one.t"
# shellcheck disable=SC2016
printf '#!/bin/sh\necho 1..2\necho ok 1\n[ ! -e "$HOME/fault" ] || printf "not "\necho ok 2\n' >"$tmp/tree/tests/two.t"
chmod +x "$tmp/tree/tests/"*.t

# Installed is what stands in $HOME/installed. apt-get installs unless $HOME/offline is
# there, and knows of packages once it was updated.
cat >"$tmp/bin/dpkg-query" <<'S'
#!/bin/sh
for p; do grep -qx -e "$p" "$HOME/installed" 2>/dev/null && echo "ii $p"; done
S
cat >"$tmp/bin/apt-get" <<'S'
#!/bin/sh
echo "$*" >>"$HOME/asked"
[ ! -e "$HOME/offline" ] || { echo "E: no way to any mirror"; exit 100; }
case " $* " in *" update "*) : >"$HOME/updated"; exit 0 ;; esac
[ -e "$HOME/updated" ] || { echo "E: lists are empty"; exit 100; }
for i in 1 2 3 4 5 6 7 8; do echo "dlstatus:$i:$((i * 10)).5:Retrieving file $i of 8"; done
echo "Unpacking things"
for i in 5 50 100; do echo "pmstatus:thing:$i.0000:Installing thing"; done
for p; do echo "$p"; done >>"$HOME/installed"
S
# shellcheck disable=SC2016
printf '#!/bin/sh\necho "sudo $*" >>"$HOME/asked"\nexec "$@"\n' >"$tmp/bin/sudo"
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ "$*" != -u ] || exec cat "$HOME/id"\nexec /usr/bin/id "$@"\n' >"$tmp/bin/id"
chmod +x "$tmp/bin/"*
PATH=$tmp/bin:$PATH
export PATH
echo 0 >"$HOME/id"
boot() { ./bootstrap "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; }

# -- packages --------------------------------------------------------------------

cd "$tmp/tree" || exit 99
boot run one two; ok $? "a tree of which nothing is made is built and run"
[ "$(cat "$tmp/out")" = "2 words, the first one" ]; ok $? "with the words that were given"
[ "$(grep -c . "$HOME/asked")" = 3 ] && sed -n 2p "$HOME/asked" | grep -q ' update$'
ok $? "packages are asked for, and once more after an update"
asked=$(tail -n 1 "$HOME/asked")
echo "$asked" | grep -q -e '--no-install-recommends .*install '; ok $? "only what is named and what that needs"
echo "$asked" | grep -q ' ca-certificates '; ok $? "ca-certificates are among them"
! echo "$asked" | grep -q 'cmocka\|tmux\|libvterm'; ok $? "and nothing that tests need"
echo "$asked" | grep -q ' autoconf automake '; ok $? "configure has to be made, so what makes it"
says "packages: fetching 80 of 100 %" && says "packages: installing 50 of 100 %"
ok $? "how far the packages are"
[ "$(grep -c 'packages: fetching' "$tmp/err")" -le 9 ]; ok $? "a line for each tenth"
grep -q 'generating configure' "$tmp/err" && grep -q 'configuring in' "$tmp/err"; ok $? "what is done, step by step"
says "compiling 14 of 14"; ok $? "and how far compiling is, of how many"
[ "$(grep -c 'compiling' "$tmp/err")" -le 10 ]; ok $? "a line for each tenth there too"
: >"$HOME/asked"
boot run; [ $? = 0 ] && [ ! -s "$tmp/err" ] && [ ! -s "$HOME/asked" ]
ok $? "with everything there it asks for nothing and says nothing"

boot check; ok $? "the tests run"
tail -n 1 "$HOME/asked" | grep -q ' libcmocka-dev .*tmux' && ! grep -q 'poppler\|gcc' "$HOME/asked"
ok $? "with the packages that they need, and no others"
[ "$(tail -n 1 "$tmp/out")" = "4 passed, 0 failed" ]; ok $? "the last line has the totals"
says "testing 2 of 2"; ok $? "and how far they are"
: >"$HOME/fault"
boot check; [ $? != 0 ] && [ "$(tail -n 1 "$tmp/out")" = "3 passed, 1 failed" ]; ok $? "a fault is in the totals and the status"
says "FAIL: tests/two.t 2" && says "$tmp/tree/build/check.log"; ok $? "with its name, and the log's place"
rm "$HOME/fault"

# a made configure, as a tarball has it, wants nothing that makes one
cp -a "$tmp/tree" "$tmp/tarball" && rm -rf "$tmp/tarball/build" "$tmp/tarball/build-aux/.generated"
rm "$HOME/installed"; : >"$HOME/asked"
(cd "$tmp/tarball" && boot run made); [ "$(cat "$tmp/out")" = "1 words, the first made" ]; ok $? "a tarball is built"
tail -n 1 "$HOME/asked" | grep -q ' gcc ' && ! grep -q 'autoconf\|automake' "$HOME/asked"
ok $? "without what makes configure"

echo 1000 >"$HOME/id"
rm "$HOME/installed"; : >"$HOME/asked"
boot run; ok $? "as a user"
grep -q '^sudo env .*apt-get.* install ' "$HOME/asked"; ok $? "packages are installed with sudo"
rm "$HOME/installed"; mv "$tmp/bin/sudo" "$tmp/sudo"
if ! command -v sudo >/dev/null 2>&1; then
	boot run; [ $? = 1 ] && says "as root: apt-get update && apt-get install --no-install-recommends make gcc"
	ok $? "and without sudo it is said what root would type"
else
	ok 0 "and without sudo it is said what root would type # SKIP there is another sudo"
fi
mv "$tmp/sudo" "$tmp/bin/sudo"
echo 0 >"$HOME/id"

# -- what fails ------------------------------------------------------------------

: >"$HOME/offline"
boot run; [ $? = 1 ] && says "E: no way to any mirror" && says "all of it: $tmp/tree/build/packages-update.log"
ok $? "packages that cannot come: the log's end, and its place"
rm "$HOME/offline"
PALAIS_BUILD=faulty PALAIS_CONFIGURE=--enable-fault boot; [ $? = 1 ] && says "the switch for faults" &&
	says "all of it: $tmp/tree/faulty/configure.log"
ok $? "a configure that fails, in a folder that was named"
echo 'int e(void) { return nothing_of_the_kind; }' >e.c
boot; [ $? = 1 ] && says "nothing_of_the_kind" && says "all of it: $tmp/tree/build/make.log"
ok $? "a compiler's error"
echo 'int e(void); int e(void) { return 0; }' >e.c
echo 'AC_NO_SUCH_MACRO_HERE([' >>configure.ac
boot; [ $? = 1 ] && says "configure.ac" && says "all of it: $tmp/tree/build/autoreconf.log"
ok $? "a configure that cannot be made"
sed -i '$d' configure.ac
boot; ok $? "and all of that mended"
boot nothing; [ $? = 2 ] && says "usage"; ok $? "a word that it does not know"

# -- on a terminal ---------------------------------------------------------------

if command -v script >/dev/null 2>&1; then
	touch [a-l].c
	script -qec ./bootstrap /dev/null </dev/null >"$tmp/err" 2>&1
	esc=$(printf '\033')
	grep -q "$esc\[Kbootstrap: compiling 3 of 13.*$esc\[Kbootstrap: compiling 13 of 13" "$tmp/err"
	ok $? "one line is written over"
else
	ok 0 "one line is written over # SKIP no script(1) here"
fi

# -- where it is ------------------------------------------------------------------

cp -a "$tmp/tree" "$tmp/a b" && rm -rf "$tmp/a b/build"
(cd "$tmp/a b" && rm -f configure && boot check); ok $? "a path with a space"
mv "$tmp/a b" "$tmp/a b 'c"
(cd / && PALAIS_BUILD="$tmp/d e/built here" "$tmp/a b 'c/bootstrap" run x >"$tmp/out" 2>"$tmp/err")
[ "$(cat "$tmp/out")" = "1 words, the first x" ]; ok $? "and a quote, and another one to build in, from elsewhere"

# As somebody who may not write there. Root may everywhere: nobody is asked instead.
other() { "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; }
mkdir "$tmp/other"
if [ "$(/usr/bin/id -u)" = 0 ]; then
	chown 65534:65534 "$tmp/other"
	chmod 755 "$tmp"
	other() { setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$tmp/other" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; }
fi
cp "$HOME/installed" "$HOME/id" "$tmp/other/"
if other test -w "$tmp/tree" && ! chmod -R a-w "$tmp/tree"; then exit 99; fi
chmod -R a-w "$tmp/tree"
HOME=$tmp/other
cache=$tmp/other/.cache/palais
cd / || exit 99

other "$tmp/tree/bootstrap" run mine; [ "$(cat "$tmp/out")" = "1 words, the first mine" ]
ok $? "a source that cannot be written is built"
says "$tmp/tree/build cannot be written" && says "building in $cache/build-"; ok $? "in the reader's cache, and that is said"
[ -z "$(find "$cache" -name source)" ]; ok $? "without a copy of the source"
other env PALAIS_BUILD="$tmp/tree/build" "$tmp/tree/bootstrap"; [ $? = 1 ] && says "PALAIS_BUILD=FOLDER"
ok $? "a folder that was named and cannot be written is refused"

# one built by another user, and a file changed since: configure is older than its source
chmod u+w "$tmp/tree" "$tmp/tree/configure.ac"
touch "$tmp/tree/configure.ac"
chmod a-w "$tmp/tree" "$tmp/tree/configure.ac"
other "$tmp/tree/bootstrap" check; ok $? "where configure would have to be made anew"
says "copying the source" && [ "$(tail -n 1 "$tmp/out")" = "4 passed, 0 failed" ]; ok $? "a copy of the source is built"
other "$tmp/tree/bootstrap" run; [ $? = 0 ] && ! says "copying" && ! says "compiling"; ok $? "and not copied nor compiled again"
chmod u+w "$tmp/tree" "$tmp/tree/main.c"
sed -i 's/the first/the very first/' "$tmp/tree/main.c"
chmod a-w "$tmp/tree" "$tmp/tree/main.c"
other "$tmp/tree/bootstrap" run new; [ "$(cat "$tmp/out")" = "1 words, the very first new" ]; ok $? "until it changes"
