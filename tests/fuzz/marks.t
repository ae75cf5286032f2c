#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_marks "${srcdir:-.}/tests/fuzz/seeds_marks"
