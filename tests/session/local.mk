# SPDX-License-Identifier: ISC
# Tests of session/.
session_tests = tests/session/options tests/session/paths
check_PROGRAMS += $(session_tests)
TESTS += $(session_tests)
# each allocation of options is made to fail in its turn
tests_session_options_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=realloc,--wrap=strdup,--wrap=asprintf
tests_session_paths_LDADD = $(SESSION_LIBS) $(CMOCKA_LIBS)
tests_session_options_LDADD = $(SESSION_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/fuzz_settings
tests_fuzz_settings_SOURCES = tests/fuzz/settings.c tests/fuzz/replay.c
tests_fuzz_settings_LDADD = $(SESSION_LIBS)
TESTS += tests/fuzz/settings.t
EXTRA_DIST += tests/fuzz/settings.t tests/fuzz/seeds_settings
