#!/bin/sh
# SPDX-License-Identifier: ISC
# Once in a real terminal, under tmux: it starts, it is read, it follows the
# window, and it leaves the terminal as it was.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v tmux >/dev/null 2>&1 || { echo "1..0 # SKIP tmux is not here"; exit 0; }
echo 1..8
socket=palais-smoke-$$
export PALAIS_NOW=2026-11-22T12:00:00
tm() { tmux -L "$socket" -f /dev/null "$@"; }
trap 'tm kill-server 2>/dev/null; finish' EXIT

# Looks until the screen shows something; gives up after five minutes.
wait_for() {
	end=$(($(date +%s) + 300))
	while [ "$(date +%s)" -lt "$end" ]; do
		tm capture-pane -p >"$tmp/out" 2>/dev/null
		grep -q -- "$1" "$tmp/out" && return 0
	done
	return 1
}

cat >"$tmp/run" <<RUN
echo before
./palais --no-config -o -l en -S "$tmp/own.store"
echo "status \$?"
exec cat
RUN
tm new-session -d -x 80 -y 24 "sh '$tmp/run'"
wait_for '^\[Talks\]'; ok $? "it starts"
wait_for '? help'; ok $? "with a status line"
tm send-keys / talks
wait_for 'find: talks  *[0-9]* of'; ok $? "what is typed is found when the typing rests"
tm send-keys Escape
tm send-keys G
wait_for '100%'; ok $? "G goes to the end"
tm resize-window -x 40 -y 10
wait_for 'Hum'; ok $? "it follows the window"
[ "$(wc -L <"$tmp/out")" -le 40 ]; ok $? "and keeps to it"
tm send-keys Q
wait_for 'status 0'; ok $? "Q leaves, with status 0"
grep -q before "$tmp/out"; ok $? "and the screen before it is back"
