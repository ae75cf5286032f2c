#!/bin/sh
# SPDX-License-Identifier: ISC
# What shells complete: what the program offers is what its tables have, bounded and never a
# part of the truth; and the completions of bash, zsh and fish hand it on.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..40
here=$(pwd)
offers() { ./palais complete -- "$@" >"$tmp/out" 2>"$tmp/err"; }
# are NAME WORDS: exactly these were offered
are() {
	printf '%s\n' "$2" | tr ' ' '\n' | sed '/^$/d' >"$tmp/want"
	cmp -s "$tmp/want" "$tmp/out"; ok $? "$1"
}
has() { grep -qxF -- "$2" "$tmp/out"; ok $? "$1"; }

# -- options and their values
./palais --help | grep -oE -- '--[a-z-]+' | LC_ALL=C sort -u >"$tmp/options"
offers --; LC_ALL=C sort "$tmp/out" | comm -13 - "$tmp/options" >"$tmp/lacking"
grep -vxE -- '--from --key|' "$tmp/lacking" >"$tmp/err"
[ "$(wc -l <"$tmp/out")" -gt 40 ] && [ ! -s "$tmp/err" ]; ok $? "all options"
offers show --wh; are "an option by its beginning, behind a verb too" --whole
offers -l ''; are "languages" "ar zh en fr ru es"
offers --format t; are "formats by their beginning" "text tsv"
offers --format=t; are "also behind =" "--format=text --format=tsv"
offers --sources ''; are "sources" "akn docx pdf"
offers --mouse o; are "words of which one is taken" "on off"
offers -S ''; are "files" ":files"
offers --pane h; are "panes" humanitarian
offers --offline sh; are "an option without value takes none" "show :files"
offers --width 60 sh; are "the value of an option is no verb" "show :files"

# -- verbs and what they take
./palais --interface en --help | sed -n '/^Verbs:/,/^Options:/s/^  \([a-z][a-z-]*\).*/\1/p' >"$tmp/verbs"
offers ''; comm -23 --nocheck-order "$tmp/verbs" "$tmp/out" >"$tmp/err"
[ ! -s "$tmp/err" ] && has "all verbs, and pages and files beside them" list:
offers list ''; cp "$tmp/out" "$tmp/kinds"
palais -o list 2>/dev/null | sed 's/ .*//' | LC_ALL=C sort >"$tmp/listed"
LC_ALL=C sort "$tmp/kinds" | cmp -s - "$tmp/listed"; ok $? "kinds are those that list prints"
offers sync a; are "what sync takes" articles
offers feed o; are "what feed takes" "off on"
offers marks ''; are "a verb's own words" "export import"
offers marks export ''; are "what one of them takes" ":files"
offers site sync t; are "another of them" talks
offers add ''; are "files alone, where nothing else will do" ":files"
offers info ''; are "nothing where nothing follows" ""
offers show /usr; are "a path is a path" ":files"

# -- pages
offers show pane:; are "panes by name" "pane:talks pane:humanitarian pane:iiim pane:library :files"
offers show page:iiim-; are "texts" "page:iiim-questions :files"
offers show chart:n; are "charts" "chart:need :files"
offers show list:time; are "lists" "list:timeline :files"

# -- symbols
offers show s/res/2254; are "a symbol in any letters, with its year" "S/RES/2254(2015) :files"
offers show S/RES/22; [ "$(grep -c '^S/RES/22..(' "$tmp/out")" = 100 ]; ok $? "a hundred are told"
offers show A/RES/63/1; [ "$(grep -c '^A/RES/63/1[0-9]*$' "$tmp/out")" -gt 20 ]; ok $? "so are fewer"
offers show A/RES/63/; are "of 106 how they go on" \
	"$(for i in 1 2 3 4 5 6 7 8; do echo "A/RES/63/$i"; done) :files"
offers show A/RES/7; are "to the next stroke, where that is enough" \
	"$(for i in 0 1 2 3 4 5 6 7 8 9; do echo "A/RES/7$i/"; done) :files"
offers show A/RES/74/1
[ "$(head -n 2 "$tmp/out" | tr '\n' ' ')" = 'A/RES/74/1 A/RES/74/10 ' ]; ok $? "a symbol that others begin with is there too"
# whatever is typed: no more than a hundred, and nothing that begins so is left out
palais -o -f tsv list catalogue 2>/dev/null | cut -f1 | sed 1d >"$tmp/symbols"
for begun in S A/ S/RES/1 S/RES/23 A/RES/ A/RES/80/1 S/PRST/ E/ A/RES/75/2 Q; do
	offers show "$begun"; sed '/^:files$/d; /:$/d' "$tmp/out" >"$tmp/words"
	[ "$(wc -l <"$tmp/words")" -le 100 ] || echo "$begun: many"
	grep -F -- "$begun" "$tmp/symbols" | grep "^$begun" | awk -v words="$tmp/words" '
		BEGIN { while ((getline w < words) > 0) all[++n] = w }
		{ for (i = 1; i <= n; i++) if (index($0, all[i]) == 1) next; print "lacks " $0 }'
done >"$tmp/lacking"
cat "$tmp/lacking"
[ "$(wc -l <"$tmp/symbols")" -gt 4000 ] && [ ! -s "$tmp/lacking" ]; ok $? "what is offered is bounded, and leaves nothing out"

# -- without a store, and for restricted readers
mkdir "$tmp/alone" && cp palais "$tmp/alone" && echo x >"$tmp/alone/starter.store"
"$tmp/alone/palais" complete -- sh >"$tmp/out" 2>"$tmp/err"
has "a damaged store takes nothing from what needs none" show
./palais --restricted complete -- ad >"$tmp/out" 2>"$tmp/err"
! grep -qx add "$tmp/out"; ok $? "a restricted reader is not offered what is refused"

# -- the shells
PATH=$here:$PATH
export PATH
if command -v bash >/dev/null 2>&1; then
	cat >"$tmp/drive" <<'BASH'
. "$1"
compopt() { :; }
COMP_LINE=$2 COMP_POINT=${#2}
_palais
printf '%s\n' "${COMPREPLY[@]}"
BASH
	bashed() { bash --norc "$tmp/drive" "$srcdir/completions/bash/palais" "$1" >"$tmp/out" 2>"$tmp/err"; }
	bashed 'palais show S/RES/2254\('; are "bash: a symbol whose bracket is quoted" "S/RES/2254(2015)"
	bashed 'palais show pane:t'; are "bash: what stands behind the colon" talks
	bashed "palais show $(printf '%s' "$tmp" | sed 's/ /\\&/g')/driv"; has "bash: files" "$tmp/drive"
else
	for what in "a symbol" "a colon" files; do ok 0 "bash: $what # SKIP no bash here"; done
fi
if command -v zsh >/dev/null 2>&1; then
	cat >"$tmp/drive" <<'ZSH'
compadd() { [[ $argv[-2] == -a ]] && print -rl -- "${(@P)argv[-1]}"; }
_files() { print -r -- files; }
words=(palais show S/RES/2254) CURRENT=3 PREFIX=S/RES/2254
. "$1"
ZSH
	zsh -f "$tmp/drive" "$srcdir/completions/zsh/_palais" 2>"$tmp/err" | sed '/^$/d' >"$tmp/out"
	are "zsh: symbols and files" "S/RES/2254(2015) files"
else
	ok 0 "zsh # SKIP no zsh here"
fi
if command -v fish >/dev/null 2>&1; then
	fish --no-config -c "source $srcdir/completions/fish/palais.fish; complete -C 'palais show S/RES/2254'" \
		>"$tmp/out" 2>"$tmp/err"
	are "fish: a symbol" "S/RES/2254(2015)"
else
	ok 0 "fish # SKIP no fish here"
fi

# -- what only reads makes nothing, in a home where nothing is
mkdir "$tmp/bare"
(
	unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
	HOME=$tmp/bare && export HOME
	./palais complete -- A/RES/7
	for verb in list 'list cache' 'search water' 'symbols S/RES/2254' 'cites S/RES/2254' \
		'cited-by S/RES/2254' 'votes S/RES/2254' 'cite S/RES/2254' 'history S/RES/2254' \
		'diff S/RES/2254' notes tags unread verify info; do
		# shellcheck disable=SC2086
		./palais -o $verb
	done
	./palais --version
	./palais --help
) >"$tmp/out" 2>"$tmp/err"
find "$tmp/bare" -mindepth 1 >"$tmp/made"
[ "$(wc -l <"$tmp/out")" -gt 100 ] && [ ! -s "$tmp/made" ]; ok $? "what only reads makes nothing"
