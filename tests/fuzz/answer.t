#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_answer "${srcdir:-.}/tests/fuzz/seeds_answer"
