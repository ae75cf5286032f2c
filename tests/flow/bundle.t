#!/bin/sh
# SPDX-License-Identifier: ISC
# Two homes and a stick: what one reader has, in a bundle, another takes in, reads and cites; as
# it is, and packed for carrying; and bundles that are none.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..70
PALAIS_NOW=2026-11-20T10:00:00
export PALAIS_NOW
start_origin
raw=--mirror\ https://raw.githubusercontent.com/=http://127.0.0.1:$port/raw/
api=--mirror\ https://api.github.com/=http://127.0.0.1:$port/api-github/
stick=$tmp/stick
mkdir "$stick"
# One home, and the other: NAME ARGUMENT…
at() {
	home=$1
	shift
	# shellcheck disable=SC2086
	palais $raw $api -S "$tmp/$home.store" "$@" >"$tmp/out" 2>"$tmp/err"
}
says() { grep -q -- "$1" "$tmp/out"; }
line() { [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q -- "$1" "$tmp/err"; }
sound() { at "$1" verify && says "$1.store.*no faults"; }
# What a home has, but for the bytes of the file.
holds() {
	at "$1" -f tsv list cache && cat "$tmp/out"
	at "$1" marks export && cat "$tmp/out"
	at "$1" -f json info && tr ',' '\n' <"$tmp/out" | grep 'works\|texts\|versions\|carried'
}
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

# -- one home: a page, a UN text, a file; and marks
page=https://press.example/en/first.htm
write_page en/first.htm 'The ferry' 'The ferry leaves at noon.'
akn "$tmp/root/raw/UNxml/GAresolutions/main/77session/English/A_RES_77_230-2228996E.xml" \
	"A/RES/77/230" "Height of the water in the harbours"
akn "$tmp/file.xml" A/RES/79/9 "From a drawer"
at one fetch $page && at one fetch A/RES/77/230 && at one add "$tmp/file.xml"
ok $? "three documents are here"
sed "s|DUMP|$tmp/dump|" >"$tmp/script" <<END
open $page
tag law
key j j j j
note Noon, قال
END
at one -o --script "$tmp/script"; ok $? "and one is marked"
PALAIS_NOW=2026-11-22T10:00:00

# -- the stick
at one export "$stick/one.palais" && says 'documents: 3'; ok $? "export: all of it"
[ "$(ls "$stick")" = one.palais ]; ok $? "one file, and nothing beside it"
at one export "$stick/one.palais"
[ $? = 1 ] && line -- '--force'; ok $? "not over a file that is there"
cp "$stick/one.palais" "$tmp/kept"
at one --force export "$stick/one.palais" && [ "$(ls "$stick")" = one.palais ]; ok $? "but with --force"
at one --force export "$stick" && false
line 'is no file'; ok $? "never over a folder"
cmp -s "$tmp/kept" "$stick/one.palais"; ok $? "the same store makes the same bundle"
at one export "$tmp/none/x.palais" && false
line 'none/x.palais'; ok $? "a folder that is not there is told"
at one export "$stick/x" S/RES/1 && false
line 'not in the store' && [ ! -e "$stick/x" ]; ok $? "what is not here goes into none, and none is made"
at one -q export "$stick/words.palais" --search ferry && at none --site "$stick/words.palais" -f tsv list cache &&
	[ "$(grep -c . "$tmp/out")" = 2 ]; ok $? "what a search finds"
at one -q export "$stick/what.palais" A/RES/79/9 $page && at none info --site "$stick/what.palais" && says '2 in 2 texts'
ok $? "what is named"
at one export "$stick/pane.palais" --pane nowhere && false
[ ! -e "$stick/pane.palais" ]; ok $? "a pane that has nothing here makes none"
rm -f "$stick/words.palais" "$stick/what.palais"

# -- opened as it is
chmod 444 "$stick/one.palais"
at none --site "$stick/one.palais" -o show A/RES/77/230 && says 'Height of the water'; ok $? "a bundle opens as it is"
at none --site "$stick/one.palais" -o search locks && says 'A/RES/77/230'; ok $? "and is searched"
at none --site "$stick/one.palais" -o list bookmarks && ! says ferry; ok $? "it has no marks of the reader's"
at none --site "$stick/one.palais" -o -f raw show $page && false
line 'not carried along'; ok $? "nor the bytes as they came"
at none --site "$stick/one.palais" verify && says 'one.palais.*no faults'; ok $? "and is sound"
[ "$(ls "$stick")" = one.palais ]; ok $? "nothing is made beside it"
! grep -qa 'Content-Type\|If-None-Match\|ETag' "$stick/one.palais"; ok $? "what only a server needs to know stays behind"
chmod 644 "$stick/one.palais"

# -- the other home
at two import "$stick/one.palais" && says 'new: 3, here already: 0'; ok $? "import"
sound two; ok $? "the store is sound"
at two -o show A/RES/77/230 && says 'Height of the water' && says 'by bundle one.palais'; ok $? "it is read, and by whom it came is said"
at two -o cite A/RES/77/230 && says 'UNxml' && says 'not compared with the UN.s text, copy kept by UNxml, by bundle one.palais' ||
	{ at two -o cite A/RES/77/230 && tr '\n' ' ' <"$tmp/out" | grep -q 'not compared with the UN.s text.*by bundle one.palais'; }
ok $? "cited so"
at two -o -w 200 history $page && says "2026-11-20 10:00.*$page (by bundle one.palais)"; ok $? "history: when, from where, and by whom"
at two -o -w 200 show "history:$page" && says 'by bundle one.palais'; ok $? "on its page as well"
at two -o show A/RES/79/9 && says 'From a drawer' && says 'by bundle one.palais'; ok $? "a file of the other's bears its symbol by the bundle"
at two -o -f json show A/RES/77/230 && says '"won":"carried"'; ok $? "JSON"
at two info && says '  carried    3'; ok $? "info: how many were carried"
at two -o search locks && says 'A/RES/77/230'; ok $? "it is searched"
holds two >"$tmp/before"
at two import "$stick/one.palais" && says 'new: 0, here already: 3'; ok $? "once more"
holds two >"$tmp/after" && cmp "$tmp/before" "$tmp/after" >"$tmp/out"; ok $? "changes nothing"

# -- with marks and bytes
at one -q export "$stick/marked.palais" --marks --raw $page; ok $? "with marks, and the bytes"
at two import "$stick/marked.palais" && says 'new: 1, here already: 0' && says 'marks: [1-9][0-9]* new, 0 here'; ok $? "bytes and marks come to what is here"
at two -o -f raw show $page && cmp -s "$tmp/out" "$tmp/root/en/first.htm"; ok $? "the very bytes"
at two -o list bookmarks && says 'The ferry' && at two -o notes && says 'Noon, قال' && ! says 'not here'; ok $? "and the marks, in their places"
holds two >"$tmp/before"
at two import "$stick/marked.palais" && says 'new: 0' && says 'marks: 0 new' && holds two >"$tmp/after" && cmp "$tmp/before" "$tmp/after" >"$tmp/out"
ok $? "twice changes nothing of these"
sound two; ok $? "and the store is sound"
at one marks export "$tmp/marks.json" && at four import "$tmp/marks.json" && says '^marks: [1-9]'; ok $? "a file of marks is imported by the same verb"

# -- on the screen
by_keys() { # HOME, a script on standard input
	sed "s|DUMP|$tmp/dump|" >"$tmp/script"
	rm -f "$tmp/dump"
	at "$1" -o --script "$tmp/script"
}
cp "$stick/one.palais" "$stick/of one.palais"
by_keys seen <<END
import $stick/of one.palais
dump DUMP
END
grep -q '^.*Imported' "$tmp/dump" && grep -q "of one.palais" "$tmp/dump" && grep -q 'new: 3, here already: 0' "$tmp/dump"
ok $? ":import takes a file in, and a page tells what came"
at seen -o show A/RES/77/230 && says 'by bundle of one.palais' && sound seen; ok $? "it is here, by the bundle's name"
# blanks part several names: they are called without the one that TMPDIR may have
several=several.$$
mkdir "$several" && ln -s "$stick/marked.palais" "$stick/one.palais" "$several"
by_keys seen <<END
import $several/marked.palais $several/one.palais $several/none
dump DUMP
END
rm -r "$several"
grep -q 'marks: [1-9][0-9]* new' "$tmp/dump" && grep -q 'new: 0, here already: 3' "$tmp/dump" && grep -q "none: .*No such file" "$tmp/dump"
ok $? "several, with marks, and one that is not there"
by_keys seen <<END
import $tmp/marks.json
dump DUMP
END
grep -q 'marks: 0 new' "$tmp/dump"; ok $? "a file of marks"
by_keys seen <<END
import
dump DUMP
END
tail -1 "$tmp/dump" | grep -q '^out of the file:'; ok $? "without a name it asks for one"

# -- packed
at one -q export "$stick/one.xz" --marks && at three import "$stick/one.xz" && says 'new: 3' && says 'marks: [1-9]'; ok $? "packed for carrying"
command -v xz >/dev/null 2>&1 && xz -dc "$stick/one.xz" | grep -aq '^T The ferry leaves at noon'; ok $? "a stream of documents under xz"
at three -o show A/RES/77/230 && says 'by bundle one.xz' && sound three; ok $? "is read, and sound"
[ "$(stat -c %s "$stick/one.xz")" -lt $(($(stat -c %s "$stick/one.palais") / 4)) ]; ok $? "and far smaller"
holds three >"$tmp/before"
at three import "$stick/one.xz" && says 'new: 0' && holds three >"$tmp/after" && cmp "$tmp/before" "$tmp/after" >"$tmp/out"; ok $? "twice changes nothing"
# from a pipe
at pipe import - <"$stick/one.xz" && says 'new: 3'; ok $? "also from a pipe"

# -- versions
write_page en/first.htm 'The ferry' 'The ferry leaves at ten.'
PALAIS_NOW=2026-11-23T10:00:00
at five fetch $page && at five import "$stick/one.palais"; ok $? "where there is another version"
says "^$page	en	2026-11-20 10:00	another version is here" && says 'another version of a text here: 1'; ok $? "that is listed"
at eight fetch $page
by_keys eight <<END
import $stick/one.palais
dump DUMP
END
grep -q "$page · en · 2026-11-20 10:00" "$tmp/dump" && tr '\n' ' ' <"$tmp/dump" | grep -q 'another version of a text here: 1' &&
	grep -q 'both stay' "$tmp/dump"
ok $? "on the screen as well"
at five -o show $page && says 'at ten'; ok $? "and what the reader has fetched goes first"
at five -o -f tsv history $page && [ "$(wc -l <"$tmp/out")" = 3 ]; ok $? "both stay"
at five import "$stick/one.palais" && says 'here already: 3' && ! says 'another version'; ok $? "and it is told once"
at two fetch $page && at two -o show $page && says 'at ten' && ! says 'by bundle'; ok $? "what its source sends goes before what was carried"

# -- what is no bundle
sqlite() { ./tests/sql "$@"; }
hostile() { # NAME WHY
	at bad import "$tmp/$1"
	status=$?
	[ $status != 0 ] && line "$2" && [ ! -s "$tmp/out" ]
}
cp "$stick/one.palais" "$tmp/trigger" && sqlite "$tmp/trigger" "CREATE TRIGGER t AFTER INSERT ON work BEGIN DELETE FROM work; END"
hostile trigger 'its tables are not those'; ok $? "a store with a trigger is refused, in one line"
cp "$stick/one.palais" "$tmp/view" && sqlite "$tmp/view" "CREATE VIEW v AS SELECT 1"
hostile view 'its tables are not those'; ok $? "and one with a view"
cp "$stick/one.palais" "$tmp/odd" && sqlite "$tmp/odd" "ALTER TABLE work ADD COLUMN x"
hostile odd 'its tables are not those'; ok $? "and one with other tables"
sqlite "$tmp/foreign" "CREATE TABLE a(b)"
hostile foreign 'not a palais store'; ok $? "and what is none"
head -c 20000 "$stick/one.palais" >"$tmp/short"
hostile short 'short'; ok $? "and one that is cut short"
head -c $(($(stat -c %s "$stick/one.xz") / 2)) "$stick/one.xz" >"$tmp/short.xz"
at bad import "$tmp/short.xz"
[ $? = 1 ] && line 'cut short'; ok $? "a stream that is cut short is told"
echo 'No bundle.' >"$tmp/text"
hostile text 'it is no bundle'; ok $? "and a file of anything else"
# rows of others' stores are unpacked by a process that can reach nothing, and nowhere else
make_tree </dev/null
rm "$tree/palais-carry"
"$tree/palais" -o -S "$tmp/none.store" --site "$stick/one.palais" show A/RES/77/230 >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && line 'palais-carry: cannot be started'; ok $? "a bundle's text is not unpacked without palais-carry"
"$tree/palais" -o -S "$tmp/two.store" show A/RES/77/230 >"$tmp/out" 2>"$tmp/err" && says 'Height of the water'
ok $? "but what is the reader's own is"
cp "$stick/one.palais" "$tmp/bent.palais"
sqlite "$tmp/bent.palais" "UPDATE version SET doc=zeroblob(length(doc)) WHERE url LIKE '%first%'"
at none --site "$tmp/bent.palais" -o show $page
[ $? = 4 ] && line 'does not unpack'; ok $? "a row that does not unpack is told"
at bad import "$tmp/bent.palais"
[ $? = 4 ] && line 'does not unpack'; ok $? "and in a bundle that is imported"
at bad import "$tmp/nothing" "$stick/one.palais"
[ $? = 1 ] && line 'nothing' && says 'new: '; ok $? "a file that is not there does not stop the rest"
at bad export
[ $? = 2 ] && line "into which file"; ok $? "wrong words"
