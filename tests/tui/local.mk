# SPDX-License-Identifier: ISC
# The screen: cells and bytes through libvterm.
check_LIBRARIES += libscreentest.a
libscreentest_a_SOURCES = %D%/app_lib.c %D%/app_lib.h %D%/screen_lib.c %D%/screen_lib.h
libscreentest_a_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
SCREEN_TEST_LIBS = libscreentest.a $(TUI_LIBS) $(VTERM_LIBS)

tui_tests = tests/tui/app tests/tui/asking tests/tui/screen tests/tui/screen_bidi tests/tui/screen_languages tests/tui/tasks tests/tui/asked tests/tui/clean tests/tui/copying tests/tui/costs tests/tui/ends tests/tui/faults tests/tui/growth tests/tui/hands tests/tui/input tests/tui/keys tests/tui/links tests/tui/moving tests/tui/noting tests/tui/paint tests/tui/pictures tests/tui/prompt \
	tests/tui/script tests/tui/term
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
tests_tui_costs_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_costs_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_growth_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)
tests_tui_input_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)
tests_tui_keys_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)
tests_tui_paint_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_paint_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_prompt_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)
tests_tui_term_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_term_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
tests_tui_script_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

# What an app needs when it runs.
app_parts = starter.store locale/stamp palais-parse$(EXEEXT) palais-fetch$(EXEEXT)

# Whole screens, as text; what is shown where it is another is for the eye.
tests_tui_app_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_app_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_app_DEPENDENCIES = $(app_parts)
tests_tui_asked_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_asked_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_asked_DEPENDENCIES = $(app_parts)
tests_tui_asking_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_asking_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_asking_DEPENDENCIES = $(app_parts)
tests_tui_copying_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_copying_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_copying_DEPENDENCIES = $(app_parts)
tests_tui_links_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_links_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_links_DEPENDENCIES = $(app_parts)
tests_tui_moving_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_moving_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_moving_DEPENDENCIES = $(app_parts)
tests_tui_noting_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_noting_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_noting_DEPENDENCIES = $(app_parts)
EXTRA_DIST += %D%/screens
CLEANFILES += tests/tui/*.got
tests_tui_ends_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_ends_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_ends_DEPENDENCIES = palais$(EXEEXT) $(app_parts)
tests_tui_faults_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_faults_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_faults_DEPENDENCIES = palais$(EXEEXT) tests/faults.so $(app_parts)
tests_tui_hands_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_hands_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_hands_DEPENDENCIES = $(app_parts)

check_PROGRAMS += tests/fuzz_typed
tests_fuzz_typed_SOURCES = tests/fuzz/typed.c tests/fuzz/replay.c
tests_fuzz_typed_LDADD = $(TUI_LIBS)
TESTS += tests/fuzz/typed.t
EXTRA_DIST += tests/fuzz/typed.t tests/fuzz/seeds_typed
tests_tui_tasks_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_tasks_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_tasks_DEPENDENCIES = $(app_parts)

check_PROGRAMS += tests/fuzz_input
tests_fuzz_input_SOURCES = tests/fuzz/input.c tests/fuzz/replay.c
tests_fuzz_input_LDADD = $(TUI_LIBS)
TESTS += tests/fuzz/input.t
EXTRA_DIST += tests/fuzz/input.t tests/fuzz/seeds_input
tests_tui_pictures_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_tui_pictures_LDADD = $(SCREEN_TEST_LIBS) $(CMOCKA_LIBS)
EXTRA_tests_tui_pictures_DEPENDENCIES = $(app_parts)
