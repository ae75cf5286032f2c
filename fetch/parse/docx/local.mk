# SPDX-License-Identifier: ISC
# Word documents; libzip in zip.c alone.
noinst_LIBRARIES += libparse-docx.a
libparse_docx_a_SOURCES = \
	%D%/blocks.c %D%/docx.c %D%/docx.h %D%/drawing.c %D%/formula.c %D%/numbers.c %D%/styles.c \
	%D%/text.c %D%/walk.h %D%/zip.c
libparse_docx_a_CPPFLAGS = $(AM_CPPFLAGS) $(ZIP_CFLAGS) -DLIBZIP='"$(LIBZIP)"'
