#!/bin/sh
# SPDX-License-Identifier: ISC
# The dossier's texts in the other languages: the tables of data/text are those of the data and,
# where PALAIS_RELEASE is set, complete; and what mktexts makes, keeps and refuses.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
n=0
ok() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		[ ! -s "$tmp/err" ] || sed 's/^/# /' "$tmp/err" | head -20
	fi
}
late() { if [ -n "${PALAIS_RELEASE:-}" ]; then ok "$1" "$2"; else ok 0 "$2 # SKIP until a release"; fi; }
languages="ar es fr ru zh"
row() { printf '%s\t' "$@" | sed 's/\t$//'; echo; }

echo 1..90

# -- the tables of this dossier -------------------------------------------------

for lang in $languages; do
	./mktexts --check "$srcdir/data" "$lang" 2>"$tmp/err"
	ok $? "$lang: numbers, dates, symbols and marks are the English ones, and the English is today's"
	./mktexts --release "$srcdir/data" "$lang" 2>"$tmp/err"
	late $? "$lang: nothing is without a translation"
done
awk -F '\t' 'NF != 7 || (NR > 1 && seen[$1]++) { print "line " NR; bad = 1 } END { exit bad }' \
	"$srcdir/data/text/glossary.tsv" >"$tmp/err"
ok $? "the glossary has each term once, in all languages"

# -- a folder of our own --------------------------------------------------------

d=$tmp/data
mkdir -p "$d/text" "$d/pages"
head_of_text="table	id	column	english	text"
timeline() {
	{
		row id date pane place title detail symbols source status kind
		row 1 2015-12-18 x "Alpha; Beta" "$1" "First of two" "" "A/1" partly event
		row 2 2015-12-19 x Beta "Second" "" "" "words of a source" partly event
		row 3 2015-12-20 x "" "2015" "" "" "" partly event
	} >"$d/timeline.tsv"
}
begin() { for l in $languages; do echo "$head_of_text" >"$d/text/$l.tsv"; done; }
timeline "First"
begin
./mktexts "$d" ar 2>"$tmp/err"; ok $? "a table is begun"
cut -f 4 "$d/text/ar.tsv" | sort >"$tmp/out"
printf '%s\n' Alpha Beta First "First of two" Second english event "words of a source" | sort >"$tmp/want"
diff "$tmp/want" "$tmp/out" >"$tmp/err"; ok $? "it has each text once, parts by themselves, nothing without words, no symbol"
grep -q "^timeline	1	place	Alpha	$" "$d/text/ar.tsv"; ok $? "with the place where it stands first"

# translate ENGLISH TEXT
translate() {
	awk -F '\t' -v OFS='\t' -v english="$1" -v text="$2" '$4 == english { $5 = text } { print }' \
		"$d/text/ar.tsv" >"$tmp/new" && mv "$tmp/new" "$d/text/ar.tsv"
}
translate First الأول
./mktexts --check "$d" ar 2>"$tmp/err"; ok $? "what is translated is fine"
! ./mktexts --release "$d" ar 2>"$tmp/err" && grep -q "no translation: 'Second'" "$tmp/err"
ok $? "what is not stops a release"

timeline "First of all"
! ./mktexts --check "$d" ar 2>"$tmp/err" &&
	grep -q "text/ar.tsv:.: the English has changed since: 'First of all'" "$tmp/err"
ok $? "an English that has changed is noticed"
./mktexts "$d" ar && grep -q "	First	الأول$" "$d/text/ar.tsv"; ok $? "the translation is kept, with what it was made from"
! ./mktexts --check "$d" ar 2>"$tmp/err"; ok $? "and still noticed"
sed -i 's/الأول$//' "$d/text/ar.tsv"
./mktexts "$d" ar && grep -q "	First of all	$" "$d/text/ar.tsv"; ok $? "emptied, it takes the new English"
timeline "First"
! ./mktexts --check "$d" ar 2>"$tmp/err" && grep -q "make texts" "$tmp/err"; ok $? "a table that is not the data's is noticed"
./mktexts "$d" ar && ! grep -q "First of all" "$d/text/ar.tsv"; ok $? "what is gone goes"
sed -n 2p "$d/text/ar.tsv" >"$tmp/new"
cat "$tmp/new" >>"$d/text/ar.tsv"
! ./mktexts --check "$d" ar 2>"$tmp/err" && grep -q "the English text is that of line 2" "$tmp/err"; ok $? "one text has one row"

row key A C E F R S source status >"$d/languages.tsv"
row one الأول 一 First Premier Первый Primero x confirmed >>"$d/languages.tsv"
row two الثاني 二 Second Second Второй Segundo x partly >>"$d/languages.tsv"
begin
./mktexts "$d" ar && ! grep -q "	First	" "$d/text/ar.tsv" && grep -q "	Second	" "$d/text/ar.tsv"
ok $? "official wording is not asked for, what is not confirmed is"
rm "$d/languages.tsv"

printf '# Page\n\nA [label](A/1) and\nmore~.\n\n- item\n' >"$d/pages/one.txt"
./mktexts "$d" ar
grep -q "^pages	one/2	text	A \[label\](A/1) and more~\.	$" "$d/text/ar.tsv" && grep -q "^pages	one/3	text	item	" "$d/text/ar.tsv"
ok $? "pages come block by block"
grep -q "^pages	legend	" "$d/text/ar.tsv"; ok $? "with what explains their marks"
rm "$d/pages/one.txt"

# -- what a translation may not touch --------------------------------------------

# agrees LANG ENGLISH TEXT, differs LANG ENGLISH TEXT WHAT
compared() {
	{
		row id date pane place title detail symbols source status kind
		row 1 2015-12-18 x "" "$2" "" "" "" partly ""
	} >"$d/timeline.tsv"
	{ echo "$head_of_text"; row timeline 1 title "$2" "$3"; } >"$d/text/$1.tsv"
	./mktexts --check "$d" "$1" 2>"$tmp/err"
}
agrees() { compared "$@"; ok $? "$1: $3"; }
differs() {
	if compared "$@"; then :; else grep -qF -- "$4" "$tmp/err"; fi && [ -s "$tmp/err" ]
	ok $? "$1: $3: $4"
}
nb=$(printf '\302\240')
narrow=$(printf '\342\200\257')

agrees fr "adopted by 15 votes" "adopté par 15 voix"
differs fr "adopted by 15 votes" "adopté par 14 voix" "14, which the English has not"
differs fr "adopted by 15 votes" "adopté" "lacks 15"
differs fr "adopted" "adopté par 15 voix" "15, which the English has not"
differs fr "3 of 3" "3 de trois" "lacks 3"
agrees ar "in 2015" "في 2015"
differs ar "in 2015" "في ٢٠١٥" "lacks 2015"
differs ar "a year" "سنة ١" "digits that are not 0 to 9"

agrees fr "1,200 people" "1${nb}200 personnes"
agrees fr "1,200 people" "1${narrow}200 personnes"
agrees es "1,200 people" "1.200 personas"
agrees zh "1,200 people" "1,200人"
agrees ru "1,234,567 people" "1${nb}234${nb}567 человек"
differs fr "1,200 people" "1 200 personnes" "1, which the English has not"
differs zh "1.2 shares" "1,2份" "has 1, which"
differs fr "1.2 shares" "1.2 parts" "has 1, which"
agrees fr "4.07 shares" "4,07 parts"
agrees es "4.07 shares" "4,07 partes"
agrees ar "4.07 shares" "4,07"
agrees ru "4.07 shares" "4,07"

agrees fr "6 billion and 7 million" "6 milliards et 7 millions"
agrees es "6 billion and 7 million" "6.000 millones y 7 millones"
agrees es "6 billion" "6 mil millones"
agrees ru "6 billion and 7 million" "6 млрд и 7 миллионов"
agrees ru "6 billion and 7 million" "6 миллиардов и 7 млн"
agrees ar "6 billion and 7 million" "6 بلايين و 7 ملايين"
agrees ar "16.7 billion and 17.5 million" "16,7 بليون و 17,5 مليون"
agrees ar "6 bn" "6 مليار"
agrees zh "6 billion and 7 million" "60亿和700万"
agrees zh "6 billion and 7 million" "6十亿和7百万"
agrees zh "2.3-2.4 bn" "23至24亿"
agrees ru "2.3-2.4 bn" "2,3–2,4 млрд"
differs fr "6 billion" "6 millions" "has 6000000, which"
differs zh "6 billion" "6亿" "has 600000000, which"
differs fr "2.3 to 2.4 bn" "2,3-2,4 milliards" "lacks 2.3"

agrees ar "on 18 December 2015" "في 18 كانون الأول/ديسمبر 2015"
agrees es "on 18 December 2015" "el 18 de diciembre de 2015"
agrees fr "on 18 December 2015" "le 18 décembre 2015"
agrees ru "in May, March and July 2015" "в мае, марте и июле 2015 года"
agrees ru "from 18 December 2015" "с 18 декабря 2015 года"
agrees zh "on 18 December 2015" "2015年12月18日"
agrees zh "6 months" "6个月"
agrees fr "Jan-Sep" "janv.-sept."
agrees fr "In May" "Mai"
differs ar "in December" "في ديسمبر" "lacks month 12"
differs fr "in December" "en novembre" "month 11, which the English has not"
differs ru "in March" "в мае" "lacks month 3"
differs zh "in December" "11月" "month 11"
differs es "a sea" "en el mar. y en mayo" "month"
agrees ru "it may be little" "мало"
agrees es "the sea" "el mar"
agrees fr "the marshes" "les marais"
agrees fr "early April 2014" "début d’avril 2014"

agrees fr "see S/RES/2254(2015)" "voir S/RES/2254(2015)"
agrees zh "see S/RES/2254(2015), annex" "见S/RES/2254(2015)，附件"
agrees ar "and A/71/248." "وA/71/248."
differs fr "see S/RES/2254(2015)" "voir S/RES/2253(2015)" "the symbol S/RES/2253(2015), which"
differs fr "see S/RES/2254(2015)" "voir la résolution 2254 (2015)" "has 2015"
agrees fr "the [text](S/2012/522) said" "le [texte](S/2012/522) dit"
differs fr "the [text](S/2012/522) said" "le [texte](S/2012/523) dit" "lacks the address S/2012/522"
differs fr "the [text](list:rounds) said" "le texte dit" "lacks the address list:rounds"
agrees fr "said~ so" "dit~ cela"
differs fr "said~ so" "dit cela" "lacks the mark ~"
differs fr "said so" "dit~ cela" "the mark ~, which"
