# SPDX-License-Identifier: ISC
# palais-carry: bundles of others, read; records of hubs, unpacked; and what is to be carried,
# packed.
libexec_PROGRAMS += palais-carry
palais_carry_SOURCES = %D%/main.c %D%/undo.c %D%/undo.h %D%/xz.c %D%/xz.h
palais_carry_CPPFLAGS = $(AM_CPPFLAGS) $(LZMA_CFLAGS)
palais_carry_LDADD = $(STORE_LIBS) libwire.a $(SEAL_LIBS) $(LZMA_LIBS)
