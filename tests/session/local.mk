# SPDX-License-Identifier: ISC
# Tests of session/.
session_tests = tests/session/options
check_PROGRAMS += $(session_tests)
TESTS += $(session_tests)
# each allocation of options is made to fail in its turn
tests_session_options_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=realloc,--wrap=strdup,--wrap=asprintf
tests_session_options_LDADD = $(SESSION_LIBS) $(CMOCKA_LIBS)
