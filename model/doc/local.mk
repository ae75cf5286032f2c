# SPDX-License-Identifier: ISC
# The document and its file; no store, no screen.
noinst_LIBRARIES += libdoc.a
libdoc_a_SOURCES = \
	%D%/copy.c %D%/copy.h %D%/diff.c %D%/diff.h %D%/docfile.c %D%/document.c %D%/document.h %D%/drawing.c %D%/drawing.h %D%/edit.c %D%/edit.h \
	%D%/left_out.c %D%/left_out.h %D%/paragraph.c %D%/paragraph.h %D%/parallel.c %D%/parallel.h %D%/passage.c %D%/passage.h %D%/reference.c %D%/reference.h
DOC_LIBS = libdoc.a $(SYMBOL_LIBS)
