#!/bin/sh
# SPDX-License-Identifier: ISC
# What makes packages, against what it packs: versions and dates agree, each file that is
# installed goes into one package, of Debian and by the spec; units and the AppArmor profile name programs that
# there are, what needs a tool is looked at where the tool is.
srcdir=${srcdir:-.}
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
# lacking WHAT: names what stands in $tmp/lacking, and is well when nothing does
lacking() {
	sed "s|^|# $1: |" "$tmp/lacking"
	[ ! -s "$tmp/lacking" ]
	ok $? "$1"
	: >"$tmp/lacking"
}
# with TOOL WHAT COMMAND…: silent and successful, where the tool is
with() {
	tool=$1 what=$2
	shift 2
	if command -v "$tool" >/dev/null 2>&1; then
		"$@" >"$tmp/out" 2>&1
		ok $? "$what"
		sed 's/^/# /' "$tmp/out"
	else
		ok 0 "$what # SKIP no $tool here"
	fi
}
PATH=$PATH:/usr/sbin:/sbin
echo 1..16
: >"$tmp/lacking"

# -- one version, one date
version=$(sed -n 's/^AC_INIT(\[palais\], \[\([0-9.]*\)\].*/\1/p' "$srcdir/configure.ac")
address=$(sed -n 's/^AC_INIT(.*, \[\([^]@]*@[^]@]*\)\], .*/\1/p' "$srcdir/configure.ac")
date=$(LC_ALL=C date -u -d "$(sed -n '1,/^ -- /s/^ -- .*>  //p' "$srcdir/debian/changelog")" +%Y-%m-%d 2>"$tmp/no-date") || date=
[ -n "$version" ] && [ -n "$address" ]; ok $? "version and maintainer were read: $version, $address"
[ "$(sed -n '1s/^palais (\(.*\)) .*/\1/p' "$srcdir/debian/changelog")" = "$version" ]
ok $? "debian/changelog is of this version"
grep -qxF "$version" "$srcdir/NEWS"; ok $? "NEWS tells of this version"
# what makes files of .in files: the same names as make gives
id=$(sed -n 's/^PALAIS_ID = //p' Makefile)
made() { if [ -e "packaging/$1" ]; then echo "packaging/$1"; else echo "$srcdir/packaging/$1"; fi; } # of a tarball
for f in palais.spec APKBUILD "$id.metainfo.xml"; do
	grep -q "@VERSION@" "$srcdir/packaging/${f#"${id%palais}"}.in" || echo "$f.in has a version of its own"
	made=$(made "$f")
	grep -qF "$version" "$made" || echo "$f is not of this version"
	! grep -n '@[A-Za-z_]*@' "$made" || echo "$f: not replaced"
done >"$tmp/lacking" 2>&1
[ -z "$date" ] || grep -qF "<release version=\"$version\" date=\"$date\"/>" "$(made "$id.metainfo.xml")" ||
	echo "the metainfo's date is not that of debian/changelog: $date" >>"$tmp/lacking"
lacking "the spec, the APKBUILD and the metainfo are of this version"
{
	grep -q "^Maintainer: .* <$address>\$" "$srcdir/debian/control" || echo debian/control
	grep -q "^Upstream-Contact: .* <$address>\$" "$srcdir/debian/copyright" || echo debian/copyright
	sed -n '1,/^ -- /p' "$srcdir/debian/changelog" | grep -q "^ -- .* <$address>  " || echo debian/changelog
	grep -q "^\* .* <$address> - $version-1\$" "$(made palais.spec)" || echo palais.spec
	grep -q "^# Maintainer: .* <$address>\$" "$(made APKBUILD)" || echo APKBUILD
	grep -rn '@.*\.\(example\|invalid\)\|//palais\.' "$srcdir/packaging" --include='*.in'
} >"$tmp/lacking"
lacking "one address of who keeps it, which configure.ac has: $address"
# where it is at home, and the id, which is the address's host turned round
host=${address#*@}
turned=$(echo "$host" | awk -F. '{ for (i = NF; i > 0; i--) printf "%s.", $i }')palais
{
	[ "$id" = "$turned" ] || echo "the id is $id, not $turned"
	grep -q "<id>$id</id>" "$(made "$id.metainfo.xml")" || echo "the metainfo's id"
	grep -q "metainfo/$id\.metainfo\.xml\$" "$(made palais.spec)" || echo "the spec's file"
	home=$(sed -n 's|^AC_INIT(.*, \[\(https://[^]]*\)\])$|\1|p' "$srcdir/configure.ac")
	[ -n "$home" ] || echo "configure.ac has no home"
	grep -q "<url type=\"homepage\">$home</url>" "$(made "$id.metainfo.xml")" || echo "the metainfo's home"
	grep -qx "URL: *$home" "$(made palais.spec)" || echo "the spec's home"
	grep -qx "url=\"$home\"" "$(made APKBUILD)" || echo "the APKBUILD's home"
} >"$tmp/lacking"
lacking "and one home, and the id is the address's host: $id"

# -- what is installed, and into which package it goes
# installed<tab>line of which package's list, for each line that names it
${MAKE:-make} -s install DESTDIR="$tmp/root" prefix=/usr sysconfdir=/etc localstatedir=/var >"$tmp/log" 2>&1 ||
	sed 's/^/# /' "$tmp/log"
mkdir -p "$tmp/root/etc/apparmor.d"
: >"$tmp/root/etc/apparmor.d/palais" # debian/rules puts it there
# KIOSK is one of configure's options
[ -e "$tmp/root/usr/bin/palais-kiosk" ] || cp palais-kiosk "$tmp/root/usr/bin/palais-kiosk"
(cd "$tmp/root" && find . -type f -o -type l) | sed 's|^\./||' | sort >"$tmp/installed"
for list in "$srcdir"/debian/*.install; do
	while read -r pattern to; do
		[ -z "$to" ] || { [ -e "$srcdir/$pattern" ] || echo "$list: no $pattern" >>"$tmp/lacking"; continue; }
		# shellcheck disable=SC2086
		found=$(cd "$tmp/root" && find $pattern -type f 2>/dev/null)
		[ -n "$found" ] || echo "$list: no $pattern" >>"$tmp/lacking"
		printf '%s\n' "$found"
	done <"$list"
done | sort >"$tmp/claimed"
[ "$(wc -l <"$tmp/installed")" -gt 20 ]; ok $? "an installation of $(wc -l <"$tmp/installed") files"
# not-installed: what debhelper puts into its place itself; and what rules leave out of palais
sed 's|^|^|; s|\*|.*|' "$srcdir/debian/not-installed" >"$tmp/elsewhere"
comm -23 "$tmp/installed" "$tmp/claimed" | grep -v -f "$tmp/elsewhere" >>"$tmp/lacking"
left_out=$(sed -n 's|^	rm debian/palais/.*/\(.*\)$|\1|p' "$srcdir/debian/rules")
uniq -d "$tmp/claimed" | grep -v "/${left_out:-/}\$" | sed 's/$/ is in two/' >>"$tmp/lacking"
lacking "each installed file is in one Debian package"

# -- and so for the spec's lists, whose %install changes a little
files_of() { # PACKAGE: what its %files names, but what %exclude does
	sed -n "/^%files${1:+ }$1\$/,/^\$/p" "$(made palais.spec)" | sed -e '/^%\(files\|license\|doc\)/d' -e '/%dir /d; /^$/d' \
		-e 's/^%\(attr\|config\)([^)]*) *//' -e 's|%{_bindir}|usr/bin|; s|%{_libexecdir}|usr/libexec|' \
		-e 's|%{_datadir}|usr/share|; s|%{_mandir}|usr/share/man|; s|%{_prefix}|usr|; s|%{_sysconfdir}|etc|' >"$tmp/patterns"
	while read -r word pattern; do
		[ "$word" = %exclude ] && out=excluded || { out=named; pattern=$word; }
		# shellcheck disable=SC2086
		found=$(cd "$tmp/rpm" && find $pattern -type f -o -type l 2>/dev/null)
		[ -n "$found" ] || { echo "the spec: no $pattern" >>"$tmp/lacking"; continue; }
		printf '%s\n' "$found" >>"$tmp/$out"
	done <"$tmp/patterns"
	sort -u "$tmp/named" | grep -vxF -f "$tmp/excluded"
	: >"$tmp/named"
	: >"$tmp/excluded"
}
cp -R "$tmp/root" "$tmp/rpm" && rm -r "$tmp/rpm/usr/share/doc/palais" "$tmp/rpm/etc/apparmor.d"
mkdir -p "$tmp/rpm/etc/palais"
touch "$tmp/rpm/etc/palais/config" "$tmp/rpm/usr/share/palais/apparmor" "$tmp/rpm/usr/share/man/man8/palais-kiosk.8"
(cd "$tmp/rpm" && find . -type f -o -type l) | sed 's|^\./||' | sort >"$tmp/installed"
: >"$tmp/named"
: >"$tmp/excluded"
for package in '' common site; do files_of "$package"; done | sort >"$tmp/claimed"
comm -3 "$tmp/installed" "$tmp/claimed" >>"$tmp/lacking"
lacking "and in one package of the spec"

# -- names of programs
(cd "$tmp/root/usr" && find bin libexec -name 'palais*' | sed 's|.*/||' | sort) >"$tmp/programs"
for unit in "$tmp/root"/usr/lib/systemd/*/palais*.service; do
	grep -q '^ExecStart=/.*/bin/palais ' "$unit" || echo "${unit##*/}: ExecStart"
	for word in NoNewPrivileges=yes RestrictAddressFamilies= SystemCallFilter= MemoryDenyWriteExecute=yes; do
		grep -q "^$word" "$unit" || echo "${unit##*/}: no $word"
	done
	timer=${unit%.service}.timer
	[ -e "$timer" ] && grep -q '^WantedBy=timers.target' "$timer" || echo "${unit##*/}: no timer"
done >"$tmp/lacking" 2>&1
[ "$(find "$tmp/root/usr/lib/systemd" -name '*.service' | wc -l)" = 2 ] || echo "not two units" >>"$tmp/lacking"
grep -q "^StateDirectory=palais$" "$srcdir/units/palais-site-sync.service.in" &&
	grep -q -- '/lib/palais palais$\|--home /var/lib/palais' "$srcdir/debian/palais-site.postinst" || echo "the folder of the site" >>"$tmp/lacking"
for line in override_dh_installsystemd: override_dh_installsystemduser:; do
	sed -n "/^$line/,/^\$/p" "$srcdir/debian/rules" | grep -q -- --no-enable || echo "$line enables" >>"$tmp/lacking"
done
lacking "units start what is installed, are hardened, and are not enabled"
# so do manuals of other names: of programs, and each helper has one
sed -n 's|.*/\(palais-[a-z-]*\)\.8\.gz$|\1|p' "$srcdir"/debian/*.links | sort >"$tmp/manuals"
sed -n '/^palais-[ckp]/p' "$tmp/programs" | comm -3 - "$tmp/manuals" >"$tmp/lacking"
lacking "each helper has a manual in Debian's packages, and no other name has"
# each helper has a way out of palais' own profile, and each way leads to a profile
sed 's|^.*/palais-\([a-z]*\){,-\([a-z]*\)} px|/palais-\1 px\n/palais-\1-\2 px|' packaging/apparmor >"$tmp/profile"
sed -n '/^palais-[fcp]/p' "$tmp/programs" | while read -r p; do
	grep -q "/$p px" "$tmp/profile" || echo "$p"
done >"$tmp/lacking"
sed -n 's|.*px -> &palais//\([a-z]*\),|\1|p' packaging/apparmor | sort -u | while read -r profile; do
	grep -q "^  profile $profile {" packaging/apparmor || echo "no profile $profile"
done >>"$tmp/lacking"
lacking "the AppArmor profile has a child for each helper"

# -- where the tools are
with desktop-file-validate "the desktop file is well-formed" desktop-file-validate "$srcdir/packaging/palais.desktop"
appstream() {
	mkdir -p "$tmp/with" && sed "s|@VERSION@|1|; s|@ID@|$id|; s|@URL@|https://$host/|; s|@SCREENS@|https://$host/screens|" \
		"$srcdir/packaging/palais.metainfo.xml.in" >"$tmp/with/palais.metainfo.xml"
	appstreamcli validate --no-net "$(made "$id.metainfo.xml")" && appstreamcli validate --no-net "$tmp/with/palais.metainfo.xml"
}
with appstreamcli "the AppStream metadata is well-formed, with and without screens" appstream
with apparmor_parser "the AppArmor profile is one" apparmor_parser -Q --skip-kernel-load packaging/apparmor
units() {
	mkdir -p "$tmp/units" && for u in "$tmp/root"/usr/lib/systemd/*/palais*; do
		sed 's|=/.*/bin/palais |=/bin/true |' "$u" >"$tmp/units/${u##*/}"
	done && systemd-analyze verify --man=no "$tmp/units"/* && systemd-analyze security --offline=yes --threshold=15 "$tmp/units/palais-site-sync.service"
}
with systemd-analyze "systemd takes the units, and finds the site's well closed" units
