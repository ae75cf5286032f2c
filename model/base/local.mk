# SPDX-License-Identifier: ISC
# What everything stands on; knows no document.
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	%D%/arena.c %D%/arena.h %D%/base64.c %D%/base64.h %D%/buf.c %D%/buf.h %D%/clock.c %D%/clock.h %D%/err.c %D%/err.h %D%/header.c %D%/header.h %D%/lang.c %D%/lang.h %D%/messages.c %D%/messages.h %D%/public.c %D%/public.h %D%/rights.c %D%/rights.h %D%/shown.c %D%/shown.h %D%/shown_host.c \
	%D%/url.c %D%/url.h %D%/utf8.c %D%/utf8.h %D%/vec.h %D%/work.c %D%/work.h
BASE_LIBS = libbase.a $(UNISTRING_LIBS)
