#!/bin/sh
# The house rules that a compiler does not see: which library and which room may
# be named where.
cd "${srcdir:-.}" || exit 99
n=0
echo 1..12

# only NAME PATTERN FILES… : lines that match the pattern stand in these files alone
only() {
	n=$((n + 1))
	name=$1 pattern=$2
	shift 2
	found=$(grep -lE -r --include='*.c' --include='*.h' "$pattern" model fetch tui cli data 2>/dev/null)
	bad=
	for f in $found; do
		allowed=no
		for a in "$@"; do
			# shellcheck disable=SC2254
			case $f in $a) allowed=yes ;; esac
		done
		[ $allowed = yes ] || bad="$bad $f"
	done
	if [ -z "$bad" ]; then echo "ok $n - $name"; else echo "not ok $n - $name:$bad"; fi
}

only "curses in two files" '#include <(n?curses|term)\.h>' tui/term.c tui/draw.c
only "libcurl where transfers are" '#include <curl/' 'fetch/transfer*.c' fetch/transfer_int.h
only "libxml2 in the parsers" '#include <libxml/' 'fetch/parse_*.c' 'fetch/parse_*.h' fetch/parse.c
only "libzip in one file" '#include <zip\.h>' fetch/parse_docx_zip.c
only "SQLite in the store" '#include <sqlite3\.h>' 'model/store*' 'data/starter*' data/mkstarter.c
only "vterm and cmocka in no program" '#include <(vterm|cmocka)\.h>'
only "model knows no other room" '#include "(fetch|tui|cli)/' 'fetch/*' 'tui/*' 'cli/*'
only "fetch knows neither screen nor verbs" '#include "(tui|cli)/' 'tui/*' 'cli/*'
only "cli knows no screen" '#include "tui/' 'tui/*'
only "exit stands in main alone" '[^_]\<exit\(' 'tui/main.c' 'fetch/*_main.c' data/mkstarter.c
only "no function without a bound" '\<(strcat|sprintf|gets|vsprintf)\('
only "store_int is the store's own" '#include "model/store_int\.h"' 'model/store*' 'data/*'
