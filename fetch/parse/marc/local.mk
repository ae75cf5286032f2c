# SPDX-License-Identifier: ISC
# Records of the UN Digital Library.
noinst_LIBRARIES += libparse-marc.a
libparse_marc_a_SOURCES = \
	%D%/files.c %D%/internal.h %D%/marc.c %D%/words.c
