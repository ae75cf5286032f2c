# SPDX-License-Identifier: ISC
# An address or a symbol into the store.
noinst_LIBRARIES += libacquire.a
libacquire_a_SOURCES = \
	%D%/acquire.h %D%/answer.c %D%/ask.c %D%/budget.c %D%/budget.h %D%/early.c %D%/early.h %D%/exchange.c \
	%D%/exchange.h %D%/exchange_int.h %D%/hosts.c %D%/hosts.h %D%/http.c \
	%D%/http.h %D%/hub.c %D%/hub.h %D%/hub_ask.c %D%/hub_int.h %D%/hub_texts.c %D%/hub_undo.c %D%/internal.h %D%/judge.c %D%/judge.h %D%/keep.c %D%/list.c %D%/look.c \
	%D%/robots.c %D%/robots.h %D%/same.c %D%/same.h %D%/sources.c %D%/sources.h %D%/step.c %D%/sync.c %D%/sync.h \
	%D%/sync_int.h %D%/sync_plan.c %D%/sync_sum.c
ACQUIRE_LIBS = libacquire.a libhelpers.a libwire.a libseal.a libhub.a $(DOSSIER_LIBS)
