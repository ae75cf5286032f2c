#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_parse_pdf "${srcdir:-.}/tests/fuzz/seeds_parse_pdf"
