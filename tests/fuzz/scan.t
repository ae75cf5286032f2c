#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_scan "${srcdir:-.}/tests/fuzz/seeds_scan"
