# The screen: cells and bytes through libvterm, then the program as a whole.
check_PROGRAMS += tests/screen tests/screen_bidi tests/screen_languages
TESTS += tests/screen tests/screen_bidi tests/screen_languages
tests_screen_SOURCES = %D%/screen.c %D%/glass.c %D%/glass.h
tests_screen_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(VTERM_CFLAGS)
tests_screen_LDADD = libtui.a $(STORE_LIBS) $(CURSES_LIBS) $(VTERM_LIBS) $(CMOCKA_LIBS)
tests_screen_bidi_SOURCES = %D%/screen_bidi.c %D%/glass.c %D%/glass.h
tests_screen_bidi_CPPFLAGS = $(tests_screen_CPPFLAGS)
tests_screen_bidi_LDADD = $(tests_screen_LDADD)
tests_screen_languages_SOURCES = %D%/screen_languages.c %D%/screen_languages.h %D%/glass.c %D%/glass.h
tests_screen_languages_CPPFLAGS = $(tests_screen_CPPFLAGS)
tests_screen_languages_LDADD = $(tests_screen_LDADD)

flows = %D%/flow/fetch.t %D%/flow/resume.t %D%/flow/papers.t %D%/flow/sync.t %D%/flow/articles.t %D%/flow/budget.t %D%/flow/feeds.t %D%/flow/screen.t %D%/flow/transfers.t %D%/flow/clean.t %D%/flow/input.t %D%/flow/smoke.t \
	%D%/flow/pdf.t %D%/flow/keep.t %D%/pdf_corpus.t %D%/rooms.t
TESTS += $(flows)
EXTRA_DIST += $(flows) %D%/flow/lib.sh

# What could steer a terminal, through every path.
check_PROGRAMS += tests/clean
TESTS += tests/clean
tests_clean_SOURCES = %D%/clean.c %D%/glass.c %D%/glass.h
tests_clean_CPPFLAGS = $(tests_screen_CPPFLAGS)
tests_clean_LDADD = $(tests_screen_LDADD)
