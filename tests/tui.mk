# The screen: cells and bytes through libvterm, then the program as a whole.
check_PROGRAMS += tests/screen
TESTS += tests/screen
tests_screen_SOURCES = %D%/screen.c
tests_screen_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(VTERM_CFLAGS)
tests_screen_LDADD = libtui.a $(STORE_LIBS) $(CURSES_LIBS) $(VTERM_LIBS) $(CMOCKA_LIBS)

flows = %D%/flow/fetch.t %D%/flow/papers.t %D%/flow/sync.t %D%/flow/screen.t %D%/flow/input.t %D%/flow/smoke.t \
	%D%/flow/pdf.t %D%/pdf_corpus.t %D%/rooms.t
TESTS += $(flows)
EXTRA_DIST += $(flows) %D%/flow/lib.sh
