#!/bin/sh
# SPDX-License-Identifier: ISC
# palais in a folder that was unpacked: started where it lies, also by a link. Terminals that
# the host does not know are looked up in the folder.
here=$(dirname "$(readlink -f "$0")")/..
TERMINFO_DIRS=${TERMINFO_DIRS-}:$here/share/terminfo
export TERMINFO_DIRS
exec "$here/libexec/palais" "$@"
