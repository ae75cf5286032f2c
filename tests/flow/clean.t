#!/bin/sh
# SPDX-License-Identifier: ISC
# Nothing foreign steers the terminal: a page, its title and its links, names of files,
# answers of a server, search, bookmarks, lists: what the verbs write is looked at.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..20
start_origin

esc=$(printf '\033')
# titles, the clipboard, an answer-back, four questions that a terminal answers as if they were
# typed; BEL, DEL, C1 in both forms, an override, an isolate, a tag, a private character
bad=$(printf '\033]0;x\a\033]52;c;eA==\a\005\033[c\033[6n\033[21t\033P\044qm\a\177\302\233\233\342\200\256\342\201\247\363\240\201\201\356\200\200')

# steers: whether anything in the outputs could
steers() {
	cat "$tmp/out" "$tmp/err" ${1:+"$1"} | LC_ALL=C tr -d '\011\012\040-\176\200-\377' | grep -q . && return 0
	cat "$tmp/out" "$tmp/err" ${1:+"$1"} | LC_ALL=C grep -qE "$(printf '\302[\200-\237]|\342\200[\252-\256]|\342\201[\240-\257]|\363\240|\356[\200-\277]')" &&
		return 0
	# malformed
	cat "$tmp/out" "$tmp/err" ${1:+"$1"} | iconv -f UTF-8 -t UTF-8 >/dev/null 2>&1 && return 1
	return 0
}

run() { palais "$@" >"$tmp/out" 2>"$tmp/err"; }

write_page en/evil.htm "Title $bad of it" "Words $bad and more."
sed -i "s|See <a|<a href=\"/x$bad?y=$bad\" title=\"$bad\">odd $bad link</a> See <a|" "$tmp/root/en/evil.htm"
: >"$tmp/err"
for c in '\033' '\177' '\302\233' '\233' '\342\200\256' '\342\201\247' '\363\240\201\201' '\356\200\200'; do
	# shellcheck disable=SC2059
	printf "x$c" >"$tmp/out"
	steers || break
done
ok $? "each of them would be seen"
run fetch https://press.example/en/evil.htm; ! steers; ok $? "fetching"
for format in text markdown html json docfile; do
	run -o -f $format show https://press.example/en/evil.htm && grep -q "Words" "$tmp/out" && ! steers
	ok $? "show, as $format"
done

for format in text tsv json; do
	run -o -f $format search words && [ -s "$tmp/out" ] && ! steers || break
done
ok $? "titles and passages of a search"

screen -o <<'END'
open https://press.example/en/evil.htm
dump DUMP
bookmark
open palais:bookmarks
dump DUMP
search words
dump DUMP
END
[ -s "$tmp/dump" ] && ! steers "$tmp/dump"; ok $? "the screen"
for format in text tsv json; do
	run -o -f $format list bookmarks
	[ -s "$tmp/out" ] && ! steers || break
done
ok $? "lists of bookmarks"

run -o show "./no${bad}such.html"; [ -s "$tmp/err" ] && ! steers; ok $? "the name of a file that is not there"
mkdir -p "$tmp/d"
cp "$tmp/root/en/evil.htm" "$tmp/d/a${esc}]0;b.html" && run -o show "$tmp/d/a${esc}]0;b.html" && ! steers
ok $? "the name of one that is"
run -o show "https://press.example/x$bad"; [ -s "$tmp/err" ] && ! steers; ok $? "an address"
printf 'Status: 503\nX-Odd: %s\n' "$bad" >"$tmp/root/en/evil.htm.headers"
run fetch "https://press.example/en/evil.htm" "https://press.example/en/no$bad.htm"
[ -s "$tmp/err" ] && ! steers; ok $? "what a server answers"

# -- what has no shape: kept, and not put out
hid=$(printf '\330\234\315\217\341\205\237\341\205\240\341\240\213\341\240\216\342\200\213\342\200\216\342\200\217\342\201\240\342\201\244\343\205\244\357\270\217\357\276\240\360\233\262\240\360\235\205\263')
marks=$(printf '\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201')
persian=$(printf '\331\205\333\214\342\200\214\330\256\331\210\330\247\331\207\331\205')
# hides: whether one of these is in the outputs
hides() {
	cat "$tmp/out" "$tmp/err" ${1:+"$1"} | LC_ALL=C grep -qE "$(printf '\330\234|\315\217|\341\205[\237\240]|\341\240[\213-\216]|\342\200[\213\216\217]|\342\201[\240-\244]|\343\205\244|\357\270\217|\357\276\240|\360\233\262|\360\235\205')"
}
write_page en/hidden.htm "The ha${hid}rbour" "The le${hid}tters, a${marks}nd $persian of it."
: >"$tmp/err"
printf '%s' "$hid" >"$tmp/out"
hides && run fetch https://press.example/en/hidden.htm && run -o show https://press.example/en/hidden.htm &&
	grep -q "The harbour" "$tmp/out" && grep -q "The letters" "$tmp/out" && ! hides
ok $? "characters without a shape are in no row"
grep -q "$persian" "$tmp/out"; ok $? "but where a script needs one"
LC_ALL=C grep -q "a$(printf '\(\314\201\)\{8\}')nd" "$tmp/out"; ok $? "eight marks on a letter, and no more"
run -o -f tsv list cache && grep -q "The harbour" "$tmp/out" && ! hides && run -o list cache && ! hides
ok $? "nor in a list"
run -o -f docfile show https://press.example/en/hidden.htm && hides; ok $? "and they are kept"
screen -o <<'END'
open https://press.example/en/hidden.htm
dump DUMP
END
: >"$tmp/out"
: >"$tmp/err"
shows "The harbour" && shows "The letters" && ! hides "$tmp/dump"; ok $? "nor on the screen"
