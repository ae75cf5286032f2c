#!/bin/sh
# SPDX-License-Identifier: ISC
# Line by line, for screen readers and braille lines: numbered links, prompts, the same
# commands, nothing that places a cursor, nothing said twice.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..23
start_origin
PALAIS_NOW=2026-11-22T12:00:00; export PALAIS_NOW
write_page en/first.htm "First release" "Delegations arrived."
palais fetch https://press.example/en/first.htm >"$tmp/out" 2>"$tmp/err"
ok $? "a page is here"

# Types the lines of standard input; what is said is $tmp/said.
lines() { palais --accessible "$@" >"$tmp/said" 2>"$tmp/err"; }
says() { grep -q -- "$1" "$tmp/said"; }
count() { [ "$(grep -c -- "$1" "$tmp/said")" = "$2" ]; }

printf 'Q\n' | lines -o; ok $? "Q leaves"
says '^The intra-Syrian talks$'; ok $? "a page begins with its title"
says '\[1\]$'; ok $? "links have numbers"
says '(not here)'; ok $? "marks are words"
! grep -q "$(printf '\033')" "$tmp/said"; ok $? "no cursor is placed"
! grep -q '[●○◐█▏│─]' "$tmp/said"; ok $? "and nothing is drawn"
says '^more> '; ok $? "that there is more is in the prompt"

printf ':open https://press.example/en/first.htm\nQ\n' | lines -o
says '^\(more> \)*First release$'; ok $? "a command by name"
count 'Delegations arrived' 1; ok $? "says a document once"
printf 'open https://press.example/en/first.htm\nj\nm\nm\nQ\n' | lines -o
count 'bookmarked: in the Library' 1; ok $? "a key by its letter; its message once"
count 'bookmark removed' 1; ok $? "and the next"
printf ':agencies\n\n\nQ\n' | lines -o
count 'World Food Programme' 1; ok $? "an empty line goes on, and nothing is said twice"
printf '1\nQ\n' | lines -o
[ "$(wc -l <"$tmp/said")" -gt 24 ]; ok $? "a number opens its link"
printf '999\nQ\n' | lines -o; says 'no link 999 here'; ok $? "which has to be there"
printf 's\ndelegations\nQ\n' | lines -o
says 'search all: '; ok $? "what a key asks for is a prompt"
says 'First release'; ok $? "and the next line its answer"
printf 'o\n\nQ\n' | lines -o; ok $? "an empty one leaves it"
printf 'Tab\nQ\n' | lines -o; says 'The humanitarian response'; ok $? "keys with names go by them"
printf 'open https://press.example/en/first.htm\n/statement\nQ\n' | lines -o
says 'statement'; ok $? "what is found is said"
printf 'nonsense\n' | lines -o; says 'nonsense: no such command'; ok $? "what is no command is told"
[ ! -s "$tmp/err" ]; ok $? "and the end of what is typed is the end"

write_page en/next.htm "Next release" "Delegations departed."
mkfifo "$tmp/keys"
palais --accessible <"$tmp/keys" >"$tmp/said" 2>"$tmp/err" &
reader=$!
exec 9>"$tmp/keys"
echo 'open https://press.example/en/next.htm' >&9
i=0
while ! says 'Delegations departed' && [ $i -lt 2000 ] && kill -0 $reader; do i=$((i + 1)); wc -l "$tmp/said" >/dev/null; done
echo Q >&9
exec 9>&-
wait $reader
count 'Delegations departed' 1; ok $? "what comes is said when it has come"
