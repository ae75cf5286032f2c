# SPDX-License-Identifier: ISC
# JSON: feeds, figures, listings.
noinst_LIBRARIES += libparse-json.a
libparse_json_a_SOURCES = \
	%D%/fts.c %D%/indent.c %D%/internal.h %D%/json.c %D%/json.h %D%/reliefweb.c
libparse_json_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
