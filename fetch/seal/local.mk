# SPDX-License-Identifier: ISC
# What helpers give up before they begin.
noinst_LIBRARIES += libseal.a
libseal_a_SOURCES = \
	%D%/filter.c %D%/internal.h %D%/landlock.c %D%/own.c %D%/seal.c %D%/seal.h
SEAL_LIBS = libseal.a $(BASE_LIBS)
