#!/bin/sh
# SPDX-License-Identifier: ISC
# What comes slowly is read while it comes: from an origin that stops twice on its way, until
# it is told to go on.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..18
start_origin
local=http://127.0.0.1:$port
go() { palais fetch "$local/x/go" >/dev/null 2>&1; }

# A page of three parts, and lines of headers beside it.
page() { # FILE MANNERS
	{
		echo '<!DOCTYPE html><html lang="en"><head><title>The long night</title></head><body><h1>The long night</h1>'
		for i in $(seq 1 90); do
			echo "<p>Paragraph $i tells of the water in the harbour, which rose and rose, said the keepers of the locks of the town.</p>"
		done
		echo '</body></html>'
	} >"$tmp/root/$1"
	printf 'Manners: %s\n' "$2" >"$tmp/root/$1.headers"
}

# The screen in the background; what it dumps as A, B, C is waited for.
behind() { # as screen, without arguments
	sed "s|DUMP|$tmp/dump-|" >"$tmp/script"
	palais --script "$tmp/script" >"$tmp/out" 2>"$tmp/err" &
	behind=$!
}
seen() { # LETTER
	while [ ! -s "$tmp/dump-$1" ]; do
		# of a shell of its own: by that the one that has ended is waited for, too
		sh -c 'kill -0 "$1"' alive "$behind" 2>/dev/null || break
	done
	[ -s "$tmp/dump-$1" ]
}
dumped() { grep -q -- "$2" "$tmp/dump-$1"; } # LETTER WORDS

# -- a page

page night.html gate=4000
behind <<END
open $local/night.html
until Paragraph 3
dump DUMPA
key Space
dump DUMPB
until 8.0 KB
dump DUMPC
wait
dump DUMPD
key g
dump DUMPE
END
seen A; ok $? "the text shows before all of it has come"
dumped A "^  loading, 4.0 KB of " && dumped A "^loading"; ok $? "and says how far it is"
palais -o show "$local/night.html" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && [ ! -s "$tmp/out" ]; ok $? "nothing half is in the store"
seen B
first() { grep -m 1 -o 'Paragraph [0-9]*' "$tmp/dump-$1"; }
top=$(first B)
go
seen C; ok $? "more comes while it is read"
go
wait "$behind"
dumped D "fetched: "; ok $? "all of it comes"
[ "$top" != "Paragraph 1" ] && [ "$(first D)" = "$top" ]; ok $? "and the place has held"
! dumped D "loading"; ok $? "it is no longer said to be loading"
dumped E "fetched now"; ok $? "but where it came from"
palais -o -f json show "$local/night.html" >"$tmp/out" 2>"$tmp/err"
! grep -q '"whole":false' "$tmp/out" && grep -q "Paragraph 90 tells" "$tmp/out"
here=$?
: >"$tmp/out"
ok $here "the store has the whole of it"

# -- what is here stays

page night.html holds=9000
sed -i 's/The long night/The longest night/' "$tmp/root/night.html"
touch -d '+1 minute' "$tmp/root/night.html"
behind <<END
open $local/night.html
key r
until 9.0 KB
dump DUMPF
END
seen F
kill "$behind" 2>/dev/null
wait "$behind" 2>/dev/null
dumped F "The long night" && ! dumped F "loading"; ok $? "a document that is here stays until the new one is whole"

# -- what breaks off

page broken.html cut=4000
behind <<END
open $local/broken.html
wait
dump DUMPG
END
wait "$behind"
dumped G "Paragraph 3" && ! dumped G "^loading"; ok $? "what breaks off is a part"
palais -o -f json show "$local/broken.html" >"$tmp/out" 2>"$tmp/err"
grep -q '"whole":false' "$tmp/out"; ok $? "and is stored as one"

# -- what the reader ends

page ended.html holds=4000
behind <<END
open $local/ended.html
until Paragraph 3
key Esc
dump DUMPK
END
wait "$behind"
dumped K "^ended"; ok $? "Esc ends it"

# -- what is judged first

printf 'x' >"$tmp/root/moved.html"
printf 'Status: 302\nLocation: http://localhost:%s/night2.html\n' "$port" >"$tmp/root/moved.html.headers"
page night2.html holds=4000
behind <<END
open $local/moved.html
until 4.0 KB
dump DUMPH
END
seen H
kill "$behind" 2>/dev/null
wait "$behind" 2>/dev/null
! dumped H "Paragraph"; ok $? "what another host sends is not shown before it is judged"

# -- plain text, and what makes no sense in part

for i in $(seq 1 200); do echo "Line $i of the log of the lock."; done >"$tmp/root/log.txt"
printf 'Manners: holds=3000\n' >"$tmp/root/log.txt.headers"
behind <<END
open $local/log.txt
until Line 5
dump DUMPI
END
seen I; ok $? "plain text shows as well"
kill "$behind" 2>/dev/null
wait "$behind" 2>/dev/null
cp "$tmp/root/log.txt" "$tmp/root/log.pdf"
printf 'Content-Type: application/pdf\nManners: holds=3000\n' >"$tmp/root/log.pdf.headers"
behind <<END
open $local/log.pdf
until 3.0 KB
dump DUMPJ
END
seen J
kill "$behind" 2>/dev/null
wait "$behind" 2>/dev/null
! dumped J "loading,"; ok $? "a part of a PDF is nothing"
palais verify >"$tmp/out" 2>"$tmp/err"
ok $? "the store is sound"
[ "$(palais -o -f tsv list cache | grep -c "$local/night.html")" = 1 ]; ok $? "with one version of what came"
