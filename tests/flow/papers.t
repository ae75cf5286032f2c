#!/bin/sh
# SPDX-License-Identifier: ISC
# UN documents by symbol: from the raw host's files and the access API into the
# store, two languages together, citations, votes, references, on the screen and off.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..50
start_origin
un="--mirror https://raw.githubusercontent.com/=http://127.0.0.1:$port/raw/
 --mirror https://documents.un.org/=http://127.0.0.1:$port/
 --mirror https://api.github.com/=http://127.0.0.1:$port/api-github/"
# shellcheck disable=SC2086
un() { palais $un "$@"; }

# A text of our own in the form of the machine-readable ones.
akn() { # PATH SYMBOL TITLE OPENING FIRST SECOND
	mkdir -p "$(dirname "$tmp/root/raw/UNxml/$1")"
	cat >"$tmp/root/raw/UNxml/$1" <<AKN
<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<statement name="resolution"><preface><p><docNumber>$2</docNumber></p>
<p><docTitle>$3</docTitle></p></preface>
<preamble><container name="p"><p><i>$4</i></p></container></preamble>
<mainBody><paragraph><num>1.</num><content><p>$5</p></content></paragraph>
<paragraph><num>2.</num><content><p>$6</p></content></paragraph></mainBody>
</statement></akomaNtoso>
AKN
	printf 'Content-Type: text/plain; charset=utf-8\n' >"$tmp/root/raw/UNxml/$1.headers"
}
base=GAresolutions/main/77session
akn "$base/English/A_RES_77_230-2228996E.xml" "A/RES/77/230" "Height of the water in the harbours" \
	"The Assembly of the locks, recalling its earlier decision on the boats of the harbour," \
	"Asks that the gates of the upper lock be opened before the night of the flood;" \
	"Recalls resolution 2254 (2015) of the Security Council and resolution 71/248 of the General Assembly, and asks to be told of the height of the water."
akn "$base/French/A_RES_77_230-2228996F.xml" "A/RES/77/230" "Hauteur des eaux dans les ports" \
	"L’Assemblée des écluses, rappelant sa décision antérieure sur les bateaux du port," \
	"Demande que les vannes de l’écluse amont soient ouvertes avant la nuit de la crue ;" \
	"Rappelle la résolution 2254 (2015) du Conseil de sécurité, et demande à être informée de la hauteur des eaux."
akn "$base/Arabic/A_RES_77_230-2228996A.xml" "A/RES/77/230" "ارتفاع المياه في الموانئ" \
	"إن جمعية الأهوسة، إذ تشير إلى قرارها السابق بشأن القوارب الراسية في الميناء،" \
	"تطلب فتح بوابات الهويس العلوي قبل ليلة الفيضان المتوقعة في البلد؛" \
	"تشير إلى قرار مجلس الأمن 2254 (2015)، وتطلب إبلاغها بارتفاع المياه."
screen_un() {
	rm -f "$tmp/dump"
	sed "s|DUMP|$tmp/dump|" >"$tmp/script"
	un --script "$tmp/script" "$@" >"$tmp/out" 2>"$tmp/err"
}
says() { grep -q -- "$1" "$tmp/out"; }

# -- fetching and showing

un fetch 'a res 77 230' >"$tmp/out" 2>"$tmp/err"
ok $? "a document is fetched by what a reader types"
[ "$(wc -l <"$tmp/log")" = 1 ]; ok $? "by one request"
says "A/RES/77/230	fetched	.*	en	raw.githubusercontent.com"; ok $? "which is told with its source"
un -o show A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "1. Asks that the gates"; ok $? "its paragraphs have their numbers"
says "○A ○C \[E\] ○F ○R ○S"; ok $? "the languages here and to be had are told apart"
says "A/77/PV.54" && tr '\n' ' ' <"$tmp/out" | grep -q 'draft A/77/463/Add.3,para.29'; ok $? "meeting and draft stand in the line of facts"
un -l fr show https://undocs.org/A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "Demande que les vannes"; ok $? "an old address is the same document, in the reader's language"
un show 'https://docs.un.org/ar/A/RES/77/230' >"$tmp/out" 2>"$tmp/err"
says "تطلب فتح بوابات"; ok $? "an address with a language is the text in that language"
un -o -l fr,en show A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
n1=$(grep -n "1. Demande" "$tmp/out" | cut -d: -f1)
n2=$(grep -n "1. Asks" "$tmp/out" | cut -d: -f1)
[ -n "$n1" ] && [ -n "$n2" ] && [ "$n2" -gt "$n1" ] && [ "$n2" -lt $((n1 + 5)) ]
ok $? "two languages stand paragraph under paragraph"
says "\[E\] \[F\]"; ok $? "and the line of facts tells both"
un -o -l ru,en show A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "1. Asks" && grep -q "not here in Russian" "$tmp/err"; ok $? "a language that is not here is said to lack"
un -o -f json -l ar show A/RES/77/230 | grep -q '"number":"2","marker":"2."'; ok $? "JSON has numbers and markers"

# -- what servers do oddly

un fetch S/2031/77 >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "a symbol that nobody has is one line and exit 1"
grep -q "documents.un.org (Word), documents.un.org (PDF)" "$tmp/err"; ok $? "which says where it was asked for"
un -o show S/2031/77 >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ]; ok $? "offline that is exit 3"
un -o fetch S/2031/78 >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q queued "$tmp/err"; ok $? "a document asked for offline is queued"
un -o -f tsv list queue | grep -q "S/2031/78"; ok $? "and stands in the queue"
un --sources html show S/2031/78 >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ]; ok $? "an unknown source is wrong usage"

mkdir -p "$tmp/root/ods/S_2031_1"
printf '%%PDF-1.4\nbroken' >"$tmp/root/ods/S_2031_1/en.pdf"
un show S/2031/1 >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && says "could not be read" && says "cut short"; ok $? "a damaged file is a document that names the cause"
[ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "and one line, and exit 1"
says "What else there is" && says "docs.un.org/ar/S/2031/1"; ok $? "it offers what else there is"
un -o -f raw show S/2031/1 >"$tmp/raw" 2>"$tmp/err"
cmp -s "$tmp/raw" "$tmp/root/ods/S_2031_1/en.pdf"; ok $? "and its bytes are kept as they came"
un -o -f raw show pane:talks >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ]; ok $? "palais' own pages have none"

un --sources pdf,akn fetch A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
[ "$(requests 'access?s=A/RES/77/230&l=en&t=pdf')" = 1 ]; ok $? "the order of sources can be changed"
un -l zh --akn-branch master fetch A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
[ "$(requests 'GAresolutions/master/77session/Chinese')" = 1 ]; ok $? "and so can the branch"
un --akn-branch ../x fetch A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ]; ok $? "but not into another path"

# -- citations, votes, references

un -o -f tsv cites A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "^S/RES/2254(2015)	2	.*	text$"; ok $? "a citation is told with its paragraph"
says "^A/RES/71/248	2	"; ok $? "every one of them"
says "	catalogue$"; ok $? "and what the catalogue knows beside"
un -o -f tsv cited-by S/RES/2254 >"$tmp/out" 2>"$tmp/err"
says "^A/RES/77/230	2	.*	text$"; ok $? "and from the other side"
un -o votes A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "In favour" && says "Against" && says "By name"; ok $? "who voted how, by group and by name"
[ "$(un -o -f tsv votes A/RES/77/230 | grep -c 'in favour$')" = 92 ]; ok $? "each state"
un -o votes --state Koweït >"$tmp/out" 2>"$tmp/err"
says "Kuwait: votes"; ok $? "a state's record, found by its French name"
un -o votes --state Korea >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && grep -q "which of these" "$tmp/err"; ok $? "a name that several have is asked about"
un -o votes S/RES/1285 >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ]; ok $? "votes that are not known are exit 1"
un -o cite A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "A/RES/77/230" && says "15 December 2022" &&
	says "https://raw.githubusercontent.com/UNxml/$base/English/A_RES_77_230-2228996E.xml" &&
	says "copy kept by UNxml" && ! says "docs.un.org"
ok $? "a reference in words"
un -o -f bibtex cite A/RES/77/230 >"$tmp/out" && says "^@techreport{A-RES-77-230,$"; ok $? "as BibTeX"
un -o -f ris cite A/RES/77/230 2254 >"$tmp/out" && [ "$(grep -c '^TY  - RPRT' "$tmp/out")" = 2 ]
ok $? "as RIS"
un -o -f csl-json cite A/RES/77/230 2254 >"$tmp/out" && says '"number":"S/RES/2254 (2015)"'
ok $? "as CSL-JSON"
un -o -f bibtex show 2254 >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ]; ok $? "a document is no reference"

# -- the screen

screen_un -o A/RES/77/230 <<SCRIPT
size 24x80
:2
key L
dump DUMP
SCRIPT
shows "Recalls resolution\|Rappelle la résolution\|تشير إلى قرار" && grep -q "¶2" "$tmp/dump"
ok $? "L is another language at the same paragraph"
screen_un -o A/RES/77/230 <<SCRIPT
size 24x80
:2
key P
dump DUMP
SCRIPT
shows "2. Recalls" && shows "L changes the second"; ok $? "P lays a second one under each paragraph"
screen_un -o A/RES/77/230 <<SCRIPT
size 24x80
key P
key P
dump DUMP
SCRIPT
shows "1. Asks" && ! shows "1. Demande"; ok $? "and takes it away again"
screen_un -o A/RES/77/230 <<SCRIPT
size 24x80
key V
dump DUMP
SCRIPT
shows "who voted how"; ok $? "V tells who voted how"
screen_un -o A/RES/77/230 <<SCRIPT
size 10x40
key c
dump DUMP
SCRIPT
shows "cites and cited by"; ok $? "c what it cites, on ten rows as well"
screen_un <<SCRIPT
size 24x80
open A/RES/77/230
wait
key L
wait
key L
wait
dump DUMP
SCRIPT
[ "$(requests Spanish)" = 0 ]; ok $? "languages are asked for one at a time"
screen_un -l ru <<SCRIPT
size 24x80
open A/RES/77/230
wait
dump DUMP
SCRIPT
shows "no text in Russian\|Asks that"; ok $? "a language that cannot be had leaves what there is"
screen_un -o <<SCRIPT
size 24x80
open 2254
dump DUMP
SCRIPT
shows "The text is not in the store\|Road map"; ok $? "o takes a number"
screen_un -o <<SCRIPT
size 24x80
open 2254
key r
dump DUMP
SCRIPT
shows "queued"; ok $? "offline r queues the text"
stop_origin
palais -o show A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
says "1. Asks"; ok $? "with the origin gone it is read from the store"
