#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_input "${srcdir:-.}/tests/fuzz/seeds_input"
