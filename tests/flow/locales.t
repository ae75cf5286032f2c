#!/bin/sh
# SPDX-License-Identifier: ISC
# Languages hold with any locale, installed or not: what palais says is in the language that the
# locale names, and a text is the same, whatever this machine has of locales.
. "${srcdir:-.}/tests/flow/lib.sh"
export PALAIS_NOW=2026-11-22T12:00:00
shown() { # LOCALE: the page of the talks under it, in a terminal's letters
	env LC_ALL="$1" ./palais --no-config -o -S "$tmp/own.store" show pane:talks >"$tmp/out" 2>"$tmp/err"
}
for pair in en:en_GB ar:ar_SY es:es_ES fr:fr_CH ru:ru_RU zh:zh_CN; do
	lang=${pair%%:*} name=${pair#*:}
	LC_ALL=C.UTF-8 ./palais --no-config -o -S "$tmp/own.store" --interface "$lang" -l "$lang" \
		show pane:talks >"$tmp/want" 2>"$tmp/err"
	[ -s "$tmp/want" ] && [ ! -s "$tmp/err" ]; ok $? "$lang as it is asked for"
	for locale in "$name.UTF-8" "$name.utf8" "$name" "$name.ISO-8859-6" "$name.UTF-8@none"; do
		shown "$locale" && [ "$(wc -l <"$tmp/err")" -le 1 ] && cmp -s "$tmp/want" "$tmp/out"
		ok $? "$locale is as that, here or not"
	done
done

# one that is here, made for this test, and by other letters than UTF-8
if localedef -i ar_SY -f UTF-8 "$tmp/ar_SY.UTF-8" >/dev/null 2>&1 &&
	localedef -i fr_FR -f ISO-8859-1 "$tmp/fr_FR.ISO-8859-1" >/dev/null 2>&1; then
	shown ar_SY.UTF-8
	cp "$tmp/out" "$tmp/want"
	LOCPATH=$tmp shown ar_SY.UTF-8 && [ ! -s "$tmp/err" ] && cmp -s "$tmp/want" "$tmp/out"
	ok $? "an installed one is no other"
	LOCPATH=$tmp shown fr_FR.ISO-8859-1 && [ ! -s "$tmp/err" ] && head -n 1 "$tmp/out" | grep -q '^Les pourparlers'
	ok $? "nor is its language another by other letters"
	! LC_ALL=C grep -q '[^ -~]' "$tmp/out"; ok $? "which palais' own stand for"
else
	echo "# no locale can be made here"
fi
shown no_such.UTF-8 && head -n 1 "$tmp/out" | grep -q '^The intra-Syrian talks'; ok $? "no language of palais is English"
echo "1..$n"
