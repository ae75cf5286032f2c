#!/bin/sh
# SPDX-License-Identifier: ISC
# The screen by script: panes, opening, refreshing behind the reader, the queue,
# and reading when the origin is gone.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..53
start_origin
url=https://press.example/en/first.htm
write_page en/first.htm "First release" "Delegations arrived."
PALAIS_NOW=2026-11-22T12:00:00; export PALAIS_NOW

screen -o <<'END'
dump DUMP
key 2
dump DUMP
key 3
dump DUMP
key 4
dump DUMP
key ?
dump DUMP
END
ok $? "a script runs"
shows '^\[Talks\]'; ok $? "the first pane"
shows '\[Humanitarian\]'; ok $? "the second"
shows '\[IIIM\]'; ok $? "the third"
shows '\[Library\]'; ok $? "the Library"
shows 'offline'; ok $? "offline is said"
shows 'one line down'; ok $? "help is made from the key table"
[ ! -e "$tmp/own.store" ]; ok $? "looking makes no store"

screen <<'END'
open https://press.example/en/first.htm
dump DUMP
wait
dump DUMP
END
ok $? "a page is opened"
grep -q 'Fetching' "$tmp/dump"; ok $? "that it is being fetched is said"
shows 'Delegations arrived'; ok $? "and it appears"
shows 'First release'; ok $? "from its beginning"

# a day later, changed: the old copy at once, the new one behind it
PALAIS_NOW=2026-11-23T12:00:00
write_page en/first.htm "First release" "Delegations departed."
touch -d '+1 minute' "$tmp/root/en/first.htm"
screen <<'END'
open https://press.example/en/first.htm
dump DUMP
END
shows 'Delegations arrived'; ok $? "what the store has appears at once"
shows 'cached, 1 day old'; ok $? "with its age"
screen <<'END'
open https://press.example/en/first.htm
wait
dump DUMP
END
shows 'Delegations departed'; ok $? "and is refreshed behind the reader"
screen <<'END'
open https://press.example/en/first.htm
refresh
wait
dump DUMP
END
shows 'unchanged'; ok $? "a 304 changes nothing but the date"
screen <<'END'
open https://press.example/en/none.htm
wait
dump DUMP
END
shows 'not be fetched'; ok $? "what is not there is said not to be"

stop_origin
PALAIS_NOW=2026-11-26T12:00:00
screen -o <<'END'
key 4
dump DUMP
open https://press.example/en/first.htm
dump DUMP
END
shows 'First release'; ok $? "the Library has it when the origin is gone"
shows 'Delegations departed'; ok $? "and it is read"
shows 'cached, 3 days old'; ok $? "with its age"
screen -o <<'END'
open https://press.example/en/other.htm
dump DUMP
key d
dump DUMP
END
shows 'queued'; ok $? "a page that is not here is queued, and said to be"
shows 'Waiting for a network'; ok $? "transfers list what waits"
screen <<'END'
open https://press.example/en/third.htm
wait
dump DUMP
END
shows 'no network'; ok $? "a network that is not there is noticed"
palais -f tsv list queue | grep -q third; ok $? "and the page is queued"

screen -o <<'END'
open https://press.example/en/first.htm
find statement
dump DUMP
key m
key 4
dump DUMP
search departed
dump DUMP
END
shows '^> .*statement'; ok $? "find goes to the line"
shows 'Bookmarks'; ok $? "a bookmark is in the Library"
shows 'Found: departed'; ok $? "search finds what was fetched"

# every line that leads somewhere, at the smallest size
screen -o <<'END'
size 10x40
dump DUMP
key 3
dump DUMP
open https://press.example/en/first.htm
dump DUMP
END
[ "$(wc -l <"$tmp/dump")" = 30 ]; ok $? "ten rows are ten rows"
[ "$(wc -L <"$tmp/dump")" -le 40 ]; ok $? "forty columns are forty"
printf 'nonsense command\nopen event:99999\ndump DUMP\n' | screen -o
shows 'palais\|no such\|there is no' ; ok $? "what cannot be opened is said in a line"
printf 'open no-such-thing\ndump DUMP\n' | screen -o
shows 'Found: no-such-thing' ; ok $? "what names nothing is searched for"

# text from the right: the picture, the reader's choice, and that it is remembered
unset VTE_VERSION KONSOLE_VERSION MLTERM TERM_PROGRAM STY
TERM=xterm-test; export TERM
screen -o <<'END'
bidi
dump DUMP
END
shows 'ﻡﻼﺳ$'; ok $? "the line as palais orders it"
shows '^  سلام 2254 (2015)'; ok $? "and as it is read"
mkdir -p "$tmp/.config/palais"
printf 'other terminal\n' >"$tmp/.config/palais/bidi"
screen -o <<'END'
bidi logical
dump DUMP
END
shows 'bidi logical: remembered for TERM=xterm-test'; ok $? "a mode is chosen"
printf 'other terminal\nxterm-test logical\n' | cmp -s - "$tmp/.config/palais/bidi"
ok $? "for this terminal, beside others'"
screen -o <<'END'
bidi
key End
dump DUMP
END
shows 'Now: logical'; ok $? "and holds the next time"
screen -o <<'END'
bidi sideways
dump DUMP
END
shows 'not a mode'; ok $? "what is no mode is refused"
rm -f "$tmp/.config/palais/bidi"
screen -o <<'END'
key /
type باب لا
dump DUMP
END
shows '^find:  ﻻ ﺏﺎﺑ  *0 of 0$'; ok $? "what is typed from the right stands in its order"
LC_ALL=C screen -o <<'END'
open palais:bidi
dump DUMP
END
shows 'slam 2254 (2015)'; ok $? "without UTF-8 it is in other letters"
shows '^in Latin letters - shipped'; ok $? "and the status line says so"

# Tab goes on with names of files where a prompt takes them
mkdir "$tmp/box"
: >"$tmp/box/field.palais"
screen -o <<END
key :
type import $tmp/bo
key Tab
type f
key Tab
dump DUMP
END
shows '^:import /.*/box/field.palais'; ok $? "Tab goes on with the path of a command"
screen -o <<END
key o
type $tmp/bo
key Tab
type f
key Tab
dump DUMP
END
shows '^open:  */.*/box/field.palais'; ok $? "and of what is opened"
screen -o <<END
key :
type import $tmp/bo
key Tab
key Tab
key Enter
dump DUMP
END
shows 'field.palais'; ok $? "what was gone on with is taken"
screen -o <<END
key /
type $tmp/bo
key Tab
dump DUMP
END
shows '/bo  *0 of 0$'; ok $? "a prompt for other things knows no paths"

# $BROWSER: a program of the reader's, started by a shell that is there before the seal
cat >"$tmp/browse" <<BROWSE
#!/bin/sh
printf '[%s]' "\$@" >>"$tmp/browsed"
echo >>"$tmp/browsed"
case \$2 in *fails*) exit 7 ;; esac
BROWSE
chmod +x "$tmp/browse"
PATH=$tmp:$PATH # $BROWSER is words: no place with a blank in its name
BROWSER="browse --tab:other"
export BROWSER
screen <<'END'
key 3 O
browser https://press.example/a(1)*;$HOME
browser https://press.example/fails
dump DUMP
browser https://press.example/two words
browser ftp://press.example/x
dump DUMP
END
printf '%s\n' '[--tab][https://docs.un.org/en/A/RES/80/224]' \
	"[--tab][https://press.example/a(1)*;\$HOME]" '[--tab][https://press.example/fails]' |
	cmp -s - "$tmp/browsed"
ok $? "the browser has the address of the line, as it is, after its own words"
shows 'BROWSER: exit status 7: https://press.example/fails'; ok $? "it is said that one failed"
[ "$(grep -c 'no address of the web here' "$tmp/dump")" = 1 ]; ok $? "what is no address of the web is for no browser"
rm "$tmp/browsed"
long=https://press.example/$(printf '%8000s' '' | tr ' ' a)
screen <<END
browser $long
dump DUMP
browser $long$(printf '%200s' '' | tr ' ' b)
dump DUMP
END
[ "$(cat "$tmp/browsed")" = "[--tab][$long]" ]; ok $? "a very long address is given whole, or not at all"
shows 'aaaa… .*? help$' && shows 'no address of the web here'; ok $? "and what is said of it ends with what says so"
rm "$tmp/browsed"
screen <<'END'
open https://press.example/en/first.htm
wait
key g O
dump DUMP
END
[ "$(cat "$tmp/browsed")" = '[--tab][https://press.example/en/first.htm]' ]
ok $? "or of what is shown"
rm "$tmp/browsed"
screen -o <<'END'
browser https://press.example/a
dump DUMP
END
shows 'offline: no browser is started: https://press.example/a' && [ ! -e "$tmp/browsed" ]
ok $? "offline none is started"
unset BROWSER
screen <<'END'
browser https://press.example/a
dump DUMP
END
shows 'BROWSER is not set: https://press.example/a'; ok $? "where none is set, that is said, and the address"

# a file after a card of a document that is not here is itself what is referred to
write_page wells.htm "On wells" "The first is dry."
screen -o <<END
open S/RES/2254
open $tmp/root/wells.htm
wait
key y
dump DUMP
END
shows 'copied: “On wells'; ok $? "what is copied is of the file that is shown"
