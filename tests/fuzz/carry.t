#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_carry "${srcdir:-.}/tests/fuzz/seeds_carry"
