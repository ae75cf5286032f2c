#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_tables "${srcdir:-.}/tests/fuzz/seeds_tables"
