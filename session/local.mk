# SPDX-License-Identifier: ISC
# One run: options, stores, helpers; what the screen and the verbs share.
noinst_LIBRARIES += libsession.a
libsession_a_SOURCES = \
	%D%/browser.c %D%/browser.h %D%/feeds.c %D%/feeds.h %D%/file_load.c %D%/file_load.h %D%/folder.c %D%/folder.h %D%/import.c %D%/import.h %D%/local_file.c %D%/local_file.h %D%/option_rows.c %D%/option_rows.h %D%/options.c %D%/options.h %D%/sealing.c %D%/sealing.h %D%/session.c %D%/session.h %D%/remake.c %D%/remake.h \
	%D%/whole_page.c %D%/whole_page.h
libsession_a_CPPFLAGS = $(AM_CPPFLAGS) -DLIBEXECDIR='"$(libexecdir)"' -DPKGDATADIR='"$(pkgdatadir)"' \
	-DLOCALEDIR='"$(localedir)"' \
	-DSITE_CONFIG='"$(sysconfdir)/palais/config"' -DSITE_STORE='"$(localstatedir)/lib/palais/site.store"'
SESSION_LIBS = libsession.a libacquire.a libhelpers.a libwire.a libseal.a libhub.a $(VIEWS_LIBS)
