# SPDX-License-Identifier: ISC
# UN symbols: one form, and finding them in a text.
noinst_LIBRARIES += libsymbol.a
libsymbol_a_SOURCES = \
	%D%/address.c %D%/around.c %D%/bracket.c %D%/char.c %D%/context.c %D%/escwa.c %D%/found.c %D%/identity.c %D%/identity.h \
	%D%/internal.h %D%/number.c %D%/pair.c %D%/scan.c %D%/symbol.c %D%/symbol.h %D%/typed.c \
	%D%/words.c %D%/written.c %D%/years.c
SYMBOL_LIBS = libsymbol.a $(TEXT_LIBS)
