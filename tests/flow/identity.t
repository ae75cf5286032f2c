#!/bin/sh
# SPDX-License-Identifier: ISC
# By what a text bears a symbol: pages, bulletins and files that say that they are a UN
# document, through the real programs; and how all of them are cited.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..42
start_origin
un="--mirror https://raw.githubusercontent.com/=http://127.0.0.1:$port/raw/
 --mirror https://documents.un.org/=http://127.0.0.1:$port/
 --mirror https://blog.example/=http://127.0.0.1:$port/blog/
 --mirror https://press.un.org/=http://127.0.0.1:$port/press/
 --mirror https://api.github.com/=http://127.0.0.1:$port/api-github/"
# shellcheck disable=SC2086
un() { palais $un "$@" >"$tmp/out" 2>"$tmp/err"; }
says() { grep -q -- "$1" "$tmp/out"; }
lines() { [ "$(wc -l <"$tmp/err")" = "$1" ]; }
flat() { tr '\n' ' ' <"$tmp/out" | grep -q -- "$1"; }
errs() { grep -q -- "$1" "$tmp/err"; }
blog=https://blog.example/audit.htm

# A text in the form of the machine-readable ones.
akn() { # FILE SYMBOL TITLE
	mkdir -p "$(dirname "$1")"
	cat >"$1" <<AKN
<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<statement name="resolution"><preface><p><docNumber>$2</docNumber></p>
<p><docTitle>$3</docTitle></p></preface>
<mainBody><paragraph><num>1.</num><content><p>Asks that the gates of the upper lock be opened
before the night of the flood;</p></content></paragraph></mainBody>
</statement></akomaNtoso>
AKN
}

# -- a page that calls itself a document

write_page blog/audit.htm "A/80/590: what the auditors did not see" "The auditors were on leave."
un fetch $blog
ok $? "a blog is fetched"
un -o show A/80/590
[ $? = 1 ]; ok $? "it is not the document that its title names: exit 1"
says "^$blog	calls itself A/80/590	A/80/590: what the auditors did not see"; ok $? "but is listed as calling itself so"
errs "A/80/590: no text of it is here"; ok $? "and that there is none is said"
un -o show $blog
says "calls itself A/80/590"; ok $? "the page says so itself"
un -o cite $blog
says "$blog" && ! says "United Nations" && ! says "docs.un.org"; ok $? "it is cited as what it is"
un -o -f bibtex cite $blog
says "^@misc{" && says "url = {$blog}"; ok $? "in BibTeX as well"
un -o -f json show $blog
says '"claims":\["A/80/590"\]' && ! says '"symbol"'; ok $? "JSON tells the claim apart"
un -o search auditors
says "$blog"; ok $? "it is found by its words"

# -- the genuine one

akn "$tmp/root/raw/UNxml/GAresolutions/main/77session/English/A_RES_77_230-2228996E.xml" \
	"A/RES/77/230" "Height of the water in the harbours"
write_page blog/water.htm "A/RES/77/230: a secret" "Nobody reads it."
un fetch https://blog.example/water.htm
un fetch A/RES/77/230
ok $? "a document is fetched by its symbol, though a page calls itself so"
un -o show A/RES/77/230
says "Height of the water" && ! says "Nobody reads"; ok $? "and does not join that page"
says "copy kept by UNxml"; ok $? "who keeps the copy is said"
flat "through 127.0.0.1"; ok $? "and through whose mirror it came"
un -o cite A/RES/77/230
says "UNxml/GAresolutions" && says "copy kept by UNxml, through 127.0.0.1:$port" && ! says "https://docs.un.org"
ok $? "a reference gives the address from which it came, and how"
un -o -f json show A/RES/77/230
says '"symbols":\["A/RES/77/230"\]' && says '"mirror":"http://127.0.0.1'; ok $? "JSON has both"
write_page blog/water.htm "A/RES/77/230: a secret" "Nobody reads it still, and it has grown."
touch -d '+1 minute' "$tmp/root/blog/water.htm"
un fetch https://blog.example/water.htm
un -o show A/RES/77/230
says "Height of the water"; ok $? "nor does a later version of the page replace it"

# -- what names, and what does not

write_page press/en/audit.htm "A/80/590: statement on the audit" "The press was told."
un fetch https://press.un.org/en/audit.htm
un -o show A/80/590
[ $? = 1 ] && says "press.un.org/en/audit.htm	calls itself"; ok $? "the press service names its own releases alone"
akn "$tmp/root/blog/forged.xml" A/RES/80/1 "Forged in a harbour"
printf 'Content-Type: application/akn+xml\n' >"$tmp/root/blog/forged.xml.headers"
un fetch https://blog.example/forged.xml
un -o show A/RES/80/1
! flat "opened"; ok $? "a machine-readable text of any host names nothing"
akn "$tmp/root/raw/UNxml/GAresolutions/main/80session/English/x.xml" A/RES/80/2 "By its address"
un fetch https://raw.githubusercontent.com/UNxml/GAresolutions/main/80session/English/x.xml
un -o show A/RES/80/2
says "By its address"; ok $? "one of the UN's own names itself, whoever gave its address"
akn "$tmp/root/raw/UNxml/GAresolutions/main/77session/French/A_RES_77_230-2228996F.xml" A/RES/61/7 \
	"Another one in its place"
un -l fr fetch A/RES/77/230
[ $? = 1 ] && lines 1; ok $? "what bears another symbol outright is not what was asked for"
un -o show A/RES/61/7
says "Another one in its place"; ok $? "it is kept by the one that it bears"
un -o show A/RES/80/3
! says "calls itself"; ok $? "what nobody calls itself by is not listed"

# -- files

akn "$tmp/stick.xml" A/RES/79/9 "From a stick"
sum=$(sha256sum "$tmp/stick.xml" | cut -d' ' -f1)
un -o add "$tmp/stick.xml"
ok $? "a file is added"
un -o show A/RES/79/9
flat "opened" && flat "from file stick.xml, SHA-256 $sum, not compared with the UN's text"
ok $? "it is shown by its symbol, and said to be a file's"
un -o cite A/RES/79/9
says "from file stick.xml, SHA-256 $sum, not compared with the UN's text" && ! says "https:"
ok $? "and cited so, with no address"
un -o -f tsv list cache
says "^A/RES/79/9	" && ! says "^sha256:"; ok $? "lists have its symbol"
un -o search "upper lock"
says "A/RES/79/9" && ! says "sha256:"; ok $? "and so has the search"
un -o show "sha256:$(echo "$sum" | cut -c1-12)"
ok $? "its hash leads to it as well"
akn "$tmp/other.xml" A/RES/77/230 "Another height"
un -o add "$tmp/other.xml"
un -o show A/RES/77/230
says "Height of the water" && ! says "Another height"; ok $? "a file never shadows what came from the UN"
un -o cite A/RES/77/230
says "UNxml/GAresolutions"; ok $? "nor is that cited as a file"
cp "$tmp/root/raw/UNxml/GAresolutions/main/77session/English/A_RES_77_230-2228996E.xml" "$tmp/same.xml"
un -o add "$tmp/same.xml"
un -o -f json show A/RES/77/230
says '"source":"https://raw.githubusercontent.com' && says '"file":"same.xml"'
ok $? "the same bytes from a file take no address away, and are noted"
cp "$tmp/root/blog/audit.htm" "$tmp/audit.htm"
un -o add "$tmp/audit.htm"
un -o -f tsv list cache
[ "$(grep -c audit "$tmp/out")" = 2 ] && ! says "^sha256:"; ok $? "nor make a second document of a page"
sed 's/leave/strike/' "$tmp/audit.htm" >"$tmp/page.htm"
un -o add "$tmp/page.htm"
un -o show A/80/590
[ $? = 1 ] && says "^sha256:.*calls itself A/80/590"; ok $? "a web page as a file has no masthead"

# -- bytes that the catalogue knows: a real text, where there is one

corpus=${PALAIS_CORPUS:-$srcdir/../shared/corpus}
real=$(find "$corpus/xml" -name 'en_S_RES*.xml' 2>/dev/null | sort | head -n 1)
if [ -n "$real" ]; then
	echo "# corpus: one text read"
	symbol=$(basename "$real" | sed 's,^en_S_RES-\([0-9]*\)-.*,S/RES/\1,')
	cp "$real" "$tmp/holiday.xml"
	un -o add "$tmp/holiday.xml"
	un -o cite "$symbol"
	flat "byte for byte the UN's text" && flat "from file holiday.xml" && ! flat "not compared"
	ok $? "a copy from a stick is the UN's text when its hash is that of one"
	sed 's/<mainBody/<mainBody class="x"/' "$real" >"$tmp/forged.xml"
	un -o add "$tmp/forged.xml"
	un -o -f json show "$symbol"
	says '"file":"holiday.xml"'; ok $? "another file with its masthead does not shadow it"
	un -o -w 200 history "$symbol"
	flat "holiday.xml  byte for byte the UN's text" && flat "forged.xml  not compared with the UN's text" &&
		un -o -f tsv history "$symbol" && [ "$(cut -f9 "$tmp/out" | tr '\n' ' ')" = "identity file bytes " ]
	ok $? "and its versions say which of them is which"
	cp "$real" "$tmp/root/blog/copy.xml"
	un fetch https://blog.example/copy.xml
	un -o show "$symbol"
	[ $? = 0 ]; ok $? "nor does the same text at an address of others"
else
	echo "# corpus: none at $corpus, no text read"
	for what in copy forged versions elsewhere; do
		n=$((n + 1))
		echo "ok $n - $what # SKIP no corpus"
	done
fi

# -- another's store

cp "$tmp/own.store" "$tmp/site.store"
rm -f "$tmp"/own.store*
un --site "$tmp/site.store" -o show A/RES/77/230
says "Height of the water"; ok $? "what a site has from the UN is shown"
un --site "$tmp/site.store" -o show A/RES/79/9
! flat "opened"; ok $? "its files are not believed"
un --site "$tmp/site.store" -o show A/80/590
[ $? = 1 ] && says "calls itself A/80/590"; ok $? "nor its pages"

# -- moves

printf 'x' >"$tmp/root/moved.htm"
printf 'Status: 301\nLocation: http://127.0.0.1:%s/there.htm\n' "$port" >"$tmp/root/moved.htm.headers"
write_page there.htm "A page that is elsewhere" "It has gone."
un fetch "http://127.0.0.1:$port/moved.htm"
un fetch "http://127.0.0.1:$port/moved.htm"
[ "$(requests 'GET /moved.htm')" = 2 ]; ok $? "a move that plain http tells of is not remembered"
un verify
ok $? "the store is sound"
