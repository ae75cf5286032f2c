#!/bin/sh
# SPDX-License-Identifier: ISC
# What came in place of a text that was read is kept beside it: challenges, portals, home
# pages, "not found" with 200; and texts stand in the order in which they came, whatever the
# clock says.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..39
PALAIS_NOW=2026-11-22T12:00:00
export PALAIS_NOW
start_origin
local="http://127.0.0.1:$port"
run() { palais --mirror "https://office.example/=$local/office/" "$@" >"$tmp/out" 2>"$tmp/err"; }
says() { grep -q -- "$1" "$tmp/out"; }
errs() { grep -q -- "$1" "$tmp/err"; }
lines() { [ "$(wc -l <"$tmp/err")" = "$1" ]; }
url=https://office.example/treaty.htm

# A bare page in place of the good one.
page() { # FILE TITLE BODY
	printf '<!DOCTYPE html><html lang="en"><head><title>%s</title></head><body><main><h1>%s</h1>%s</main></body></html>\n' \
		"$2" "$2" "$3" >"$tmp/root/$1"
	at=$((at + 60))
	touch -d "@$((1790000000 + at))" "$tmp/root/$1"
}
at=0
# The good page has come once; then it is asked for again, and still is what is shown.
again() { run fetch "$1"; }
stays() { run -o show "$1" && says "keepers of twelve locks" && ! says "$2"; }
good() { # FILE MORE
	page "$1" "Lock keepers meet on the river treaty" \
		"<p>The keepers of twelve locks met on Monday and spoke of water levels, tolls and the ferry that has not run since the spring of last year.</p>
<p>They agreed to meet again in a month, and to send the minutes to every harbour on the river before that, in the languages that are read there.</p>
<p>A treaty of 1931 says how much water each lock may let through; two of the keepers said that nobody had read it for years.$2</p>"
}

mkdir -p "$tmp/root/office"
good office/treaty.htm
again $url
ok $? "the good page is fetched"

page office/treaty.htm "Just a moment..." "<h2>Verifying you are human. This may take a few seconds.</h2>"
again $url
[ $? = 1 ] && lines 1; ok $? "a challenge with 200 is one line, and exit 1"
errs "what came instead: a page that asks whether a person reads it, kept beside: history $url"
ok $? "which says what came, and where it is kept"
stays $url "human"; ok $? "the old text stays"
run -o search human; ! says "treaty"; ok $? "its words are those of the old text"
run -o -f tsv list cache; says "Lock keepers meet"; ok $? "and so is its title"

page office/treaty.htm "Wi-Fi" '<p>Please enter your name.</p><form action="/login"><input name=u><input type="password" name=p></form>'
again $url
errs "a page that asks for a password, kept beside"; ok $? "a page that asks for a password"
stays $url "Wi-Fi"; ok $? "is not the text"
page office/treaty.htm "Page not found | River Office" "<p>Sorry, the page that you are looking for could not be found.</p>"
again $url
errs "there is no such page, kept beside"; ok $? "nor is a page that says that there is none, with 200"
stays $url "Sorry"; ok $? "the old text stays"
page office/index.html "River Office" "<p>The office looks after one ferry and answers letters within a week.</p>"
printf 'Status: 302\nLocation: https://office.example/index.html\n' >"$tmp/root/office/treaty.htm.headers"
again $url
errs "the home page, kept beside"; ok $? "nor the home page, by a redirect"
stays $url "letters"; ok $? "the old text stays"
page office/treaty.htm "Just a moment..." "<h2>Verifying you are human, once more.</h2>"
rm "$tmp/root/office/treaty.htm.headers"
screen --mirror "https://office.example/=$local/office/" <<'END'
open https://office.example/treaty.htm
key r
wait
dump DUMP
END
shows "what came instead: a page that asks"; ok $? "the screen tells it in its last line"
shows "keepers of twelve locks"; ok $? "and goes on to show the text"
printf 'x' >"$tmp/root/office/treaty.htm.headers"
run pin $url
run verify
ok $? "the store is sound"

# -- what is the page all the same

rm "$tmp/root/office/treaty.htm.headers"
good office/treaty.htm " The ferry runs again."
again $url
[ $? = 0 ] && run -o show $url && says "ferry runs"; ok $? "a new edition is taken"
page office/treaty.htm "Lock keepers meet" "<p>The keepers of twelve locks met on Monday and spoke of water levels.</p>"
again $url
[ $? = 0 ] && run -o show $url && ! says "harbour"; ok $? "and so is one that has shrunk"
good office/treaty.htm
printf 'Status: 301\nLocation: https://office.example/archive/treaty.htm\n' >"$tmp/root/office/treaty.htm.headers"
mkdir -p "$tmp/root/office/archive"
good office/archive/treaty.htm " It was moved to the archive."
again $url
[ $? = 0 ] && run -o show $url && says "to the archive"; ok $? "and one that has moved"
again $url
[ "$(tail -2 "$tmp/log" | grep -c 'GET /office/treaty.htm')" = 1 ]
ok $? "asked for by hand it is asked for at its old place first"

# -- plain http

good wire.htm
again "$local/wire.htm"
page portal.htm "Welcome to our hotel" "<p>Please enter your room number and accept the terms of use to be connected.</p>"
printf 'Status: 301\nLocation: http://localhost:%s/portal.htm\n' "$port" >"$tmp/root/wire.htm.headers"
again "$local/wire.htm"
[ $? = 1 ] && errs "a page of another host, kept beside"; ok $? "a captive portal over plain http is no page of ours"
stays "$local/wire.htm" "room number"; ok $? "the old text stays"
rm "$tmp/root/wire.htm.headers"
good wire.htm " The line is free again."
again "$local/wire.htm"
[ $? = 0 ] && run -o show "$local/wire.htm" && says "free again"; ok $? "and comes again once the portal is gone"
page wire.htm "Casino" "<p>Spin wheels, collect coins, claim bonuses, invite friends, double stakes, enjoy jackpots, repeat daily, forever lucky gamblers rejoice tonight.</p>"
again "$local/wire.htm"
errs "over a line that anybody may answer on, kept beside"; ok $? "a page of other words over plain http is doubted"

# -- clocks

good office/clock.htm " First."
again https://office.example/clock.htm
PALAIS_NOW=2100-01-01T00:00:00
good office/clock.htm " Second."
again https://office.example/clock.htm
[ $? = 0 ] && errs "the clock says 2100-01-01 00:00, years after what came last"; ok $? "a clock of 2100 is told"
run -o show https://office.example/clock.htm; says "Second"; ok $? "what comes is shown"
PALAIS_NOW=1970-01-02T00:00:00
screen <<'END'
dump DUMP
END
shows "the clock says 1970-01-02 00:00"; ok $? "the screen tells it when it starts"
good office/clock.htm " Third."
again https://office.example/clock.htm
[ $? = 0 ] && errs "the clock says 1970-01-02 00:00, which is before what came last"; ok $? "a clock of 1970 is told"
run -o show https://office.example/clock.htm; says "Third"; ok $? "and hides nothing"
PALAIS_NOW=2026-11-22T12:00:00
good office/clock.htm " Fourth."
again https://office.example/clock.htm
run -o show https://office.example/clock.htm; says "Fourth"; ok $? "nor does the copy of 2100 shadow what comes later"

# -- taking what came instead

run history "$local/wire.htm"
number=$(sed -n 's/^ *\([0-9]*\)  .*Casino.*/\1/p' "$tmp/out")
run take "$local/wire.htm"
[ $? = 1 ] && errs "no version that was kept beside its text"; ok $? "without a number nothing is taken"
run take "$local/wire.htm@1"
[ $? = 1 ] && errs "no version that was kept beside its text"; ok $? "nor what is the text already"
run take; [ $? = 2 ]; ok $? "nor nothing"
cp "$tmp/own.store" "$tmp/before.store"
run take "$local/wire.htm@$number"
[ $? = 0 ] && says 'wire.htm@[0-9]*	taken: it is the newest version of the text now' && run -o show "$local/wire.htm" && says "jackpots"; ok $? "by its number what was kept beside becomes the text"
mv "$tmp/before.store" "$tmp/own.store"

# -- letting go

run prune --dry-run
says "https://office.example/clock.htm	en	superseded" && ! says "$url"
ok $? "prune says what it would let go, and nothing of what is pinned"
says "$local/wire.htm	en	kept beside"; ok $? "what was kept beside among it"
run prune
ok $? "it lets go"
run -o show https://office.example/clock.htm
says "Fourth"; ok $? "and keeps the newest good version"
run -o show "$local/wire.htm"
says "free again"; ok $? "not what came beside it"
run verify
ok $? "the store is sound"
