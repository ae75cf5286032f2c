# SPDX-License-Identifier: ISC
# palais-fetch: libcurl in transfer.c, begin.c and fail.c alone.
noinst_LIBRARIES += libnet.a
libnet_a_SOURCES = \
	%D%/begin.c %D%/fail.c %D%/internal.h \
	%D%/rules.c %D%/rules.h %D%/transfer.c %D%/transfer.h
libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
NET_LIBS = libnet.a libwire.a libseal.a $(BASE_LIBS)

libexec_PROGRAMS += palais-fetch
palais_fetch_SOURCES = %D%/main.c
palais_fetch_LDADD = $(NET_LIBS) $(CURL_LIBS)
