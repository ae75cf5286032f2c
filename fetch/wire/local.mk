# SPDX-License-Identifier: ISC
# Messages between the programs, and child processes.
noinst_LIBRARIES += libwire.a
libwire_a_SOURCES = \
	%D%/answer.c %D%/answer.h %D%/child.c %D%/child.h %D%/errand.c %D%/errand.h \
	%D%/host.c %D%/host.h %D%/mirrors.c %D%/mirrors.h \
	%D%/pdf_bytes.c %D%/pdf_bytes.h %D%/picture_bytes.c %D%/picture_bytes.h %D%/stopped.h %D%/told.c %D%/told.h %D%/undo.h %D%/unpacked.h %D%/wire.c %D%/wire.h
WIRE_LIBS = libwire.a $(BASE_LIBS)
