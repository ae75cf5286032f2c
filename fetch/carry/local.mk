# SPDX-License-Identifier: ISC
libexec_PROGRAMS += palais-carry
palais_carry_SOURCES = %D%/main.c %D%/undo.c %D%/undo.h
palais_carry_LDADD = $(STORE_LIBS) libwire.a $(SEAL_LIBS)
