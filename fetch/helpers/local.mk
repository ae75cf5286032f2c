# SPDX-License-Identifier: ISC
# palais' side of the two helpers.
noinst_LIBRARIES += libhelpers.a
libhelpers_a_SOURCES = \
	%D%/before.c %D%/carry.c %D%/carry.h %D%/client.c %D%/client.h %D%/fetch.c %D%/file.c %D%/internal.h %D%/parse.c %D%/pdf.c %D%/pdf.h %D%/stage.c %D%/stage.h %D%/undo.c %D%/undo.h %D%/unpack.c %D%/unpack.h
HELPERS_LIBS = libhelpers.a libwire.a libseal.a $(DOC_LIBS)
