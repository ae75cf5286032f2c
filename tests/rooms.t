#!/bin/sh
# SPDX-License-Identifier: ISC
# The house rules that a compiler does not see. rooms.tsv says of each folder which
# others it stands on (and so, through them, what it may name) and which libraries of
# other people it may name; here the sources are held against that.
cd "${srcdir:-.}" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
echo 1..16

# lacking WHAT: names what stands in $tmp/bad, and is well when nothing does
lacking() {
	n=$((n + 1))
	sed "s|^|# $1: |" "$tmp/bad"
	if [ -s "$tmp/bad" ]; then echo "not ok $n - $1"; else echo "ok $n - $1"; fi
}

find main.c model fetch session tui cli data -name '*.[ch]' | sort >"$tmp/files"
# FILE<tab>what it includes
xargs grep -E '^#include ["<]' <"$tmp/files" /dev/null |
	sed 's/^\([^:]*\):#include \(["<][^">]*\)[">].*/\1	\2/' >"$tmp/includes"

# folder of a file; main.c stands in "."
cat >"$tmp/lib.awk" <<'AWK'
function folder(f) { return sub(/\/[^\/]*$/, "", f) ? f : "." }
function reach(a, b, k) { # all that a stands on
	if ((a, b) in may) return
	may[a, b] = 1
	for (k = 1; k <= count[b]; k++) reach(a, base[b, k])
}
FILENAME ~ /rooms.tsv$/ {
	if (FNR > 1) {
		room[$1] = 1
		count[$1] = split($2, w, " ")
		for (k in w) base[$1, k] = w[k]
		split($3, w, " ")
		for (k in w) library[$1, w[k]] = 1
	}
	next
}
AWK

awk -F '\t' '{ f = $1; if (!sub(/\/[^\/]*$/, "", f)) f = "."; print f }' "$tmp/files" | sort -u >"$tmp/folders"
tail -n +2 tests/rooms.tsv | cut -f1 | sort -u | comm -3 - "$tmp/folders" >"$tmp/bad"
lacking "every folder is a row of rooms.tsv"

{
	cat "$tmp/lib.awk"
	cat <<'AWK'
$2 ~ /^"/ {
	to = substr($2, 2)
	if (to == "config.h") next
	from = folder($1); to = folder(to)
	if (!(from in done)) { done[from] = 1; reach(from, from) }
	if (!((from, to) in may)) print $1 " names " substr($2, 2)
}
AWK
} >"$tmp/arrows.awk"
awk -F '\t' -f "$tmp/arrows.awk" tests/rooms.tsv "$tmp/includes" >"$tmp/bad"
lacking "a folder names what it stands on, and nothing else"

# What it stands on comes before it: no two folders stand on each other.
{
	cat "$tmp/lib.awk"
	cat <<'AWK'
END { for (r in room) for (k = 1; k <= count[r]; k++) { if (!(base[r, k] in room)) print r " stands on " base[r, k] ", which is not there"; reach(base[r, k], base[r, k]); if ((base[r, k], r) in may) print r " and " base[r, k] " stand on each other" } }
AWK
} >"$tmp/cycle.awk"
awk -F '\t' -f "$tmp/cycle.awk" tests/rooms.tsv /dev/null >"$tmp/bad"
lacking "no folder stands on itself"

# The libraries by their headers.
cat >"$tmp/libraries" <<'LIST'
curses	^<(n?curses|term)\.h
curl	^<curl/
xml	^<libxml/
zip	^<zip\.h
png	^<png\.h
jpeg	^<jpeglib\.h
webp	^<webp/
jansson	^<jansson\.h
sqlite	^<sqlite3\.h
zlib	^<zlib\.h
brotli	^<brotli/
zstd	^<zstd
lzma	^<lzma\.h
md	^<(sha1|sha2|md5)\.h
fribidi	^<fribidi
unistring	^<uni[a-z]*\.h|^<uc[a-z]*\.h
linux	^<linux/
stemmer	^<libstemmer
pcre2	^<pcre2
libintl	^<libintl\.h
vterm	^<vterm
cmocka	^<cmocka
microhttpd	^<microhttpd
gnutls	^<gnutls
LIST
sed -i '/unistring/s/uni\[a-z\]\*\\.h/uni(case|conv|ctype|lbrk|name|norm|stdio|str|types|wbrk|width|gbrk)\\.h/' "$tmp/libraries"
while IFS='	' read -r name header; do
	grep -E "	${header#^}" "$tmp/includes" | sed "s/	.*/	$name/"
done <"$tmp/libraries" >"$tmp/uses"
{
	cat "$tmp/lib.awk"
	# shellcheck disable=SC2016
	echo '!((folder($1), $2) in library) { print $1 " names " $2 }'
} >"$tmp/uses.awk"
awk -F '\t' -f "$tmp/uses.awk" tests/rooms.tsv "$tmp/uses" >"$tmp/bad"
grep -q 'curses$' "$tmp/uses" && grep -q 'sqlite$' "$tmp/uses" || echo "the includes were not read" >>"$tmp/bad"
lacking "a folder names the libraries of its row, and no other"

# Headers that include one another, through however many.
awk -F '\t' '$2 ~ /^"/ && $1 ~ /\.h$/ { print substr($2, 2) " " $1 }' "$tmp/includes" |
	grep -v '^config\.h' | tsort 2>&1 >/dev/null | sed 's/^tsort: //' >"$tmp/bad"
lacking "no cycle of headers"

# A file's name does not repeat its folder's; the header of the whole folder may bear it.
while read -r f; do
	d=${f%/*} b=${f##*/}
	case ${b%.*} in "${d##*/}"_*) echo "$f" ;; esac
done <"$tmp/files" >"$tmp/bad"
lacking "no file's name repeats its folder's"

# only NAME PATTERN FILES…: lines that match the pattern stand in these files alone
only() {
	name=$1 pattern=$2
	shift 2
	xargs grep -lE "$pattern" <"$tmp/files" | while read -r f; do
		allowed=no
		for a in "$@"; do
			# shellcheck disable=SC2254
			case $f in $a) allowed=yes ;; esac
		done
		[ $allowed = yes ] || echo "$f"
	done >"$tmp/bad"
	lacking "$name"
}

only "curses in two files" '#include <(n?curses|term)\.h>' tui/term.c tui/draw.c
only "libcurl where transfers are" '#include <curl/' fetch/net/transfer.c fetch/net/begin.c fetch/net/fail.c fetch/net/internal.h
only "libzip in one file" '#include <zip\.h>' fetch/parse/docx/zip.c
only "libpng in one file" '#include <png\.h>' fetch/parse/picture/png.c
only "libjpeg in one file" '#include <jpeglib\.h>' fetch/parse/picture/jpeg.c tests/parse/picture_lib.c
only "libwebp in one file" '#include <webp/' fetch/parse/picture/webp.c tests/parse/picture_lib.c
only "exit stands in main alone" '[^_]\<exit\(' main.c 'fetch/*main.c' data/mkstarter.c
only "no function without a bound" '\<(strcat|sprintf|gets|vsprintf)\('
only "the inside of a store is known to store and dossier" '#include "model/store/internal\.h"' 'model/store/*' 'model/dossier/*' 'data/*'

find main.c model fetch session tui cli data tests bench bootstrap .ci po/messages Makefile.am configure.ac -type f \( -name '*.[ch]' \
	-o -name '*.t' -o -name '*.sh' -o -name '*.py' -o -name '*.mk' -o -name run -o -name lint -o -name bootstrap \
	-o -name messages -o -name Makefile.am -o -name configure.ac \) |
	while read -r f; do head -n 3 "$f" | grep -q 'SPDX-License-Identifier: ISC' || echo "$f"; done >"$tmp/bad"
lacking "each source says its licence"
