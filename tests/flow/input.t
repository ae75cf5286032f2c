#!/bin/sh
# SPDX-License-Identifier: ISC
# Bad input: one clear line, the right exit status, nothing lost.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..43
port=9

fails() { # STATUS WORDS… : palais fails so, with one line
	want=$1
	shift
	palais -o "$@" >"$tmp/out" 2>"$tmp/err"
	[ $? = "$want" ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q '^palais: ' "$tmp/err"
}

fails 1 show ./no-such-file.html; ok $? "a missing file"
fails 1 show ./; ok $? "a directory"
fails 2 show; ok $? "no document named"
fails 2 nonsense; ok $? "no such verb"
fails 2 --nonsense; ok $? "no such option"
fails 2 -f yaml show pane:talks; ok $? "no such format"
fails 2 -w three show pane:talks; ok $? "a width that is no number"
fails 2 -l de show pane:talks; ok $? "a language that is not the UN's"
fails 2 --mirror nonsense show pane:talks; ok $? "a mirror without '='"
fails 1 show event:99999; ok $? "an id that is not there"
fails 3 show https://press.example/x; ok $? "an address, offline"
fails 2 list nonsense; ok $? "no such kind"
fails 1 add ./no-such-file.html; ok $? "a missing file is not added"
fails 2 fetch nonsense; ok $? "what is no address is not fetched"

rm -f "$tmp"/own.store*
echo rubbish >"$tmp/own.store"
for i in 1 2 3 4 5 6 7 8 9 10; do cat "$tmp/own.store" "$tmp/own.store" >"$tmp/x"; mv "$tmp/x" "$tmp/own.store"; done
fails 4 list; ok $? "a store that is none"
[ "$(wc -c <"$tmp/own.store")" = 8192 ]; ok $? "and it is left as it was"
rm -f "$tmp"/own.store*
: >"$tmp/own.store"
palais -o list >"$tmp/out" 2>"$tmp/err"; ok $? "an empty file becomes a store"
rm -f "$tmp/own.store"*

: >"$tmp/empty.html"
palais -o show "$tmp/empty.html" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "an empty file says that it is"
# other bytes in each run; PALAIS_SEED has those of an earlier one again
seed=${PALAIS_SEED:-$(date +%s)$$}
echo "# PALAIS_SEED=$seed"
LC_ALL=C awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 3000; i++) printf "%c", int(rand() * 256) }' >"$tmp/random.html"
palais -o show "$tmp/random.html" >"$tmp/out" 2>"$tmp/err"
[ $? -le 1 ] && ! LC_ALL=C grep -q '[[:cntrl:]]' "$tmp/out"; ok $? "random bytes steer no terminal"
printf '<p>esc \033[31m\033]0;x\007 c1 \302\233 rlo \342\200\256x</p><p>%s</p>' \
	"$(seq -s ' word ' 200)" >"$tmp/esc.html"
palais -o show "$tmp/esc.html" >"$tmp/out" 2>"$tmp/err"
! LC_ALL=C grep -q '[[:cntrl:]]' "$tmp/out" && ! LC_ALL=C grep -q "$(printf '\302\233\|\342\200\256')" "$tmp/out"
ok $? "nor do escape sequences of a page"
palais -o show "$tmp/esc.html" >/dev/full 2>"$tmp/err"
[ $? = 1 ] && grep -q 'No space' "$tmp/err"; ok $? "a full disk under the output"
palais -o list catalogue 2>"$tmp/err" | head -1 >/dev/null
[ ! -s "$tmp/err" ]; ok $? "a closed pipe is nothing to speak of"

printf '<h1>A note</h1><p>Kept for later, for it may be of use to somebody who reads it.</p>' >"$tmp/note.html"
palais add "$tmp/note.html" >"$tmp/out" 2>"$tmp/err" && palais list cache | grep -q 'A note'
ok $? "a local file is kept"
LC_ALL=xx_YY.UTF-8 ./palais --no-config -o -S "$tmp/own.store" show pane:talks >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q 'locale' "$tmp/err"
ok $? "a locale that is not installed is said, and no more"
# a locale of our own, with a comma in its numbers: the figures are those of the interface
palais -o show pane:humanitarian >"$tmp/want" 2>"$tmp/err"
mkdir "$tmp/locales" && cp -r /usr/lib/locale/C.utf8 "$tmp/locales/xx_YY.utf8" 2>"$tmp/err" &&
	LC_ALL=C sed -i 's/\./,/' "$tmp/locales/xx_YY.utf8/LC_NUMERIC"
if [ -s "$tmp/locales/xx_YY.utf8/LC_NUMERIC" ]; then
	LOCPATH=$tmp/locales LC_ALL=xx_YY.UTF-8 palais -o show pane:humanitarian >"$tmp/out" 2>"$tmp/err"
	[ $? = 0 ] && [ ! -s "$tmp/err" ] && grep -q '[0-9]\.[0-9]' "$tmp/out" && cmp -s "$tmp/want" "$tmp/out"
	ok $? "numbers are written as the interface has them, whatever the locale"
else
	ok 0 "numbers are written as the interface has them, whatever the locale # SKIP no locale to make one of"
fi
LC_ALL=C palais -o show pane:talks >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && ! LC_ALL=C grep -q '[^ -~]' "$tmp/out"; ok $? "the C locale gets ASCII"

# /proc takes no directory from anybody, root included
HOME=/proc/none ./palais --no-config -o -l en show pane:talks >"$tmp/out" 2>"$tmp/err"
ok $? "a home that is not there is no hindrance to reading"
./palais --no-config -S /proc/none/own.store add "$tmp/note.html" >"$tmp/out" 2>"$tmp/err"
[ $? = 4 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q 'cannot be made' "$tmp/err"
ok $? "a home that may not be written"

# limits on the size of files stand for a full disk
(ulimit -f 40; palais add "$tmp/note.html" >"$tmp/out" 2>"$tmp/err2")
status=$?
[ "$status" = 0 ] || [ "$status" = 4 ]; ok $? "a store that cannot grow is an error, not an end"
palais -o list cache | grep -q 'A note'; ok $? "and nothing is lost"

printf 'see resolution 2254 (2015)\n\nnone\n' | palais symbols >"$tmp/out" 2>"$tmp/err"
[ "$(tr '\n' '|' <"$tmp/out")" = 'S/RES/2254(2015)|||' ]; ok $? "symbols, line by line"
palais --version >"$tmp/out" 2>"$tmp/err" && grep -q '^seccomp\|^rlimit' "$tmp/out"; ok $? "version tells of the seal"
palais -o show 2254 >"$tmp/out" 2>"$tmp/err" && grep -q 'S/RES/2254 (2015)' "$tmp/out"
ok $? "a resolution by its number"
for id in pane:talks list:figures S/RES/2118 A/71/755 event:3 round:4; do
	palais -o -f json show "$id"
done >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c '^{.*"blocks":\[.*\]}$' "$tmp/out")" = 6 ]; ok $? "JSON is one object a line"

# -- what one types
for word in "UNSCR 2254" "2254(2015)" "قرار ٢٢٥٤" "第2254号决议"; do
	palais -o show "$word" 2>"$tmp/err" | grep -q 'S/RES/2254 (2015)' || echo "# $word"
done >"$tmp/out"
[ ! -s "$tmp/out" ]; ok $? "a resolution as one speaks of it"
palais -o UNSCR 2254 2>"$tmp/err" | grep -q 'S/RES/2254 (2015)'; ok $? "also without quotes and verb"
fails 2 show:not two words; ok $? "but of two words that are none the second is told"
for word in IIIM talks "The Library"; do
	palais -o show "$word" >"$tmp/out" 2>"$tmp/err" && [ -s "$tmp/out" ] || echo "# $word"
done >"$tmp/said"
palais -o talks >"$tmp/out" 2>"$tmp/err" && grep -qi 'intra-Syrian' "$tmp/out" && [ ! -s "$tmp/said" ]
ok $? "a pane by its name"
LC_ALL=C.UTF-8 palais --interface fr -o show "La bibliothèque" >"$tmp/out" 2>"$tmp/err"; ok $? "in the language of the interface too"
fails 3 show un.org/x && grep -q 'https://un.org/x' "$tmp/err"; ok $? "an address without its scheme is one"
fails 1 show no-such-file.html; ok $? "a file that is not here is not found"
home=$PWD
(cd "$tmp" && "$home/palais" --no-config -o -S "$tmp/own.store" show note.html) >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q 'Kept for later' "$tmp/out"; ok $? "one that is, is, also without ./"
(cd "$tmp" && mkdir -p S/RES && cp note.html S/RES/2254 && "$home/palais" --no-config -o -S "$tmp/own.store" show S/RES/2254) \
	>"$tmp/out" 2>"$tmp/err"
! grep -q 'Kept for later' "$tmp/out"; ok $? "and never in the place of a symbol"
