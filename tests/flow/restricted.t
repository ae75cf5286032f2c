#!/bin/sh
# SPDX-License-Identifier: ISC
# A restricted palais, from which every way out is tried: paths, options, verbs, commands,
# the environment, files in a home, programs, the host's own network. A file holds a word
# that must never be shown, folders hold files that must stay as they are.
. "${srcdir:-.}/tests/flow/lib.sh"
start_origin
make_tree <<CONFIG
store $tmp/kept/%u/palais.store
mirror https://press.example/=http://127.0.0.1:$port/
CONFIG
kiosk=$tmp/kiosk
printf '#!/bin/sh\nexec "%s/palais" --restricted "$@"\n' "$tree" >"$kiosk"
chmod +x "$kiosk"

# -- what must not be shown, run or changed
mkdir -p "$tmp/home/.config/palais" "$tmp/home/.local/share/palais" "$tmp/home/.ssh" "$tmp/work"
HOME=$tmp/home
secret=$tmp/work/secret.html
echo '<!DOCTYPE html><title>Sesame</title><p>The word is sesame, and nobody is to read it. Open.</p>' >"$secret"
cp "$secret" "$tmp/work/secret"
cp "$secret" "$tmp/home/secret.html"
echo 'ssh-ed25519 of the owner' >"$tmp/home/.ssh/authorized_keys"
printf 'x quit\nj sync\n' >"$tmp/home/.config/palais/keys"
echo 'width 12' >"$tmp/home/.config/palais/config"
echo 'xterm logical' >"$tmp/home/.config/palais/bidi"
cat >"$tmp/work/feeds.opml" <<OPML
<?xml version="1.0"?><opml version="2.0"><body><outline type="rss" text="Sesame" xmlUrl="https://own.example/sesame.xml"/></body></opml>
OPML
echo 'dump dumped' >"$tmp/work/script"
for name in sh tmux less xdg-open w3m vi; do
	mkdir -p "$tmp/bin"
	printf '#!/bin/sh\ntouch "%s/ran-%s"\n' "$tmp" $name >"$tmp/bin/$name"
	chmod +x "$tmp/bin/$name"
done
build=$(pwd)
cd "$tmp/work" || exit 99
sums() { find "$tmp/home" "$tmp/work" -type f -exec sha256sum {} + | sort; }
sums >"$tmp/before"

# What a reader may have put into the environment, all at once.
hostile() {
	env PATH="$tmp/bin:$PATH" PAGER="touch '$tmp/ran-pager'" BROWSER="touch '$tmp/ran-browser'" \
		EDITOR="touch '$tmp/ran-editor'" VISUAL="touch '$tmp/ran-visual'" SHELL="$tmp/bin/sh" \
		TMUX="$tmp/tmux,1,0" XDG_CONFIG_HOME="$tmp/home/.config" XDG_DATA_HOME="$tmp/home/.local/share" \
		http_proxy="http://127.0.0.1:$port" https_proxy="http://127.0.0.1:$port" \
		all_proxy="http://127.0.0.1:$port" SSL_CERT_FILE="$secret" SQLITE_TMPDIR="$tmp/work" \
		TMPDIR="$tmp/work" TERMINFO="$tmp/work" PALAIS_CONFIG="$tmp/work/script" "$@"
}
# Each try is one run; what it says is added to $tmp/said.
: >"$tmp/said"
try() {
	hostile timeout 600 "$@" </dev/null >"$tmp/out" 2>"$tmp/err"
	status=$?
	cat "$tmp/out" "$tmp/err" >>"$tmp/said"
	return $status
}
# refused NAME ARGUMENT…: one line which says so, and wrong usage
refused() {
	try "$kiosk" "$@"
	[ $? = 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" = 1 ] &&
		grep -q 'not here: this palais is restricted' "$tmp/err"
	ok $? "refused: $*"
}
closed() { ! grep -qi sesame "$tmp/said"; }

# -- paths
refused show "$secret"
refused show ./secret.html
refused show ../work/secret.html
refused show "file://$secret"
refused "$secret"
refused ./secret
refused symbols "$secret"
refused add "$secret"
refused -t text/html show ./secret
refused -f raw show ./secret.html
refused show --whole ./secret.html
try "$kiosk" show secret.html
[ $? != 0 ] && ! grep -q 'not here' "$tmp/err"; ok $? "a name is that of no file here"
cp "$tmp/err" "$tmp/there"
try "$kiosk" show secrex.html
sed 's/secrex/secret/g' "$tmp/err" | cmp -s - "$tmp/there"; ok $? "and nobody learns which files there are"
try "$kiosk" show "$tmp/work/none"
sed "s|$tmp/work/none|X|" "$tmp/err" >"$tmp/none"
try "$kiosk" show "$secret"
sed "s|$secret|X|" "$tmp/err" | cmp -s - "$tmp/none"; ok $? "nor by a path"

# -- options
refused -S "$tmp/work/own.store" info
refused --store="$tmp/work/own.store" info
refused --stor "$tmp/work/own.store" info
refused --site "$secret" info
refused --mirror "https://un.org/=http://127.0.0.1:$port/" info
refused --proxy "http://127.0.0.1:$port" info
refused --script "$tmp/work/script"
refused --config "$secret" info
refused --no-config info
refused --force info
refused info --akn-branch main
try "$tree/palais" info --restricted --store "$tmp/work/own.store"
[ $? = 2 ]; ok $? "wherever --restricted stands"
try "$tree/palais" --config "$secret" --restricted info
[ $? = 2 ] && closed; ok $? "a config file is not even opened"

# -- verbs, each with each form of a path
refused feed export "$tmp/home/.ssh/authorized_keys"
refused feed export --force "$tmp/home/.ssh/authorized_keys"
refused feed export -
refused feed import "$tmp/work/feeds.opml"
refused export "$tmp/work/out.palais"
refused export --force "$tmp/home/.ssh/authorized_keys"
refused import "$tmp/work/secret"
refused marks import "$tmp/work/secret"
refused verify
refused site init "$tmp/work/site"
refused site sync
"$kiosk" --help >"$tmp/help"
sed -n '/^Verbs/,/^Options/s/^  \([a-z-][a-z-]*\) .*/\1/p' "$tmp/help" >"$tmp/verbs"
while read -r verb; do
	[ "$verb" != sync ] || continue # its words are kinds, and without one it asks the network
	# shellcheck disable=SC2088
	for form in "$secret" ./secret.html ../work/secret.html "file://$secret" "~/secret.html" secret.html \
		"$secret@1" "palais:show $secret" "version:$secret" '|sh' '!sh' "\$(cat $secret)"; do
		try "$kiosk" -o "$verb" "$form"
		[ "$verb" != show ] || try "$kiosk" --whole -f html "$verb" "$form"
	done
	try "$kiosk" -o "$verb" import "$secret"
	try "$kiosk" -o "$verb" export "$tmp/work/out"
	try "$kiosk" -o "$verb" init "$tmp/work/new"
done <"$tmp/verbs"
[ "$(wc -l <"$tmp/verbs")" -gt 15 ] && closed; ok $? "no verb reads a file"
sed -n 's/^  .*--\([a-z-]*\)[ =][A-Z].*/\1/p; s/^ *--\([a-z-]*\) [A-Z].*/\1/p' "$tmp/help" | sort -u >"$tmp/options"
while read -r option; do
	for form in "$secret" "$tmp/work/new"; do
		try "$kiosk" -o "--$option" "$form" list sources
		try "$kiosk" -o "--$option=$form" show pane:talks
	done
done <"$tmp/options"
[ "$(wc -l <"$tmp/options")" -gt 20 ] && closed; ok $? "no option does"

# -- the host's own network
for address in "http://127.0.0.1:$port/x/plain" "http://localhost:$port/" "http://[::1]:$port/" \
	"http://2130706433:$port/" "http://0x7f.1:$port/" "http://127.1:$port/" "http://10.1.2.3/" \
	"http://169.254.169.254/" "https://printer.local/" "http://router/" "http://[::ffff:127.0.0.1]:$port/"; do
	refused show "$address"
done
refused fetch "http://127.0.0.1:$port/x/plain"
try "$kiosk" feed add "http://127.0.0.1:$port/feed.xml"
try "$kiosk" --feed "http://127.0.0.1:$port/feed.xml" sync feeds --budget 1k
try "$kiosk" show https://elsewhere.example/page
try "$kiosk" show http://elsewhere.example/page
[ "$(requests .)" = 0 ]; ok $? "nothing of it is asked, and no proxy of the environment"
write_page en/first.htm "First release" "Delegations arrived."
cd "$tmp/work" || exit 99
try "$kiosk" show https://press.example/en/first.htm && grep -q 'Delegations arrived' "$tmp/out"
ok $? "what the site's config leads elsewhere is asked there"
try "$kiosk" show https://press.example/x/to-private
[ $? != 0 ] && grep -q 'refused' "$tmp/err"; ok $? "and leads no further into its network"

# -- where it is kept
me=$(id -un)
[ -s "$tmp/kept/$me/palais.store" ]; ok $? "the site's config says where what is fetched is kept"
sed -i '/^store/d' "$tree/site.config"
rm -rf "$tmp/kept"
try "$kiosk" show https://press.example/en/first.htm
ok $? "else it is kept in memory"
try "$kiosk" -o show https://press.example/en/first.htm
[ $? = 3 ]; ok $? "and gone"
sums | cmp -s - "$tmp/before"; ok $? "nothing was written anywhere"
[ ! -e "$tmp/kept" ]; ok $? "nor there"
try "$tree/palais" -o cite S/RES/2254 && echo restricted >>"$tree/site.config"
try "$tree/palais" show "$secret"
[ $? = 2 ] && closed; ok $? "the site's config restricts all"
sed -i '/^restricted/d' "$tree/site.config"
cp "$build/palais-kiosk" "$tree/"
try "$tree/palais-kiosk" show "$secret"
[ $? = 2 ] && closed; ok $? "and so does the second name"
try "$tree/palais-kiosk" --no-config info
[ $? = 2 ]; ok $? "whatever it is called with"
hostile /bin/sh -c "exec '$kiosk' symbols - <'$secret'" >"$tmp/out" 2>&1
ok $? "standard input is no file, and read"

# -- the screen, in a real terminal
if command -v tmux >/dev/null 2>&1; then
	socket=palais-restricted-$$
	tm() { (unset TMUX; PATH=$oldpath tmux -L "$socket" -f /dev/null "$@"); }
	oldpath=$PATH
	trap 'tm kill-server 2>/dev/null; finish' EXIT
	wait_for() {
		end=$(($(date +%s) + 300))
		while [ "$(date +%s)" -lt "$end" ]; do
			tm capture-pane -p >"$tmp/out" 2>/dev/null
			grep -q -- "$1" "$tmp/out" && return 0
		done
		return 1
	}
	typed() { # KEYS WORD: what the screen says after them
		tm send-keys "$1"
		[ -z "$2" ] || tm send-keys -l "$2"
		tm send-keys Enter
		wait_for "$3"
		rc=$?
		cat "$tmp/out" >>"$tmp/said"
		tm send-keys Escape
		return $rc
	}
	no='not here: this palais is restricted'
	cat >"$tmp/run" <<RUN
PATH="$tmp/bin:\$PATH" PAGER="touch '$tmp/ran-pager'" TMUX="$tmp/tmux,1,0" BROWSER="touch $tmp/ran-browser"
XDG_CONFIG_HOME="$tmp/home/.config"
export PATH PAGER BROWSER TMUX XDG_CONFIG_HOME
cd "$tmp/work"
"$kiosk" -l en show pane:talks
echo "shown \$?"
"$kiosk" -o -l en
echo "status \$?"
exec /bin/cat
RUN
	tm new-session -d -x 100 -y 30 "/bin/sh '$tmp/run'"
	wait_for '? help'; ok $? "the screen starts"
	wait_for '^\[Talks\]' && [ ! -e "$tmp/ran-pager" ]; ok $? "and what was printed before went through no pager"
	typed o "$secret" "$no"; ok $? "o opens no path"
	typed o "file://$secret" "$no"; ok $? "nor the address of one"
	typed : "open ./secret.html" "$no"; ok $? "nor does its command"
	typed o "secret.html" "secret.html"; ok $? "nor a name"
	typed : "feed export $tmp/home/.ssh/authorized_keys" "$no"; ok $? ":feed exports nothing"
	typed : "feed export --force $tmp/home/.ssh/authorized_keys" "$no"; ok $? "by no means"
	typed : "feed import $tmp/work/feeds.opml" "$no"; ok $? "and imports nothing"
	typed : "import $tmp/work/out.palais" "$no"; ok $? ":import takes no file in"
	typed : "bidi logical" "as long as you stay"; ok $? ":bidi remembers nothing"
	typed : "browser https://press.example/a" "$no"; ok $? ":browser starts none"
	typed : "!sh" "no such command"; ok $? "there is no shell"
	for command in cites votes pin bookmark history diff search find copy language metered sync; do
		tm send-keys : && tm send-keys -l "$command $secret" && tm send-keys Enter
		tm send-keys Escape
		tm capture-pane -p >>"$tmp/said"
	done
	tm send-keys 1
	wait_for '^\[Talks\]'
	tm send-keys C-z
	tm send-keys '?'
	wait_for '^> Keys'; ok $? "Ctrl-Z does not stop it, and the reader's keys are not read"
	tm send-keys y
	wait_for 'copied'; ok $? "a copy is one of the terminal"
	tm send-keys Q
	wait_for 'status 0'; ok $? "Q leaves"
	closed; ok $? "the word was not shown"
else
	echo "# tmux is not here: the screen was not tried"
fi

# -- at the end
closed; ok $? "the word was never shown"
sums | cmp -s - "$tmp/before"; ok $? "all files are as they were"
ls "$tmp"/ran-* >"$tmp/out" 2>/dev/null
[ ! -s "$tmp/out" ]; ok $? "no program of the reader's was started"
cd "$build" || exit 99
echo "1..$n"
