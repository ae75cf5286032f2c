#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_bidi "${srcdir:-.}/tests/fuzz/seeds_bidi"
