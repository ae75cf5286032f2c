#!/bin/sh
# SPDX-License-Identifier: ISC
# One store for many readers: who makes it, who writes it, and what those who only read it see
# while it is written.
. "${srcdir:-.}/tests/flow/lib.sh"
[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP not root: there is no second user to be"; exit 0; }
command -v setpriv >/dev/null 2>&1 || { echo "1..0 # SKIP setpriv is not here"; exit 0; }
echo 1..27
start_origin
writer=1 reader=65534
host=https://press.example
site=$tmp/site/site.store
make_tree <<CONFIG
# of the site
site $site
lang fr
width 50
mirror $host/=http://127.0.0.1:$port/
CONFIG
as() { # USER COMMAND…
	user=$1
	shift
	setpriv --reuid="$user" --regid="$user" --clear-groups env HOME="$tmp/home-$user" "$@"
}
for user in $writer $reader; do
	install -d -o "$user" "$tmp/home-$user"
done
is() { [ "$(stat -c "$1" "$2")" = "$3" ]; }
line() { [ "$(wc -l <"$tmp/err")" = 1 ] && grep -qF -- "$1" "$tmp/err"; }

# -- making it
as $reader "$tree/palais" info >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && line "$site"; ok $? "a store that the site's config names and that is not there is told"
as $writer "$tree/palais" site sync >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && line "palais site init"; ok $? "and so is what makes it"
install -d -m 755 -o $writer "$tmp/site"
(umask 077 && "$tree/palais" site init "$tmp/site" >"$tmp/out" 2>"$tmp/err") && grep -q 'made:' "$tmp/out"
ok $? "it is made, by root"
is %u "$site" $writer && is %u "$site-wal" $writer && is %u "$site-shm" $writer
ok $? "for the owner of its folder"
is %a "$site" 644 && is %a "$site-wal" 644 && is %a "$site-shm" 644
ok $? "and is read by all"
"$tree/palais" site init "$tmp/site" >"$tmp/out" 2>"$tmp/err" && grep -q 'it was there' "$tmp/out"
ok $? "a second time it stays"
(umask 077 && "$tree/palais" site init "$tmp/new" >"$tmp/out" 2>"$tmp/err") &&
	is %a "$tmp/new" 755 && is %a "$tmp/new/site.store" 644
ok $? "a folder is made as well"
install -d -m 700 "$tmp/shut"
"$tree/palais" site init "$tmp/shut" >"$tmp/out" 2>"$tmp/err" && line "chmod o+rx" && is %a "$tmp/shut" 700
ok $? "one that others may not enter is told, and left so"

# -- the two config files
as $reader "$tree/palais" -o cite S/RES/2254 -f text >"$tmp/out" 2>"$tmp/err"
as $reader "$tree/palais" -o show pane:talks >"$tmp/out" 2>"$tmp/err"
[ "$(wc -L <"$tmp/out")" -le 50 ]; ok $? "the site's settings count"
install -d -o $reader "$tmp/home-$reader/.config/palais"
echo 'width 70' >"$tmp/home-$reader/.config/palais/config"
as $reader "$tree/palais" -o show pane:talks >"$tmp/out" 2>"$tmp/err"
[ "$(wc -L <"$tmp/out")" -gt 50 ]; ok $? "and the reader's after them"
as $reader "$tree/palais" --no-config -o show pane:talks >"$tmp/out" 2>"$tmp/err"
[ "$(wc -L <"$tmp/out")" -gt 70 ]; ok $? "--no-config reads neither"
chmod 600 "$tree/site.config"
as $reader "$tree/palais" -o show pane:talks >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && line "site.config: Permission denied"; ok $? "one that may not be read is told"
chmod 644 "$tree/site.config"

# -- who writes it
for i in 1 2 3 4 5 6; do
	write_page en/$i.htm "Release $i" "The bridge over the Euphrates was opened."
done
queue() { # of the site's own
	as $writer "$tree/palais" -o -S "$site" fetch $host/en/1.htm $host/en/2.htm $host/en/3.htm \
		$host/en/4.htm $host/en/5.htm $host/en/6.htm >/dev/null 2>&1
}
queue
as $reader "$tree/palais" site sync queue >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && line "alone writes it"; ok $? "others do not write it, and are told who does"
as $writer "$tree/palais" site sync queue >"$tmp/out" 2>"$tmp/err"
ok $? "its owner does"
as $reader "$tree/palais" -o search euphrates >"$tmp/out" 2>"$tmp/err" && [ "$(grep -c "^$host" "$tmp/out")" = 6 ]
ok $? "and the reader finds it"
queue
"$tree/palais" site sync --afresh queue >"$tmp/out" 2>"$tmp/err" && grep -q unchanged "$tmp/out"
ok $? "root does as well"
is %u "$site" $writer && is %u "$site-wal" $writer && is %u "$site-shm" $writer && is %a "$site-shm" 644
ok $? "as its owner"
[ -z "$(find "$tmp/site" -user root)" ]; ok $? "and leaves nothing of root's there"
"$tree/palais" --site "$tmp/new/site.store" --site "$site" site sync queue >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && line "which of them"; ok $? "of two it does not guess"
"$tree/palais" --site "$tmp/new/site.store" site sync queue >"$tmp/out" 2>"$tmp/err"
ok $? "the one on the command line counts"

# -- forty readers, while it is written
read_it() {
	i=0
	while [ $i -lt 3 ] || [ "$(cat "$tmp/rounds")" -lt 3 ]; do
		i=$((i + 1))
		if as $reader "$tree/palais" -o search euphrates >"$tmp/read/$1.$i.out" 2>"$tmp/read/$1.$i.err" &&
			[ "$(grep -c "^$host" "$tmp/read/$1.$i.out")" = 6 ]; then
			echo good >"$tmp/read/$1.$i"
		else
			echo bad >"$tmp/read/$1.$i"
		fi
	done
}
mkdir "$tmp/read"
echo 0 >"$tmp/rounds"
chmod 777 "$tmp/read"
pids=
r=0
while [ $r -lt 40 ]; do
	r=$((r + 1))
	read_it $r &
	pids="$pids $!"
done
rounds=0
alive() {
	for p in $pids; do
		if kill -0 "$p" 2>/dev/null; then return 0; fi
	done
	return 1
}
while alive; do
	queue
	"$tree/palais" site sync --afresh queue >/dev/null 2>&1 || echo "# a sync failed"
	rounds=$((rounds + 1))
	echo $rounds >"$tmp/rounds"
done
for p in $pids; do wait "$p"; done
cat "$tmp"/read/*[0-9] >"$tmp/out"
good=$(grep -c good "$tmp/out")
echo "# written $rounds times, read $good times"
[ $rounds -ge 3 ] && [ "$good" -ge 120 ]; ok $? "it is read 120 times and more, and written as often as there is time"
! grep -q bad "$tmp/out"; ok $? "and each search finds all"
cat "$tmp"/read/*.err >"$tmp/err"
[ ! -s "$tmp/err" ]; ok $? "and none says anything"

# -- what is not as it should be
chmod 600 "$site-shm"
as $reader "$tree/palais" -o search euphrates >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && line "its -shm may not be read: \`palais site init\`"
ok $? "a -shm that may not be read is told in a line"
"$tree/palais" site init "$tmp/site" >/dev/null && as $reader "$tree/palais" -o search euphrates >"$tmp/out" 2>"$tmp/err"
ok $? "which says what puts it right"
as $writer "$tree/palais" site frobnicate >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && line "init DIR"; ok $? "site has two words"
# its owner again, with a reader's store in between
as $reader "$tree/palais" -S "$tmp/home-$reader/own.store" -l en fetch $host/en/1.htm >"$tmp/out" 2>"$tmp/err"
as $reader "$tree/palais" -o -S "$tmp/home-$reader/own.store" -f json info >"$tmp/out" 2>"$tmp/err"
grep -q '"kind":"personal"' "$tmp/out" && grep -q '"kind":"site"' "$tmp/out"
ok $? "a reader's own store stands before it"
