# SPDX-License-Identifier: ISC
# The manuals against the sources. Needs no library of the tests.
TESTS += tests/docs.t tests/figures.t tests/manuals.t
EXTRA_DIST += tests/docs.t tests/figures.t tests/manuals.t
tests/docs.log tests/figures.log tests/manuals.log: palais$(EXEEXT) starter.store

# The messages: complete, with the same placeholders, and what is shown with them.
TESTS += tests/po.t tests/texts.t
EXTRA_DIST += tests/po.t tests/texts.t tests/formats.awk
tests/po.log: palais$(EXEEXT) palais-parse$(EXEEXT) starter.store locale/stamp

# What makes packages, against what it packs.
TESTS += tests/packaging.t
EXTRA_DIST += tests/packaging.t
tests/packaging.log: all packaging/palais.spec packaging/APKBUILD
