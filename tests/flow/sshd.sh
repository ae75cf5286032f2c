#!/bin/sh
# SPDX-License-Identifier: ISC
# What a real sshd on loopback needs to give out palais by the recipe of palais-site(8) as it stands
# there: the user and the paths alone are others, and a key stands for the missing password. Into
# FOLDER come keys (host, key), recipe, and conf, for `sshd -D -e -f FOLDER/conf`; printed is how ssh
# gets in, a word a line. Used by sshd.t and by bench/remote.py.
# usage: sshd.sh FOLDER PROGRAM MANUAL PORT
set -eu
folder=$1 program=$2 manual=$3 port=$4
me=$(id -un)
sed -n '/^Match User/,/^\.Ed/p' "$manual" | sed '/^\.Ed/d' >"$folder/recipe"
for name in host key; do
	ssh-keygen -q -t ed25519 -N '' -f "$folder/$name"
done
cp "$folder/key.pub" "$folder/authorized"
{
	cat <<CONF
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
Subsystem sftp internal-sftp
CONF
	sed "s|^Match User .*|Match User $me|; s|/usr/bin/palais|$program|; s|AuthorizedKeysFile .*|AuthorizedKeysFile $folder/authorized|" "$folder/recipe"
} >"$folder/conf"
cat <<HOW
-F
/dev/null
-i
$folder/key
-o
IdentitiesOnly=yes
-o
StrictHostKeyChecking=no
-o
UserKnownHostsFile=/dev/null
-o
LogLevel=ERROR
-o
BatchMode=yes
HOW
