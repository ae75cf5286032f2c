#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_head "${srcdir:-.}/tests/fuzz/seeds_head"
