# Tests of model/: text, documents and layout link no store.
check_PROGRAMS += tests/text tests/doc tests/wrap tests/words tests/symbol
TESTS += tests/text tests/doc tests/wrap tests/words tests/symbol
tests_text_SOURCES = %D%/text.c
tests_text_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_text_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_doc_SOURCES = %D%/doc.c
tests_doc_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_doc_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_wrap_SOURCES = %D%/wrap.c
tests_wrap_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_wrap_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_symbol_SOURCES = %D%/symbol.c
tests_symbol_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_symbol_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/symbols.tsv
tests_words_SOURCES = %D%/words.c
tests_words_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_words_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/robots
TESTS += tests/robots
tests_robots_SOURCES = %D%/robots.c
tests_robots_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_robots_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/parallel
TESTS += tests/parallel
tests_parallel_SOURCES = %D%/parallel.c
tests_parallel_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_parallel_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/reference
TESTS += tests/reference
tests_reference_SOURCES = %D%/reference.c
tests_reference_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_reference_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/store tests/store_parts
TESTS += tests/store tests/store_parts
tests_store_parts_SOURCES = %D%/store_parts.c %D%/store_lib.c %D%/store_lib.h
tests_store_parts_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_store_parts_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_store_SOURCES = %D%/store.c %D%/store_lib.c %D%/store_lib.h
tests_store_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_store_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/store_keep
TESTS += tests/store_keep
tests_store_keep_SOURCES = %D%/store_keep.c %D%/store_lib.c %D%/store_lib.h
tests_store_keep_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_store_keep_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/store_verify
TESTS += tests/store_verify
tests_store_verify_SOURCES = %D%/store_verify.c %D%/store_lib.c %D%/store_lib.h
tests_store_verify_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_store_verify_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/store_servers
TESTS += tests/store_servers
tests_store_servers_SOURCES = %D%/store_servers.c %D%/store_lib.c %D%/store_lib.h
tests_store_servers_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_store_servers_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/fuzz_docfile tests/fuzz_symbol
tests_fuzz_symbol_SOURCES = %D%/fuzz/symbol.c %D%/fuzz/replay.c
tests_fuzz_symbol_LDADD = $(MODEL_LIBS)
tests_fuzz_docfile_SOURCES = %D%/fuzz/docfile.c %D%/fuzz/replay.c
tests_fuzz_docfile_LDADD = $(MODEL_LIBS)
TESTS += tests/fuzz/docfile.t tests/fuzz/symbol.t
EXTRA_DIST += tests/fuzz/docfile.t tests/fuzz/seeds_docfile \
	tests/fuzz/symbol.t tests/fuzz/seeds_symbol

# All 861,948 cases of the Unicode database run in a few seconds.
check_PROGRAMS += tests/bidi
TESTS += tests/bidi
tests_bidi_SOURCES = %D%/bidi.c
tests_bidi_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_bidi_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/speech
TESTS += tests/speech
tests_speech_SOURCES = %D%/speech.c
tests_speech_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_speech_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
