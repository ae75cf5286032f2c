# What the screen is made of, without the store: the tests of the screen link it.
noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	%D%/term.c %D%/term.h \
	%D%/draw.c %D%/draw.h \
	%D%/terminals.c %D%/terminals.h \
	%D%/signals.c %D%/signals.h \
	%D%/commands.h %D%/keys.c %D%/keys.h \
	%D%/prompt.c %D%/prompt.h \
	%D%/script.c %D%/script.h \
	%D%/pane.c %D%/pane.h %D%/pane_int.h %D%/pane_find.c
libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)

bin_PROGRAMS += palais
palais_SOURCES = \
	%D%/main.c \
	%D%/options.c %D%/options_help.c %D%/options.h \
	%D%/version.c %D%/version.h \
	%D%/app.c %D%/app.h %D%/app_int.h \
	%D%/app_open.c %D%/app_net.c %D%/app_sync.c %D%/app_transfers.c %D%/app_lang.c %D%/app_pages.c %D%/app_commands.c %D%/app_draw.c \
	%D%/app_bidi.c %D%/app_feed.c
palais_CPPFLAGS = $(AM_CPPFLAGS) \
	-DLIBEXECDIR='"$(libexecdir)"' -DPKGDATADIR='"$(pkgdatadir)"' \
	-DLOCALEDIR='"$(localedir)"' \
	-DSITE_STORE='"$(localstatedir)/lib/palais/site.store"'
palais_LDADD = libcli.a libtui.a libbring.a libclient.a $(STORE_LIBS) $(CURSES_LIBS)
