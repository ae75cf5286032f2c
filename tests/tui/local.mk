# The screen: cells and bytes through libvterm.
check_LIBRARIES += libscreentest.a
libscreentest_a_SOURCES = %D%/screen_lib.c %D%/screen_lib.h
libscreentest_a_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
SCREEN_TEST_LIBS = libscreentest.a $(TUI_LIBS) $(VTERM_LIBS)

tui_tests = tests/tui/screen tests/tui/screen_bidi tests/tui/screen_languages tests/tui/clean tests/tui/script
check_PROGRAMS += $(tui_tests)
TESTS += $(tui_tests)
tests_tui_screen_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_screen_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_screen_bidi_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_screen_bidi_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_screen_languages_SOURCES = %D%/screen_languages.c %D%/screen_languages.h
tests_tui_screen_languages_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_screen_languages_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_clean_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_clean_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_script_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)
