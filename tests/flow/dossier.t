#!/bin/sh
# SPDX-License-Identifier: ISC
# Another country is another folder: a small dossier in two languages, with no C of its own.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..24
folder=$srcdir/tests/flow/yemen

./mktexts --release "$folder" ar >"$tmp/out" 2>"$tmp/err"; ok $? "its texts are all translated"
# palais looks for its parts beside itself
mkdir "$tmp/there"
cp palais palais-fetch palais-parse "$tmp/there" && ln -s "$(pwd)/locale" "$tmp/there/locale"
./mkstarter "$folder" "$tmp/there/starter.store" >"$tmp/out" 2>"$tmp/err"; ok $? "a store is made of it"
there() { "$tmp/there/palais" --no-config -o -S "$tmp/own.store" "$@" 2>"$tmp/err"; }

there show pane:process >"$tmp/out"
grep -q '^The political process in Yemen$' "$tmp/out" && grep -q 'Two-month truce begins' "$tmp/out"
ok $? "its pane is shown"
! grep -q 'translated by palais' "$tmp/out"; ok $? "and in English nothing is a translation"

there --interface ar show pane:process >"$tmp/out"
for text in 'العملية السياسية في اليمن' 'بدء هدنة مدتها شهران' 'حظر الأسلحة؛ والمطالبة بالانسحاب' \
	'تيسر الأمم المتحدة المحادثات بين اليمنيين'; do
	grep -q "$text" "$tmp/out"; ok $? "in Arabic: $text"
done
! grep -qE 'Yemen|Council|truce|\[E\]' "$tmp/out"; ok $? "and no English sentence"
[ "$(grep -c 'list:translation' "$tmp/out")" = 1 ]; ok $? "whose words they are is said once"
there --interface ar show page:process >"$tmp/out"
grep -q 'القرار 2140 (2014).* المؤرخ 26 شباط/فبراير 2014' "$tmp/out" && ! grep -q 'Facts' "$tmp/out"
ok $? "so is its page"
there --interface ar show event:4 >"$tmp/out"
grep -q 'نيويورك؛ ستوكهولم' "$tmp/out"; ok $? "a field of two places has both"

there --interface fr show pane:process >"$tmp/out"
grep -q 'Two-month truce begins \[E\]' "$tmp/out"; ok $? "what has no translation is English, and says so"
grep -q '^Documents ' "$tmp/out"; ok $? "official wording needs no table of ours"

there --interface ar -f tsv list timeline >"$tmp/out"
awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$1 == "event:4" { found = $at["title"] == "Council endorses the Stockholm Agreement" &&
		$at["title_ar"] == "المجلس يقر اتفاق ستوكهولم" && $at["date"] == "2018-12-21" }
	END { exit !found }' "$tmp/out"
ok $? "TSV has both"
there --interface fr -f json list timeline >"$tmp/out"
grep -q '"title":"Arms embargo".*"title_fr":""' "$tmp/out"; ok $? "JSON too; what is not translated is empty"

there search 'هدنة' >"$tmp/out"
grep -q '^event:5 · .* · بدء هدنة مدتها شهران~$' "$tmp/out"; ok $? "each language finds its words"
there show 'العملية السياسية في اليمن' >"$tmp/out"
grep -q '^The political process in Yemen$' "$tmp/out"; ok $? "and names its pane"

# -- the file that comes with palais ----------------------------------------------

called() {
	palais -o show "$1" >"$tmp/out" 2>"$tmp/err"
	[ "$(head -n 1 "$tmp/out")" = "$2" ]; ok $? "$1: $2"
}
called 'Переговоры' 'The intra-Syrian talks'
called 'geneva iv' 'Intra-Syrian talks: Geneva IV'
called 'Astana format: 5' 'Astana format: 5'
called 'Astana format' 'Rounds and sessions: Astana format'
called 'Conseil de sécurité' 'Documents of the dossier: Security Council'
palais -o search 'body:"مجلس الأمن"' 2254 >"$tmp/out" 2>"$tmp/err"
grep -q '^S/2016/152 ' "$tmp/out"; ok $? "a filter takes a body in any language"
