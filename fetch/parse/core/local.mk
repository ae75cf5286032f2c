# SPDX-License-Identifier: ISC
# What every parser needs: codings, character sets, XML.
noinst_LIBRARIES += libparse-core.a
libparse_core_a_SOURCES = \
	%D%/charset.c %D%/charset.h %D%/coding.c %D%/coding.h %D%/decode.c %D%/decode.h %D%/formula.c \
	%D%/formula.h %D%/given.c %D%/parser.h %D%/plain.c %D%/separated.c %D%/symbols.c %D%/xml.c \
	%D%/xml_mend.c %D%/xml.h
libparse_core_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(BROTLI_CFLAGS) $(ZSTD_CFLAGS)
