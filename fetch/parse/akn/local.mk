# SPDX-License-Identifier: ISC
# Akoma Ntoso.
noinst_LIBRARIES += libparse-akn.a
libparse_akn_a_SOURCES = \
	%D%/akn.c %D%/akn.h %D%/cover.c %D%/facts.c %D%/walk.h
