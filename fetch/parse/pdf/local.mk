# SPDX-License-Identifier: ISC
# What pdftohtml prints of a PDF.
noinst_LIBRARIES += libparse-pdf.a
libparse_pdf_a_SOURCES = \
	%D%/apart.c %D%/arabic.c %D%/beside.c %D%/bidi.c %D%/blocks.c %D%/chart.c %D%/furniture.c %D%/join.c %D%/limits.h \
	%D%/lines.c %D%/masthead.c %D%/notes.c %D%/order.c %D%/pdf.c %D%/pdf.h %D%/read.c %D%/rows.h %D%/said.c %D%/scatter.c %D%/scripts.c %D%/sort.c \
	%D%/table.c %D%/watermark.c %D%/write.c
