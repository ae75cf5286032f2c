# The wire and palais' side of it: no curl here.
noinst_LIBRARIES += libclient.a
libclient_a_SOURCES = \
	%D%/wire.c %D%/wire.h \
	%D%/child.c %D%/child.h \
	%D%/client.c %D%/client_before.c %D%/client_fetch.c %D%/client_file.c %D%/client_parse.c \
	%D%/client.h %D%/client_int.h \
	%D%/client_stage.c %D%/client_stage.h %D%/client_pdf.c %D%/client_pdf.h \
	%D%/pdf_bytes.c %D%/pdf_bytes.h
# What comes, into the store.
noinst_LIBRARIES += libbring.a
libbring_a_SOURCES = %D%/bring.c %D%/bring_ask.c %D%/bring_answer.c %D%/bring_keep.c \
	%D%/bring_fresh.c %D%/bring.h %D%/bring_int.h \
	%D%/obtain.c %D%/obtain.h %D%/obtain_plan.c %D%/obtain_ask.c %D%/obtain_judge.c %D%/obtain_int.h \
	%D%/downloads.c %D%/downloads.h %D%/downloads_int.h %D%/downloads_run.c %D%/downloads_hosts.c \
	%D%/sync.c %D%/sync.h %D%/sync_int.h %D%/sync_plan.c
# palais-fetch: libcurl in transfer*.c only.
noinst_LIBRARIES += libfetch.a
libfetch_a_SOURCES = \
	%D%/answer.c %D%/answer.h \
	%D%/rules.c %D%/rules.h \
	%D%/transfer.c %D%/transfer_begin.c %D%/transfer_fail.c \
	%D%/transfer.h %D%/transfer_int.h
libfetch_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)

libexec_PROGRAMS += palais-fetch
palais_fetch_SOURCES = %D%/fetch_main.c
palais_fetch_LDADD = libfetch.a libclient.a $(CURL_LIBS) $(MODEL_LIBS)
