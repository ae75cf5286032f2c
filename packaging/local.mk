# SPDX-License-Identifier: ISC
# What those need who make packages, and what a desktop knows palais by.
EXTRA_DIST += \
	%D%/palais.desktop %D%/palais.svg %D%/palais.metainfo.xml.in %D%/apparmor.in \
	%D%/palais.spec.in %D%/APKBUILD.in packaging/palais.spec packaging/APKBUILD \
	%D%/site/config %D%/site/sshd-reader.conf %D%/screens %D%/screen.awk %D%/try-deb
# Debian's stands where each of its tools looks for it.
EXTRA_DIST += \
	debian/changelog debian/clean debian/control debian/copyright debian/not-installed debian/rules \
	debian/palais.docs debian/palais.install debian/palais.links debian/palais.lintian-overrides \
	debian/palais-common.install debian/palais-site.lintian-overrides \
	debian/palais-site.README.Debian debian/palais-site.examples debian/palais-site.install \
	debian/palais-site.links debian/palais-site.postinst debian/palais-site.postrm \
	debian/source/format debian/source/lintian-overrides debian/source/options debian/tests/arabic debian/tests/control \
	debian/tests/lib.sh debian/tests/reads debian/tests/sealed debian/tests/site

desktopdir = $(datadir)/applications
desktop_DATA = %D%/palais.desktop
icondir = $(datadir)/icons/hicolor/scalable/apps
icon_DATA = %D%/palais.svg
metainfodir = $(datadir)/metainfo
metainfo_DATA = packaging/$(PALAIS_ID).metainfo.xml
# Not installed by itself: a profile for one place of the programs confines no other.
noinst_DATA += packaging/apparmor
CLEANFILES += packaging/$(PALAIS_ID).metainfo.xml packaging/apparmor

# The folder on the web where who releases has put what `make screens` makes; without one
# nothing is told of screens.
SCREENS =
# Version, address and home are AC_INIT's alone, and the id comes of the address.
packaging_made = $(MKDIR_P) packaging && sed \
	-e 's|@VERSION[@]|$(PACKAGE_VERSION)|g' -e 's|@ID[@]|$(PALAIS_ID)|g' \
	-e 's|@ADDRESS[@]|$(PACKAGE_BUGREPORT)|g' -e 's|@URL[@]|$(PACKAGE_URL)|g' \
	-e 's|@bindir[@]|$(bindir)|g' \
	-e 's|@libexecdir[@]|$(libexecdir)|g' -e 's|@pkgdatadir[@]|$(pkgdatadir)|g' \
	-e 's|@sysconfdir[@]|$(sysconfdir)|g' -e 's|@localstatedir[@]|$(localstatedir)|g'
packaging/apparmor: %D%/apparmor.in Makefile
	$(AM_V_GEN)$(packaging_made) $(srcdir)/%D%/apparmor.in >$@.tmp && mv $@.tmp $@
# These two are in the tarball, so that rpmbuild finds its own there.
packaging/palais.spec: %D%/palais.spec.in $(top_srcdir)/configure.ac
	$(AM_V_GEN)$(packaging_made) $(srcdir)/%D%/palais.spec.in >$@.tmp && mv $@.tmp $@
packaging/APKBUILD: %D%/APKBUILD.in $(top_srcdir)/configure.ac
	$(AM_V_GEN)$(packaging_made) $(srcdir)/%D%/APKBUILD.in >$@.tmp && mv $@.tmp $@
packaging/$(PALAIS_ID).metainfo.xml: %D%/palais.metainfo.xml.in Makefile
	$(AM_V_GEN)if test -n "$(SCREENS)"; then screens='s|@SCREENS[@]|$(SCREENS)|'; \
		else screens='/<!-- screens/,/end of screens/d'; fi; \
	$(packaging_made) -e "$$screens" $(srcdir)/%D%/palais.metainfo.xml.in >$@.tmp && mv $@.tmp $@

# Pictures of the program as it is, in build/screens: needs tmux and rsvg-convert.
screens: all
	$(srcdir)/%D%/screens ./palais screens
.PHONY: screens
