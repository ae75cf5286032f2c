#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_charset "${srcdir:-.}/tests/fuzz/seeds_charset"
