# SPDX-License-Identifier: ISC
# RSS, Atom, OPML.
noinst_LIBRARIES += libparse-feed.a
libparse_feed_a_SOURCES = \
	%D%/feed.c %D%/feed.h %D%/internal.h %D%/link.c %D%/opml.c %D%/text.c
