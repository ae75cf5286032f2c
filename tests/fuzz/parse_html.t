#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_parse_html "${srcdir:-.}/tests/fuzz/seeds_parse_html"
