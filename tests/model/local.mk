# SPDX-License-Identifier: ISC
# Tests of model/: each links what it tests and what stands below, and no more.
model_tests = tests/model/anchors tests/model/arena tests/model/bidi tests/model/catalogues tests/model/characters tests/model/citation tests/model/costs tests/model/detect tests/model/diff tests/model/doc tests/model/dossier tests/model/drawing tests/model/facts tests/model/finder tests/model/growth tests/model/hub tests/model/hub_publish tests/model/identity tests/model/left_out tests/model/locale tests/model/look tests/model/look_far tests/model/marks tests/model/messages tests/model/news tests/model/numbered tests/model/pack tests/model/parallel tests/model/query tests/model/reader_marks tests/model/rights tests/model/search tests/model/search_later tests/model/segments tests/model/shown tests/model/states tests/model/store tests/model/store_arriving tests/model/store_carried tests/model/store_guards tests/model/store_names tests/model/store_packed tests/model/store_parts tests/model/store_pins tests/model/store_salvage tests/model/store_servers tests/model/store_site tests/model/store_verify tests/model/store_versions tests/model/symbol tests/model/terms tests/model/texts tests/model/told tests/model/url tests/model/versions tests/model/views tests/model/vocabulary tests/model/warc tests/model/wrap
check_PROGRAMS += $(model_tests)
TESTS += $(model_tests) %D%/list.t %D%/corrections.t
EXTRA_DIST += %D%/list.t %D%/corrections.t %D%/corrections.tsv %D%/symbols.tsv

# Whether a WARC file keeps to its standard.
check_PROGRAMS += tests/warc_check
tests_warc_check_SOURCES = tests/lib/warc_check.c
tests_warc_check_LDADD = $(STORE_ZLIB_LIBS) $(MD_LIBS)
EXTRA_tests_model_warc_DEPENDENCIES = tests/warc_check$(EXEEXT)

# A store as it was before, or changed by hand.
check_PROGRAMS += tests/old_store
tests_old_store_SOURCES = tests/lib/old_store.c
tests_old_store_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_old_store_LDADD = $(STORE_LIBS)

check_LIBRARIES += libstoretest.a libhubtest.a libcarrytest.a libdrawntest.a
libdrawntest_a_SOURCES = %D%/drawn_lib.c %D%/drawn_lib.h
libcarrytest_a_SOURCES = %D%/carry_lib.c %D%/carry_lib.h
libhubtest_a_SOURCES = %D%/hub_lib.c %D%/hub_lib.h
libstoretest_a_SOURCES = %D%/store_lib.c %D%/store_lib.h

tests_model_anchors_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_arena_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_model_bidi_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_catalogues_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_model_characters_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_citation_LDADD = $(DOSSIER_LIBS) $(CMOCKA_LIBS)
tests_model_costs_LDADD = libstoretest.a $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_detect_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_diff_LDADD = $(DOC_LIBS) $(CMOCKA_LIBS)
tests_model_doc_LDADD = $(DOC_LIBS) $(CMOCKA_LIBS)
tests_model_drawing_LDADD = $(DOC_LIBS) $(CMOCKA_LIBS)
tests_model_dossier_LDADD = $(DOSSIER_LIBS) $(CMOCKA_LIBS)
tests_model_facts_LDADD = $(DOSSIER_LIBS) $(CMOCKA_LIBS)
tests_model_finder_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_growth_LDADD = libstoretest.a $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_hub_LDADD = $(HUB_LIBS) $(CMOCKA_LIBS)
tests_model_hub_publish_LDADD = libhubtest.a libstoretest.a $(HUB_LIBS) $(CMOCKA_LIBS)
tests_model_identity_LDADD = $(SYMBOL_LIBS) $(CMOCKA_LIBS)
tests_model_left_out_LDADD = $(DOC_LIBS) $(CMOCKA_LIBS)
tests_model_locale_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_look_LDADD = libdrawntest.a $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_look_far_LDADD = libdrawntest.a $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_reader_marks_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_model_reader_marks_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_messages_LDADD = $(LAYOUT_LIBS) $(CMOCKA_LIBS)
tests_model_marks_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_news_LDADD = $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_pack_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_parallel_LDADD = $(DOC_LIBS) $(CMOCKA_LIBS)
tests_model_query_LDADD = libstoretest.a $(SEARCH_LIBS) $(CMOCKA_LIBS)
tests_model_rights_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_model_search_LDADD = libstoretest.a $(SEARCH_LIBS) $(CMOCKA_LIBS)
tests_model_search_later_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_model_search_later_LDADD = libstoretest.a $(SEARCH_LIBS) $(CMOCKA_LIBS)
tests_model_segments_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_shown_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_states_LDADD = $(DOSSIER_LIBS) $(CMOCKA_LIBS)
tests_model_store_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_arriving_LDADD = libcarrytest.a libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_carried_LDADD = libcarrytest.a libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_guards_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_names_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_packed_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_parts_LDFLAGS = -Wl,--wrap=strdup
tests_model_store_parts_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_pins_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_salvage_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_model_store_salvage_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_servers_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
# its clock is one of ours
tests_model_store_site_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=clock_ms
tests_model_store_site_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_store_verify_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/lib/copies.h
# its strings are copied by one that refuses
tests_model_store_versions_LDFLAGS = -Wl,--wrap=strdup
tests_model_store_versions_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_symbol_LDADD = $(SYMBOL_LIBS) $(CMOCKA_LIBS)
tests_model_terms_LDADD = $(TEXT_LIBS) $(CMOCKA_LIBS)
tests_model_texts_LDADD = $(DOSSIER_LIBS) $(CMOCKA_LIBS)
tests_model_told_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_model_told_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_url_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
tests_model_versions_LDADD = $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_numbered_LDADD = $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_views_LDADD = $(VIEWS_LIBS) $(CMOCKA_LIBS)
tests_model_vocabulary_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_warc_LDADD = libstoretest.a $(STORE_LIBS) $(CMOCKA_LIBS)
tests_model_wrap_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=realloc,--wrap=calloc
tests_model_wrap_LDADD = $(LAYOUT_LIBS) $(CMOCKA_LIBS)

tests/model/corrections.log tests/model/costs.log tests/model/dossier.log tests/model/facts.log tests/model/growth.log tests/model/list.log tests/model/look.log tests/model/look_far.log tests/model/news.log tests/model/search.log tests/model/states.log tests/model/texts.log tests/model/versions.log tests/model/views.log: \
	mkstarter$(EXEEXT) starter.store

check_PROGRAMS += tests/fuzz_docfile tests/fuzz_symbol
tests_fuzz_docfile_SOURCES = tests/fuzz/docfile.c tests/fuzz/replay.c
tests_fuzz_docfile_LDADD = $(LAYOUT_LIBS)
tests_fuzz_symbol_SOURCES = tests/fuzz/symbol.c tests/fuzz/replay.c
tests_fuzz_symbol_LDADD = $(SYMBOL_LIBS)
TESTS += tests/fuzz/docfile.t tests/fuzz/symbol.t
EXTRA_DIST += tests/fuzz/docfile.t tests/fuzz/seeds_docfile tests/fuzz/symbol.t tests/fuzz/seeds_symbol

check_PROGRAMS += tests/fuzz_bidi tests/fuzz_head tests/fuzz_query tests/fuzz_store
tests_fuzz_bidi_SOURCES = tests/fuzz/bidi.c tests/fuzz/replay.c
tests_fuzz_bidi_LDADD = $(TEXT_LIBS)
tests_fuzz_head_SOURCES = tests/fuzz/head.c tests/fuzz/replay.c
tests_fuzz_head_LDADD = $(TEXT_LIBS)
tests_fuzz_query_SOURCES = tests/fuzz/query.c tests/fuzz/replay.c
tests_fuzz_query_LDADD = $(SEARCH_LIBS)
tests_fuzz_store_SOURCES = tests/fuzz/store.c tests/fuzz/replay.c
tests_fuzz_store_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_fuzz_store_LDADD = $(STORE_LIBS)
TESTS += tests/fuzz/bidi.t tests/fuzz/head.t tests/fuzz/query.t tests/fuzz/store.t
EXTRA_DIST += tests/fuzz/bidi.t tests/fuzz/seeds_bidi tests/fuzz/head.t tests/fuzz/seeds_head tests/fuzz/query.t tests/fuzz/seeds_query tests/fuzz/store.t tests/fuzz/seeds_store

check_PROGRAMS += tests/fuzz_hub tests/fuzz_marks
tests_fuzz_hub_SOURCES = tests/fuzz/hub.c tests/fuzz/replay.c
tests_fuzz_hub_LDADD = $(HUB_LIBS)
tests_fuzz_marks_SOURCES = tests/fuzz/marks.c tests/fuzz/store_afresh.h tests/fuzz/replay.c
tests_fuzz_marks_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_fuzz_marks_LDADD = $(STORE_LIBS)
TESTS += tests/fuzz/hub.t tests/fuzz/marks.t
EXTRA_DIST += tests/fuzz/hub.t tests/fuzz/seeds_hub \
	tests/fuzz/marks.t tests/fuzz/seeds_marks

# Tables of data/ are read when palais is built.
check_PROGRAMS += tests/fuzz_tables
tests_fuzz_tables_SOURCES = tests/fuzz/tables.c tests/fuzz/replay.c data/tsv.c
tests_fuzz_tables_LDADD = $(BASE_LIBS)
TESTS += tests/fuzz/tables.t
EXTRA_DIST += tests/fuzz/tables.t tests/fuzz/seeds_tables
