#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_pair "${srcdir:-.}/tests/fuzz/seeds_pair"
