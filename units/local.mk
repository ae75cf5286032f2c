# SPDX-License-Identifier: ISC
# For those who let systemd do it: systemctl --user enable --now palais-sync.timer
userunitdir = $(prefix)/lib/systemd/user
if SYSTEMD
userunit_DATA = units/palais-sync.service %D%/palais-sync.timer
endif
EXTRA_DIST += %D%/palais-sync.service.in %D%/palais-sync.timer
CLEANFILES += units/palais-sync.service
units/palais-sync.service: %D%/palais-sync.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) units && \
	sed 's|@bindir[@]|$(bindir)|g' $(srcdir)/%D%/palais-sync.service.in >$@.tmp && mv $@.tmp $@
