# Tests of the wire, the client and palais-fetch. The client is tested without
# curl, against a server of our own.
check_LIBRARIES += liborigin.a
liborigin_a_SOURCES = %D%/origin.c %D%/origin_range.c %D%/origin_un.c %D%/origin.h \
	%D%/origin_int.h %D%/origin_tls.c %D%/socks.c %D%/socks.h
liborigin_a_CPPFLAGS = $(AM_CPPFLAGS) $(MICROHTTPD_CFLAGS) $(GNUTLS_CFLAGS)
ORIGIN_LIBS = liborigin.a libmodel.a $(MICROHTTPD_LIBS) $(GNUTLS_LIBS) $(ZLIB_LIBS) -lpthread

check_PROGRAMS += tests/origin
tests_origin_SOURCES = %D%/origin_main.c
tests_origin_LDADD = $(ORIGIN_LIBS)

check_PROGRAMS += tests/url tests/wire
TESTS += tests/url tests/wire
tests_url_SOURCES = %D%/url.c %D%/check.h
tests_url_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_url_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_wire_SOURCES = %D%/wire.c
tests_wire_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_wire_LDADD = libclient.a $(MODEL_LIBS) $(CMOCKA_LIBS)

# These two link curl, for what they test is the network's side.
check_PROGRAMS += tests/rules tests/transfer
TESTS += tests/rules tests/transfer
tests_rules_SOURCES = %D%/rules.c
tests_rules_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_rules_LDADD = libfetch.a $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_transfer_SOURCES = %D%/transfer.c
tests_transfer_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_transfer_LDADD = libfetch.a $(ORIGIN_LIBS) $(CURL_LIBS) $(MODEL_LIBS) $(CMOCKA_LIBS)

# The client runs the real programs, and one that does everything wrong.
check_PROGRAMS += tests/client tests/bad_helper
TESTS += tests/client
tests_client_SOURCES = %D%/client.c
tests_client_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_client_LDADD = libclient.a $(ORIGIN_LIBS) $(MODEL_LIBS) $(CMOCKA_LIBS)
tests_bad_helper_SOURCES = %D%/bad_helper.c
tests_bad_helper_LDADD = libclient.a $(MODEL_LIBS)

check_PROGRAMS += tests/pieces
TESTS += tests/pieces
tests_pieces_SOURCES = %D%/pieces.c
tests_pieces_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_pieces_LDADD = libclient.a $(ORIGIN_LIBS) $(MODEL_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/bring tests/resume
TESTS += tests/bring tests/resume
tests_resume_SOURCES = %D%/resume.c %D%/bring_lib.c %D%/bring_lib.h
tests_resume_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_resume_LDADD = libbring.a libclient.a $(ORIGIN_LIBS) $(STORE_LIBS) $(CMOCKA_LIBS)
tests_bring_SOURCES = %D%/bring.c %D%/bring_lib.c %D%/bring_lib.h
tests_bring_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_bring_LDADD = libbring.a libclient.a $(ORIGIN_LIBS) $(STORE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += tests/downloads
TESTS += tests/downloads
tests_downloads_SOURCES = %D%/downloads.c
tests_downloads_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_downloads_LDADD = libbring.a libclient.a $(ORIGIN_LIBS) $(STORE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/sync
TESTS += tests/sync
tests_sync_SOURCES = %D%/sync.c
tests_sync_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_sync_LDADD = libbring.a libclient.a $(STORE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/obtain
TESTS += tests/obtain
tests_obtain_SOURCES = %D%/obtain.c
tests_obtain_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_obtain_LDADD = libbring.a libclient.a $(ORIGIN_LIBS) $(STORE_LIBS) $(CMOCKA_LIBS)

# Fuzz targets, run over their seeds. To fuzz one, build it without replay.c by
# clang -fsanitize=fuzzer,address, as `make fuzz` does.
check_PROGRAMS += tests/fuzz_wire tests/fuzz_url tests/fuzz_answer
tests_fuzz_wire_SOURCES = %D%/fuzz/wire.c %D%/fuzz/replay.c
tests_fuzz_wire_LDADD = libclient.a $(MODEL_LIBS)
tests_fuzz_url_SOURCES = %D%/fuzz/url.c %D%/fuzz/replay.c
tests_fuzz_url_LDADD = libfetch.a $(MODEL_LIBS)
tests_fuzz_answer_SOURCES = %D%/fuzz/answer.c %D%/fuzz/replay.c
tests_fuzz_answer_LDADD = libfetch.a $(MODEL_LIBS)
fetch_seeds = tests/fuzz/seeds_wire tests/fuzz/seeds_url tests/fuzz/seeds_answer
TESTS += tests/fuzz/wire.t tests/fuzz/url.t tests/fuzz/answer.t
EXTRA_DIST += tests/fuzz/wire.t tests/fuzz/url.t tests/fuzz/answer.t $(fetch_seeds)
