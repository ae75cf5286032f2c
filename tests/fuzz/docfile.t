#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_docfile "${srcdir:-.}/tests/fuzz/seeds_docfile"
