#!/bin/sh
# SPDX-License-Identifier: ISC
# The messages: the template is that of the sources; each language takes the same
# placeholders and, where PALAIS_RELEASE is set, is complete; and palais speaks it.
srcdir=${srcdir:-.}
top=$(cd "$srcdir" && pwd)
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8
HOME=$tmp
XDG_DATA_HOME=
XDG_CONFIG_HOME=
export LC_ALL HOME
unset LANG LANGUAGE LC_MESSAGES LINES COLUMNS TMUX || :
languages="ar zh_CN fr ru es"
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
# lacking WHAT: names what stands in $tmp/lacking, and is well when nothing does
lacking() {
	sed "s|^|# $1: |" "$tmp/lacking" | head -20
	[ ! -s "$tmp/lacking" ]
	ok $? "$1"
}
# A new message costs its author no five languages: that each is complete is asked
# before a release (make release-check).
late() { if [ -n "${PALAIS_RELEASE:-}" ]; then ok "$1" "$2"; else ok 0 "$2 # SKIP until a release"; fi; }
palais() { ./palais --no-config -o -S "$tmp/own.store" "$@"; }
messages() { grep -E '^(msgctxt|msgid|msgid_plural|") *' "$1"; }

echo 1..70

# -- the files ------------------------------------------------------------------

if command -v xgettext >/dev/null 2>&1; then
	(cd "$top" && po/messages) >"$tmp/palais.pot" 2>"$tmp/err"
	messages "$tmp/palais.pot" >"$tmp/new"
	messages "$top/po/palais.pot" | diff "$tmp/new" - | grep '^[<>]' >"$tmp/lacking"
	[ -s "$tmp/new" ] || echo "no template" >>"$tmp/lacking"
	lacking "po/palais.pot has the messages of the sources: else make pot"
	cp "$tmp/palais.pot" "$tmp/one.pot"
	printf '\nmsgid "never said"\nmsgstr ""\n' >>"$tmp/one.pot"
	messages "$tmp/one.pot" | cmp -s - "$tmp/new"
	[ $? = 1 ]; ok $? "and one message more would be seen"
else
	ok 0 "po/palais.pot has the messages of the sources # SKIP no xgettext here"
	ok 0 "and one message more would be seen # SKIP no xgettext here"
fi
# The forms of numbers are functions in C: what po/ says of them is held against these.
while read -r l forms; do
	grep -qxF "\"Plural-Forms: $forms\\n\"" "$top/po/$l.po" || echo "$l: $forms"
done >"$tmp/lacking" <<'FORMS'
ar nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;
es nplurals=2; plural=n!=1;
fr nplurals=2; plural=n>1;
ru nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;
zh_CN nplurals=1; plural=0;
FORMS
lacking "the forms of numbers are those of model/base/messages.c"

all=$(msgfmt --statistics -o /dev/null "$top/po/fr.po" 2>&1 | sed 's/ .*//')
for l in $languages; do
	msgfmt -c --statistics -o /dev/null "$top/po/$l.po" 2>"$tmp/out"
	[ "$(cat "$tmp/out")" = "$all translated messages." ] && [ "$all" -gt 400 ]
	late $? "$l is complete"
	messages "$top/po/$l.po" | grep -v '^"' >"$tmp/a"
	messages "$top/po/palais.pot" | grep -v '^"' | diff - "$tmp/a" >"$tmp/lacking"
	[ -n "${PALAIS_RELEASE:-}" ] || : >"$tmp/lacking"
	lacking "$l has the messages of the template"
	awk -f "$top/tests/formats.awk" "$top/po/$l.po" >"$tmp/lacking"
	lacking "$l takes the placeholders of the English messages"
done
sed '0,/^msgstr ".*%s/s/^\(msgstr ".*\)%s/\1%d/' "$top/po/fr.po" >"$tmp/bad.po"
awk -f "$top/tests/formats.awk" "$tmp/bad.po" >"$tmp/out"
[ $? = 1 ] && [ "$(wc -l <"$tmp/out")" = 1 ]; ok $? "another placeholder is seen"
msgfmt -c -o /dev/null "$tmp/bad.po" 2>/dev/null
[ $? != 0 ]; ok $? "and built into nothing"

# -- what is said ------------------------------------------------------------------

# English words of the chrome, of which none may be left
cat >"$tmp/chrome" <<'END'
Usage:
Verbs:
Exit status
the personal store
prints a document
documents of the dossier
what the stores hold
envoys and heads
Latest
Envoys
News and sources
Vetoed drafts
More …
readable here now
known, not here yet
there is no such page
no such verb
Everything is a document
Moving
one line down
leave palais
Finding
Keys
Marks
shipped
Response plan
The intra-Syrian talks
In favour
Abstaining
END
screen() { # COLUMNS: the help page and a front page, as the screen shows them
	printf 'size 400x%s\nopen palais:help\ndump %s/help\nopen pane:talks\ndump %s/front\n' \
		"$1" "$tmp" "$tmp" >"$tmp/script"
	rm -f "$tmp/help" "$tmp/front"
	palais --interface "$2" --script "$tmp/script" >/dev/null 2>"$tmp/err"
}
screen 80 en
grep -oE ' :[a-z-]+$' "$tmp/help" | tr -d ' ' | sort >"$tmp/names.en"
palais -f tsv list timeline >"$tmp/timeline.en"
palais -f json list >"$tmp/kinds.en"
palais --interface en --help | grep -oE -- '--[a-z-]+' | sort -u >"$tmp/options.en"
for l in ar zh fr ru es; do
	{
		palais --interface $l --help
		palais --interface $l -w 80 list
		palais --interface $l -w 80 show pane:talks
		palais --interface $l -w 80 show list:timeline
		palais --interface $l -w 40 show votes:A/RES/78/222
	} >"$tmp/out" 2>&1
	palais --interface $l show page:nowhere >"$tmp/page" 2>"$tmp/err"
	[ $? = 1 ] && grep -q '^palais: page:nowhere' "$tmp/err" && [ "$(wc -l <"$tmp/err")" = 1 ]
	ok $? "$l: an error is one line, and begins as in English"
	cat "$tmp/err" >>"$tmp/out"
	palais --interface $l moons 2>>"$tmp/out"
	for w in 40 80; do
		screen $w $l
		cat "$tmp/help" "$tmp/front" >>"$tmp/out"
		cat "$tmp/help" "$tmp/front" >"$tmp/both"
		[ "$(wc -L <"$tmp/both")" -le $w ] && [ "$(wc -l <"$tmp/help")" -gt 50 ]
		ok $? "$l: a screen of $w columns is kept"
	done
	grep -Fof "$tmp/chrome" "$tmp/out" | sort -u >"$tmp/lacking"
	lacking "$l: nothing of the chrome is English"
	grep -oE '(^|[ >]):[a-z-]+' "$tmp/help" | tr -d ' >' | sort >"$tmp/names"
	cmp -s "$tmp/names.en" "$tmp/names" && grep -q 'j Down Ctrl-N' "$tmp/help" &&
		grep ':next-link' "$tmp/help" | grep -qF ' ]' && grep ':previous-link' "$tmp/help" | grep -qF ' ['
	ok $? "$l: commands and keys are the same"
	palais --interface $l --help | grep -oE -- '--[a-z-]+' | sort -u | diff "$tmp/options.en" - |
		grep '^<' >"$tmp/lacking"
	lacking "$l: options are the same"
	# behind the columns of the table stand its texts in the language
	palais --interface $l -f tsv list timeline >"$tmp/timeline"
	[ "$(head -1 "$tmp/timeline" | cut -f 12-)" = "$(printf 'place_%s\ttitle_%s\tdetail_%s\tkind_%s' $l $l $l $l)" ] &&
		cut -f 1-11 "$tmp/timeline" | cmp -s - "$tmp/timeline.en" &&
		palais --interface $l -f json list | cmp -s - "$tmp/kinds.en"
	ok $? "$l: tables and JSON have the same, and more behind it"
done
palais --interface ar -f docfile show pane:talks >"$tmp/out"
grep -q '^f language ar$' "$tmp/out" || grep -qE 'language.ar' "$tmp/out"
ok $? "a page says in which language it is"

screen 80 ar
grep -q '2026-06-25$' "$tmp/front"; ok $? "an Arabic list runs from the right"
head -1 "$tmp/front" | grep -qE '^[^a-z]* · en .*  .*\[[^]]+\]$'; ok $? "and so do the tabs"
palais --interface ar -f docfile show event:12 >"$tmp/out"
grep -q 'dir=rtl\|dir rtl' "$tmp/out" && ! grep -q 'lang=en\|lang en' "$tmp/out"
ok $? "and nothing that the tables say is left in English"

# -- which language ------------------------------------------------------------------

# in LANGUAGE [VARIABLE=VALUE…]: palais speaks it in that environment, and says no more
in_language() {
	case $1 in
	ar) word='الاستعمال' ;; fr) word='Usage : ' ;; es) word='Uso:' ;; ru) word='Вызов' ;;
	zh) word='用法' ;; *) word='Usage: ' ;;
	esac
	shift
	env -u LC_ALL "$@" ./palais --no-config --help 2>"$tmp/err" | tr '\302\240' '  ' | sed 's/  */ /g' \
		>"$tmp/out"
	printf '%s\n' "$word" | tr '\302\240' '  ' | sed 's/  */ /g' >"$tmp/word"
	grep -qFf "$tmp/word" "$tmp/out" && [ ! -s "$tmp/err" ]
}
in_language en; ok $? "without a locale: English"
in_language ar LANG=ar_SY.UTF-8; ok $? "a locale that is not installed"
in_language zh LANG=C.UTF-8 LC_MESSAGES=zh_CN.UTF-8; ok $? "the locale of messages goes before"
in_language fr LC_ALL=C.UTF-8 LANGUAGE=de:fr:en; ok $? "LANGUAGE, the first that is spoken"
in_language en LC_ALL=C LANGUAGE=fr; ok $? "but not in the locale C"
in_language en LC_ALL=C.UTF-8 LANGUAGE=../../fr; ok $? "a LANGUAGE that is a path is none"
printf 'interface ru\n' >"$tmp/config"
LC_ALL=C.UTF-8 ./palais --config "$tmp/config" --help | grep -q 'Вызов'; ok $? "the config file"
palais --interface S --help | grep -q 'Uso'; ok $? "the UN's letter"
palais --interface xx --help >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && grep -q -- '--interface xx' "$tmp/err"; ok $? "a language that is not spoken is wrong usage"
palais --interface ru show list:agencies | grep -q 'ВПП.*Всемирная продовольственная программа'
ok $? "an agency has its official name"
title=$(awk -F '\t' '$1 == "A/RES/77/301" { print $5 }' "$top/data/titles.tsv")
[ -n "$title" ] && palais --interface fr -w 500 show A/RES/77/301 | grep -qF "$title"
ok $? "a resolution has its official title"
