#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_query "${srcdir:-.}/tests/fuzz/seeds_query"
