# SPDX-License-Identifier: ISC
# What UN documents share, in whatever format they come.
noinst_LIBRARIES += libparse-un.a
libparse_un_a_SOURCES = \
	%D%/date.c %D%/doubt.c %D%/doubt.h %D%/drafts.c %D%/drafts.h %D%/drafts_notes.c %D%/drafts_shape.c \
	%D%/drafts_tables.c %D%/facts.c %D%/layout.h %D%/line.c %D%/marker.c %D%/masthead.c \
	%D%/part.c %D%/rich_text.c %D%/rich_text.h
