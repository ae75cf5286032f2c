# The manuals against the sources. Needs no library of the tests.
TESTS += tests/docs.t
EXTRA_DIST += tests/docs.t
tests/docs.log: palais$(EXEEXT)
