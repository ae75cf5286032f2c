# SPDX-License-Identifier: ISC
# The verbs.
noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = \
	%D%/add.c %D%/add.h %D%/cite.c %D%/cites.c %D%/diff.c %D%/export.c %D%/feed.c %D%/fetch.c %D%/fetch.h %D%/help.c %D%/help.h %D%/history.c %D%/import.c %D%/info.c %D%/keep.c %D%/keep.h %D%/list.c %D%/list_out.c %D%/list_out.h %D%/marks.c %D%/marks.h %D%/hub.c %D%/hub.h %D%/add_warc.c %D%/charts.c %D%/charts.h %D%/complete.c %D%/export.h %D%/export_warc.c \
	%D%/pack.c %D%/pager.c %D%/pager.h %D%/print.c %D%/print.h %D%/print_json.c %D%/print_markdown.c %D%/print_markup.c %D%/print_markup.h \
	%D%/progress.c %D%/progress.h %D%/prune.c %D%/repair.c %D%/repair.h %D%/search.c %D%/show.c %D%/site.c %D%/symbols.c %D%/sync.c %D%/take.c \
	%D%/verbs.c %D%/verbs.h %D%/verify.c %D%/votes.c
