# An address or a symbol into the store.
noinst_LIBRARIES += libacquire.a
libacquire_a_SOURCES = \
	%D%/downloads.c %D%/downloads.h %D%/downloads_hosts.c %D%/downloads_int.h \
	%D%/downloads_run.c %D%/http.c %D%/http.h %D%/http_answer.c %D%/http_ask.c \
	%D%/http_fresh.c %D%/http_int.h %D%/http_keep.c %D%/robots.c %D%/robots.h \
	%D%/source.c %D%/source.h %D%/source_ask.c %D%/source_int.h %D%/source_judge.c \
	%D%/source_plan.c %D%/sync.c %D%/sync.h %D%/sync_int.h %D%/sync_plan.c
ACQUIRE_LIBS = libacquire.a libhelpers.a libwire.a $(DOSSIER_LIBS)
