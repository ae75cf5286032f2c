# SPDX-License-Identifier: ISC
# Tests of fetch/: the wire, the helpers and palais-fetch against a server of our own.
check_LIBRARIES += liborigin.a
liborigin_a_SOURCES = tests/lib/origin.c tests/lib/origin_range.c tests/lib/origin_un.c tests/lib/origin.h \
	tests/lib/origin_int.h tests/lib/origin_tls.c tests/lib/raw.c tests/lib/raw.h tests/lib/socks.c tests/lib/socks.h \
	tests/lib/check.h tests/lib/growth.h tests/lib/folder.h tests/lib/lines.h tests/lib/tmp.h
liborigin_a_CPPFLAGS = $(AM_CPPFLAGS) $(MICROHTTPD_CFLAGS) $(GNUTLS_CFLAGS)
ORIGIN_LIBS = liborigin.a $(MICROHTTPD_LIBS) $(GNUTLS_LIBS) $(ZLIB_LIBS) -lpthread

check_PROGRAMS += tests/origin tests/bad_helper
tests_origin_SOURCES = tests/lib/origin_main.c
tests_origin_LDADD = $(ORIGIN_LIBS) $(BASE_LIBS)
# One that does everything wrong.
tests_bad_helper_SOURCES = tests/lib/bad_helper.c
tests_bad_helper_LDADD = $(WIRE_LIBS)

check_LIBRARIES += libhttptest.a
libhttptest_a_SOURCES = %D%/http_lib.c %D%/http_lib.h
check_LIBRARIES += liblistedtest.a
liblistedtest_a_SOURCES = %D%/listed.c %D%/listed.h

fetch_tests = tests/fetch/acquire tests/fetch/acquire_rules tests/fetch/acquire_trouble tests/fetch/budget tests/fetch/client tests/fetch/client_fetch tests/fetch/client_parsers tests/fetch/early tests/fetch/exchange tests/fetch/growth tests/fetch/host tests/fetch/hosts tests/fetch/http tests/fetch/hub tests/fetch/hub_broken tests/fetch/hub_lies tests/fetch/judge tests/fetch/own tests/fetch/pieces tests/fetch/resume tests/fetch/robots tests/fetch/rules tests/fetch/same tests/fetch/seal tests/fetch/sources tests/fetch/symbols tests/fetch/sync tests/fetch/transfer tests/fetch/unpack tests/fetch/wire
check_PROGRAMS += $(fetch_tests)
TESTS += $(fetch_tests)
tests_fetch_budget_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
check_LIBRARIES += libclienttest.a
libclienttest_a_SOURCES = %D%/client_lib.c %D%/client_lib.h
tests_fetch_client_LDADD = libclienttest.a $(ORIGIN_LIBS) $(HELPERS_LIBS) $(CMOCKA_LIBS)
tests_fetch_client_fetch_LDADD = libclienttest.a $(ORIGIN_LIBS) $(HELPERS_LIBS) $(CMOCKA_LIBS)
tests_fetch_client_parsers_LDADD = libclienttest.a $(ORIGIN_LIBS) $(HELPERS_LIBS) $(CMOCKA_LIBS)
tests_fetch_acquire_LDADD = liblistedtest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_acquire_rules_LDADD = liblistedtest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_acquire_trouble_LDADD = liblistedtest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_early_LDADD = libhttptest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_exchange_LDADD = libhttptest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_growth_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_host_LDADD = $(WIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_hosts_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_http_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
check_LIBRARIES += libhubreadertest.a
libhubreadertest_a_SOURCES = %D%/hub_reader.c %D%/hub_reader.h
HUB_READER_LIBS = libhubreadertest.a libhubtest.a libstoretest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_hub_LDADD = $(HUB_READER_LIBS)
tests_fetch_hub_broken_LDADD = $(HUB_READER_LIBS)
tests_fetch_hub_lies_LDADD = $(HUB_READER_LIBS)
tests_fetch_judge_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_own_LDADD = $(SEAL_LIBS) $(CMOCKA_LIBS)
tests_fetch_pieces_LDADD = $(ORIGIN_LIBS) $(HELPERS_LIBS) $(CMOCKA_LIBS)
tests_fetch_resume_LDADD = libhttptest.a $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_robots_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_rules_LDADD = $(NET_LIBS) $(CMOCKA_LIBS)
tests_fetch_same_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_seal_LDADD = $(SEAL_LIBS) $(CMOCKA_LIBS) -lpthread
tests_fetch_sources_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_symbols_LDADD = $(ORIGIN_LIBS) $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_sync_LDADD = $(ACQUIRE_LIBS) $(CMOCKA_LIBS)
tests_fetch_transfer_LDADD = $(ORIGIN_LIBS) $(NET_LIBS) $(CURL_LIBS) $(CMOCKA_LIBS)
tests_fetch_unpack_LDADD = $(HELPERS_LIBS) $(CMOCKA_LIBS)
tests_fetch_wire_LDADD = $(WIRE_LIBS) $(CMOCKA_LIBS)

# Fuzz targets, run over their seeds. To fuzz one, build it without replay.c by
# clang -fsanitize=fuzzer,address, as `make fuzz` does.
check_PROGRAMS += tests/fuzz_wire tests/fuzz_url tests/fuzz_answer tests/fuzz_pair
tests_fuzz_wire_SOURCES = tests/fuzz/wire.c tests/fuzz/replay.c
tests_fuzz_wire_LDADD = $(WIRE_LIBS)
tests_fuzz_url_SOURCES = tests/fuzz/url.c tests/fuzz/replay.c
tests_fuzz_url_LDADD = $(NET_LIBS)
tests_fuzz_answer_SOURCES = tests/fuzz/answer.c tests/fuzz/replay.c
tests_fuzz_answer_LDADD = $(NET_LIBS)
tests_fuzz_pair_SOURCES = tests/fuzz/pair.c tests/fuzz/replay.c
tests_fuzz_pair_LDADD = $(NET_LIBS)
TESTS += tests/fuzz/wire.t tests/fuzz/url.t tests/fuzz/answer.t tests/fuzz/pair.t
EXTRA_DIST += tests/fuzz/wire.t tests/fuzz/url.t tests/fuzz/answer.t tests/fuzz/pair.t \
	tests/fuzz/seeds_wire tests/fuzz/seeds_url tests/fuzz/seeds_answer tests/fuzz/seeds_pair

check_PROGRAMS += tests/fuzz_robots
tests_fuzz_robots_SOURCES = tests/fuzz/robots.c tests/fuzz/replay.c
tests_fuzz_robots_LDADD = $(ACQUIRE_LIBS)
TESTS += tests/fuzz/robots.t
EXTRA_DIST += tests/fuzz/robots.t tests/fuzz/seeds_robots

check_PROGRAMS += tests/fuzz_client
tests_fuzz_client_SOURCES = tests/fuzz/client.c tests/fuzz/replay.c
tests_fuzz_client_LDADD = $(HELPERS_LIBS)
TESTS += tests/fuzz/client.t
EXTRA_DIST += tests/fuzz/client.t tests/fuzz/seeds_client

# What palais-carry is made of.
check_PROGRAMS += tests/fuzz_carry
tests_fuzz_carry_SOURCES = tests/fuzz/carry.c tests/fuzz/store_afresh.h tests/fuzz/replay.c fetch/carry/undo.c fetch/carry/xz.c
tests_fuzz_carry_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(LZMA_CFLAGS)
tests_fuzz_carry_LDADD = $(STORE_LIBS) $(LZMA_LIBS)
TESTS += tests/fuzz/carry.t
EXTRA_DIST += tests/fuzz/carry.t tests/fuzz/seeds_carry
