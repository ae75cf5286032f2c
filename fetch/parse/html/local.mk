# SPDX-License-Identifier: ISC
# HTML: the tree, the main text, blocks.
noinst_LIBRARIES += libparse-html.a
libparse_html_a_SOURCES = \
	%D%/address.c %D%/blocks.c %D%/dated.c %D%/drafts.c %D%/drafts.h %D%/facts.c %D%/facts.h %D%/figures.c %D%/folded.c %D%/formulas.c \
	%D%/hints.c %D%/html.c %D%/html.h \
	%D%/jsonld.c %D%/jsonld.h %D%/judge.c %D%/leads.c %D%/left.c %D%/listed.c %D%/lists.c %D%/main_text.c %D%/main_text.h \
	%D%/marks.c %D%/names.c %D%/notes.c %D%/others.c \
	%D%/scan.c %D%/scan.h %D%/scan_open.c %D%/scan_parts.h %D%/scan_rules.c %D%/scan_stack.c %D%/scan_tag.c \
	%D%/stand_in.c %D%/style.c %D%/tables.c %D%/title.c %D%/tree.c %D%/weights.h %D%/words.c %D%/words.h
libparse_html_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
