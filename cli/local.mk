noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = \
	%D%/cli.h %D%/verbs.c \
	%D%/list.c %D%/list_out.c %D%/list_out.h \
	%D%/show.c %D%/symbols.c %D%/info.c %D%/fetch.c %D%/add.c \
	%D%/cites.c %D%/votes.c %D%/cite.c %D%/sync.c %D%/feed.c %D%/feed.h \
	%D%/verify.c %D%/keep.c %D%/keep.h %D%/prune.c \
	%D%/progress.c %D%/progress.h \
	%D%/pager.c %D%/pager.h \
	%D%/bring_cli.h %D%/file.c %D%/file.h \
	%D%/print.c %D%/print.h %D%/print_json.c %D%/print_markup.c
