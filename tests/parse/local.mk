# SPDX-License-Identifier: ISC
# Tests of the parser: they link it and what stands below, and nothing else of ours.
check_LIBRARIES += libparsetest.a
libparsetest_a_SOURCES = %D%/parse_lib.c %D%/parse_lib.h %D%/zip_lib.c %D%/zip_lib.h
libparsetest_a_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
PARSE_TEST_LIBS = libparsetest.a $(PARSE_LIBS) $(ZIP_LIBS)

parse_tests = tests/parse/cases tests/parse/charset tests/parse/coding tests/parse/corpus tests/parse/decode tests/parse/doubt tests/parse/feeds tests/parse/hostile tests/parse/growth tests/parse/html tests/parse/left tests/parse/limits tests/parse/papers tests/parse/papers_bad tests/parse/pdf tests/parse/scan tests/parse/seal tests/parse/seal_layers tests/parse/un tests/parse/warc
check_PROGRAMS += $(parse_tests)
TESTS += $(parse_tests) %D%/imports.t %D%/pdf_corpus.t %D%/words.t
tests_parse_cases_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
tests_parse_cases_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_charset_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_coding_CPPFLAGS = $(AM_CPPFLAGS) $(ZLIB_CFLAGS) $(ZSTD_CFLAGS)
tests_parse_coding_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_corpus_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_decode_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_doubt_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_feeds_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_hostile_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_growth_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
tests_parse_growth_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_html_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_left_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_limits_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
# memory is at its end when the test says so
tests_parse_limits_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=realloc,--wrap=free
tests_parse_limits_LDADD = $(PARSE_TEST_LIBS) $(XML_LIBS) $(CMOCKA_LIBS)
tests_parse_papers_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
tests_parse_papers_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_papers_bad_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
tests_parse_papers_bad_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_pdf_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_scan_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_seal_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_seal_layers_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
tests_parse_un_LDADD = $(PARSE_TEST_LIBS) $(CMOCKA_LIBS)
# its clock is one of ours
tests_parse_warc_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_gettime
tests_parse_warc_LDADD = $(PARSE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/fuzz_parse_html tests/fuzz_parse_papers tests/fuzz_parse_pdf tests/fuzz_scan tests/fuzz_warc
tests_fuzz_parse_html_SOURCES = tests/fuzz/parse_any.h tests/fuzz/parse_html.c tests/fuzz/replay.c
tests_fuzz_parse_html_LDADD = $(PARSE_LIBS)
tests_fuzz_parse_papers_SOURCES = tests/fuzz/parse_any.h tests/fuzz/parse_papers.c tests/fuzz/replay.c
tests_fuzz_parse_papers_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
tests_fuzz_parse_papers_LDADD = $(PARSE_LIBS) $(ZIP_LIBS)
tests_fuzz_parse_pdf_SOURCES = tests/fuzz/parse_any.h tests/fuzz/parse_pdf.c tests/fuzz/replay.c
tests_fuzz_parse_pdf_LDADD = $(PARSE_LIBS)
tests_fuzz_scan_SOURCES = tests/fuzz/scan.c tests/fuzz/replay.c
tests_fuzz_scan_LDADD = $(PARSE_LIBS)
tests_fuzz_warc_SOURCES = tests/fuzz/warc.c tests/fuzz/replay.c
tests_fuzz_warc_LDADD = $(PARSE_LIBS)
TESTS += tests/fuzz/warc.t tests/fuzz/parse_pdf.t tests/fuzz/parse_html.t tests/fuzz/parse_papers.t tests/fuzz/scan.t

# Not named as the target: make would try to build a folder of that name from it.
EXTRA_DIST += %D%/imports.t %D%/pdf_corpus.t %D%/words.t tests/fuzz/parse_pdf.t tests/fuzz/seeds_parse_pdf tests/fuzz/parse_html.t tests/fuzz/seeds_parse_html \
	tests/fuzz/parse_papers.t tests/fuzz/seeds_parse_papers tests/fuzz/scan.t tests/fuzz/seeds_scan tests/fuzz/warc.t tests/fuzz/seeds_warc tests/cases
check_PROGRAMS += tests/fuzz_coded
tests_fuzz_coded_SOURCES = tests/fuzz/parse_any.h tests/fuzz/coded.c tests/fuzz/replay.c
tests_fuzz_coded_LDADD = $(PARSE_LIBS)
TESTS += tests/fuzz/coded.t
EXTRA_DIST += tests/fuzz/coded.t tests/fuzz/seeds_coded

check_PROGRAMS += tests/fuzz_charset tests/fuzz_against
tests_fuzz_charset_SOURCES = tests/fuzz/charset.c tests/fuzz/replay.c
tests_fuzz_charset_LDADD = $(PARSE_LIBS)
tests_fuzz_against_SOURCES = tests/fuzz/against.c tests/fuzz/replay.c
tests_fuzz_against_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_fuzz_against_LDADD = $(PARSE_LIBS)
TESTS += tests/fuzz/charset.t tests/fuzz/against.t
EXTRA_DIST += tests/fuzz/charset.t tests/fuzz/seeds_charset \
	tests/fuzz/against.t tests/fuzz/seeds_against

# With pictures of our own making: what writes them is linked here alone.
EXTRA_DIST += tests/fuzz/parse_picture.t tests/fuzz/seeds_parse_picture
if PICTURES
check_PROGRAMS += tests/parse/pictures tests/fuzz_parse_picture
tests_parse_pictures_SOURCES = %D%/picture_lib.c %D%/picture_lib.h %D%/pictures.c
tests_parse_pictures_CPPFLAGS = $(AM_CPPFLAGS) $(JPEG_CFLAGS) $(WEBP_CFLAGS) $(ZLIB_CFLAGS)
tests_parse_pictures_LDADD = $(PARSE_TEST_LIBS) $(JPEG_LIBS) $(WEBP_LIBS) $(ZLIB_LIBS) $(CMOCKA_LIBS)
tests_fuzz_parse_picture_SOURCES = tests/fuzz/parse_any.h tests/fuzz/parse_picture.c tests/fuzz/replay.c
tests_fuzz_parse_picture_LDADD = $(PARSE_LIBS)
TESTS += tests/parse/pictures tests/fuzz/parse_picture.t
endif
