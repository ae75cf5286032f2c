#!/bin/sh
# SPDX-License-Identifier: ISC
# Pages whole: what is left out is said, and shown out of the store, where the origin is gone.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..49
start_origin
url=https://press.example/en/first.htm
write_page en/first.htm "First release" "Delegations arrived."
# a page whose text is in its menu, and one without any
mkdir -p "$tmp/root/en"
cat >"$tmp/root/en/lost.htm" <<'PAGE'
<!DOCTYPE html><html lang="en"><head><title>Notice</title></head><body><nav><a href="/">Home</a>
<p>The second lock is closed from Monday until the water has fallen below the red mark.</p></nav></body></html>
PAGE
echo '<html><head><title>Nothing</title></head><body><img src="a.png"></body></html>' >"$tmp/root/en/none.htm"
for page in lost none; do
	printf 'Content-Type: text/html; charset=utf-8\n' >"$tmp/root/en/$page.htm.headers"
done
write_page en/coded.htm "Coded release" "Envelopes arrived."
gzip -nc "$tmp/root/en/coded.htm" >"$tmp/coded" && mv "$tmp/coded" "$tmp/root/en/coded.htm"
printf 'Content-Type: text/html; charset=utf-8\nContent-Encoding: gzip\n' >"$tmp/root/en/coded.htm.headers"

said() { grep -qxF -- "$1" "$tmp/out"; }
holds() { grep -qF -- "$1" "$tmp/out"; }
complained() { [ "$(cat "$tmp/err")" = "palais: $1" ]; }
show() { palais "$@" >"$tmp/out" 2>"$tmp/err"; }
left='left out: 2 links, a list, 3 words'

# -- what was left out
show show $url
[ $? = 0 ] && holds 'Delegations arrived'; ok $? "a page is shown"
[ "$(tail -1 "$tmp/out")" = "$left" ]; ok $? "its last line says what was left out"
holds 'All releases'
[ $? = 1 ]; ok $? "which is not shown"
show --no-links show $url
[ "$(tail -1 "$tmp/out")" = "$left" ]; ok $? "without addresses as well"
show --body show $url
[ $? = 0 ] && ! holds 'left out'; ok $? "its own blocks alone are alone"
show -f markdown show $url
[ "$(tail -1 "$tmp/out")" = "*$left*" ]; ok $? "Markdown says it"
show -f markdown --body show $url
! holds 'left out'; ok $? "but not among its own blocks"
show -f html show $url
said "<footer lang=\"en\">$left</footer>"; ok $? "HTML says it"
show -f json show $url
holds '"left":{"links":2,"lists":1,"words":3}'; ok $? "JSON has it as an object"
show -f docfile show $url
said 'F left links 2 lists 1 words 3'; ok $? "the docfile has it as a fact"
show --interface ar show $url
[ "$(tail -1 "$tmp/out")" = 'لم يُعرض: رابطان، قائمة واحدة، 3 كلمات' ]; ok $? "Arabic has its forms"
show --interface ru show $url
[ "$(tail -1 "$tmp/out")" = 'опущено: 2 ссылки, 1 список, 3 слова' ]; ok $? "Russian has its own"

# -- whole
before=$(requests .)
show --whole show $url
[ $? = 0 ] && said '• All releases[2]' && said 'Terms of use'; ok $? "the whole page has menus and all"
holds 'Delegations arrived'; ok $? "and its text"
grep -qF ' B · whole page' "$tmp/out"; ok $? "and is said to be whole"
holds 'left out'
[ $? = 1 ]; ok $? "nothing is left out of it"
grep -n 'All releases\|Delegations arrived\|Terms of use' "$tmp/out" | cut -d: -f1 >"$tmp/order"
sort -n "$tmp/order" | cmp -s - "$tmp/order"; ok $? "in its order"
show --whole -f json show $url
holds '"whole_page":"asked"' && ! holds '"left"'; ok $? "JSON says so"
show show $url
[ "$(tail -1 "$tmp/out")" = "$left" ]; ok $? "the store keeps the main text"
[ "$(requests .)" = "$before" ]; ok $? "nobody is asked for that"
show --whole show https://press.example/en/second.htm
[ $? = 1 ] && [ ! -s "$tmp/out" ]; ok $? "what is not in a store is an error"
# shellcheck disable=SC2016
complained 'https://press.example/en/second.htm: not in a store: `palais fetch` brings it'; ok $? "of one line"
[ "$(requests .)" = "$before" ]; ok $? "and is not asked for"

# -- no main text
show show https://press.example/en/lost.htm
[ $? = 0 ] && holds 'The second lock is closed' && holds 'Home'; ok $? "where no main text is found the whole page is shown"
grep -A1 'the main text was not found' "$tmp/out" | grep -q page; ok $? "and said to be"
show show https://press.example/en/none.htm
[ $? = 1 ]; ok $? "a document without text is an error"
[ "$(wc -l <"$tmp/err")" = 1 ] && grep -q 'no text in this page' "$tmp/err"; ok $? "which says why in one line"
[ -s "$tmp/out" ]; ok $? "and what is printed is not empty"

# -- versions
write_page en/first.htm "First release" "Delegations departed."
touch -d '+1 minute' "$tmp/root/en/first.htm"
show fetch $url
show --whole show $url@1
[ $? = 0 ] && holds 'Delegations arrived' && holds 'All releases'; ok $? "an earlier version is shown whole"
show --whole show $url
[ $? = 0 ] && holds 'Delegations departed' && holds 'All releases'; ok $? "and the one after it"
screen -o <<END
open $url
history
find 908
key Enter
key W
dump DUMP
END
shows 'All releases' && shows 'Delegations arrived' && shows 'whole page'; ok $? "on the screen as well"

# -- without the origin
show fetch https://press.example/en/coded.htm
stop_origin
show --whole show $url
[ $? = 0 ] && holds 'All releases'; ok $? "the origin may be gone"
show -o --whole show $url
[ $? = 0 ] && holds 'All releases'; ok $? "and the network"
show -o --whole show https://press.example/en/coded.htm
[ $? = 0 ] && holds 'Envelopes arrived' && holds 'All releases'; ok $? "bytes that came in a coding are undone"
show -o --whole show https://press.example/en/lost.htm
[ $? = 0 ] && grep -q 'whole page' "$tmp/out" && ! grep -q 'not found' "$tmp/out"; ok $? "what is asked for is not called a failure"
show -o --whole show S/RES/2254
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a symbol whose text is not here is an error"
show -o --whole show pane:talks
[ $? = 0 ] && holds '2254' && ! holds 'whole page'; ok $? "a page of palais' own leaves nothing out"
show -o --whole show "$url" https://press.example/en/second.htm
[ $? = 1 ] && holds 'All releases'; ok $? "of several each is shown that can be"

# -- files
cp "$tmp/root/en/first.htm" "$tmp/first.html"
show show "$tmp/first.html"
[ $? = 0 ] && [ "$(tail -1 "$tmp/out")" = "$left" ]; ok $? "a file says what it leaves out"
show --whole show "$tmp/first.html"
[ $? = 0 ] && holds 'All releases' && grep -q 'whole page' "$tmp/out"; ok $? "and is shown whole"
show --whole show - <"$tmp/first.html"
[ $? = 0 ] && holds 'All releases'; ok $? "standard input too"
echo 'Plain words.' >"$tmp/plain.txt"
show --whole show "$tmp/plain.txt"
[ $? = 0 ] && said 'Plain words.' && ! grep -q 'whole page' "$tmp/out"; ok $? "plain text is whole as it is"
show show "$tmp/root/en/none.htm"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a file without text is an error"

# -- the screen
screen -o <<END
open $url
key G
dump DUMP
key W
dump DUMP
END
shows 'left out: 2 links, a list, 3 words · W shows the page whole'; ok $? "the screen says what is left out, and the key"
shows 'All releases'; ok $? "which shows it"
screen -o <<END
open $tmp/first.html
key W
dump DUMP
key W
dump DUMP
END
[ "$(grep -c 'All releases' "$tmp/dump")" = 1 ]; ok $? "of a file as well, and back"

# -- every real page, where there are some
corpus=${PALAIS_CORPUS:-$srcdir/../shared/corpus}
pages() { [ -d "$corpus/html" ] && find "$corpus/html" -name '*.html' || :; }
pages >"$tmp/pages"
: >"$tmp/lacking"
while read -r page; do
	for whole in '' --whole; do
		palais -o $whole --body --no-links show "$page" >"$tmp/out" 2>"$tmp/err" &&
			! grep -q '[^[:space:]]' "$tmp/out" && echo "$whole $page" >>"$tmp/lacking"
	done
done <"$tmp/pages"
[ -s "$tmp/pages" ] || echo "# corpus: none at $corpus, no pages read"
[ ! -s "$tmp/lacking" ]; ok $? "no page of the corpus is empty with status 0"
for case in "$srcdir"/tests/cases/*/in.html; do
	palais -o --body show "$case" >"$tmp/out" 2>"$tmp/err" &&
		! grep -q '[^[:space:]]' "$tmp/out" && echo "$case" >>"$tmp/lacking"
done
[ ! -s "$tmp/lacking" ]; ok $? "nor any case"
show -o verify
[ $? = 0 ]; ok $? "the store is well"
