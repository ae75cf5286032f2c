# SPDX-License-Identifier: ISC
# shellcheck shell=sh
# What the flows share: a folder, an origin, palais with a store of its own, TAP.
# Sourced by tests/flow/*.t, which run in the build directory.
srcdir=${srcdir:-.}
LC_ALL=C.UTF-8
XDG_DATA_HOME=
XDG_CONFIG_HOME=
unset LANG LANGUAGE LINES COLUMNS TMUX http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy || :
export LC_ALL
tmp=$(mktemp -d) || exit 99
HOME=$tmp
export HOME
origin=
n=0

stop_origin() {
	[ -z "$origin" ] || kill "$origin"
	[ -z "$origin" ] || wait "$origin" 2>/dev/null
	origin=
}

finish() {
	stop_origin
	rm -rf "$tmp"
}
trap finish EXIT

ok() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		for f in "$tmp/out" "$tmp/err"; do
			[ ! -s "$f" ] || sed "s|^|# ${f##*/}: |" "$f" | head -20
		done
	fi
}

# Starts an origin over $tmp/root; its port in $port, its requests in $tmp/log.
start_origin() {
	mkdir -p "$tmp/root"
	rm -f "$tmp/port"
	./tests/origin --root "$tmp/root" --log "$tmp/log" --port-file "$tmp/port" \
		--seconds 3600 "$@" >/dev/null 2>&1 &
	origin=$!
	while [ ! -s "$tmp/port" ]; do
		kill -0 "$origin" 2>/dev/null || { echo "Bail out! no origin"; exit 99; }
	done
	port=$(cat "$tmp/port")
}

# How many requests the origin has had that match.
requests() { grep -c "$1" "$tmp/log" 2>/dev/null || :; }

palais() {
	./palais --no-config -l en -S "$tmp/own.store" \
		--mirror "https://press.example/=http://127.0.0.1:$port/" "$@"
}

# Runs the screen by the script on standard input; what it dumps is $tmp/dump.
screen() {
	rm -f "$tmp/dump"
	sed "s|DUMP|$tmp/dump|" >"$tmp/script"
	palais --script "$tmp/script" "$@" >"$tmp/out" 2>"$tmp/err"
}

shows() { grep -q -- "$1" "$tmp/dump"; }

# A page of our own in the form of a press release.
write_page() { # FILE TITLE TEXT
	mkdir -p "$(dirname "$tmp/root/$1")"
	cat >"$tmp/root/$1" <<PAGE
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>$2 | Press</title>
<link rel="canonical" href="https://press.example/$1"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/all">All releases</a></li></ul></nav></header>
<main><article><h1>$2</h1>
<p>$3 The envoy met both delegations in the morning, and spoke with each of them for two hours.</p>
<p>A second meeting is foreseen for the afternoon, according to the office of the envoy, and the
list of subjects was handed to the delegations before the session began.</p>
<p>The office said that it would inform the press when the meeting had ended, and that the text of
the statement would be published in the six official languages. See <a href="/en/second.htm">the
second release</a> for more.</p>
</article></main><footer><p>Terms of use</p></footer></body></html>
PAGE
	printf 'Content-Type: text/html; charset=utf-8\n' >"$tmp/root/$1.headers"
}

# A copy of the program with its parts, that any user may run and that has a config file of its
# site's: standard input. $tree/palais runs it.
make_tree() {
	tree=$tmp/tree
	mkdir -p "$tree"
	for f in palais palais-carry palais-fetch palais-parse palais-parse-* starter.store locale; do
		case $f in *.o) ;; *) cp -RL "$f" "$tree/" || exit 99 ;; esac
	done
	cat >"$tree/site.config"
	chmod -R a+rX "$tree"
	chmod 755 "$tmp"
}
