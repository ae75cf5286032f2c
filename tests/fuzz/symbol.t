#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_symbol "${srcdir:-.}/tests/fuzz/seeds_symbol"
