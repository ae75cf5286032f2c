# SPDX-License-Identifier: ISC
# What the stores know of the file: tables, catalogue, feeds.
noinst_LIBRARIES += libdossier.a
libdossier_a_SOURCES = \
	%D%/arrivals.c %D%/arrivals.h %D%/begun.c %D%/begun.h %D%/catalogue.c %D%/catalogue.h %D%/catalogue_walk.c %D%/citation.c %D%/citation.h \
	%D%/cites.c %D%/cites.h %D%/feed_rows.c %D%/feed_rows.h %D%/feeds.c %D%/feeds.h \
	%D%/feeds_command.c %D%/feeds_opml.c %D%/figures.c %D%/figures.h %D%/hashes.c %D%/hashes.h \
	%D%/headlines.c %D%/headlines.h %D%/news.c %D%/news.h \
	%D%/news_figures.c %D%/news_figures.h %D%/news_key.c %D%/news_key.h \
	%D%/record.c %D%/record.h %D%/states.c %D%/states.h %D%/columns.c %D%/columns.h %D%/named.c %D%/named.h %D%/tables.c %D%/tables.h \
	%D%/texts.c %D%/texts.h
libdossier_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
DOSSIER_LIBS = libdossier.a $(STORE_LIBS)
