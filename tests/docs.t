#!/bin/sh
# SPDX-License-Identifier: ISC
# The documents say what the program has: commands, keys, options, verbs,
# environment, files; the example of docfile(5) is read and written as it stands.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
manual=$srcdir/doc/palais.1
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
# lacking WHAT: names what stands in $tmp/lacking, and is well when nothing does
lacking() {
	sed "s|^|# $1: |" "$tmp/lacking"
	[ ! -s "$tmp/lacking" ]
	ok $? "$1"
}

echo 1..13
# name<tab>alias<tab>arguments<tab>keys of each command, "-" for none
awk '
	function value(s) { sub(/^[^"]*"/, "", s); sub(/",$/, "", s); return s }
	/^static const struct command .* = {$/ { name = ""; alias = arguments = keys = "-" }
	/^\t\.name = "/ { name = value($0) }
	/^\t\.alias = "/ { alias = value($0) }
	/^\t\.arguments = "/ { arguments = value($0) }
	/^\t\.keys = "/ { keys = value($0) }
	/^};$/ { if (name != "") print name "\t" alias "\t" arguments "\t" keys; name = "" }
' "$srcdir"/tui/cmd_*.c >"$tmp/commands"
[ "$(wc -l <"$tmp/commands")" -gt 40 ]; ok $? "the commands were read"
sed 's/\\&//g; s/\\(aq/'\''/g; s/ ,/,/g; s/,/ /g' "$manual" >"$tmp/manual"
# plain WORDS: arguments without brackets and macros, in small letters
plain() {
	printf '%s\n' "$1" | sed 's/\(^\| \)Fl -/\1--/g; s/\<\(Op\|Oo\|Oc\|Ar\|Cm\|Ns\)\>//g; s/…/ .../g' |
		tr 'A-Z[]|' 'a-z   ' | xargs
}
while IFS='	' read -r name alias arguments keys; do
	sed -n "/^\.It Ic $name\( \|\$\)/,/^\.\(It\|El\)/p" "$tmp/manual" |
		sed '1!{/^\.It/d;}' | tr '\n' ' ' >"$tmp/entry"
	[ -s "$tmp/entry" ] || echo "$name"
	head=$(sed -n "s/^\.It Ic $name\( \|\$\)//p" "$manual" | head -1)
	[ "$alias" = - ] || [ "$head" = ", $alias" ] || echo "$name: also $alias"
	[ "$alias" != - ] || [ "$(plain "$head")" = "$(plain "${arguments#-}")" ] || echo "$name: $arguments"
	[ "$keys" != - ] || continue
	[ "$name" != pane ] || keys="1 9"
	for key in $keys; do
		grep -qF -- " $key " "$tmp/entry" || echo "$name: $key"
	done
done <"$tmp/commands" >"$tmp/lacking"
lacking "commands and their keys are in palais(1)"

# name<tab>letter<tab>name of the value of each option, "-" for none
sed -n 's/^	{"\([a-z-]*\)", \(0\|'\''\(.\)'\''\), \(NULL\|"\([^"]*\)"\),.*/\1	\3-	\5-/p' \
	"$srcdir/session/option_rows.c" | sed 's/\([^	]\)-\(	\|$\)/\1\2/g' >"$tmp/options"
[ "$(wc -l <"$tmp/options")" -gt 30 ] && [ "$(wc -l <"$tmp/options")" = "$(grep -c '^	{"' "$srcdir/session/option_rows.c")" ]
ok $? "the rows of options were read"
./palais --help >"$tmp/help"
while IFS='	' read -r name letter value; do
	head=$(grep -E -- "^\.It Fl (. , Fl )?-$name( |\$)" "$manual")
	[ -n "$head" ] || echo "--$name"
	if [ "$letter" != - ]; then
		case $head in ".It Fl $letter , Fl "*) ;; *) echo "-$letter" ;; esac
		grep -q -- "^  -$letter, --$name" "$tmp/help" || echo "-$letter in --help"
	fi
	case $head in
	*" Ar "*) [ "$value" != - ] || echo "--$name takes no value" ;;
	*) [ "$value" = - ] || echo "--$name $value" ;;
	esac
	grep -qE -- "--$name( |\$|,)" "$tmp/help" || echo "--$name in --help"
done <"$tmp/options" >"$tmp/lacking"
lacking "options are in palais(1) and in --help"

sed -n '/^const struct cli_verb /,/^}/s/^[[:space:]]*\.name = "\(.*\)",/\1/p' "$srcdir"/cli/*.c >"$tmp/verbs"
while read -r name; do
	grep -qE "^\.It Cm $name( |\$)" "$manual" || echo "$name"
done <"$tmp/verbs" >"$tmp/lacking"
[ -s "$tmp/verbs" ] || echo none >"$tmp/lacking"
lacking "verbs are in palais(1)"

grep -rohE --include='*.c' 'getenv\("[A-Z_]+"\)' "$srcdir/main.c" "$srcdir/model" "$srcdir/fetch" \
	"$srcdir/session" "$srcdir/tui" "$srcdir/cli" | sed 's/.*"\(.*\)".*/\1/' | sort -u | while read -r name; do
	[ "$name" = LD_PRELOAD ] || grep -qE "^\.It Ev.* $name( |\$)" "$manual" || echo "$name"
done >"$tmp/lacking"
lacking "environment is in palais(1)"

if command -v mandoc >/dev/null 2>&1; then
	mandoc -T lint -W warning "$manual" "$srcdir/doc/docfile.5" "$srcdir/doc/palais-site.8" |
		grep -v 'referenced manual not found' >"$tmp/lacking"
	lacking "the manuals are well-formed"
else
	ok 0 "the manuals are well-formed # SKIP no mandoc here"
fi

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
"$tmp/palais" --no-config -f docfile show "$tmp/x.txt" >"$tmp/out" 2>"$tmp/lacking"
[ "$(wc -l <"$tmp/example")" -gt 30 ]; ok $? "docfile(5) has an example"
cmp "$tmp/example" "$tmp/out" >>"$tmp/lacking" 2>&1
lacking "the example is read, and written the same"

# The map of HACKING has every folder that the plan of the house has, and names no file
# that is not there.
tail -n +2 "$srcdir/tests/rooms.tsv" | cut -f1 | grep -v '^\.$' | while read -r room; do
	grep -qE "(^|[ /])${room##*/}/" "$srcdir/doc/HACKING" || echo "$room"
done >"$tmp/lacking"
grep -oE '\b(model|fetch|session|tui|cli|data|tests|bench)/[a-z_/]+\.[cht]\b' "$srcdir/doc/HACKING" | sort -u |
	while read -r f; do [ -e "$srcdir/$f" ] || echo "$f"; done >>"$tmp/lacking"
lacking "doc/HACKING's map is that of the house"

for f in "$srcdir"/doc/decisions/*.md; do
	grep -q "^${f##*/} " "$srcdir/doc/decisions/README" || echo "$f"
done >"$tmp/lacking"
lacking "every decision is in the index"

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
