# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# What the tests of the installed program share: a home of their own, a line for each thing
# that is tried. The locale is C, where no other is installed.
unset LANG LANGUAGE LC_MESSAGES LINES COLUMNS TMUX XDG_DATA_HOME XDG_CONFIG_HOME http_proxy https_proxy all_proxy || :
LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp
export HOME LC_ALL
failed=0
ok() {
	if [ "$1" = 0 ]; then
		echo "ok - $2"
	else
		failed=1
		echo "not ok - $2"
		for f in "$tmp/out" "$tmp/err"; do
			[ ! -s "$f" ] || sed "s|^|# ${f##*/}: |" "$f" | head -20
		done
	fi
}
# has WORDS: in what the last run has put out
has() { grep -qF -- "$1" "$tmp/out"; }
run() {
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null
}
page() {
	cat >"$tmp/page.html" <<'PAGE'
<!DOCTYPE html><html lang="en"><head><title>A visit to the field</title></head><body>
<nav><a href="/">Home</a> <a href="/list">List</a></nav>
<main><h1>A visit to the field</h1><p>The team spent four days with families who had
returned, and wrote down what they asked for: water, schools, and papers that prove who
owned a house before the war. Resolution 2254 (2015) was read aloud on the first evening.</p>
</main></body></html>
PAGE
}
