#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_parse_papers "${srcdir:-.}/tests/fuzz/seeds_parse_papers"
