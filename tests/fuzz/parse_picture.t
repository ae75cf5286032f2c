#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_parse_picture "${srcdir:-.}/tests/fuzz/seeds_parse_picture"
