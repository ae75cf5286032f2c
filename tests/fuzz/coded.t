#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_coded "${srcdir:-.}/tests/fuzz/seeds_coded"
