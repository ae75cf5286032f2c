# SPDX-License-Identifier: ISC
# WARC files, taken apart.
noinst_LIBRARIES += libparse-warc.a
libparse_warc_a_SOURCES = \
	%D%/block.c %D%/head.c %D%/internal.h %D%/payload.c %D%/source.c %D%/warc.c %D%/warc.h
