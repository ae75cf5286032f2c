# SPDX-License-Identifier: ISC
# A document and a width give rows.
noinst_LIBRARIES += liblayout.a
liblayout_a_SOURCES = \
	%D%/hold.c %D%/internal.h %D%/marker.c %D%/picture.c %D%/table.c %D%/translit.c %D%/translit.h %D%/visual.c \
	%D%/wrap.c %D%/wrap.h
liblayout_a_CPPFLAGS = $(AM_CPPFLAGS) $(FRIBIDI_CFLAGS)
LAYOUT_LIBS = liblayout.a $(DOC_LIBS)
