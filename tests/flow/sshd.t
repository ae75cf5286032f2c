#!/bin/sh
# SPDX-License-Identifier: ISC
# The recipe of palais-site(8) as it stands there, tried with a real sshd on loopback: nothing but
# palais is to be had through it.
. "${srcdir:-.}/tests/flow/lib.sh"
PATH=$PATH:/usr/sbin
for program in sshd ssh sftp ssh-keygen; do
	command -v $program >/dev/null 2>&1 || { echo "1..0 # SKIP $program is not here"; exit 0; }
done
start_origin
make_tree </dev/null
sshd=
made=
stop_all() {
	[ -z "$sshd" ] || kill "$sshd"
	[ -z "$made" ] || rmdir /run/sshd
	if command -v tmux >/dev/null 2>&1; then tmux -L "palais-sshd-$$" kill-server 2>/dev/null; fi
	finish
}
trap stop_all EXIT
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
	mkdir -m 755 /run/sshd || { echo "1..0 # SKIP sshd has no folder"; exit 0; }
	made=yes
fi
echo 1..16
sshd_port=$((20000 + $$ % 20000))
how=$(sh "$srcdir/tests/flow/sshd.sh" "$tmp" "$tree/palais" "$srcdir/doc/palais-site.8" $sshd_port)
[ "$(wc -l <"$tmp/recipe")" -gt 7 ] && grep -q 'ForceCommand /usr/bin/palais --restricted$' "$tmp/recipe"
ok $? "the manual has a recipe"
secret=$tmp/secret
echo 'the word is sesame' >"$secret"
me=$(id -un)
"$(command -v sshd)" -D -e -f "$tmp/conf" 2>"$tmp/sshd.log" &
sshd=$!
# shellcheck disable=SC2086
to() { ssh $how -p $sshd_port "$@"; }
# until it listens
while ! to "$me@127.0.0.1" </dev/null >"$tmp/out" 2>"$tmp/err"; do
	grep -q refused "$tmp/err" || break
	kill -0 $sshd 2>/dev/null || { cp "$tmp/sshd.log" "$tmp/out"; break; }
done
grep -qi talks "$tmp/out"; ok $? "who comes in sees the front page"
closed() { ! grep -q sesame "$tmp/out" "$tmp/err"; }
for command in "cat $secret" "; cat $secret" "palais show $secret" "show $secret" "\$(cat $secret)" "sh -i"; do
	to "$me@127.0.0.1" "$command" </dev/null >"$tmp/out" 2>"$tmp/err"
	closed && grep -qi talks "$tmp/out"; ok $? "a command is not heard: $command"
done
# shellcheck disable=SC2086
sftp $how -P $sshd_port "$me@127.0.0.1:$secret" "$tmp/got" </dev/null >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && [ ! -e "$tmp/got" ]; ok $? "no file is had by sftp"
# shellcheck disable=SC2086
scp -O $how -P $sshd_port "$me@127.0.0.1:$secret" "$tmp/got" </dev/null >"$tmp/out" 2>"$tmp/err"
[ ! -e "$tmp/got" ]; ok $? "nor by scp"
# shellcheck disable=SC2086
scp -O $how -P $sshd_port "$tmp/key.pub" "$me@127.0.0.1:$tmp/put" </dev/null >"$tmp/out" 2>"$tmp/err"
[ ! -e "$tmp/put" ]; ok $? "and none is put there"
printf 'GET /x/plain HTTP/1.0\r\n\r\n' | to -W "127.0.0.1:$port" "$me@127.0.0.1" >"$tmp/out" 2>"$tmp/err"
[ $? != 0 ] && [ "$(requests .)" = 0 ]; ok $? "no port of the host is reached"
to -N -o ExitOnForwardFailure=yes -R "0:127.0.0.1:$port" "$me@127.0.0.1" </dev/null >"$tmp/out" 2>"$tmp/err"
[ $? = 255 ]; ok $? "and none is opened"

# -- the screen
if command -v tmux >/dev/null 2>&1; then
	tm() { tmux -L "palais-sshd-$$" -f /dev/null "$@"; }
	wait_for() {
		end=$(($(date +%s) + 300))
		while [ "$(date +%s)" -lt "$end" ]; do
			tm capture-pane -p >"$tmp/out" 2>/dev/null
			grep -q -- "$1" "$tmp/out" && return 0
		done
		return 1
	}
	printf 'TERM=xterm ssh %s -tt -p %s %s@127.0.0.1\necho "left $?"\ncat\n' "$(echo "$how" | tr '\n' ' ')" $sshd_port "$me" >"$tmp/run"
	tm new-session -d -x 80 -y 24 "sh '$tmp/run'"
	wait_for '? help'; ok $? "the screen is there"
	tm send-keys o && tm send-keys -l "$secret" && tm send-keys Enter
	wait_for 'this palais is restricted'; ok $? "and opens no file"
	tm send-keys C-z
	tm send-keys '?'
	wait_for '^> Keys' && tm send-keys Q && wait_for 'left 0'
	ok $? "Ctrl-Z leads nowhere, and Q out"
else
	for i in 1 2 3; do ok 0 "the screen # SKIP tmux is not here"; done
fi
