# SPDX-License-Identifier: ISC
# What the stores have of some words: queries, forms, ranking, passages.
noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES = \
	%D%/arabic.c %D%/filter.c %D%/filter_read.c %D%/filter_read.h %D%/forms.c %D%/forms.h \
	%D%/internal.h %D%/lists.c %D%/passage.c %D%/query.c %D%/query.h \
	%D%/question.c %D%/question.h %D%/run.h %D%/search.c %D%/search.h %D%/stemmed.c
SEARCH_LIBS = libsearch.a $(DOSSIER_LIBS) -lm
