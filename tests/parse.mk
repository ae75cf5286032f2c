# Tests of the parser: they link it and the model, and nothing else of ours.
check_LIBRARIES += libparsetest.a
libparsetest_a_SOURCES = %D%/parse_lib.c %D%/parse_lib.h %D%/check.h
libparsetest_a_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)

parse_tests = tests/parse_charset tests/parse_coding tests/parse_html tests/parse_hostile \
	tests/parse_cases tests/parse_papers tests/parse_papers_bad tests/parse_feeds \
	tests/parse_corpus tests/text_lang tests/seal \
	tests/paper tests/parse_pdf
check_PROGRAMS += $(parse_tests)
TESTS += $(parse_tests)
PARSE_TEST_LIBS = libparsetest.a $(PARSE_LIBS) $(CMOCKA_LIBS)

tests_parse_charset_SOURCES = %D%/parse_charset.c
tests_parse_charset_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_charset_LDADD = $(PARSE_TEST_LIBS)
tests_parse_coding_SOURCES = %D%/parse_coding.c
tests_parse_coding_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(ZLIB_CFLAGS) $(ZSTD_CFLAGS)
tests_parse_coding_LDADD = $(PARSE_TEST_LIBS)
tests_parse_html_SOURCES = %D%/parse_html.c
tests_parse_html_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_html_LDADD = $(PARSE_TEST_LIBS)
tests_parse_hostile_SOURCES = %D%/parse_hostile.c
tests_parse_hostile_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_hostile_LDADD = $(PARSE_TEST_LIBS)
tests_parse_cases_SOURCES = %D%/parse_cases.c
tests_parse_cases_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_cases_LDADD = $(PARSE_TEST_LIBS)
tests_parse_papers_SOURCES = %D%/parse_papers.c %D%/zip_lib.c %D%/zip_lib.h
tests_parse_papers_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(ZIP_CFLAGS)
tests_parse_papers_LDADD = $(PARSE_TEST_LIBS)
tests_parse_papers_bad_SOURCES = %D%/parse_papers_bad.c %D%/zip_lib.c %D%/zip_lib.h
tests_parse_papers_bad_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS) $(ZIP_CFLAGS)
tests_parse_papers_bad_LDADD = $(PARSE_TEST_LIBS)
tests_parse_feeds_SOURCES = %D%/parse_feeds.c
tests_parse_feeds_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_feeds_LDADD = $(PARSE_TEST_LIBS)
tests_parse_corpus_SOURCES = %D%/parse_corpus.c
tests_parse_corpus_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_corpus_LDADD = $(PARSE_TEST_LIBS)
tests_text_lang_SOURCES = %D%/text_lang.c
tests_text_lang_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_text_lang_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_parse_pdf_SOURCES = %D%/parse_pdf.c
tests_parse_pdf_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parse_pdf_LDADD = $(PARSE_TEST_LIBS)
tests_paper_SOURCES = %D%/paper.c
tests_paper_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_paper_LDADD = $(PARSE_TEST_LIBS)
tests_seal_SOURCES = %D%/seal.c
tests_seal_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_seal_LDADD = $(PARSE_TEST_LIBS)

check_PROGRAMS += tests/fuzz_parse_html
tests_fuzz_parse_html_SOURCES = %D%/fuzz/parse_html.c %D%/fuzz/replay.c
tests_fuzz_parse_html_LDADD = $(PARSE_LIBS)
check_PROGRAMS += tests/fuzz_parse_papers
tests_fuzz_parse_papers_SOURCES = %D%/fuzz/parse_papers.c %D%/fuzz/replay.c
tests_fuzz_parse_papers_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS)
tests_fuzz_parse_papers_LDADD = $(PARSE_LIBS)
check_PROGRAMS += tests/fuzz_parse_pdf
tests_fuzz_parse_pdf_SOURCES = %D%/fuzz/parse_pdf.c %D%/fuzz/replay.c
tests_fuzz_parse_pdf_LDADD = $(PARSE_LIBS)
TESTS += tests/fuzz/parse_pdf.t tests/fuzz/parse_html.t tests/fuzz/parse_papers.t

# Not named as the target: make would try to build a folder of that name from it.
EXTRA_DIST += tests/fuzz/parse_pdf.t tests/fuzz/seeds_pdf tests/fuzz/parse_html.t tests/fuzz/seeds_html \
	tests/fuzz/parse_papers.t tests/fuzz/seeds_papers tests/cases
