#!/bin/sh
# SPDX-License-Identifier: ISC
# palais itself after its start: somebody who got into it (tests/lib/intruder.c) writes in its own
# folders alone, and starts nothing but its helpers and what the reader has configured.
. "${srcdir:-.}/tests/flow/lib.sh"
build=$(pwd)
port=9
if ./palais --version | grep -q '^landlock no'; then
	echo '1..0 # SKIP no landlock in this kernel'
	exit 0
fi
if ./palais-parse --layers 2>/dev/null | grep -q '^seccomp no'; then
	echo '1..0 # SKIP nothing can be preloaded under a sanitizer'
	exit 0
fi
mkdir -p "$tmp/home/.config" "$tmp/home/.ssh" "$tmp/home/work" "$tmp/kept" "$tmp/bin"
HOME=$tmp/home
echo 'ssh-ed25519 of the owner' >"$HOME/.ssh/authorized_keys"
echo '# the shell reads this' >"$HOME/.bashrc"
printf '#!/bin/sh\ncat >"%s/copied"\n' "$tmp" >"$tmp/bin/tmux"
cp /bin/true "$tmp/bin/program"
chmod +x "$tmp/bin/tmux"
bad="$HOME/.bashrc:$HOME/.ssh/authorized_keys:$HOME/.ssh/new:$HOME/.config/autostart.desktop:$tmp/new"
tried() { # OPTIONS…: one run with the intruder in it
	rm -f "$tmp/tried"
	LD_PRELOAD=$build/tests/intruder.so INTRUDER_SAYS=$tmp/tried INTRUDER_WRITES=$writes \
		INTRUDER_STARTS=$starts "$build/palais" --no-config -l en -S "$tmp/kept/own.store" "$@" \
		>"$tmp/out" 2>"$tmp/err" </dev/null
	rc=$?
	cp "$tmp/tried" "$tmp/out"
	return $rc
}
# held COUNT: so many tries, and none that was done
held() { [ "$(wc -l <"$tmp/tried")" = "$1" ] && ! grep -v ': Permission denied$' "$tmp/tried" | grep -q .; }
done_all() { [ "$(wc -l <"$tmp/tried")" = "$1" ] && ! grep -v ': done$' "$tmp/tried" | grep -q .; }

printf '<h1>A note</h1><p>Kept for later, for it may be of use to somebody who reads it.</p>' >"$HOME/work/note.html"
cd "$HOME" || exit 99
starts=
writes=$tmp/new
tried --help
done_all 1; ok $? "a run that is not sealed can be got into"
rm -f "$tmp/new"

starts=/bin/true:/bin/sh:$tmp/bin/program:$tmp/bin/tmux
writes=$bad
tried add work/note.html; ok $? "a document is added"
held 9; ok $? "add: nothing is written elsewhere, nothing else started"
for words in 'show pane:talks' 'list cache' 'search note' 'cites S/RES/2254(2015)' verify info pack 'prune --dry-run' \
	'show work/note.html' 'history S/RES/2254(2015)' 'cite S/RES/2254(2015)' 'notes' 'symbols S/RES/2254'; do
	# shellcheck disable=SC2086
	tried -o $words
	held 9; ok $? "$words"
done
starts=$build/palais-fetch:$build/palais-parse
writes=$tmp/kept/new:/dev/null
tried -o list cache
# a helper without its owner ends as it likes
! grep '^start' "$tmp/tried" | grep -q 'Permission denied' && [ "$(grep -c '^write.*done' "$tmp/tried")" = 2 ]
ok $? "the store's folder is its own, and so are its helpers"
starts=/bin/true:$tmp/bin/program
writes=$HOME/.bashrc
tried feed export "$tmp/feeds.opml" && [ -s "$tmp/feeds.opml" ]; ok $? "feed export writes where the reader says"
grep '^start' "$tmp/tried" >"$tmp/x"
mv "$tmp/x" "$tmp/tried"
held 2; ok $? "and starts nothing either"
[ "$(cat "$HOME/.bashrc")" = '# the shell reads this' ]; ok $? "what was there is there"

# -- the first run of all
writes=$bad
starts=/bin/true
LD_PRELOAD=$build/tests/intruder.so INTRUDER_SAYS=$tmp/first INTRUDER_WRITES=$writes \
	INTRUDER_STARTS=$starts "$build/palais" --no-config add work/note.html >"$tmp/out" 2>"$tmp/err"
[ -s "$HOME/.local/share/palais/palais.store" ]; ok $? "the first run makes its folder"
cp "$tmp/first" "$tmp/tried"
held 6; ok $? "and writes nowhere else"

# -- without a folder that can be written
mkdir "$tmp/locked"
chmod 500 "$tmp/locked"
HOME=$tmp/locked "$build/palais" --no-config -o show "$tmp/home/work/note.html" | grep -q 'Kept for later'
ok $? "a home that cannot be written is no reason not to show"
chmod 700 "$tmp/locked"

# -- the screen, in a real terminal
if command -v tmux >/dev/null 2>&1; then
	socket=palais-sealed-$$
	real=$(command -v tmux)
	tm() { (unset TMUX; "$real" -L "$socket" -f /dev/null "$@"); }
	trap 'tm kill-server 2>/dev/null; finish' EXIT
	wait_for() {
		end=$(($(date +%s) + 300))
		while [ "$(date +%s)" -lt "$end" ]; do
			tm capture-pane -p >"$tmp/out" 2>/dev/null
			grep -q -- "$1" "$tmp/out" && return 0
		done
		return 1
	}
	typed() { # WORD SAYS
		tm send-keys : && tm send-keys -l "$1" && tm send-keys Enter
		wait_for "$2"
	}
	cat >"$tmp/run" <<RUN
INTRUDER_SAYS="$tmp/screen" INTRUDER_WRITES="$bad:$tmp/kept/screen" INTRUDER_STARTS="/bin/true:$tmp/bin/program"
export INTRUDER_SAYS INTRUDER_WRITES INTRUDER_STARTS
cd "\$1"
LD_PRELOAD=$build/tests/intruder.so $build/palais --no-config -o -l en -S "$tmp/kept/own.store"
echo "status \$?"
exec /bin/cat
RUN
	tm new-session -d -x 100 -y 30 "/bin/sh '$tmp/run' '$HOME'"
	wait_for '? help'; ok $? "the screen starts"
	typed "feed export out.opml" 'out.opml: the screen may not write there'; ok $? "at home it writes no file"
	key=$("$build/palais" --no-config -o -S "$tmp/kept/own.store" list cache | grep -o 'sha256:[0-9a-f]*' | head -1)
	tm send-keys o && tm send-keys -l "$key" && tm send-keys Enter
	wait_for 'Kept for later' && typed "export $tmp/stick.store" 'stick.store: the screen may not write there' && [ ! -e "$tmp/stick.store" ]
	ok $? "elsewhere it carries nothing, and says which verb may"
	typed "bidi logical" 'remembered for TERM='; ok $? "what it keeps for itself it keeps"
	tm send-keys y
	wait_for 'copied'; ok $? "tmux is started for what is copied"
	tm show-buffer >"$tmp/out" 2>&1; ok $? "and has it"
	tm send-keys Q
	wait_for 'status 0'; ok $? "Q leaves"
	grep -q 'kept/screen: done' "$tmp/screen"; ok $? "its own folder is its own"
	grep -v 'kept/screen' "$tmp/screen" >"$tmp/tried"
	held 7; ok $? "and all else is not"
	tm kill-server
	socket=$socket-2
	tm new-session -d -x 100 -y 30 "/bin/sh '$tmp/run' '$HOME/work'"
	wait_for '? help'; ok $? "the screen starts elsewhere"
	typed "feed export out.opml" 'feeds\{0,1\} written' && [ -s "$HOME/work/out.opml" ]
	ok $? "in a folder where it was started, beneath the home, it does"
	tm send-keys Q
	wait_for 'status 0'; ok $? "Q leaves again"
else
	echo "# tmux is not here: the screen was not tried"
fi
cd "$build" || exit 99
echo "1..$n"
