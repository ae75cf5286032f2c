#!/bin/sh
# SPDX-License-Identifier: ISC
# Machine-readable texts of the UN as they lie in $PALAIS_CORPUS (../shared/corpus beside the
# sources), through a bundle: where its bytes are those of the catalogue a text is the UN's,
# whoever has carried it; of one that came without its bytes only the bundle says so. Without
# the corpus this says so and proves nothing; bundle.t has texts of our own.
. "${srcdir:-.}/tests/flow/lib.sh"
corpus=${PALAIS_CORPUS:-${srcdir:-.}/../shared/corpus}/xml
find "$corpus" -name '*.xml' >"$tmp/files" 2>/dev/null
if [ ! -s "$tmp/files" ]; then
	echo "1..0 # SKIP no texts at $corpus"
	exit 0
fi
echo 1..7
at() { # HOME ARGUMENT…
	home=$1
	shift
	./palais --no-config -o -l en -S "$tmp/$home.store" "$@" >"$tmp/out" 2>"$tmp/err"
}
# Each third text of a home in a language of the UN, and how it won its name: "S/RES/1 en bytes".
won() {
	at "$1" -f tsv list cache
	tail -n +2 "$tmp/out" | cut -f 1,2 | grep '	\(ar\|zh\|en\|fr\|ru\|es\)$' | sort | sed -n '1~3p' >"$tmp/texts"
	while IFS='	' read -r key lang; do
		at "$1" -l "$lang" -f json show "$key"
		echo "$key $lang $(grep -o '"won":"[a-z]*"' "$tmp/out" | cut -d '"' -f 4)"
	done <"$tmp/texts"
	: >"$tmp/out"
}
tr '\n' '\0' <"$tmp/files" | xargs -0 ./palais --no-config -o -l en -S "$tmp/one.store" add >"$tmp/out" 2>"$tmp/err"
ok $? "the texts are added, $(wc -l <"$tmp/files") of them"
won one >"$tmp/one"
known=$(grep -c ' bytes$' "$tmp/one")
[ "$known" -gt 0 ]; ok $? "the catalogue knows the bytes of $known"
at one export --raw "$tmp/raw.palais" && at one export "$tmp/plain.palais"; ok $? "they are carried, with their bytes and without"
at two import "$tmp/raw.palais"; ok $? "with them"
won two >"$tmp/two"
grep ' bytes$' "$tmp/one" >"$tmp/theirs"
grep ' bytes$' "$tmp/two" | cmp -s - "$tmp/theirs" && ! grep -v ' bytes$\| carried$' "$tmp/two"
ok $? "each of these is the UN's there too, and no other"
at three import "$tmp/plain.palais"; ok $? "without them"
won three >"$tmp/three"
[ "$(wc -l <"$tmp/three")" = "$(wc -l <"$tmp/one")" ] && ! grep -v ' carried$' "$tmp/three"
ok $? "all are what the bundle calls them"
