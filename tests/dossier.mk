# The tables, the starter store made from them, and palais' own pages.
check_PROGRAMS += tests/dossier tests/texts tests/states tests/page tests/news
TESTS += tests/dossier tests/texts tests/states tests/page tests/news tests/list.t
tests_dossier_SOURCES = %D%/dossier.c %D%/folder.h %D%/lines.h
tests_dossier_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_dossier_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_texts_SOURCES = %D%/texts.c %D%/folder.h %D%/lines.h
tests_texts_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_texts_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_states_SOURCES = %D%/states.c %D%/folder.h %D%/lines.h
tests_states_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_states_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_page_SOURCES = %D%/page.c %D%/folder.h
tests_page_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_page_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
tests_news_SOURCES = %D%/news.c %D%/folder.h
tests_news_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_news_LDADD = $(STORE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += %D%/list.t
tests/dossier.log tests/texts.log tests/states.log tests/page.log tests/news.log tests/list.log: mkstarter$(EXEEXT) starter.store
