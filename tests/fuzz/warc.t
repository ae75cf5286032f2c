#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_warc "${srcdir:-.}/tests/fuzz/seeds_warc"
