# SPDX-License-Identifier: ISC
# The tests of a room link only that room and those below it.
if TESTS_BUILD
include tests/model/local.mk
include tests/parse/local.mk
include tests/fetch/local.mk
include tests/session/local.mk
include tests/tui/local.mk
include tests/flow/local.mk
endif
include tests/docs.mk
AM_TESTS_ENVIRONMENT = unset LANGUAGE; CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT;
TEST_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
T_LOG_DRIVER = $(TEST_LOG_DRIVER)
TEST_EXTENSIONS = .test .t
LOG_DRIVER = $(TEST_LOG_DRIVER)
EXTRA_DIST += tests/fuzz/run tests/fuzz/targets.tsv tests/fuzz/dict tests/fuzz/README tests/lint tests/weights tests/roots tests/musl tests/other tests/spelling tests/cppcheck tests/rooms.t tests/rooms.tsv tests/doors.t tests/doors.tsv tests/bootstrap.t tests/hardening.t tests/switches.t tests/release.t tests/licences.tsv tests/coverage
TESTS += tests/rooms.t tests/doors.t tests/bootstrap.t tests/hardening.t tests/switches.t tests/release.t

# Not part of check: as long as one has time for.
FUZZ_SECONDS = 3600
FUZZ_TARGETS =
fuzz: all
	$(srcdir)/tests/fuzz/run $(abs_top_srcdir) $(abs_builddir) $(FUZZ_SECONDS) $(FUZZ_TARGETS)

# Which lines the tests reach, in a build with --enable-coverage.
coverage: all
	@grep -q '^#define PALAIS_COVERAGE' config.h || { echo 'configure with --enable-coverage'; exit 1; }
	find . -name '*.gcda' -exec rm -f {} +
	-$(MAKE) $(AM_MAKEFLAGS) check
	$(srcdir)/tests/coverage $(abs_top_srcdir) $(abs_builddir)

# Each call that can fail, failing: some hours. Then twice as much of everything. Then kills at random moments: a minute.
soak: all
	FAULTS_MOST=100000000 $(MAKE) $(AM_MAKEFLAGS) check TESTS="tests/flow/faults.t tests/tui/faults"
	GROWTH=1000000 $(MAKE) $(AM_MAKEFLAGS) check TESTS="tests/parse/growth tests/model/growth tests/fetch/growth tests/tui/growth"
	srcdir=$(srcdir) $(srcdir)/tests/flow/killed

# After a change that is meant: each want.doc as it comes out now, to be read with git diff.
cases: tests/parse/cases$(EXEEXT) tests/model/diff$(EXEEXT)
	srcdir=$(srcdir) PALAIS_WRITE_CASES=1 ./tests/parse/cases$(EXEEXT)
	srcdir=$(srcdir) PALAIS_WRITE_CASES=1 ./tests/model/diff$(EXEEXT)

# Whether a case notices each weight of the HTML parser: about two minutes.
weights: tests/parse/cases$(EXEEXT)
	CC='$(CC)' CFLAGS='$(CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS) $(AM_CFLAGS) $(CFLAGS)' \
		LIBS='$(PARSE_TEST_LIBS) $(CMOCKA_LIBS) $(LIBS)' $(srcdir)/tests/weights $(srcdir)
# palais and its helpers under valgrind: ten minutes.
memcheck: all tests/origin$(EXEEXT)
	srcdir=$(srcdir) $(srcdir)/tests/flow/memcheck
.PHONY: coverage memcheck fuzz soak cases weights
