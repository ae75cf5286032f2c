# SPDX-License-Identifier: ISC
# For those who let systemd do it; none is enabled by being installed. A reader's own:
# systemctl --user enable --now palais-sync.timer; a site's: systemctl enable --now
# palais-site-sync.timer.
userunitdir = $(prefix)/lib/systemd/user
systemunitdir = $(prefix)/lib/systemd/system
userunit_DATA = units/palais-sync.service %D%/palais-sync.timer
systemunit_DATA = units/palais-site-sync.service %D%/palais-site-sync.timer
EXTRA_DIST += %D%/palais-sync.service.in %D%/palais-sync.timer \
	%D%/palais-site-sync.service.in %D%/palais-site-sync.timer
CLEANFILES += units/palais-sync.service units/palais-site-sync.service
units_made = sed 's|@bindir[@]|$(bindir)|g; s|@localstatedir[@]|$(localstatedir)|g'
units/palais-sync.service: %D%/palais-sync.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) units && \
	$(units_made) $(srcdir)/%D%/palais-sync.service.in >$@.tmp && mv $@.tmp $@
units/palais-site-sync.service: %D%/palais-site-sync.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) units && \
	$(units_made) $(srcdir)/%D%/palais-site-sync.service.in >$@.tmp && mv $@.tmp $@
