#!/bin/sh
# SPDX-License-Identifier: ISC
# What the manuals and the program both have is the same in both, item by item, in both
# directions: commands, keys, options, verbs, settings, formats, kinds, environment, exit
# status, and the columns of the dossier's tables.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }

echo 1..20
# same WHAT LEAST: $tmp/program and $tmp/manual are one list, of LEAST lines or more
same() {
	LC_ALL=C sort -u "$tmp/program" >"$tmp/one"
	LC_ALL=C sort -u "$tmp/manual" >"$tmp/two"
	diff "$tmp/one" "$tmp/two" | sed -n "s/^</# the program alone:/p; s/^>/# the manual alone:/p"
	[ "$(wc -l <"$tmp/one")" -ge "$2" ] && cmp -s "$tmp/one" "$tmp/two"
	ok $? "$1"
}
# section NAME FILE: a manual's section, with what roff alone needs taken out
section() {
	sed -n "/^\.Sh $1\$/,/^\.Sh /p" "$srcdir/doc/$2" | sed '1d; /^\.Sh /d; s/\\&//g; s/\\(aq/'\''/g; s/ Ns = Ns Ar /=/g'
}
# words after a macro of each line, one a line
words() { sed -n "s/^\.$1 //p" | tr -d ',.;:()' | tr ' ' '\n' | sed '/^$/d'; }
# -- commands: name, alias, arguments, keys
awk '
	function value(s) { sub(/^[^"]*"/, "", s); sub(/",$/, "", s); return s }
	/^(static )?const struct command .* = {$/ { name = alias = arguments = keys = "" }
	/^\t\.name = "/ { name = value($0) }
	/^\t\.alias = "/ { alias = value($0) }
	/^\t\.arguments = "/ { arguments = value($0) }
	/^\t\.keys = "/ { keys = value($0) }
	/^};$/ { if (name != "") print name "|" alias "|" arguments "|" keys; name = "" }
' "$srcdir"/tui/cmd_*.c | sed 's/…/ .../' | awk -F '|' '{
	for (i = 4; i < NF; i++) $3 = $3 " " $i
	$3 = tolower($3); gsub(/[][]/, " ", $3); gsub(/ +/, " ", $3); gsub(/^ | $/, "", $3)
	print $1 "|" $2 "|" $3 "|" $NF }' >"$tmp/program"
section COMMANDS palais-keys.5 | awk '
	function flush() { if (name != "") print name "|" alias "|" arguments "|" keys; name = "" }
	/^\.It Ic / {
		flush()
		name = $3; alias = arguments = keys = ""
		begins = 1
		if ($4 == ",") { alias = $5; next }
		for (i = 4; i <= NF; i++)
			if ($i == "Fl") arguments = arguments " -" $++i
			else if ($i !~ /^(Op|Oo|Oc|Ar|Cm|\|)$/) arguments = arguments " " $i
		sub(/^ /, "", arguments)
		next
	}
	begins && /^\.Ic .* :$/ { for (i = 2; i < NF; i++) if ($i != ",") keys = keys (keys == "" ? "" : " ") $i }
	{ begins = 0 }
	END { flush() }' >"$tmp/manual"
same "commands, their arguments and their keys are those of palais-keys(5)" 60

# -- options: name, letter, value
awk '/^\t\{"/ { row = "" ; open = 1 } open { row = row $0 } open && /},$/ { print row; open = 0 }' \
	"$srcdir/session/option_rows.c" >"$tmp/rows"
sed -n 's/^	{"\([a-z-]*\)", \(0\|'\''\(.\)'\''\), \(NULL\|"\([^"]*\)"\),.*/\1|\3|\5/p' "$tmp/rows" |
	sed 's/on|off$/ON\/OFF/' >"$tmp/program"
[ "$(wc -l <"$tmp/program")" = "$(grep -c '^	{"' "$srcdir/session/option_rows.c")" ]
ok $? "each row of options was read"
section OPTIONS palais.1 | sed -n 's/^\.It Fl \([^-]\) , Fl -\([^ ]*\)\( Ar \(.*\)\)\{0,1\}$/\2|\1|\4/p
	s/^\.It Fl -\([^ ]*\)\( Ar \(.*\)\)\{0,1\}$/\1||\3/p' |
	sed 's/ | /\//' | awk -F '|' '{ print $1 "|" $2 "|" toupper($3) }' >"$tmp/manual"
same "options, their letters and values are those of palais(1)" 40
./palais --no-config --interface en --help >"$tmp/help"
sed -n '/^Options:/,$p' "$tmp/help" | grep -oE '^ +(-., )?--[a-z-]+|, --[a-z-]+' | grep -o -- '--.*' | cut -c3- >"$tmp/manual"
cut -d '|' -f 1 "$tmp/program" >"$tmp/names" && mv "$tmp/names" "$tmp/program"
same "and those of --help" 40

# -- what may stand in a config file
grep '\.setting = true' "$tmp/rows" | sed -n 's/^	{"\([a-z-]*\)", [^,]*, \(NULL\|"\([^"]*\)"\),.*/\1|\3/p' |
	sed 's/on|off$/ON\/OFF/' >"$tmp/program"
section SETTINGS palais-config.5 | sed -n 's/^\.It Cm \([^ ]*\)\( Ar \(.*\)\)\{0,1\}$/\1|\3/p' |
	sed 's/ | /\//' | awk -F '|' '{ print $1 "|" toupper($2) }' >"$tmp/manual"
same "settings are those of palais-config(5)" 20

# -- verbs, and the names of what they take
cat "$srcdir"/cli/*.c | awk '
	/^const struct cli_verb / { open = 1 }
	open && /\.name = "/ { sub(/^[^"]*"/, ""); sub(/".*/, ""); name = $0 }
	open && /\.arguments = "/ { sub(/^[^"]*"/, ""); sub(/",$/, ""); print name "|" $0 }
	/^}/ { open = 0 }' | sed 's/\[OPTION…\]//; s/--state NAME//; s/\[-n N\]//; s/\[--[^]]*\]//g' |
	awk -F '|' '{ print $1; for (i = 2; i <= NF; i++) { gsub(/[^A-Z]+/, " ", $i); m = split($i, w, " ")
		for (j = 1; j <= m; j++) print $1 " " w[j] } }' | sed 's/WORDS$/WORD/' >"$tmp/program"
section VERBS palais.1 | sed -n 's/^\.It Cm //p' | grep -vE '^lang:|^type:|^year:' |
	sed 's/O[op] Fl [^ ]* Ar [^ ]* Oc//g; s/Oo [^O]*Oc//g; s/Op Fl [^ ]* Ar [^ ]*//g; s/Fl [^ ]* Ar [^ ]*//g; s/Fl [^ ]*//g' |
	awk '{ print $1; for (i = 2; i < NF; i++) if ($i == "Ar") for (j = i + 1; j <= NF && $j !~ /^(Op|Oo|Oc|Cm|Ns|Ar)$/; j++)
		if ($j != "..." && $j != "|") print $1 " " toupper($j) }' >"$tmp/manual"
same "verbs and their arguments are those of palais(1)" 50
sed 's/ .*//' "$tmp/program" >"$tmp/names" && mv "$tmp/names" "$tmp/program"
sed -n '/^Verbs:/,/^Options:/s/^  \([a-z][a-z-]*\).*/\1/p' "$tmp/help" >"$tmp/manual"
same "and those of --help" 20

# -- formats, kinds of list, words of feed, of scripts, names of keys
sed -n '/ option_formats\[\] = {/,/};/p' "$srcdir/session/option_rows.c" | grep -o '"[a-z-]*"' | tr -d '"' >"$tmp/program"
section OPTIONS palais.1 | sed -n '/^\.It Fl f /,/^Each verb/p' | words Cm >"$tmp/manual"
same "formats are those of palais(1)" 10
sed 's/^/|/; s/$/|/' "$tmp/manual" >"$tmp/formats"
section VERBS palais.1 | awk -v known="$tmp/formats" '
	BEGIN { while ((getline f < known) > 0) is[f] = 1 }
	/^\.It Cm / { if (!begins) n = 0; verb[n++] = $3; begins = 1; told = 0; next }
	{ begins = 0 }
	/^Formats/ { told = 1 }
	told && /^\.Cm / { for (i = 2; i <= NF; i++) if (is["|" $i "|"]) for (v = 0; v < n; v++) print verb[v], $i }' |
	grep -vE '^(diff|history) ' >"$tmp/manual"
# each verb with each format, on what the starter has; 2 is the status of one that it does not know
while read -r verb argument; do
	tr -d '|' <"$tmp/formats" | while read -r format; do
		# shellcheck disable=SC2086
		./palais --no-config -o -S "$tmp/s.store" -f "$format" "$verb" $argument </dev/null >"$tmp/out" 2>&1
		[ $? = 2 ] || echo "$verb $format"
	done
done >"$tmp/program" <<VERBS
show chart:need
list timeline
search road
symbols
cites 2254
cited-by 2254
votes 2254
cite 2254
notes
tags
unread
info
feed
VERBS
same "formats of verbs are those of palais(1)" 40
./palais --no-config -o -S "$tmp/s.store" list 2>/dev/null | sed 's/ .*//' >"$tmp/program"
section VERBS palais.1 | sed -n '/^\.It Cm list/,/whose last column/p' | sed '1d' | sed 's/^\.Pq Cm /.Cm /' | words Cm >"$tmp/manual"
same "kinds of list are those of palais(1)" 15
{
	sed -n '/^	} words\[\] = {/,/};/p; /{"add", do_add/,/};/p' "$srcdir/model/dossier/feeds_command.c" |
		grep -oE '\{"[a-z]+"' | tr -d '{"'
	printf 'list\nimport\nexport\n'
} >"$tmp/program"
section FEEDS palais.1 | sed -n 's/^\.It Cm //p' | sed 's/.*, Cm /&/; s/ , Cm /\n/' | sed 's/Ar .*, Cm /\n/; s/ .*//' |
	tr ' ' '\n' >"$tmp/manual"
section FEEDS palais.1 | sed -n 's/^\.It.* , Cm \([a-z]*\) .*/\1/p' >>"$tmp/manual"
same "words of feed are those of palais(1)" 9
sed -n '/} words\[\] = {/,/};/p' "$srcdir/tui/script.c" | grep -oE '\{"[a-z]+"' | tr -d '{"' >"$tmp/program"
section SCRIPTS palais-keys.5 | sed -n 's/^\.It Ic \([a-z]*\).*/\1/p' >"$tmp/manual"
same "words of scripts are those of palais-keys(5)" 6
sed -n '/^} names\[\] = {/,/^};/p' "$srcdir/tui/keys.c" | grep -oE '"[A-Za-z]+"' | tr -d '"' >"$tmp/program"
section 'KEY FILES' palais-keys.5 | sed -n '/^\.Li Space/,/[^,]$/p' | words Li >"$tmp/manual"
same "names of keys are those of palais-keys(5)" 15

# -- exit status: what a run may end with, by number
sed -n '/^Exit status/,/^More/p' "$tmp/help" | grep -oE '(: |; |^)[0-9]+ ' | tr -dc '0-9\n' >"$tmp/program"
section 'EXIT STATUS' palais.1 | sed -n 's/^\.It \([0-9]\)$/\1/p' >"$tmp/manual"
same "the exit status of --help is that of palais(1)" 5

# -- the dossier: columns of tables, kinds of sections
for f in "$srcdir"/data/*.tsv "$srcdir/data/text/ar.tsv" "$srcdir/data/text/glossary.tsv"; do
	name=${f#"$srcdir/data/"}
	printf '%s|%s\n' "$name" "$(head -n 1 "$f" | tr '\t' ' ')"
done | sed 's|^text/ar.tsv|text/LANG.tsv|' >"$tmp/program"
sed -n '/ kinds\[\] = {/,/};/p' "$srcdir/data/starter_tables.c" | grep -o '"[a-z]*"' | tr -d '"' | sed 's/^/kind /' >>"$tmp/program"
{
	awk '
		/^\.It Pa .*tsv$/ { if (name != "") print name "|" columns; name = $3; columns = "" }
		/^\.Cm/ && name != "" { for (i = 2; i <= NF; i++) if ($i != ",") columns = columns (columns == "" ? "" : " ") $i }
		/^\.Pp|^\.El/ { if (name != "") print name "|" columns; name = "" }' "$srcdir/doc/palais-dossier.5"
	sed -n '/^is one of$/,/\.$/p' "$srcdir/doc/palais-dossier.5" | sed -n '1,/ news \.$/p' | words Li | sed 's/^/kind /'
} >"$tmp/manual"
same "tables, their columns and kinds of sections are those of palais-dossier(5)" 35

# -- the environment
{
	grep -rohE --include='*.c' '(getenv\(|xdg\()"[A-Z_a-z]+"' "$srcdir/main.c" "$srcdir/model" "$srcdir/fetch" \
		"$srcdir/session" "$srcdir/tui" "$srcdir/cli"
	sed -n '/ known\[\] = {/,/#ifdef/p' "$srcdir/fetch/wire/told.c" | grep -oE '"[A-Za-z_]+"'
	grep -oE '\{"[A-Z_]+"' "$srcdir/tui/terminals.c" "$srcdir/tui/version.c"
} | grep -oE '"[A-Za-z_]+"' | tr -d '"' | grep -v '^LD_PRELOAD$' >"$tmp/program"
# by the locale's own functions, and libcurl's
printf 'LANGUAGE\n' >>"$tmp/program"
section ENVIRONMENT palais.1 | sed -n 's/^\.It Ev //p' | tr -d ',' | tr ' ' '\n' | sed '/^$/d' >"$tmp/manual"
same "environment is that of palais(1)" 20
sed -n '/ known\[\] = {/,/#ifdef/p' "$srcdir/fetch/wire/told.c" | grep -oE '"[A-Za-z_]+"' | tr -d '"' >"$tmp/program"
section ENVIRONMENT palais-fetch.8 | sed -n 's/^\.It Ev //p' | tr -d ',' | tr ' ' '\n' | sed '/^$/d' >"$tmp/manual"
same "what helpers are told is that of palais-fetch(8)" 10

# -- what a verb does stands in one column of --help, and below its arguments where they are long
sed 's/…/./g; s/—/-/g' "$tmp/help" | awk '
	/^Options:/ { verbs = 0 }
	length($0) > 80 { print "# wide: " $0; bad = 1 }
	below { if ($0 !~ /^                            [^ ]/) { print "# not below: " $0; bad = 1 } below = 0 }
	verbs && /^  [a-z]/ {
		told++
		if (length($0) > 28 && substr($0, 28, 1) == " " && substr($0, 29) ~ /^[^ ]/ && substr($0, 27, 1) == " ") next
		if (substr($0, 12) ~ /  / || length($0) < 28) { print "# across: " $0; bad = 1 }
		below = 1
	}
	/^Verbs:/ { verbs = 1 }
	END { exit bad || told < 20 }' >"$tmp/out"
status=$?
cat "$tmp/out"
ok $status "what a verb does stands in one column of --help"

# -- each manual is installed, named in --help, and in those that lead to it
for f in "$srcdir"/doc/*.[1-9]; do
	name=${f##*/}
	grep -q "/$name\( \|$\)" "$srcdir/doc/local.mk" || echo "# $name: not installed"
	grep -qF "${name%.*}(${name##*.})" "$tmp/help" || echo "# $name: not in --help"
	[ "$name" = palais.1 ] || grep -q "^\.Xr ${name%.*} ${name##*.}\( \|$\)" "$srcdir/doc/palais.1" ||
		echo "# $name: not in palais(1)"
	[ "$name" = palais.1 ] || grep -q "^\.Xr palais 1\( \|$\)" "$f" || echo "# $name: does not lead to palais(1)"
done >"$tmp/lacking"
cat "$tmp/lacking"
set -- "$srcdir"/doc/*.[1-9]
[ ! -s "$tmp/lacking" ] && [ $# -ge 8 ]
ok $? "each manual is installed, and named"

if command -v mandoc >/dev/null 2>&1; then
	mandoc -T lint -W style "$srcdir"/doc/*.[1-9] 2>&1 |
		grep -v 'referenced manual not found\|outdated mandoc.db' | sed 's/^/# /' >"$tmp/lacking"
	cat "$tmp/lacking"
	[ ! -s "$tmp/lacking" ]; ok $? "the manuals are well-formed"
else
	ok 0 "the manuals are well-formed # SKIP no mandoc here"
fi
