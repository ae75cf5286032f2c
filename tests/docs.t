#!/bin/sh
# SPDX-License-Identifier: ISC
# The documents are true: the example of docfile(5) is read and written as it stands, the
# maps of HACKING and of the decisions are those of the tree, the tests that SECURITY names
# are there, and README's screen is the program's. tests/manuals.t looks after the manuals.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
# lacking WHAT: names what stands in $tmp/lacking, and is well when nothing does
lacking() {
	sed "s|^|# $1: |" "$tmp/lacking"
	[ ! -s "$tmp/lacking" ]
	ok $? "$1"
}

echo 1..6
# A parser that answers with the example, beside a palais that takes it for its own.
sed -n '/^docfile 1$/,/^\\&\.$/p' "$srcdir/doc/docfile.5" | sed 's/^\\&//' >"$tmp/example"
cp ./palais "$tmp/palais"
cat >"$tmp/palais-parse" <<PARSE
#!/bin/sh
cat >/dev/null
cat "$tmp/example"
PARSE
chmod +x "$tmp/palais-parse"
echo x >"$tmp/x.txt"
HOME=$tmp XDG_DATA_HOME="" "$tmp/palais" --no-config -f docfile show "$tmp/x.txt" >"$tmp/out" 2>"$tmp/lacking"
[ "$(wc -l <"$tmp/example")" -gt 30 ]; ok $? "docfile(5) has an example"
cmp "$tmp/example" "$tmp/out" >>"$tmp/lacking" 2>&1
lacking "the example is read, and written the same"

# The map of HACKING has every folder of the house, and names no file that is not there:
# folders with a local.mk, those of rooms.tsv, and what stands in them for a reason of its own
# (but cases, and seeds of the fuzz targets).
{
	tail -n +2 "$srcdir/tests/rooms.tsv" | cut -f1 | grep -v '^\.$'
	(cd "$srcdir" && find . -name local.mk | sed 's|^\./||; s|/*local.mk$||; /^$/d'
	find data doc tests bench packaging debian m4 -mindepth 0 -maxdepth 2 -type d) |
		grep -v '^tests/\(cases\|fuzz\)/\|^debian/\|/__pycache__$'
} | sort -u | while read -r room; do
	grep -qE "(^|[ /(])${room##*/}/" "$srcdir/doc/HACKING" || echo "$room"
done >"$tmp/lacking"
(cd "$srcdir" && find main.c model fetch session tui cli data tests bench doc -type f) | sed 's|^|/|' >"$tmp/files"
grep -oE '[a-z_0-9*/]+\.([cht]|tsv|md)\b' "$srcdir/doc/HACKING" | sed 's|^/||; s|\.|\\.|g; s|\*|[^/]*|g' | sort -u |
	while read -r f; do grep -q "/$f\$" "$tmp/files" || echo "$f"; done >>"$tmp/lacking"
sort "$srcdir/doc/HACKING" | grep '^    [a-z]*/[a-z_*]*\.[ch]' | uniq -d >>"$tmp/lacking"
lacking "doc/HACKING's map is that of the house"

for f in "$srcdir"/doc/decisions/*.md; do
	grep -q "^${f##*/} " "$srcdir/doc/decisions/README" || echo "$f"
done >"$tmp/lacking"
grep -o '^[0-9a-z-]*\.md' "$srcdir/doc/decisions/README" |
	while read -r f; do [ -e "$srcdir/doc/decisions/$f" ] || echo "$f"; done >>"$tmp/lacking"
lacking "the index has every decision, and no other"

# Each promise of SECURITY names what fails when it is broken: a file, and words in it.
sed -n 's/^  \[\(tests\/[^:]*: .*\)\]$/\1/p' "$srcdir/doc/SECURITY" >"$tmp/named"
while read -r line; do
	grep -qF -- "${line#*: }" "$srcdir/${line%%: *}" || echo "$line"
done <"$tmp/named" >"$tmp/lacking"
[ "$(wc -l <"$tmp/named")" -gt 35 ] || echo "few are named" >>"$tmp/lacking"
lacking "each test that doc/SECURITY names is there"

# -- the screen in README is what the program shows
sed -n '/^\[Talks\] /,/? help$/p' "$srcdir/README" >"$tmp/want"
echo "dump $tmp/got" >"$tmp/script"
HOME=$tmp XDG_CONFIG_HOME="" XDG_DATA_HOME="" LC_ALL=C.UTF-8 LANGUAGE="" LINES=24 COLUMNS=80 \
	./palais --no-config -o -l en --script "$tmp/script" >/dev/null 2>"$tmp/err"
[ -s "$tmp/want" ] && cmp -s "$tmp/want" "$tmp/got"; ok $? "the screen of README is the program's"
