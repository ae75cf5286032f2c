#!/bin/sh
# SPDX-License-Identifier: ISC
# The picture of a figure: asked for its size, then for itself, and only when the reader says so;
# from then on without a network.
. "${srcdir:-.}/tests/flow/lib.sh"
grep -q '^#define HAVE_PICTURES 1' config.h || { echo "1..0 # SKIP built without pictures"; exit 0; }
echo 1..23
start_origin
page=https://press.example/en/flag.html
seeds=${srcdir:-.}/tests/fuzz/seeds_parse_picture

# A story with a figure, whose picture has that name.
story() { # FILE PICTURE
	write_page "$1" "The town has a flag" "It was hoisted on Monday."
	sed -i "s|</article>|<figure><img src=\"$2\"><figcaption>The flag of the town <span class=\"credit\">Ada Orne</span></figcaption></figure>&|" "$tmp/root/$1"
}
mkdir -p "$tmp/root/files"
cp "$seeds/png" "$tmp/root/files/flag.png"
story en/flag.html /files/flag.png

palais show "$page" >"$tmp/out" 2>"$tmp/err" && grep -q 'The flag of the town' "$tmp/out" && grep -q 'Ada Orne' "$tmp/out"
ok $? "a caption and its credit are always shown"
[ "$(requests '/files/')" = 0 ]; ok $? "and nobody fetches the picture for that"
palais show -f json "$page" >"$tmp/out" 2>"$tmp/err" && grep -q '"picture":"https://press.example/files/flag.png"' "$tmp/out"
ok $? "where it is stands in JSON"

screen "$page" <<END
key I
wait
dump DUMP
key Esc
dump DUMP
END
shows 'Enter: fetch it and show it  *80 B'; ok $? "its size is told"
shows 'Drawing it sends the terminal about'; ok $? "and what the terminal will get"
shows 'nothing was fetched'; ok $? "Esc leaves it"
[ "$(requests 'HEAD /files/flag.png')" = 1 ] && [ "$(requests 'GET /files/flag.png')" = 0 ]
ok $? "nothing but its head was asked for"

screen --price '3.50 USD' --budget 300k "$page" <<END
key I
wait
dump DUMP
key Enter
wait
dump DUMP
END
shows '80 B · 0.00 USD' && shows '3.50 USD a MB' && shows 'Budget: 300'; ok $? "with the price and the budget"
shows '▀\|█' && shows '^  \[image\] The flag of the town'; ok $? "Enter fetches it, and it stands above its caption"
[ "$(requests 'GET /files/flag.png')" = 1 ]; ok $? "asked for once"

screen -o "$page" <<END
dump DUMP
key I
dump DUMP-asked
key Enter
dump DUMP-shown
END
! shows '▀\|█'; ok $? "in another run it is not shown before it is asked for"
grep -q 'here already' "$tmp/dump-asked"; ok $? "it is here already"
grep -q '▀\|█' "$tmp/dump-shown"; ok $? "and shown without a network"
palais -o show https://press.example/files/flag.png >"$tmp/out" 2>"$tmp/err" && grep -q 'PNG, 8 × 8 pixels' "$tmp/out"
ok $? "a document of its own"

# -- what goes wrong is a line

try() { # NAME: what the page and then the screen show of a story with such a picture
	story "en/$1.html" "/files/$1"
	rm -f "$tmp/dump-shown"
	screen "https://press.example/en/$1.html" <<END
key I
wait
dump DUMP
key Enter
wait
dump DUMP-shown
END
	! grep -q '▀\|█' "$tmp/dump-shown" && grep -q 'The flag of the town' "$tmp/dump-shown"
}
says() { grep -q -- "$1" "$tmp/dump-shown"; }
cp "$seeds/png_bomb" "$tmp/root/files/bomb.png"
try bomb.png && says 'more than are read here'; ok $? "a picture that would unpack to too much"
head -c 40 "$seeds/png" >"$tmp/root/files/cut.png"
try cut.png && says 'picture: '; ok $? "one of which too little came"
try none.png && says 'not found there'; ok $? "one that is not there"
cp "$tmp/root/en/flag.html" "$tmp/root/files/page.png"
try page.png && says 'what came is no picture'; ok $? "a page in its place"
cp "$seeds/png" "$tmp/root/files/unsized.png"
printf 'Manners: unsized\n' >"$tmp/root/files/unsized.png.headers"
story en/unsized.html /files/unsized.png
screen https://press.example/en/unsized.html <<END
key I
wait
dump DUMP
END
shows 'size not told'; ok $? "a size that the server does not tell"
story en/near.html http://127.0.0.1:1/flag.png
rm -f "$tmp/dump-shown"
screen https://press.example/en/near.html <<END
key I
wait
dump DUMP
key Enter
wait
dump DUMP-shown
END
grep -q 'size not told' "$tmp/dump" && ! grep -q '▀\|█' "$tmp/dump-shown"; ok $? "no page has a picture fetched from near the reader"
says 'near'; ok $? "and that is said"

# -- a coding, and other forms

for f in jpeg_passes webp_moves; do cp "$seeds/$f" "$tmp/root/files/$f"; done
gzip -c "$seeds/png" >"$tmp/root/files/coded.png"
printf 'Content-Encoding: gzip\nContent-Type: image/png\n' >"$tmp/root/files/coded.png.headers"
palais show https://press.example/files/coded.png >"$tmp/out" 2>"$tmp/err" && grep -q 'PNG, 8 × 8 pixels' "$tmp/out"
ok $? "one in a coding is read"
palais show https://press.example/files/jpeg_passes >"$tmp/out" 2>"$tmp/err" && grep -q 'JPEG, 16 × 16 pixels' "$tmp/out" &&
	palais show https://press.example/files/webp_moves >"$tmp/out" 2>"$tmp/err" && grep -q 'WebP, 8 × 8 pixels, the first of several' "$tmp/out"
ok $? "so are JPEG and WebP"
