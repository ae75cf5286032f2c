#!/bin/sh
# SPDX-License-Identifier: ISC
# A release is the last commit, twice the same, checked and signed by the key that was named: of
# a small source in palais' stead, with keys that are thrown away. And the version of palais
# itself stands in one place.
srcdir=${srcdir:-.}
top=$(cd "$srcdir" && pwd)
here=$PWD
tmp=$(mktemp -d) || exit 99
trap 'gpgconf --kill all >/dev/null 2>&1; chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
HOME=$tmp
GNUPGHOME=$tmp/gpg
GIT_CONFIG_GLOBAL=/dev/null
export HOME GNUPGHOME GIT_CONFIG_GLOBAL
# a hook of git, or what `git rebase -x` runs, has a repository in its environment: a commit of
# ours is none of that
# shellcheck disable=SC2046
unset $(git rev-parse --local-env-vars 2>/dev/null) || :
unset MAKEFLAGS MFLAGS MAKELEVEL TESTS CDPATH || :
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/out" | tail -n 12; fi; }

echo 1..25

# -- one version -------------------------------------------------------------------

version=$(sed -n 's/^AC_INIT(\[palais\], *\[\([^]]*\)\].*/\1/p' "$top/configure.ac")
echo "$version" >"$tmp/out"
echo "$version" | grep -qx '[0-9]*\.[0-9]*\.[0-9]*'; ok $? "configure.ac has the version"
[ "$(head -n 1 "$top/NEWS")" = "$version" ]; ok $? "NEWS begins with it"
./palais --version >"$tmp/out" 2>&1; grep -qx "palais $version" "$tmp/out"; ok $? "palais says it"
grep -qx "palais-fetch $version" "$tmp/out"; ok $? "and palais-fetch"
if [ -e "$top/debian/changelog" ]; then
	sed -n '1s/^palais (\([^)-]*\).*/\1/p' "$top/debian/changelog" >"$tmp/out"
	[ "$(cat "$tmp/out")" = "$version" ]; ok $? "Debian's changelog begins with it"
else
	ok 0 "Debian's changelog begins with it # SKIP there is none"
fi
# elsewhere it is filled in, or not there
grep -rlF "$version" "$top/packaging" "$top/doc" "$top/po" "$top/main.c" "$top/session" "$top/cli" "$top/tui" \
	--include='*.in' --include='*.[1578ch]' --include='*.desktop' --include='*.po*' >"$tmp/out"
[ ! -s "$tmp/out" ]; ok $? "no manual, package or source writes it by hand"
sed -n '/^Reporting$/,/^More$/p' "$top/README" >"$tmp/out"
grep -q 'AC_INIT' "$tmp/out" && grep -q '^AC_INIT(.*@' "$top/configure.ac"
ok $? "README says where the address of who keeps it stands, and there it is"
grep -qi 'the palais authors' "$top/AUTHORS" && grep -q 'the palais authors' "$top/LICENSE"; ok $? "AUTHORS says who they are"

# -- whose licence ------------------------------------------------------------------

if git -c safe.directory='*' -C "$top" ls-files >"$tmp/files" 2>/dev/null && [ -s "$tmp/files" ]; then
	sed 1d "$top/tests/licences.tsv" >"$tmp/rows"
	while IFS= read -r file; do
		[ ! -f "$top/$file" ] || head -n 20 "$top/$file" | grep -qa 'SPDX-License-Identifier: \(ISC\|CC0-1\.0\)' || echo "$file"
	done <"$tmp/files" >"$tmp/bare"
	cp "$tmp/bare" "$tmp/out"
	used=0
	while IFS='	' read -r pattern _; do
		grep -qx -- "$pattern" "$tmp/bare" || { echo "no such file: $pattern" >>"$tmp/unused"; used=1; }
		grep -vx -- "$pattern" "$tmp/out" >"$tmp/left"
		mv "$tmp/left" "$tmp/out"
	done <"$tmp/rows"
	[ ! -s "$tmp/out" ]; ok $? "each file names its licence, or is a row of tests/licences.tsv"
	[ $used = 0 ] || cp "$tmp/unused" "$tmp/out"
	ok $used "and each row is of files that cannot"
else
	ok 0 "each file names its licence # SKIP no checkout of git"
	ok 0 "and each row is of files that cannot # SKIP no checkout of git"
fi
grep -q 'CC0-1.0' "$top/data/LICENSE" && grep -q '^ISC License' "$top/LICENSE"; ok $? "both licences are here"

# -- a small release ----------------------------------------------------------------

for tool in autoreconf git gpg minisign gcc make; do
	command -v $tool >/dev/null 2>&1 || lack=$tool
done
if [ -n "${lack-}" ]; then
	while [ $n -lt 25 ]; do ok 0 "a release # SKIP no $lack here"; done
	exit 0
fi
mkdir -p "$tmp/small/packaging" "$tmp/build" && mkdir -m 700 "$tmp/gpg" && cd "$tmp/small" || exit 99
cp "$top/packaging/release" "$top/packaging/licences" packaging/
cat >configure.ac <<'AC'
AC_INIT([small], [2.0.1], [small@small.invalid])
AC_CONFIG_AUX_DIR([build-aux])
AM_INIT_AUTOMAKE([1.16 foreign tar-pax])
AC_PROG_CC
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
AC
printf 'bin_PROGRAMS = small\nsmall_SOURCES = small.c\nEXTRA_DIST = NEWS packaging/release packaging/licences\n' >Makefile.am
echo 'int main(void) { return 0; }' >small.c
printf '2.0.0\n=====\n' >NEWS
save() { git add -A && git -c user.name=x -c user.email=x@example.org commit -qm "$1" --date=2026-01-02T03:04:05Z; }
git init -q . && GIT_COMMITTER_DATE=2026-01-02T03:04:05Z save one
# of what the small one is linked with, as palais' build tree has it
cp "$here/Makefile" "$tmp/build/Makefile"
release() { packaging/release "$tmp/small" "$tmp/build" "$1" >"$tmp/out" 2>&1; }

release ""; [ $? = 1 ] && grep -q 'KEY=' "$tmp/out"; ok $? "without a key it is refused"
release nobody; [ $? = 1 ] && grep -q 'NEWS does not begin' "$tmp/out"; ok $? "and where NEWS has not the version"
printf '2.0.1\n=====\n' >NEWS
release nobody; [ $? = 1 ] && grep -q 'not committed: *M NEWS' "$tmp/out"; ok $? "and what is not committed"
GIT_COMMITTER_DATE=2026-01-02T03:04:05Z save two
release nobody@nowhere.example; [ $? = 1 ] && grep -q 'refused: gpg' "$tmp/out"; ok $? "and a key that nobody has"
grep -q 'reaches nobody: small@small.invalid$' "$tmp/out"; ok $? "of an address that is nobody's it is said"
sed -i 's/small\.invalid/example.org/' configure.ac
GIT_COMMITTER_DATE=2026-01-02T03:04:05Z save three
gpg --batch --quiet --passphrase '' --quick-generate-key 'Thrown away <thrown@example.org>' default default never 2>"$tmp/out"
release thrown@example.org; ok $? "a release, signed with gpg"
! grep -q 'reaches nobody' "$tmp/out"; ok $? "whose address is somebody's"
grep -q 'two tarballs, made in two places, are one' "$tmp/out"; ok $? "it was made twice"
made=$tmp/build/release/small-2.0.1.tar.gz
(cd "$tmp/build/release" && sha256sum -c small-2.0.1.tar.gz.sha256) >"$tmp/out" 2>&1; ok $? "its hash is beside it"
gpg --verify "$made.asc" "$made" >"$tmp/out" 2>&1; ok $? "and its signature"
tar --numeric-owner --full-time -tvzf "$made" >"$tmp/out"
grep -q 'configure$' "$tmp/out" && [ "$(awk '{ print $2, $4, $5 }' "$tmp/out" | sort -u)" = "0/0 2026-01-02 03:04:05" ]
ok $? "its files are nobody's, and of the commit's time"
cp "$made" "$tmp/first.tar.gz"
minisign -G -W -f -p "$tmp/thrown.key.pub" -s "$tmp/thrown.key" >"$tmp/out" 2>&1
release "$tmp/thrown.key"; ok $? "another, signed with minisign"
minisign -V -p "$tmp/thrown.key.pub" -m "$made" >"$tmp/out" 2>&1 && cmp -s "$made" "$tmp/first.tar.gz"
ok $? "of the same bytes"
grep -q '^libsqlite3	' "$tmp/build/release/small-2.0.1.licences" || ! command -v dpkg-query >/dev/null 2>&1
ok $? "and the licences of libraries"
