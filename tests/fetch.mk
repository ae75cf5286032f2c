# Tests of the wire, the client and palais-fetch. The client is tested without
# curl, against a server of our own.
check_LIBRARIES += liborigin.a
liborigin_a_SOURCES = %D%/origin.c %D%/origin.h %D%/origin_tls.c
liborigin_a_CPPFLAGS = $(AM_CPPFLAGS) $(MICROHTTPD_CFLAGS) $(GNUTLS_CFLAGS)
ORIGIN_LIBS = liborigin.a libmodel.a $(MICROHTTPD_LIBS) $(GNUTLS_LIBS) $(ZLIB_LIBS) -lpthread

check_PROGRAMS += tests/origin
tests_origin_SOURCES = %D%/origin_main.c
tests_origin_LDADD = $(ORIGIN_LIBS)
